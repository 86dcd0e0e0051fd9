package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FLOP;
import static jevons.pipeline.table.Unit.HOURS;
import static jevons.pipeline.table.Unit.INDEX_POINTS;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.TOKENS;
import static jevons.pipeline.table.Unit.USD_2023;

import java.util.List;
import jevons.pipeline.source.FormatByFile;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * AI models by Epoch AI: four lists, whose rows about one model are told apart by {@code list} and,
 * where a model was tested in several versions, {@code model_version}.
 */
public final class AiModel implements Landed {
  public static final Field MODEL =
      optional("model", TEXT, NONE, "Epoch's name; empty where a tested version has none");
  public static final Field LIST =
      required(
          "list",
          TEXT,
          NONE,
          "Epoch's list: notable, large_scale, benchmarked or all (the export of 2025-03)");
  public static final Field ORGANIZATION =
      optional("organization", TEXT, NONE, "Who made it; several with commas");
  public static final Field COUNTRY =
      optional("country", TEXT, NONE, "Countries of these, with commas");
  public static final Field PUBLICATION_DATE =
      optional("publication_date", TEXT, NONE, "Day the model was published");
  public static final Field DOMAIN =
      optional("domain", TEXT, NONE, "Language, Vision, ...; several with commas");
  public static final Field TASK =
      optional("task", TEXT, NONE, "What it is for; several with commas");
  public static final Field PARAMETERS =
      optional("parameters", TEXT, NONE, "Number of parameters, all experts counted");
  public static final Field TRAINING_COMPUTE_FLOP =
      optional("training_compute_flop", TEXT, FLOP, "Training compute");
  public static final Field TRAINING_DATASET_SIZE =
      optional(
          "training_dataset_size",
          TEXT,
          TOKENS,
          "Tokens for language models, else datapoints; three cells hold two numbers, which no cast reads");
  public static final Field TRAINING_HARDWARE =
      optional("training_hardware", TEXT, NONE, "Accelerators, several with commas");
  public static final Field HARDWARE_QUANTITY =
      optional("hardware_quantity", TEXT, NONE, "Number of accelerators");
  public static final Field TRAINING_TIME_HOURS =
      optional("training_time_hours", TEXT, HOURS, "By the clock on the wall");
  public static final Field TRAINING_COST_USD_2023 =
      optional("training_cost_usd_2023", TEXT, USD_2023, "Cost of the compute");
  public static final Field CONFIDENCE =
      optional(
          "confidence",
          TEXT,
          NONE,
          "How sure Epoch is: Confident, Likely, Speculative, Unverified, Unknown");
  public static final Field MODEL_ACCESSIBILITY =
      optional(
          "model_accessibility",
          TEXT,
          NONE,
          "Open weights (...), API access, Hosted access (no API) or Unreleased");
  public static final Field OPEN_MODEL_WEIGHTS =
      optional(
          "open_model_weights",
          TEXT,
          NONE,
          "Yes or No, by Epoch; the only such column of list all");
  public static final Field BASE_MODEL =
      optional("base_model", TEXT, NONE, "Model it was trained on from");
  public static final Field MODEL_VERSION =
      optional("model_version", TEXT, NONE, "List benchmarked: Epoch's id of the tested version");
  public static final Field VERSION_RELEASE_DATE =
      optional("version_release_date", TEXT, NONE, "Day that version was released");
  public static final Field ECI = optional("eci", TEXT, INDEX_POINTS, "Epoch Capabilities Index");
  public static final Field ECI_CI_LOW =
      optional("eci_ci_low", TEXT, INDEX_POINTS, "Lower end of its interval, as Epoch states it");
  public static final Field ECI_CI_HIGH =
      optional("eci_ci_high", TEXT, INDEX_POINTS, "Upper end of its interval");
  public static final Field MODEL_GROUP =
      optional("model_group", TEXT, NONE, "Versions that Epoch estimates one index for");

  private static final List<Field> WORDS =
      List.of(
          MODEL,
          LIST,
          ORGANIZATION,
          COUNTRY,
          PUBLICATION_DATE,
          DOMAIN,
          TASK,
          PARAMETERS,
          TRAINING_COMPUTE_FLOP,
          TRAINING_DATASET_SIZE,
          TRAINING_HARDWARE,
          HARDWARE_QUANTITY,
          TRAINING_TIME_HOURS,
          TRAINING_COST_USD_2023,
          CONFIDENCE,
          MODEL_ACCESSIBILITY,
          OPEN_MODEL_WEIGHTS,
          BASE_MODEL,
          MODEL_VERSION,
          VERSION_RELEASE_DATE,
          ECI,
          ECI_CI_LOW,
          ECI_CI_HIGH,
          MODEL_GROUP);

  private static final FormatByFile FORMATS =
      new FormatByFile()
          .add(
              "epoch/notable_ai_models.csv",
              listOfModels("notable")
                  .with(TASK, Word.optional("Task", Rule.TEXT))
                  .with(
                      TRAINING_COST_USD_2023,
                      Word.optional("Training compute cost (2023 USD)", Rule.POSITIVE))
                  .with(MODEL_ACCESSIBILITY, Word.optional("Model accessibility", Rule.TEXT))
                  .with(OPEN_MODEL_WEIGHTS, Word.optional("Open model weights?", Rule.TEXT))
                  .with(BASE_MODEL, Word.optional("Base model", Rule.TEXT))
                  .format())
          .add(
              "epoch/large_scale_ai_models.csv",
              listOfModels("large_scale")
                  .with(TASK, Word.optional("Task", Rule.TEXT))
                  .with(MODEL_ACCESSIBILITY, Word.optional("Model accessibility", Rule.TEXT))
                  .with(BASE_MODEL, Word.optional("Base model", Rule.TEXT))
                  .format())
          .add(
              "epoch/benchmarked_models.csv",
              everyList("benchmarked")
                  .with(MODEL, Word.optional("Model", Rule.TEXT))
                  .with(MODEL_ACCESSIBILITY, Word.optional("Model accessibility", Rule.TEXT))
                  .with(MODEL_VERSION, Word.required("id_model_version", Rule.TEXT))
                  .with(VERSION_RELEASE_DATE, Word.optional("Version release date", Rule.DAY))
                  .with(ECI, Word.optional("eci", Rule.NUMBER))
                  .with(ECI_CI_LOW, Word.optional("eci_ci_low", Rule.NUMBER))
                  .with(ECI_CI_HIGH, Word.optional("eci_ci_high", Rule.NUMBER))
                  .with(MODEL_GROUP, Word.optional("model_group", Rule.TEXT))
                  .format())
          .add(
              "epoch/all_ai_models.csv",
              // The embedded export lacks some columns that Epoch's own file has.
              listOfModels("all")
                  .with(TASK, Word.whereThere("Task", Rule.TEXT))
                  .with(
                      TRAINING_COST_USD_2023,
                      Word.whereThere("Training compute cost (2023 USD)", Rule.POSITIVE))
                  .with(MODEL_ACCESSIBILITY, Word.whereThere("Model accessibility", Rule.TEXT))
                  .with(OPEN_MODEL_WEIGHTS, Word.whereThere("Open model weights?", Rule.TEXT))
                  .with(BASE_MODEL, Word.whereThere("Base model", Rule.TEXT))
                  .format());

  /** What all of Epoch's lists state. */
  private static Layout everyList(String list) {
    return new Layout(WORDS)
        .with(LIST, Word.constant(list))
        .with(ORGANIZATION, Word.optional("Organization", Rule.TEXT))
        .with(COUNTRY, Word.optional("Country (of organization)", Rule.TEXT))
        .with(PUBLICATION_DATE, Word.optional("Publication date", Rule.DAY))
        .with(TRAINING_COMPUTE_FLOP, Word.optional("Training compute (FLOP)", Rule.POSITIVE))
        .with(CONFIDENCE, Word.optional("Confidence", Rule.TEXT));
  }

  /** What the lists of models state, but not that of tested versions. */
  private static Layout listOfModels(String list) {
    return everyList(list)
        .with(MODEL, Word.required("Model", Rule.TEXT))
        .with(DOMAIN, Word.optional("Domain", Rule.TEXT))
        .with(PARAMETERS, Word.optional("Parameters", Rule.POSITIVE))
        .with(
            TRAINING_DATASET_SIZE,
            Word.calledEither(
                "Training dataset size (total)",
                "Training dataset size (datapoints)",
                "(DEPRECATED) Training dataset size (datapoints)"))
        .with(TRAINING_HARDWARE, Word.optional("Training hardware", Rule.TEXT))
        .with(HARDWARE_QUANTITY, Word.optional("Hardware quantity", Rule.POSITIVE))
        .with(TRAINING_TIME_HOURS, Word.optional("Training time (hours)", Rule.POSITIVE));
  }

  @Override
  public TableName name() {
    return bronze("ai_model");
  }

  @Override
  public String grain() {
    return "one row per list and model, or tested version of a model";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(LIST, MODEL, MODEL_VERSION);
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
