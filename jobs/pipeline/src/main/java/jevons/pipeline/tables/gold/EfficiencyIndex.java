package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FACTOR_PER_YEAR;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.econometrics.Ratio;
import jevons.econometrics.Ratio.Ends;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rate at which the same capability takes less training compute, estimated anew at the end of
 * each quarter from all that was known by then; and, for the newest quarter, by all other ways.
 *
 * <p>A quarter has a rate from when at least {@value RecursiveEfficiency#FEWEST_MODELS} models have
 * capability and compute and Fieller's interval is bounded. The rate is never differenced: the news
 * of one quarter is nearly all noise.
 */
public final class EfficiencyIndex implements Derived {
  private static final double LEVEL = RecursiveEfficiency.LEVEL;

  /** Ends that differ by more than this factor say nothing. */
  private static final int NOT_IDENTIFIED = 30;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First day of the quarter at whose end the rate was known");
  public static final Field METHOD = ModelCapability.METHOD;
  public static final Field DIRECTION =
      required(
          "direction",
          TEXT,
          NONE,
          "production: capability on compute and time; hedonic_bound: compute on capability and"
              + " time, a bound from below");
  public static final Field SAMPLE =
      required(
          "sample",
          TEXT,
          NONE,
          Arrays.stream(EfficiencySample.values())
              .map(sample -> sample.word() + ": " + sample.meaning())
              .collect(Collectors.joining("; ")));
  public static final Field VCOV =
      required("vcov", TEXT, NONE, "Errors of the regression, hc3 or cluster(organization)");
  public static final Field INTERVAL =
      required("interval", TEXT, NONE, "fieller, or delta: symmetric in log10 and too narrow");
  public static final Field RATE =
      required(
          "rate_factor_per_year",
          NUMBER,
          FACTOR_PER_YEAR,
          "By how much less compute the same capability takes after a year, 10^(g/b)");
  public static final Field CI_LOW =
      optional(
          "ci_low",
          NUMBER,
          FACTOR_PER_YEAR,
          "Lower end of the 95 % interval, t(n - 3) or t(organizations - 1); null: unbounded");
  public static final Field CI_HIGH =
      optional("ci_high", NUMBER, FACTOR_PER_YEAR, "Upper end of the 95 % interval");
  public static final Field STANDARD_ERROR =
      required(
          "log10_rate_standard_error",
          NUMBER,
          NONE,
          "Of log10 of the rate, by the delta method; of neighbouring quarters nearly the same");
  public static final Field ELASTICITY =
      optional(
          "compute_elasticity",
          NUMBER,
          NONE,
          "b: capability on the method's scale that ten times the compute or cost buys; null in the"
              + " hedonic direction");
  public static final Field REMARK =
      optional(
          "remark", TEXT, NONE, "unbounded interval, or not identified: no claim may rest on it");
  public static final Field N = required("n", COUNT, NONE, "Models with capability and compute");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the models' compute and of all models' scores");

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
        REMARK,
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
        everyRow(
            "the interval holds the rate",
            unlessNull(RATE.col().between(CI_LOW.col(), CI_HIGH.col()))),
        everyRow(
            "an interval without ends says why",
            CI_LOW.col().isNotNull().or(REMARK.col().isNotNull())),
        everyRow(
            "rests on at least " + RecursiveEfficiency.FEWEST_MODELS_OF_A_VARIANT + " models",
            N.col().geq(RecursiveEfficiency.FEWEST_MODELS_OF_A_VARIANT)),
        everyRow("compute makes models more capable", unlessNull(ELASTICITY.col().gt(0))),
        everyRow("the quarter is over", QUARTER.col().lt(AS_OF.col())));
  }

  /** The scores of all models: they compare models with each other. */
  @Override
  public String period(LocalDate asOf) {
    return AsOf.lastQuarterOver(asOf);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RecursiveEfficiency.rowsBehind(
        input, lit(true), row -> EfficiencySample.of(row.getAs(SAMPLE.name())));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    DriverRows rows = new DriverRows(this);
    for (RecursiveEfficiency at : RecursiveEfficiency.withVariants(in)) {
      Ratio log10Rate = at.fit().log10Rate();
      if (at.specification().direction() == EfficiencyDirection.PRODUCTION) {
        rows.add(row(in.asOf(), at, "fieller", log10Rate.fieller(LEVEL)));
      }
      rows.add(row(in.asOf(), at, "delta", log10Rate.delta(LEVEL)));
    }
    return rows.dataset(in);
  }

  private static Map<Field, Object> row(
      LocalDate asOf, RecursiveEfficiency at, String kind, Ends log10Rate) {
    TrainingEfficiency fit = at.fit();
    EfficiencySpecification specification = at.specification();
    Ends rate = log10Rate.powerOfTen();
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, asOf);
    row.put(QUARTER, at.quarter());
    row.put(METHOD, specification.method().word());
    row.put(DIRECTION, specification.direction().word());
    row.put(SAMPLE, specification.sample().word());
    row.put(VCOV, specification.errors().toString());
    row.put(INTERVAL, kind);
    row.put(RATE, fit.log10Rate().powerOfTen());
    if (rate.isBounded()) {
      row.put(CI_LOW, rate.low().getAsDouble());
      row.put(CI_HIGH, rate.high().getAsDouble());
    }
    row.put(STANDARD_ERROR, fit.log10Rate().standardError());
    fit.computeElasticity().ifPresent(b -> row.put(ELASTICITY, b));
    row.put(N, (long) fit.n());
    row.put(REMARK, remark(rate));
    row.put(GRADE, at.grade().word());
    return row;
  }

  private static String remark(Ends rate) {
    if (!rate.isBounded()) {
      return "unbounded: the effect of compute is not told from none";
    }
    return rate.high().getAsDouble() > NOT_IDENTIFIED * rate.low().getAsDouble()
        ? "not identified: the ends differ by more than a factor of " + NOT_IDENTIFIED
        : null;
  }
}
