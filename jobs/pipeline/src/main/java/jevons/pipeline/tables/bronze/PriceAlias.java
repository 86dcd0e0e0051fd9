package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.FormatByFile;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * Which model a name in a price list means. Reference data.
 *
 * <p>Names of the first-party list lead to models; names of the blended list lead to names in the
 * score tables, where one price can stand for several.
 */
public final class PriceAlias implements Landed {
  public static final Field SOURCE_NAME =
      required("source_name", TEXT, NONE, "Name in the price list");
  public static final Field MODEL =
      required(
          "model",
          TEXT,
          NONE,
          "first_party: Epoch's name of the model; epoch_blended: name in the scores");
  public static final Field VALID_FROM =
      optional("valid_from", TEXT, NONE, "First day the name means this model; empty: always");
  public static final Field VALID_TO =
      optional("valid_to", TEXT, NONE, "Day from which it no longer does; empty: open");
  public static final Field PRICE_LIST =
      required("price_list", TEXT, NONE, "first_party or epoch_blended");

  private static final List<Field> WORDS =
      List.of(SOURCE_NAME, MODEL, VALID_FROM, VALID_TO, PRICE_LIST);

  private static final FormatByFile FORMATS =
      new FormatByFile()
          .add(
              "aliases/price_aliases.csv",
              new Layout(WORDS)
                  .with(SOURCE_NAME, Word.required("source_name", Rule.TEXT))
                  .with(MODEL, Word.required("model", Rule.TEXT))
                  .with(VALID_FROM, Word.optional("valid_from", Rule.DAY))
                  .with(VALID_TO, Word.optional("valid_to", Rule.DAY))
                  .with(PRICE_LIST, Word.constant("first_party"))
                  .format()
                  .ordered("valid_from", "valid_to"))
          .add(
              "aliases/blended_price_aliases.csv",
              new Layout(WORDS)
                  .with(SOURCE_NAME, Word.required("price_model", Rule.TEXT))
                  .with(MODEL, Word.required("score_name", Rule.TEXT))
                  .with(PRICE_LIST, Word.constant("epoch_blended"))
                  .format());

  @Override
  public TableName name() {
    return bronze("price_alias");
  }

  @Override
  public String grain() {
    return "one row per name, model and time it means that model";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(PRICE_LIST, SOURCE_NAME, MODEL, VALID_FROM);
  }

  @Override
  public List<String> landing() {
    return FORMATS.globs();
  }

  @Override
  public SourceFormat format() {
    return FORMATS;
  }
}
