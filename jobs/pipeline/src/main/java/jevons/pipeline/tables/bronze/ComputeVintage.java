package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FLOP;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * What Epoch AI stated of a model's training compute on different days, for the models whose figure
 * changed. A row without figure: Epoch stated none that day.
 */
public final class ComputeVintage implements Landed {
  public static final Field MODEL = required("model", TEXT, NONE, "Epoch's name of the model");
  public static final Field PUBLICATION_DATE =
      optional("publication_date", TEXT, NONE, "Day the model was published");
  public static final Field VINTAGE_ON =
      required("vintage_on", TEXT, NONE, "Day of Epoch's export");
  public static final Field TRAINING_COMPUTE_FLOP =
      optional(
          "training_compute_flop",
          TEXT,
          FLOP,
          "Training compute; empty where that export has none");
  public static final Field CONFIDENCE =
      optional(
          "confidence", TEXT, NONE, "How sure Epoch is: Confident, Likely, Speculative, Unknown");

  private static final List<Field> WORDS =
      List.of(MODEL, PUBLICATION_DATE, VINTAGE_ON, TRAINING_COMPUTE_FLOP, CONFIDENCE);

  @Override
  public TableName name() {
    return bronze("compute_vintage");
  }

  @Override
  public String grain() {
    return "one row per model and export";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(MODEL, VINTAGE_ON);
  }

  @Override
  public List<String> landing() {
    return List.of("epoch/compute_vintages.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(MODEL, Word.required("model", Rule.TEXT))
        .with(PUBLICATION_DATE, Word.optional("publication_date", Rule.DAY))
        .with(VINTAGE_ON, Word.required("vintage_on", Rule.DAY))
        .with(TRAINING_COMPUTE_FLOP, Word.optional("training_compute_flop", Rule.POSITIVE))
        .with(CONFIDENCE, Word.optional("confidence", Rule.TEXT))
        .format();
  }
}
