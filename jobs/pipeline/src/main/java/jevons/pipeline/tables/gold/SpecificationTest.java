package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * Whether more specifications of {@link SpecificationCurve} are significant than there would be if
 * growth had come in another order: all specifications share their data, so 5 % are not what chance
 * gives.
 */
public final class SpecificationTest implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field PLACEBO =
      required(
          "placebo",
          TEXT,
          NONE,
          "circular_shift: growth of all quarters moved along, the last before the first, by every"
              + " number of quarters; permutation: growth in drawn orders, which takes its"
              + " autocorrelation away");
  public static final Field SPECIFICATIONS =
      required("specifications", COUNT, NONE, "Rows of the specification curve");
  public static final Field SIGNIFICANT =
      required("significant_share", NUMBER, SHARE, "Of them significant at 5 % against 0");
  public static final Field EXPECTED =
      required("expected_share", NUMBER, SHARE, "The same, mean over the placebos");
  public static final Field P_VALUE =
      required(
          "p_value",
          NUMBER,
          SHARE,
          "Share of orders, the true one among them, with at least as many significant ones");
  public static final Field SMALLEST_P_VALUE =
      required("smallest_p_value", NUMBER, SHARE, "Smallest p there can be: 1/(placebos + 1)");
  public static final Field PLACEBOS = required("placebos", COUNT, NONE, "Other orders tried");
  public static final Field QUARTERS =
      required("quarters", COUNT, NONE, "Quarters of growth that change their places");
  public static final Field MEDIAN =
      required("median_estimate", NUMBER, NONE, "Median elasticity over the specifications");
  public static final Field POSITIVE =
      required("positive_share", NUMBER, SHARE, "Of the specifications with an estimate above 0");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("specification_test");
  }

  @Override
  public String grain() {
    return "one row per as-of day and kind of placebo";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        PLACEBO,
        SPECIFICATIONS,
        SIGNIFICANT,
        EXPECTED,
        P_VALUE,
        SMALLEST_P_VALUE,
        PLACEBOS,
        QUARTERS,
        MEDIAN,
        POSITIVE,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, PLACEBO);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "shares lie between 0 and 1",
            SIGNIFICANT.col().between(0, 1).and(EXPECTED.col().between(0, 1))),
        everyRow(
            "p is not below the smallest there can be",
            P_VALUE.col().geq(SMALLEST_P_VALUE.col()).and(P_VALUE.col().leq(1))));
  }
}
