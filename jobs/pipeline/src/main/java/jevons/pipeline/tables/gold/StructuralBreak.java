package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * Whether the mean growth of sales and spending changed, and when: one break at an unknown quarter
 * and at 2025Q1, several breaks, and how strongly each quarter speaks for a break.
 */
public final class StructuralBreak implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field SERIES =
      required(
          "series",
          TEXT,
          NONE,
          "d_log_revenue, d_log_data_center_revenue of Nvidia; d_log_capex of the hyperscalers"
              + " together; less the mean of each calendar quarter");
  public static final Field TEST =
      required(
          "test",
          TEXT,
          NONE,
          "wald: that the mean changed with this very quarter, for every quarter looked at;"
              + " sup_wald: the greatest of them; chow: a date known before; bai_perron: a break"
              + " that the sequential rule finds");
  public static final Field VCOV =
      required("vcov", TEXT, NONE, "iid: one variance; hc1: variances may differ");
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First quarter after the break");
  public static final Field STATISTIC =
      required("statistic", NUMBER, NONE, "Wald, F for chow under iid, F(l+1|l) for bai_perron");
  public static final Field P_VALUE =
      optional("p_value", NUMBER, SHARE, "Null where the test has critical values only");
  public static final Field CRITICAL_VALUE =
      optional("critical_value", NUMBER, NONE, "At 5 %; of wald that of the greatest, sup_wald's");
  public static final Field QUARTER_LOW =
      optional("quarter_low", DAY, NONE, "Lower end of the 95 % interval of the quarter");
  public static final Field QUARTER_HIGH =
      optional("quarter_high", DAY, NONE, "Upper end of the 95 % interval of the quarter");
  public static final Field MEAN_BEFORE =
      required("mean_before", NUMBER, NONE, "Mean growth of all quarters before");
  public static final Field MEAN_AFTER =
      required("mean_after", NUMBER, NONE, "Mean growth from this quarter on");
  public static final Field SAMPLE_START =
      required("sample_start", DAY, NONE, "First quarter of growth");
  public static final Field SAMPLE_END = required("sample_end", DAY, NONE, "Last quarter");
  public static final Field N = required("n", COUNT, ROWS, "Quarters");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("structural_break");
  }

  @Override
  public String grain() {
    return "one row per as-of day, series, test, kind of errors and quarter";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        SERIES,
        TEST,
        VCOV,
        QUARTER,
        STATISTIC,
        P_VALUE,
        CRITICAL_VALUE,
        QUARTER_LOW,
        QUARTER_HIGH,
        MEAN_BEFORE,
        MEAN_AFTER,
        SAMPLE_START,
        SAMPLE_END,
        N,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, SERIES, TEST, VCOV, QUARTER);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("p is a probability", P_VALUE.col().isNull().or(P_VALUE.col().between(0, 1))),
        everyRow(
            "the break lies within the sample",
            QUARTER.col().gt(SAMPLE_START.col()).and(QUARTER.col().leq(SAMPLE_END.col()))),
        everyRow(
            "the interval holds the quarter",
            QUARTER_LOW
                .col()
                .isNull()
                .or(QUARTER_LOW.col().leq(QUARTER.col()))
                .and(QUARTER_HIGH.col().isNull().or(QUARTER_HIGH.col().geq(QUARTER.col())))));
  }
}
