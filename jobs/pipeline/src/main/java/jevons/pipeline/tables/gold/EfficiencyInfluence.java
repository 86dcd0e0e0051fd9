package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.apache.spark.sql.functions;

/**
 * By how much each model moved the rate of {@link EfficiencyIndex} of each quarter.
 *
 * <p>The quarters' rates share models, so their errors move together. With u the influences, the
 * covariance of the rates (as log10) of quarters q and r is the sum over models of u_iq u_ir; of a
 * quarter with itself it is the HC3 variance by the delta method.
 */
public final class EfficiencyInfluence implements Derived {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field QUARTER = EfficiencyIndex.QUARTER;
  public static final Field METHOD = EfficiencyIndex.METHOD;
  public static final Field MODEL = required("model", TEXT, NONE, "As in silver.model");
  public static final Field INFLUENCE =
      required(
          "log10_rate_influence",
          NUMBER,
          NONE,
          "Share of the error of log10 of the rate that is due to the model");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the model's compute and scores");

  @Override
  public TableName name() {
    return gold("efficiency_influence");
  }

  @Override
  public String grain() {
    return "one row per as-of day, quarter, method of capability and model in that quarter's regression";
  }

  @Override
  public List<Field> fields() {
    return List.of(AS_OF, QUARTER, METHOD, MODEL, INFLUENCE, GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, QUARTER, METHOD, MODEL);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(Score.class, Benchmark.class, Model.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        Check.everyRow("the influence is a number", functions.not(INFLUENCE.col().isNaN())));
  }

  /** What the model itself brings: its scores and its compute, as known by the quarter's end. */
  @Override
  public String period(LocalDate asOf) {
    return AsOf.lastQuarterOver(asOf);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RecursiveEfficiency.rowsBehind(
        input, input instanceof Benchmark ? lit(true) : equal(MODEL), row -> EfficiencySample.ALL);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    DriverRows rows = new DriverRows(this);
    for (RecursiveEfficiency at : RecursiveEfficiency.fits(in)) {
      for (TrainingEfficiency.Efficiency e : at.fit().models()) {
        rows.add(
            Map.of(
                AS_OF, in.asOf(),
                QUARTER, at.quarter(),
                METHOD, at.specification().method().word(),
                MODEL, e.model().model(),
                INFLUENCE, e.influence(),
                GRADE, e.grade().word()));
      }
    }
    return rows.dataset(in);
  }
}
