package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FLOP;
import static jevons.pipeline.table.Unit.HOURS;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.TOKENS;
import static jevons.pipeline.table.Unit.USD_2023;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
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
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.ComputeVintage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * An AI model and what is known of its training.
 *
 * <p>Epoch AI goes on revising compute for years after a model came out. So a model has a row for
 * each vintage of its figures: the oldest one counts from the model's publication on, an
 * assumption, and each later one from its own day on. Among the rows known by a day, the one with
 * the greatest {@code known_on} is in force ({@link #inForce}).
 */
public final class Model implements Derived {
  public static final Field MODEL = required("model", TEXT, NONE, "Name as Epoch AI has it");
  public static final Field KNOWN_ON =
      required(
          "known_on",
          DAY,
          NONE,
          "published_on for the oldest vintage, else the day of the vintage; the greatest is in"
              + " force");
  public static final Field PUBLISHED_ON =
      required("published_on", DAY, NONE, "Day the model was published");
  public static final Field ORGANIZATION =
      optional("organization", TEXT, NONE, "Who trained it; several are separated by ;");
  public static final Field COUNTRY =
      optional("country", TEXT, NONE, "Of the organizations; several are separated by ;");
  public static final Field DOMAIN =
      optional("domain", TEXT, NONE, "Language, Vision, ...; several are separated by ;");
  public static final Field PARAMETERS =
      optional("parameters", NUMBER, NONE, "Number of parameters, all and not only the active");
  public static final Field TRAINING_COMPUTE =
      optional("training_compute_flop", NUMBER, FLOP, "Compute of all training; null: unknown");
  public static final Field COMPUTE_CONFIDENCE =
      optional("compute_confidence", TEXT, NONE, "Confident, Likely, Speculative, ... by Epoch AI");
  public static final Field COMPUTE_GRADE =
      required(
          "compute_grade",
          TEXT,
          NONE,
          "reported; assumed where the figures' vintage is later than known_on");
  public static final Field TRAINING_COST =
      optional("training_cost_usd_2023", NUMBER, USD_2023, "Cost of the compute of training");
  public static final Field TRAINING_TOKENS =
      optional(
          "training_dataset_tokens",
          NUMBER,
          TOKENS,
          "Size of the training data; only where the domain includes Language");
  public static final Field TRAINING_HARDWARE =
      optional("training_hardware", TEXT, NONE, "Accelerators; several are separated by ;");
  public static final Field HARDWARE_QUANTITY =
      optional("hardware_quantity", NUMBER, NONE, "Number of accelerators");
  public static final Field TRAINING_TIME =
      optional("training_time_hours", NUMBER, HOURS, "Wall-clock time of training");
  public static final Field OPEN_WEIGHTS =
      optional("open_weights", FLAG, NONE, "Whether anyone may download the weights");
  public static final Field IS_LANGUAGE =
      required("is_language", FLAG, NONE, "Whether the domain includes Language");
  public static final Field BASE_MODEL =
      optional("base_model", TEXT, NONE, "Model it was further trained from; its compute counts");
  public static final Field IS_DISTILLED =
      required(
          "is_distilled",
          FLAG,
          NONE,
          "Whether the name says distilled: the teacher's compute is not counted. Models distilled"
              + " without saying so in the name stay false");
  public static final Field MODEL_LIST =
      required("model_list", TEXT, NONE, "Epoch AI's list the row is from, by precedence");

  private static final String FIRST_YEAR = "2012-01-01";

  /** Epoch AI's; a comma before a space is part of a name. */
  private static final String SEPARATOR = ",(?! )";

  /** A name in an earlier list is never filled from a later one. */
  private static final List<String> PRECEDENCE =
      List.of("notable", "large_scale", "benchmarked", "all");

  /** Epoch AI marks a figure it no longer stands by as wrong. */
  private static Column isUsable() {
    return col("model")
        .notEqual("")
        .and(col("publication_date").cast("date").geq(lit(FIRST_YEAR).cast("date")))
        .and(coalesce(col("confidence"), lit("")).notEqual("Wrong"));
  }

  @Override
  public TableName name() {
    return silver("model");
  }

  @Override
  public String grain() {
    return "one row per model and day its figures became known";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        MODEL,
        KNOWN_ON,
        PUBLISHED_ON,
        ORGANIZATION,
        COUNTRY,
        DOMAIN,
        PARAMETERS,
        TRAINING_COMPUTE,
        COMPUTE_CONFIDENCE,
        COMPUTE_GRADE,
        TRAINING_COST,
        TRAINING_TOKENS,
        TRAINING_HARDWARE,
        HARDWARE_QUANTITY,
        TRAINING_TIME,
        OPEN_WEIGHTS,
        IS_LANGUAGE,
        BASE_MODEL,
        IS_DISTILLED,
        MODEL_LIST);
  }

  @Override
  public List<Field> key() {
    return List.of(MODEL, KNOWN_ON);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(AiModel.class, ComputeVintage.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "compute is positive",
            TRAINING_COMPUTE.col().isNull().or(TRAINING_COMPUTE.col().gt(0))),
        everyRow(
            "published since " + FIRST_YEAR, PUBLISHED_ON.col().geq(lit(FIRST_YEAR).cast("date"))),
        everyRow("known no earlier than published", KNOWN_ON.col().geq(PUBLISHED_ON.col())),
        everyRow("the list is one of four", MODEL_LIST.col().isin(PRECEDENCE.toArray())));
  }

  /** Of the rows known, the one in force for each model. */
  public static Dataset<Row> inForce(Dataset<Row> known) {
    return first(known, Window.partitionBy(MODEL.col()).orderBy(KNOWN_ON.col().desc()));
  }

  /**
   * Bronze keeps each vintage of a line, and which one counted on a day is for the query to say.
   */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof ComputeVintage) {
      Column isOldest = row(KNOWN_ON).equalTo(row(PUBLISHED_ON));
      return asked.isFor(TRAINING_COMPUTE, COMPUTE_CONFIDENCE, COMPUTE_GRADE, KNOWN_ON)
          ? RowsBehind.where(
              trim(input(ComputeVintage.MODEL)).equalTo(row(MODEL)),
              isOldest.or(equal(KNOWN_ON, ComputeVintage.VINTAGE_ON)))
          : RowsBehind.none();
    }
    return RowsBehind.where(
            trim(input(AiModel.MODEL)).equalTo(row(MODEL)),
            input(AiModel.LIST).equalTo(row(MODEL_LIST)).or(input(AiModel.LIST).equalTo("all")))
        .ofEveryVintage();
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> lines = in.readVintages(AiModel.class).withColumn("model", trim(col("model")));
    Dataset<Row> revisions = revisions(in);
    Dataset<Row> listed = inForceAtVintages(lines, vintages(lines, revisions));
    Dataset<Row> revised =
        preferred(listed).join(revisions, new String[] {"model", "vintage_on"}, "left_outer");
    return knownOnce(revised).select(columns());
  }

  /** Compute as a vintage of Epoch AI's lists had it; null: listed without compute. */
  private static Dataset<Row> revisions(Inputs in) {
    return in.read(ComputeVintage.class)
        .select(
            trim(col("model")).as("model"),
            col("vintage_on").cast("date").as("vintage_on"),
            col("training_compute_flop").as("revised_compute"),
            col("confidence").as("revised_confidence"),
            lit(true).as("is_revision"));
  }

  /** The days on which a model's figures were stated, one row each. */
  private static Dataset<Row> vintages(Dataset<Row> lines, Dataset<Row> revisions) {
    return lines
        .select(col("model"), col("exported_on").as("vintage_on"))
        .union(revisions.select("model", "vintage_on"))
        .distinct();
  }

  /** For each vintage of a model, the lines of all lists as they stood on that day. */
  private static Dataset<Row> inForceAtVintages(Dataset<Row> lines, Dataset<Row> vintages) {
    Column firstListedOn = min("exported_on").over(Window.partitionBy("model"));
    // A vintage of compute alone may lie before all lists: the first list tells the rest
    Column countsFrom =
        when(col("exported_on").equalTo(firstListedOn), lit("0001-01-01").cast("date"))
            .otherwise(col("exported_on"));
    WindowSpec newestOfLine =
        Window.partitionBy("model", "vintage_on", "list", "model_version")
            .orderBy(col("vintage").desc());
    return first(
            lines
                .withColumn("counts_from", countsFrom)
                .join(vintages, "model")
                .where(col("counts_from").leq(col("vintage_on"))),
            newestOfLine)
        .where(not(col("change").eqNullSafe("gone")));
  }

  /** The line of the first list that has the model; of several versions the first line. */
  private static Dataset<Row> preferred(Dataset<Row> listed) {
    WindowSpec ofVintage = Window.partitionBy("model", "vintage_on");
    Dataset<Row> completed = listed;
    // The benchmarked list does not have these; what the list of all models says stands in
    for (String figure :
        List.of(
            "parameters",
            "training_dataset_size",
            "training_hardware",
            "hardware_quantity",
            "training_time_hours",
            "domain")) {
      Column ofAllModels = max(when(col("list").equalTo("all"), col(figure))).over(ofVintage);
      completed =
          completed.withColumn(
              figure,
              when(col("list").equalTo("benchmarked"), coalesce(col(figure), ofAllModels))
                  .otherwise(col(figure)));
    }
    Column rank = array_position(lit(PRECEDENCE.toArray(String[]::new)), col("list"));
    return first(completed.where(isUsable()), ofVintage.orderBy(rank, col("source_line")));
  }

  /** Gives each vintage its day; of two that became known on one day the later one counts. */
  private static Dataset<Row> knownOnce(Dataset<Row> figures) {
    Column isOldest =
        col("vintage_on").equalTo(min("vintage_on").over(Window.partitionBy("model")));
    Dataset<Row> dated =
        figures
            .withColumn("published_on", col("publication_date").cast("date"))
            .withColumn(
                "known_on",
                when(isOldest, col("published_on"))
                    .otherwise(greatest(col("published_on"), col("vintage_on"))));
    return first(dated, Window.partitionBy("model", "known_on").orderBy(col("vintage_on").desc()));
  }

  private static Column[] columns() {
    Column domains = col("domain");
    Column isLanguage =
        coalesce(
            array_contains(transform(split(domains, SEPARATOR), d -> trim(d)), "Language"),
            lit(false));
    Column compute =
        when(col("is_revision"), col("revised_compute")).otherwise(col("training_compute_flop"));
    Column confidence =
        when(col("is_revision"), col("revised_confidence")).otherwise(col("confidence"));
    Column isBackdated = col("vintage_on").gt(col("known_on"));
    return new Column[] {
      MODEL.is(col("model")),
      KNOWN_ON.is(col("known_on")),
      PUBLISHED_ON.is(col("published_on")),
      ORGANIZATION.is(eachOnce("organization")),
      COUNTRY.is(eachOnce("country")),
      DOMAIN.is(eachOnce("domain")),
      PARAMETERS.is(col("parameters")),
      TRAINING_COMPUTE.is(compute),
      COMPUTE_CONFIDENCE.is(confidence),
      COMPUTE_GRADE.is(when(isBackdated, Grade.ASSUMED.lit()).otherwise(Grade.REPORTED.lit())),
      TRAINING_COST.is(col("training_cost_usd_2023")),
      // A few cells hold two numbers: unknown
      TRAINING_TOKENS.is(
          when(isLanguage, col("training_dataset_size").try_cast(TRAINING_TOKENS.type().spark()))),
      TRAINING_HARDWARE.is(eachOnce("training_hardware")),
      HARDWARE_QUANTITY.is(col("hardware_quantity")),
      TRAINING_TIME.is(col("training_time_hours")),
      OPEN_WEIGHTS.is(openWeights()),
      IS_LANGUAGE.is(isLanguage),
      BASE_MODEL.is(col("base_model")),
      IS_DISTILLED.is(lower(col("model")).contains("distill")),
      MODEL_LIST.is(col("list"))
    };
  }

  /** The list of all models says it in a column of its own. */
  private static Column openWeights() {
    return when(col("list").equalTo("all"), col("open_model_weights").equalTo("Yes"))
        .otherwise(col("model_accessibility").startsWith("Open weights"));
  }

  /** Epoch AI lists one entry per author group, so names repeat. */
  private static Column eachOnce(String listed) {
    return array_join(
        array_distinct(transform(split(col(listed), SEPARATOR), name -> trim(name))), ";");
  }

  private static Dataset<Row> first(Dataset<Row> rows, WindowSpec order) {
    return rows.withColumn("place", row_number().over(order))
        .where(col("place").equalTo(1))
        .drop("place");
  }
}
