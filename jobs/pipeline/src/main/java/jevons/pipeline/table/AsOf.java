package jevons.pipeline.table;

import java.time.LocalDate;
import java.time.temporal.IsoFields;

/** The day of knowledge, first in the key of every gold table. */
public final class AsOf {
  /** The column {@code as_of}. */
  public static final Field FIELD =
      Field.required(
          "as_of", Type.DAY, Unit.NONE, "Day of knowledge: built from what was known by then");

  private AsOf() {}

  /**
   * The period of tables about quarters that are over: the last of them, {@code "2026Q2"}. A
   * quarter is over on its last day.
   */
  public static String lastQuarterOver(LocalDate asOf) {
    LocalDate last = asOf.plusDays(1).with(IsoFields.DAY_OF_QUARTER, 1).minusMonths(3);
    return last.getYear() + "Q" + last.get(IsoFields.QUARTER_OF_YEAR);
  }
}
