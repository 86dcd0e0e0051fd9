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

/** What developers said about the training of their models. */
public final class TrainingClaim implements Landed {
  public static final Field MODEL = required("model", TEXT, NONE, "Epoch's name of the model");
  public static final Field FACT =
      required("fact", TEXT, NONE, "What is stated: total_gpu_hours, claimed_training_cost, ...");
  public static final Field VALUE = required("value", TEXT, NONE, "The figure, in the unit");
  public static final Field UNIT = required("unit", TEXT, NONE, "Unit of the figure, in words");
  public static final Field PUBLISHED_ON =
      required("published_on", TEXT, NONE, "Day the cited paper or model card was published");

  private static final List<Field> WORDS = List.of(MODEL, FACT, VALUE, UNIT, PUBLISHED_ON);

  @Override
  public TableName name() {
    return bronze("training_claim");
  }

  @Override
  public String grain() {
    return "one row per model and stated fact";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(MODEL, FACT);
  }

  @Override
  public List<String> landing() {
    return List.of("claims/training_claims.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(MODEL, Word.required("model", Rule.TEXT))
        .with(FACT, Word.required("fact", Rule.TEXT))
        .with(VALUE, Word.required("value", Rule.POSITIVE))
        .with(UNIT, Word.required("unit", Rule.TEXT))
        .with(PUBLISHED_ON, Word.required("published_on", Rule.DAY))
        .format();
  }
}
