package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
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
 * How prices and spending answer over the days and quarters after an impulse, one regression a
 * horizon. The horizons share their observations, so that a band is read at one horizon chosen
 * before, not by its widest excursion.
 */
public final class ImpulseResponse implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field STUDY =
      required("study", TEXT, NONE, "Question, responses; its rows are not in gold.regression");
  public static final Field SPECIFICATION =
      required("specification", TEXT, NONE, "One way of asking it, nvidia_at_releases");
  public static final Field SHOCK =
      required(
          "shock",
          TEXT,
          NONE,
          "surprise_log10_flop: compute saved by the releases of a day; log_rate: efficiency gain");
  public static final Field RESPONSE =
      required("response", TEXT, NONE, "What answers: car_share, log_capex");
  public static final Field HORIZON =
      required("horizon", COUNT, NONE, "In horizon_unit, 0 the shock's own");
  public static final Field HORIZON_UNIT =
      required("horizon_unit", TEXT, NONE, "trading_days or quarters");
  public static final Field VCOV =
      required(
          "vcov",
          TEXT,
          NONE,
          "dk: overlap of as many trading days as the horizon; hc1: none; ewc: few quarters");
  public static final Field IS_HEADLINE =
      required("is_headline", FLAG, NONE, "Whether these errors are it");
  public static final Field ESTIMATE =
      required("estimate", NUMBER, NONE, "Response per unit of the shock");
  public static final Field STANDARD_ERROR = required("standard_error", NUMBER, NONE, "Of it");
  public static final Field DF = required("df", NUMBER, NONE, "Degrees of freedom of Student's t");
  public static final Field P_VALUE = required("p_value", NUMBER, SHARE, "Two-sided, against 0");
  public static final Field CI_LOW =
      required("ci_low", NUMBER, NONE, "Lower end of the 95 % interval at this horizon");
  public static final Field CI_HIGH =
      required("ci_high", NUMBER, NONE, "Upper end of the 95 % interval at this horizon");
  public static final Field MINIMUM_DETECTABLE_EFFECT =
      required(
          "minimum_detectable_effect",
          NUMBER,
          NONE,
          "Response that a 5 % test at this horizon finds with 80 % probability");
  public static final Field N = required("n", COUNT, ROWS, "Observations");
  public static final Field INDEPENDENT_UNITS =
      required("independent_units", COUNT, NONE, "Days with a release, or quarters");
  public static final Field SAMPLE_START =
      required("sample_start", DAY, NONE, "First day or quarter of the shocks");
  public static final Field SAMPLE_END =
      required("sample_end", DAY, NONE, "Last day or quarter of the shocks");
  public static final Field REMARKS =
      optional("remarks", TEXT, NONE, "What its reader should know");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("impulse_response");
  }

  @Override
  public String grain() {
    return "one row per as-of day, study, specification, horizon and kind of errors";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        STUDY,
        SPECIFICATION,
        SHOCK,
        RESPONSE,
        HORIZON,
        HORIZON_UNIT,
        VCOV,
        IS_HEADLINE,
        ESTIMATE,
        STANDARD_ERROR,
        DF,
        P_VALUE,
        CI_LOW,
        CI_HIGH,
        MINIMUM_DETECTABLE_EFFECT,
        N,
        INDEPENDENT_UNITS,
        SAMPLE_START,
        SAMPLE_END,
        REMARKS,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, STUDY, SPECIFICATION, HORIZON, VCOV);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("the horizon is not negative", HORIZON.col().geq(0)),
        everyRow("an error is positive", STANDARD_ERROR.col().gt(0)),
        everyRow(
            "the interval holds the estimate", ESTIMATE.col().between(CI_LOW.col(), CI_HIGH.col())),
        everyRow("p is a probability", P_VALUE.col().between(0, 1)),
        everyRow("rests on at most its observations", INDEPENDENT_UNITS.col().between(1, N.col())));
  }
}
