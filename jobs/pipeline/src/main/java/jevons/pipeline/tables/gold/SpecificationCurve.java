package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
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
 * The Jevons elasticity under every defensible way to estimate it, sorted by the estimate.
 *
 * <p>Under year-on-year growth the regressor is the rate per year, so the coefficient is an
 * elasticity as well. Such growth overlaps by three quarters: its errors are equal-weighted cosines
 * or Newey-West with 3 lags or more against the fixed-b limit, never classical.
 *
 * @see <a href="https://doi.org/10.1038/s41562-020-0912-z">Simonsohn, Simmons and Nelson (2020),
 *     Specification curve analysis, Nature Human Behaviour 4, 1208-1214</a>
 */
public final class SpecificationCurve implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field CAPABILITY =
      required("capability", TEXT, NONE, "Measure of capability behind the rate: 2pl, rasch");
  public static final Field EFFICIENCY =
      required(
          "efficiency",
          TEXT,
          NONE,
          "rate: log rate of efficiency gain; rate_detrended: with a linear trend taken out of both"
              + " sides");
  public static final Field LAG =
      required("lag", COUNT, NONE, "Quarters by which the rate was known earlier still, 0 to 4");
  public static final Field GROWTH =
      required("growth", TEXT, NONE, "Of capex: quarter, on the quarter before; year, on a year");
  public static final Field START =
      required("start", TEXT, NONE, "first_rate: all quarters; 2023Q4, 2024Q1: those from then on");
  public static final Field VCOV =
      required("vcov", TEXT, NONE, "Errors, as on the command line: ewc, nw(2), hc1, iid");
  public static final Field PLACE =
      required("place", COUNT, NONE, "1: the lowest estimate of all specifications");
  public static final Field FORMULA =
      required("formula", TEXT, NONE, "As the command line's fit takes it");
  public static final Field ESTIMATE = required("estimate", NUMBER, NONE, "The elasticity");
  public static final Field STANDARD_ERROR = required("standard_error", NUMBER, NONE, "Of it");
  public static final Field T = required("t", NUMBER, NONE, "Against 0");
  public static final Field DF =
      optional("df", NUMBER, NONE, "Of Student's t; null: against the fixed-b limit of t");
  public static final Field P_VALUE = required("p_value", NUMBER, SHARE, "Two-sided, against 0");
  public static final Field P_VALUE_AGAINST_MINUS_ONE =
      required("p_value_against_minus_one", NUMBER, SHARE, "Two-sided, against -1: no rebound");
  public static final Field LOW = required("ci_low", NUMBER, NONE, "Of the 95 % interval");
  public static final Field HIGH = required("ci_high", NUMBER, NONE, "Of the 95 % interval");
  public static final Field IS_SIGNIFICANT =
      required("is_significant", FLAG, NONE, "Whether p_value is below 5 %");
  public static final Field SAMPLE_START = required("sample_start", DAY, NONE, "First quarter");
  public static final Field SAMPLE_END = required("sample_end", DAY, NONE, "Last quarter");
  public static final Field N = required("n", COUNT, ROWS, "Quarters");
  public static final Field INDEPENDENT_UNITS =
      required(
          "independent_units",
          COUNT,
          NONE,
          "T: the quarters; under year-on-year growth those that do not overlap, n/4 rounded up");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("specification_curve");
  }

  @Override
  public String grain() {
    return "one row per as-of day and specification: its choices and its errors";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        CAPABILITY,
        EFFICIENCY,
        LAG,
        GROWTH,
        START,
        VCOV,
        PLACE,
        FORMULA,
        ESTIMATE,
        STANDARD_ERROR,
        T,
        DF,
        P_VALUE,
        P_VALUE_AGAINST_MINUS_ONE,
        LOW,
        HIGH,
        IS_SIGNIFICANT,
        SAMPLE_START,
        SAMPLE_END,
        N,
        INDEPENDENT_UNITS,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, CAPABILITY, EFFICIENCY, LAG, GROWTH, START, VCOV);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("p is a probability", P_VALUE.col().between(0, 1)),
        everyRow("the interval holds the estimate", ESTIMATE.col().between(LOW.col(), HIGH.col())),
        everyRow("the lag is 0 to 4", LAG.col().between(0, 4)),
        everyRow(
            "year-on-year growth has errors that allow for its overlap",
            GROWTH
                .col()
                .notEqual("year")
                .or(VCOV.col().equalTo("ewc"))
                .or(VCOV.col().endsWith(",fixedb)"))),
        everyRow("df is positive", unlessNull(DF.col().gt(0))));
  }
}
