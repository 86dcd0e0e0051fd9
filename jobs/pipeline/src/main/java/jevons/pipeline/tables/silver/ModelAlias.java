package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import java.util.Set;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which model a name in a score file means. Reference data: not cut by the day of knowledge. Not
 * for prices, whose rolling ids change their model: see {@link TokenPrice}.
 */
public final class ModelAlias implements Derived {
  public static final Field SOURCE_NAME =
      required("source_name", TEXT, NONE, "Name or version as a score file has it");
  public static final Field MODEL = required("model", TEXT, NONE, "Model as in silver.model");

  @Override
  public TableName name() {
    return silver("model_alias");
  }

  @Override
  public String grain() {
    return "one row per name in a score file";
  }

  @Override
  public List<Field> fields() {
    return List.of(SOURCE_NAME, MODEL);
  }

  @Override
  public List<Field> key() {
    return List.of(SOURCE_NAME);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.ModelAlias.class);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(jevons.pipeline.tables.bronze.ModelAlias.class)
        .select(SOURCE_NAME.is(SOURCE_NAME.col()), MODEL.is(MODEL.col()));
  }
}
