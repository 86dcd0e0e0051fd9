package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;

/**
 * The first day that gold can be built as of: on which something was known of what a gold table is
 * made from. What was not known yet leaves its tables without rows.
 */
final class EarliestDay {
  private EarliestDay() {}

  /**
   * Refuses a day before it, which is a mistake and would leave nothing but empty tables.
   *
   * @param gold steps of a day
   * @throws JevonsException exit 2
   */
  static void require(List<Step> gold, Lineup lineup, LocalDate asOf) {
    LocalDate first = null;
    for (Step step : gold) {
      Optional<LocalDate> known = firstKnown(step, lineup, asOf);
      if (known.isEmpty()) {
        continue;
      }
      if (!known.get().isAfter(asOf)) {
        return;
      }
      first = first == null || known.get().isBefore(first) ? known.get() : first;
    }
    if (first != null) {
      throw new JevonsException(
          ExitCode.USAGE,
          ("as of %s: nothing that gold is made from was known by then; the first became known on %s."
                  + " Earliest day that can be built: %s.")
              .formatted(asOf, first, first));
    }
  }

  /** Of a step that reads silver alone; empty where an input has no known time. */
  private static Optional<LocalDate> firstKnown(Step step, Lineup lineup, LocalDate asOf) {
    LocalDate first = null;
    for (Class<? extends Table> input : step.inputs()) {
      Table table = Tables.of(input);
      if (table.name().layer() != Layer.SILVER || table.knownOn().isEmpty()) {
        return Optional.empty();
      }
      LocalDate earliest = lineup.firstKnown(table, asOf);
      if (earliest == null) {
        return Optional.of(asOf);
      }
      first = first == null || earliest.isBefore(first) ? earliest : first;
    }
    return Optional.ofNullable(first);
  }
}
