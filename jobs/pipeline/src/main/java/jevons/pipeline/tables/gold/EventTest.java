package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.DAYS;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * Whether abnormal returns around events are more than chance, by every test side by side. One that
 * allows neither for firms that move together nor for a variance that the event raises refuses far
 * too often; read {@code kolari_pynnonen}, {@code grank_t} and the placebo first.
 */
public final class EventTest implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field EVENT = Event.EVENT;
  public static final Field FIRM_GROUP =
      required("firm_group", TEXT, NONE, "Group of firms, ai-hardware; or a firm by itself, NVDA");
  public static final Field RETURN_MODEL = EventAbnormalReturn.RETURN_MODEL;
  public static final Field WINDOW_START =
      required("window_start", COUNT, DAYS, "First trading day of the window, day 0 being 0");
  public static final Field WINDOW_END =
      required("window_end", COUNT, DAYS, "Last trading day of the window");
  public static final Field TEST =
      required(
          "test",
          TEXT,
          NONE,
          "patell, bmp, kolari_pynnonen, corrado, grank_t ...; of a firm by itself standardized and"
              + " placebo");
  public static final Field STATISTIC =
      required("statistic", NUMBER, NONE, "The test's; of a placebo the firm's standardised sum");
  public static final Field DF =
      optional("df", NUMBER, NONE, "Degrees of freedom of Student's t; null where p is normal");
  public static final Field P_VALUE = required("p_value", NUMBER, SHARE, "Two-sided, against 0");
  public static final Field N =
      required("n", COUNT, NONE, "Firms, of pooled events firms and days; of a placebo other days");
  public static final Field INDEPENDENT_UNITS =
      required(
          "independent_units",
          COUNT,
          NONE,
          "Different days 0: firms on one day are not independent of each other");
  public static final Field ESTIMATE =
      optional("estimate", NUMBER, NONE, "Mean that is tested; null for ranks and signs");
  public static final Field ESTIMATE_UNIT =
      optional(
          "estimate_unit",
          TEXT,
          NONE,
          "share: of the price; standard_deviations: of a firm's sum of abnormal returns");
  public static final Field STANDARD_ERROR =
      optional("standard_error", NUMBER, NONE, "In the unit of the estimate");
  public static final Field CI_LOW =
      optional("ci_low", NUMBER, NONE, "Lower end of the 95 % interval");
  public static final Field CI_HIGH =
      optional("ci_high", NUMBER, NONE, "Upper end of the 95 % interval");
  public static final Field MINIMUM_DETECTABLE_EFFECT =
      optional(
          "minimum_detectable_effect",
          NUMBER,
          NONE,
          "Mean that a 5 % test finds with 80 % probability, in the unit of the estimate");
  public static final Field SMALLEST_P_VALUE =
      optional(
          "smallest_p_value", NUMBER, SHARE, "Smallest p a placebo can reach: 1 / (1 + its days)");
  public static final Field AVERAGE_CORRELATION =
      optional(
          "average_correlation",
          NUMBER,
          NONE,
          "Mean correlation of the firms' sums of abnormal returns, as kolari_pynnonen takes it");
  public static final Field IS_OVERLAPPING =
      required(
          "is_overlapping",
          FLAG,
          NONE,
          "Whether the window shares days with that of another event");
  public static final Field LEFT_OUT =
      optional(
          "left_out", TEXT, NONE, "Firms of the group that could not be taken, with the reason");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("event_test");
  }

  @Override
  public String grain() {
    return "one row per as-of day, event, group of firms, return model, window and test";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        EVENT,
        FIRM_GROUP,
        RETURN_MODEL,
        WINDOW_START,
        WINDOW_END,
        TEST,
        STATISTIC,
        DF,
        P_VALUE,
        N,
        INDEPENDENT_UNITS,
        ESTIMATE,
        ESTIMATE_UNIT,
        STANDARD_ERROR,
        CI_LOW,
        CI_HIGH,
        MINIMUM_DETECTABLE_EFFECT,
        SMALLEST_P_VALUE,
        AVERAGE_CORRELATION,
        IS_OVERLAPPING,
        LEFT_OUT,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, EVENT, FIRM_GROUP, RETURN_MODEL, WINDOW_START, WINDOW_END, TEST);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("p is a probability", P_VALUE.col().between(0, 1)),
        everyRow(
            "p is at least the smallest it can be",
            SMALLEST_P_VALUE.col().isNull().or(P_VALUE.col().geq(SMALLEST_P_VALUE.col()))),
        everyRow("the window ends after it starts", WINDOW_END.col().geq(WINDOW_START.col())),
        everyRow("degrees of freedom are positive", DF.col().isNull().or(DF.col().gt(0))),
        everyRow(
            "the interval holds the estimate",
            CI_LOW.col().isNull().or(ESTIMATE.col().between(CI_LOW.col(), CI_HIGH.col()))));
  }
}
