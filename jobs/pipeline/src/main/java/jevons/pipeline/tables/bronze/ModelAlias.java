package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Which model a name in a score table means. Reference data. */
public final class ModelAlias implements Landed {
  public static final Field SOURCE_NAME =
      required("source_name", TEXT, NONE, "Name in a score table");
  public static final Field MODEL = required("model", TEXT, NONE, "Epoch's name of the model");

  private static final List<Field> WORDS = List.of(SOURCE_NAME, MODEL);

  @Override
  public TableName name() {
    return bronze("model_alias");
  }

  @Override
  public String grain() {
    return "one row per name in a score table";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(SOURCE_NAME);
  }

  @Override
  public List<String> landing() {
    return List.of("aliases/model_aliases.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(SOURCE_NAME, Word.required("source_name", Rule.TEXT))
        .with(MODEL, Word.required("model", Rule.TEXT))
        .format();
  }
}
