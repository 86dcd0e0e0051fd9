package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What developers state about a training run of theirs. Their figures leave out earlier research
 * and trials.
 */
public final class TrainingClaim implements Derived {
  public static final Field MODEL = required("model", TEXT, NONE, "Model as in silver.model");
  public static final Field FACT =
      required("fact", TEXT, NONE, "What is stated, total_gpu_hours or claimed_training_cost");
  public static final Field VALUE =
      required("value", NUMBER, NONE, "The figure stated, in the unit of column unit");
  public static final Field CLAIM_UNIT =
      required("unit", TEXT, NONE, "Unit of the figure in the source's words, H800 GPU hours");
  public static final Field PUBLISHED_ON =
      optional("published_on", DAY, NONE, "Day of the paper or model card; null where unknown");
  public static final Field KNOWN_ON =
      required("known_on", DAY, NONE, "published_on, else the day the file was exported");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "reported; assumed where the day of publication is unknown");

  @Override
  public TableName name() {
    return silver("training_claim");
  }

  @Override
  public String grain() {
    return "one row per model and fact stated";
  }

  @Override
  public List<Field> fields() {
    return List.of(MODEL, FACT, VALUE, CLAIM_UNIT, PUBLISHED_ON, KNOWN_ON, GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(MODEL, FACT);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.TrainingClaim.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(everyRow("the figure is positive", VALUE.col().gt(0)));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(jevons.pipeline.tables.bronze.TrainingClaim.class)
        .select(
            MODEL.is(MODEL.col()),
            FACT.is(FACT.col()),
            VALUE.is(VALUE.col()),
            CLAIM_UNIT.is(CLAIM_UNIT.col()),
            PUBLISHED_ON.is(PUBLISHED_ON.col()),
            KNOWN_ON.is(coalesce(PUBLISHED_ON.col().cast("date"), Landed.EXPORTED_ON.col())),
            GRADE.is(
                when(PUBLISHED_ON.col().isNull(), Grade.ASSUMED.lit())
                    .otherwise(Grade.REPORTED.lit())));
  }
}
