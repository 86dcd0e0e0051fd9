package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How capable each model is, on one scale over all benchmarks.
 *
 * <p>Rasch: the logit of a score is the model's capability plus the benchmark's easiness, by
 * two-way fixed effects, easiness summing to 0. It takes all benchmarks to tell models apart
 * equally well, and so understates models tested on hard ones. 2PL gives each benchmark a slope
 * beside its difficulty; studies use it. Only models with at least {@value
 * ScoreCells#BENCHMARKS_OF_A_MODEL} benchmarks and benchmarks with at least {@value
 * ScoreCells#MODELS_OF_A_BENCHMARK} models enter either. The Epoch Capabilities Index stands beside
 * them from its export on.
 */
public final class ModelCapability implements Derived {
  public static final String RASCH = "rasch";
  public static final String TWO_PARAMETER = "2pl";
  public static final String CAPABILITIES_INDEX = "eci";

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field MODEL = required("model", TEXT, NONE, "As in silver.score");
  public static final Field METHOD =
      required(
          "method",
          TEXT,
          NONE,
          "rasch; 2pl: slopes differ between benchmarks, the one that studies use; eci: the Epoch"
              + " Capabilities Index");
  public static final Field CAPABILITY =
      required(
          "capability",
          NUMBER,
          NONE,
          "rasch: log odds of a right answer, above chance, on a benchmark of middle easiness; 2pl:"
              + " on the scale of its prior; eci: points");
  public static final Field STANDARD_ERROR =
      optional("standard_error", NUMBER, NONE, "Of the capability; null for eci");
  public static final Field BENCHMARKS =
      optional("benchmarks", COUNT, NONE, "Benchmarks the model was scored on; null for eci");
  public static final Field CLIPPED_CELLS =
      optional(
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
  public static final Field INDEX_PARTIAL_CORRELATION =
      optional(
          "index_partial_correlation",
          NUMBER,
          NONE,
          "The same with the day of publication taken out of both");
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
        INDEX_PARTIAL_CORRELATION,
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
    return Set.of(Score.class, Benchmark.class, Model.class);
  }

  @Override
  public List<Check> checks() {
    List<Check> checks =
        new ArrayList<>(
            List.of(
                everyRow(
                    "scored on at least " + ScoreCells.BENCHMARKS_OF_A_MODEL + " benchmarks",
                    unlessNull(BENCHMARKS.col().geq(ScoreCells.BENCHMARKS_OF_A_MODEL))),
                everyRow(
                    "an estimate has a standard error",
                    METHOD.col().equalTo(CAPABILITIES_INDEX).or(STANDARD_ERROR.col().gt(0)))));
    for (CapabilityMethod method : CapabilityMethod.values()) {
      if (method.isEstimated()) {
        checks.add(agrees(method, "", INDEX_CORRELATION, method.leastCorrelation()));
        checks.add(
            agrees(
                method,
                " beyond the common trend",
                INDEX_PARTIAL_CORRELATION,
                method.leastPartialCorrelation()));
      }
    }
    return List.copyOf(checks);
  }

  /** The index is a later estimate of others: disagreeing with it is news, not a fault. */
  private static Check agrees(
      CapabilityMethod method, String how, Field correlation, double least) {
    return everyRow(
            method.word()
                + " correlates with the Epoch Capabilities Index"
                + how
                + " by at least "
                + least,
            METHOD.col().notEqual(method.word()).or(unlessNull(correlation.col().geq(least))))
        .asWarning();
  }

  /** A row as figures. */
  static Capability read(Row row) {
    Double standardError = row.getAs(STANDARD_ERROR.name());
    Long benchmarks = row.getAs(BENCHMARKS.name());
    Long clipped = row.getAs(CLIPPED_CELLS.name());
    return new Capability(
        row.getAs(MODEL.name()),
        row.<Double>getAs(CAPABILITY.name()),
        standardError == null ? OptionalDouble.empty() : OptionalDouble.of(standardError),
        benchmarks == null ? 0 : benchmarks.intValue(),
        clipped == null ? 0 : clipped.intValue(),
        Grade.of(row.getAs(GRADE.name())));
  }

  /** The model's scores. Those of others it is compared with are left out; benchmarks follow. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (!(input instanceof Score)) {
      return RowsBehind.none();
    }
    boolean ofIndexOnly = asked.columns().equals(Set.of(INDEX.name()));
    Column isOfIndex = row(METHOD).equalTo(CAPABILITIES_INDEX).or(lit(ofIndexOnly));
    return RowsBehind.where(
        equal(MODEL),
        when(isOfIndex, input(Score.BENCHMARK).equalTo(Benchmark.CAPABILITIES_INDEX))
            .otherwise(input(Score.SCORE_SHARE).isNotNull()));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    ScoreCells cells = ScoreCells.of(KnownScore.collect(in).by(in.asOf()));
    List<Capability> index = CapabilitiesIndex.capabilities(in);
    Map<String, Double> points =
        index.stream().collect(Collectors.toMap(Capability::model, Capability::estimate));
    Map<String, Double> published = index.isEmpty() ? Map.of() : publicationYears(in);
    DriverRows rows = new DriverRows(this);
    for (CapabilityMethod method : CapabilityMethod.values()) {
      List<Capability> capabilities = method.isEstimated() ? Capabilities.of(method, cells) : index;
      IndexAgreement agreement =
          method.isEstimated()
              ? IndexAgreement.of(capabilities, points, published)
              : IndexAgreement.NONE;
      for (Capability c : capabilities) {
        Map<Field, Object> row = new HashMap<>();
        row.put(AS_OF, in.asOf());
        row.put(MODEL, c.model());
        row.put(METHOD, method.word());
        row.put(CAPABILITY, c.estimate());
        c.standardError().ifPresent(e -> row.put(STANDARD_ERROR, e));
        if (method.isEstimated()) {
          row.put(BENCHMARKS, (long) c.benchmarks());
          row.put(CLIPPED_CELLS, (long) c.clipped());
        }
        row.put(INDEX, points.get(c.model()));
        agreement.correlation().ifPresent(r -> row.put(INDEX_CORRELATION, r));
        agreement.partial().ifPresent(r -> row.put(INDEX_PARTIAL_CORRELATION, r));
        row.put(TOO_FEW, (long) cells.tooFew());
        row.put(UNCONNECTED, (long) cells.unconnected());
        row.put(GRADE, c.grade().word());
        rows.add(row);
      }
    }
    return rows.dataset(in);
  }

  private static Map<String, Double> publicationYears(Inputs in) {
    return Model.inForce(in.read(Model.class))
        .select(TrainedModel.columns())
        .collectAsList()
        .stream()
        .map(TrainedModel::of)
        .collect(Collectors.toMap(TrainedModel::model, TrainedModel::years));
  }
}
