package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOGIT;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/**
 * How capable each model is, on one scale over all benchmarks.
 *
 * <p>Rasch: the logit of a score is the model's capability plus the benchmark's easiness, by
 * two-way fixed effects, easiness summing to 0. Only models with at least {@value
 * ScoreCells#BENCHMARKS_OF_A_MODEL} benchmarks and benchmarks with at least {@value
 * ScoreCells#MODELS_OF_A_BENCHMARK} models enter. It takes all benchmarks to tell models apart
 * equally well, and so understates models tested on hard ones.
 */
public final class ModelCapability implements Derived {
  public static final String RASCH = "rasch";

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field MODEL = required("model", TEXT, NONE, "As in silver.score");
  public static final Field METHOD = required("method", TEXT, NONE, "rasch");
  public static final Field CAPABILITY =
      required(
          "capability",
          NUMBER,
          LOGIT,
          "Log odds of a right answer, above chance, on a benchmark of middle easiness");
  public static final Field STANDARD_ERROR =
      required("standard_error", NUMBER, LOGIT, "Of the capability");
  public static final Field BENCHMARKS =
      required("benchmarks", COUNT, NONE, "Benchmarks the model was scored on");
  public static final Field CLIPPED_CELLS =
      required(
          "clipped_cells",
          COUNT,
          NONE,
          "Scores among them outside 0.01 to 0.99 of the way from chance to all right");
  public static final Field INDEX =
      optional(
          "capabilities_index",
          NUMBER,
          NONE,
          "Epoch Capabilities Index, median over the model's versions; null until it was exported");
  public static final Field INDEX_CORRELATION =
      optional(
          "index_correlation",
          NUMBER,
          NONE,
          "Pearson correlation of capability and index over all models that have both");
  public static final Field TOO_FEW =
      required("models_too_few", COUNT, NONE, "Models left out this day for their few benchmarks");
  public static final Field UNCONNECTED =
      required(
          "models_unconnected",
          COUNT,
          NONE,
          "Models left out this day since they share no benchmark with the rest");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the model's scores, at best estimated");

  private static final double LEAST_AGREEMENT = 0.97;

  @Override
  public TableName name() {
    return gold("model_capability");
  }

  @Override
  public String grain() {
    return "one row per as-of day, model and method";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        MODEL,
        METHOD,
        CAPABILITY,
        STANDARD_ERROR,
        BENCHMARKS,
        CLIPPED_CELLS,
        INDEX,
        INDEX_CORRELATION,
        TOO_FEW,
        UNCONNECTED,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, MODEL, METHOD);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(Score.class, Benchmark.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "scored on at least " + ScoreCells.BENCHMARKS_OF_A_MODEL + " benchmarks",
            BENCHMARKS.col().geq(ScoreCells.BENCHMARKS_OF_A_MODEL)),
        everyRow("the standard error is positive", STANDARD_ERROR.col().gt(0)),
        // The index is a later estimate of others: disagreeing with it is news, not a fault
        everyRow(
                "correlates with the Epoch Capabilities Index by at least " + LEAST_AGREEMENT,
                INDEX_CORRELATION.col().isNull().or(INDEX_CORRELATION.col().geq(LEAST_AGREEMENT)))
            .asWarning());
  }

  /** A row as figures. */
  static Capability read(Row row) {
    return new Capability(
        row.getAs(MODEL.name()),
        row.<Double>getAs(CAPABILITY.name()),
        row.<Double>getAs(STANDARD_ERROR.name()),
        row.<Long>getAs(BENCHMARKS.name()).intValue(),
        row.<Long>getAs(CLIPPED_CELLS.name()).intValue(),
        Grade.of(row.getAs(GRADE.name())));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    ScoreCells cells = ScoreCells.of(KnownScore.collect(in).by(in.asOf()));
    List<Capability> capabilities = RaschCapability.of(cells);
    Map<String, Double> index = capabilitiesIndex(in);
    OptionalDouble correlation = correlation(capabilities, index);
    DriverRows rows = new DriverRows(this);
    for (Capability c : capabilities) {
      Map<Field, Object> row = new HashMap<>();
      row.put(AS_OF, in.asOf());
      row.put(MODEL, c.model());
      row.put(METHOD, RASCH);
      row.put(CAPABILITY, c.estimate());
      row.put(STANDARD_ERROR, c.standardError());
      row.put(BENCHMARKS, (long) c.benchmarks());
      row.put(CLIPPED_CELLS, (long) c.clipped());
      row.put(INDEX, index.get(c.model()));
      row.put(INDEX_CORRELATION, correlation.isPresent() ? correlation.getAsDouble() : null);
      row.put(TOO_FEW, (long) cells.tooFew());
      row.put(UNCONNECTED, (long) cells.unconnected());
      row.put(GRADE, c.grade().word());
      rows.add(row);
    }
    return rows.dataset(in);
  }

  private static Map<String, Double> capabilitiesIndex(Inputs in) {
    return in
        .read(Score.class)
        .where(Score.BENCHMARK.col().equalTo(Benchmark.CAPABILITIES_INDEX))
        .groupBy(Score.MODEL.col())
        .agg(percentile(Score.SCORE.col(), lit(0.5)).as(INDEX.name()))
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(r -> r.getAs(Score.MODEL.name()), r -> r.getAs(INDEX.name())));
  }

  private static OptionalDouble correlation(
      List<Capability> capabilities, Map<String, Double> index) {
    List<Capability> both =
        capabilities.stream().filter(c -> index.containsKey(c.model())).toList();
    if (both.size() < 3) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        new PearsonsCorrelation()
            .correlation(
                both.stream().mapToDouble(Capability::estimate).toArray(),
                both.stream().mapToDouble(c -> index.get(c.model())).toArray()));
  }
}
