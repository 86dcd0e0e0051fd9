package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD_PER_MTOK;

import java.util.List;
import jevons.pipeline.source.FormatByFile;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Prices of tokens: developers' price lists and Epoch AI's blended prices. */
public final class ApiPrice implements Landed {
  public static final Field MODEL =
      required("model", TEXT, NONE, "The price list's own id or name of the model");
  public static final Field PROVIDER =
      optional("provider", TEXT, NONE, "Who sells it; empty in the blended list");
  public static final Field EFFECTIVE_DATE =
      optional(
          "effective_date",
          TEXT,
          NONE,
          "Day from which the price is in force, where the source states one");
  public static final Field OBSERVED_ON =
      optional(
          "observed_on",
          TEXT,
          NONE,
          "Day the price was first seen: in force on or before it; empty where only effective_date is known");
  public static final Field INPUT_USD_PER_MTOK =
      optional("input_usd_per_mtok", TEXT, USD_PER_MTOK, "Price of tokens sent");
  public static final Field OUTPUT_USD_PER_MTOK =
      optional("output_usd_per_mtok", TEXT, USD_PER_MTOK, "Price of tokens returned");
  public static final Field BLENDED_USD_PER_MTOK =
      optional(
          "blended_usd_per_mtok",
          TEXT,
          USD_PER_MTOK,
          "Price of three tokens sent to one returned, as the source blends it");
  public static final Field PRICE_LIST =
      required("price_list", TEXT, NONE, "first_party or epoch_blended");

  private static final List<Field> WORDS =
      List.of(
          MODEL,
          PROVIDER,
          EFFECTIVE_DATE,
          OBSERVED_ON,
          INPUT_USD_PER_MTOK,
          OUTPUT_USD_PER_MTOK,
          BLENDED_USD_PER_MTOK,
          PRICE_LIST);

  private static final FormatByFile FORMATS =
      new FormatByFile()
          .add(
              "api_prices/api_prices.csv",
              new Layout(WORDS)
                  .with(MODEL, Word.required("model", Rule.TEXT))
                  .with(PROVIDER, Word.required("provider", Rule.TEXT))
                  .with(EFFECTIVE_DATE, Word.optional("effective_date", Rule.DAY))
                  .with(OBSERVED_ON, Word.optional("observed_on", Rule.DAY))
                  .with(INPUT_USD_PER_MTOK, Word.required("input_usd_per_mtok", Rule.POSITIVE))
                  .with(OUTPUT_USD_PER_MTOK, Word.required("output_usd_per_mtok", Rule.POSITIVE))
                  .with(PRICE_LIST, Word.constant("first_party"))
                  .format())
          .add(
              "api_prices/api_prices_blended.csv",
              new Layout(WORDS)
                  .with(MODEL, Word.required("model", Rule.TEXT))
                  .with(EFFECTIVE_DATE, Word.required("price_date", Rule.DAY))
                  .with(BLENDED_USD_PER_MTOK, Word.required("blended_usd_per_mtok", Rule.POSITIVE))
                  .with(PRICE_LIST, Word.constant("epoch_blended"))
                  .format());

  @Override
  public TableName name() {
    return bronze("api_price");
  }

  @Override
  public String grain() {
    return "one row per price list, model and day a price is stated for";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(PRICE_LIST, MODEL, PROVIDER, EFFECTIVE_DATE, OBSERVED_ON);
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
