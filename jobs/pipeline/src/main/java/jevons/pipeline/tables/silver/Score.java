package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.atMost;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.references;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.BenchmarkScore;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a model scored on a benchmark, and from which day on anyone could have known it.
 *
 * <p>Most scores have no day of evaluation, and many that do were made long after model and
 * benchmark came out; a score is never known before all days it rests on.
 */
public final class Score implements Derived {
  public static final Field MODEL =
      required("model", TEXT, NONE, "Model by silver.model_alias, else the source's own name");
  public static final Field SOURCE_NAME =
      required("source_name", TEXT, NONE, "Name or version as the source has it");
  public static final Field BENCHMARK = required("benchmark", TEXT, NONE, "Benchmark scored");
  public static final Field SCORE =
      required("score", NUMBER, NONE, "As published, in the unit of column score_unit");
  public static final Field SCORE_UNIT =
      required("score_unit", TEXT, NONE, "fraction, percent, elo, index or minutes");
  public static final Field SCORE_SHARE =
      optional("score_share", NUMBER, SHARE, "The score as a share; null where it is none");
  public static final Field STANDARD_ERROR =
      optional(
          "standard_error", NUMBER, NONE, "Of the score, as published and in the score's unit");
  public static final Field EVALUATED_ON =
      optional("evaluated_on", DAY, NONE, "Day of the evaluation; null where not stated");
  public static final Field KNOWN_ON =
      required(
          "known_on",
          DAY,
          NONE,
          "Latest of evaluation, model release and benchmark release; the file's export day where"
              + " there is no evaluation day and a release is missing");
  public static final Field KNOWN_GRADE =
      required("known_grade", TEXT, NONE, "reported; assumed where known_on is the export day");

  private static Column hundredIsOne() {
    return when(SCORE_UNIT.col().equalTo("fraction"), SCORE.col().cast("double"))
        .when(SCORE_UNIT.col().equalTo("percent"), SCORE.col().cast("double").divide(100));
  }

  @Override
  public TableName name() {
    return silver("score");
  }

  @Override
  public String grain() {
    return "one row per name, benchmark, day it became known and score";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        MODEL,
        SOURCE_NAME,
        BENCHMARK,
        SCORE,
        SCORE_UNIT,
        SCORE_SHARE,
        STANDARD_ERROR,
        EVALUATED_ON,
        KNOWN_ON,
        KNOWN_GRADE);
  }

  /** Order of a model's scores on a benchmark for a trace: the one that estimates take is first. */
  public static Column[] best() {
    return new Column[] {
      input(SCORE_SHARE).desc(),
      // Of equal scores the firmer grade: reported before assumed.
      input(KNOWN_GRADE).desc(),
      input(KNOWN_ON),
      input(SOURCE_NAME)
    };
  }

  @Override
  public List<Field> key() {
    return List.of(SOURCE_NAME, BENCHMARK, KNOWN_ON, SCORE);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(BenchmarkScore.class, ModelAlias.class, Model.class, Benchmark.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "a share lies between 0 and 1",
            SCORE_SHARE.col().isNull().or(SCORE_SHARE.col().between(0, 1))),
        everyRow(
            "known no earlier than evaluated",
            EVALUATED_ON.col().isNull().or(KNOWN_ON.col().geq(EVALUATED_ON.col()))),
        references(BENCHMARK, Benchmark.class, Benchmark.BENCHMARK),
        atMost(
                0.2,
                "scores whose day of knowledge is assumed",
                KNOWN_GRADE.col().equalTo(Grade.ASSUMED.word()))
            .asWarning());
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    boolean isDated = asked.isFor(KNOWN_ON, KNOWN_GRADE);
    if (input instanceof BenchmarkScore) {
      return RowsBehind.where(
          equal(SOURCE_NAME, BenchmarkScore.MODEL_VERSION),
          equal(BENCHMARK),
          equal(SCORE),
          equal(EVALUATED_ON));
    }
    if (input instanceof ModelAlias) {
      return asked.isFor(MODEL) ? RowsBehind.where(equal(SOURCE_NAME)) : RowsBehind.none();
    }
    if (!isDated) {
      return RowsBehind.none();
    }
    return input instanceof Model
        ? RowsBehind.where(equal(MODEL))
            .first(1, List.of(), input(Model.KNOWN_ON))
            .following(Model.PUBLISHED_ON)
        : RowsBehind.where(equal(BENCHMARK)).following(Benchmark.RELEASED_ON);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> named = named(in.read(BenchmarkScore.class), in.read(ModelAlias.class));
    Dataset<Row> dated = dated(named, publicationDays(in), in.read(Benchmark.class));
    return oncePerKey(dated)
        .select(
            MODEL.is(MODEL.col()),
            SOURCE_NAME.is(SOURCE_NAME.col()),
            BENCHMARK.is(BENCHMARK.col()),
            SCORE.is(SCORE.col()),
            SCORE_UNIT.is(SCORE_UNIT.col()),
            SCORE_SHARE.is(hundredIsOne()),
            STANDARD_ERROR.is(STANDARD_ERROR.col()),
            EVALUATED_ON.is(EVALUATED_ON.col()),
            KNOWN_ON.is(KNOWN_ON.col()),
            KNOWN_GRADE.is(KNOWN_GRADE.col()));
  }

  private static Dataset<Row> named(Dataset<Row> scores, Dataset<Row> aliases) {
    return scores
        .withColumnRenamed("model_version", SOURCE_NAME.name())
        .join(aliases, SOURCE_NAME.name(), "left_outer")
        .withColumn(MODEL.name(), coalesce(MODEL.col(), SOURCE_NAME.col()));
  }

  /** A model's publication day as its first row has it: later vintages were not known then. */
  private static Dataset<Row> publicationDays(Inputs in) {
    return in.read(Model.class)
        .groupBy(Model.MODEL.col())
        .agg(min_by(Model.PUBLISHED_ON.col(), Model.KNOWN_ON.col()).as("published_on"));
  }

  private static Dataset<Row> dated(
      Dataset<Row> named, Dataset<Row> publicationDays, Dataset<Row> benchmarks) {
    Column evaluatedOn = col("evaluated_on").cast("date");
    Column modelReleasedOn = coalesce(col("model_release_date").cast("date"), col("published_on"));
    Column benchmarkReleasedOn = Benchmark.RELEASED_ON.col();
    Column isStated =
        evaluatedOn
            .isNotNull()
            .or(modelReleasedOn.isNotNull().and(benchmarkReleasedOn.isNotNull()));
    return named
        .join(publicationDays, MODEL.name(), "left_outer")
        .join(
            benchmarks.select(Benchmark.BENCHMARK.col(), Benchmark.RELEASED_ON.col()),
            BENCHMARK.name(),
            "left_outer")
        .withColumn(SCORE.name(), SCORE.col().cast("double"))
        .withColumn(
            KNOWN_ON.name(),
            // greatest passes over nulls: the latest of the days that are there
            when(isStated, greatest(evaluatedOn, modelReleasedOn, benchmarkReleasedOn))
                .otherwise(Landed.EXPORTED_ON.col()))
        .withColumn(
            KNOWN_GRADE.name(),
            when(isStated, Grade.REPORTED.lit()).otherwise(Grade.ASSUMED.lit()));
  }

  /** Shots, agents and record ids tell some rows of a key apart; the score is the same. */
  private static Dataset<Row> oncePerKey(Dataset<Row> dated) {
    Column place =
        row_number()
            .over(
                Window.partitionBy(SOURCE_NAME.col(), BENCHMARK.col(), KNOWN_ON.col(), SCORE.col())
                    .orderBy(
                        EVALUATED_ON.col().asc_nulls_last(),
                        STANDARD_ERROR.col().asc_nulls_last(),
                        col("variant").asc_nulls_last(),
                        col("provider")));
    return dated.withColumn("place", place).where(col("place").equalTo(1));
  }
}
