package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FACTOR_PER_YEAR;
import static jevons.pipeline.table.Unit.LOGIT;
import static jevons.pipeline.table.Unit.NONE;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.econometrics.Ratio;
import jevons.econometrics.Ratio.Ends;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rate at which the same capability takes less training compute, estimated anew at the end of
 * each quarter from all that was known by then.
 *
 * <p>A quarter has a rate from when at least {@value RecursiveEfficiency#FEWEST_MODELS} models have
 * capability and compute and Fieller's interval is bounded. The rate is never differenced: the news
 * of one quarter is nearly all noise.
 */
public final class EfficiencyIndex implements Derived {
  private static final double LEVEL = RecursiveEfficiency.LEVEL;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First day of the quarter at whose end the rate was known");
  public static final Field METHOD = ModelCapability.METHOD;
  public static final Field DIRECTION =
      required("direction", TEXT, NONE, "production: capability on compute and time");
  public static final Field SAMPLE = required("sample", TEXT, NONE, "all: no model left out");
  public static final Field VCOV = required("vcov", TEXT, NONE, "Errors of the regression, hc3");
  public static final Field INTERVAL =
      required("interval", TEXT, NONE, "fieller, or delta: symmetric in log10 and too narrow");
  public static final Field RATE =
      required(
          "rate_factor_per_year",
          NUMBER,
          FACTOR_PER_YEAR,
          "By how much less compute the same capability takes after a year, 10^(g/b)");
  public static final Field CI_LOW =
      required("ci_low", NUMBER, FACTOR_PER_YEAR, "Lower end of the 95 % interval, t(n - 3)");
  public static final Field CI_HIGH =
      required("ci_high", NUMBER, FACTOR_PER_YEAR, "Upper end of the 95 % interval");
  public static final Field STANDARD_ERROR =
      required(
          "log10_rate_standard_error",
          NUMBER,
          NONE,
          "Of log10 of the rate, by the delta method; of neighbouring quarters nearly the same");
  public static final Field ELASTICITY =
      required(
          "compute_elasticity", NUMBER, LOGIT, "b: capability that ten times the compute buys");
  public static final Field N = required("n", COUNT, NONE, "Models with capability and compute");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the models' compute and scores");

  @Override
  public TableName name() {
    return gold("efficiency_index");
  }

  @Override
  public String grain() {
    return "one row per as-of day, quarter, specification and kind of interval";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        QUARTER,
        METHOD,
        DIRECTION,
        SAMPLE,
        VCOV,
        INTERVAL,
        RATE,
        CI_LOW,
        CI_HIGH,
        STANDARD_ERROR,
        ELASTICITY,
        N,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, QUARTER, METHOD, DIRECTION, SAMPLE, VCOV, INTERVAL);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(Score.class, Benchmark.class, Model.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("the interval holds the rate", RATE.col().between(CI_LOW.col(), CI_HIGH.col())),
        everyRow(
            "rests on at least " + RecursiveEfficiency.FEWEST_MODELS + " models",
            N.col().geq(RecursiveEfficiency.FEWEST_MODELS)),
        everyRow("compute makes models more capable", ELASTICITY.col().gt(0)),
        everyRow("the quarter is over", QUARTER.col().lt(AS_OF.col())));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    DriverRows rows = new DriverRows(this);
    for (RecursiveEfficiency at : RecursiveEfficiency.fits(in)) {
      Ratio log10Rate = at.fit().log10Rate();
      rows.add(row(in.asOf(), at, "fieller", log10Rate.fieller(LEVEL)));
      rows.add(row(in.asOf(), at, "delta", log10Rate.delta(LEVEL)));
    }
    return rows.dataset(in);
  }

  private static Map<Field, Object> row(
      LocalDate asOf, RecursiveEfficiency at, String kind, Ends log10Rate) {
    TrainingEfficiency fit = at.fit();
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, asOf);
    row.put(QUARTER, at.quarter());
    row.put(METHOD, ModelCapability.RASCH);
    row.put(DIRECTION, "production");
    row.put(SAMPLE, "all");
    row.put(VCOV, "hc3");
    row.put(INTERVAL, kind);
    row.put(RATE, fit.log10Rate().powerOfTen());
    row.put(CI_LOW, log10Rate.powerOfTen().low().orElseThrow());
    row.put(CI_HIGH, log10Rate.powerOfTen().high().orElseThrow());
    row.put(STANDARD_ERROR, fit.log10Rate().standardError());
    row.put(ELASTICITY, fit.computeElasticity());
    row.put(N, (long) fit.n());
    row.put(GRADE, fit.grade().word());
    return row;
  }
}
