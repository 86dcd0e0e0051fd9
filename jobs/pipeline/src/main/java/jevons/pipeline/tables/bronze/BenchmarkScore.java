package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.BenchmarkHubFormat;
import jevons.pipeline.source.FormatByFile;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Scores of models on benchmarks: Epoch AI's hub, Epoch's capabilities index, LMArena. */
public final class BenchmarkScore implements Landed {
  public static final Field MODEL_VERSION =
      required("model_version", TEXT, NONE, "The source's own name of the model");
  public static final Field BENCHMARK =
      required("benchmark", TEXT, NONE, "Name as in bronze.benchmark");
  public static final Field SCORE = required("score", TEXT, NONE, "In the score unit");
  public static final Field SCORE_UNIT =
      required(
          "score_unit", TEXT, NONE, "fraction (0 to 1), percent (0 to 100), elo, index or minutes");
  public static final Field STANDARD_ERROR =
      optional("standard_error", TEXT, NONE, "In the score unit; APEX-Agents: in per cent");
  public static final Field EVALUATED_ON =
      optional("evaluated_on", TEXT, NONE, "Day or moment of the evaluation");
  public static final Field MODEL_RELEASE_DATE =
      optional("model_release_date", TEXT, NONE, "Day the model was released, by this source");
  public static final Field VARIANT =
      optional(
          "variant", TEXT, NONE, "What else tells rows apart: shots, agent, scaffold, record id");
  public static final Field PROVIDER =
      required("provider", TEXT, NONE, "epoch_hub, epoch_eci or lmarena");

  private static final List<Field> WORDS =
      List.of(
          MODEL_VERSION,
          BENCHMARK,
          SCORE,
          SCORE_UNIT,
          STANDARD_ERROR,
          EVALUATED_ON,
          MODEL_RELEASE_DATE,
          VARIANT,
          PROVIDER);

  private static final FormatByFile FORMATS =
      new FormatByFile()
          // Not e*: the hub's own eci_* and epoch_capabilities_index.csv hold no scores of a
          // benchmark; the index comes newer with the benchmarked models.
          .add("epoch/benchmark_data/[a-df-z]*.csv", new BenchmarkHubFormat())
          .add(
              "epoch/benchmarked_models.csv",
              new Layout(WORDS)
                  .with(MODEL_VERSION, Word.required("id_model_version", Rule.TEXT))
                  .with(BENCHMARK, Word.constant("Epoch Capabilities Index"))
                  .with(SCORE, Word.required("eci", Rule.NUMBER))
                  .with(SCORE_UNIT, Word.constant("index"))
                  .with(MODEL_RELEASE_DATE, Word.optional("Version release date", Rule.DAY))
                  .with(PROVIDER, Word.constant("epoch_eci"))
                  .format()
                  .passingOverWithout("eci"))
          .add(
              "lmarena/lmarena_text_overall.csv",
              new Layout(WORDS)
                  .with(MODEL_VERSION, Word.required("model", Rule.TEXT))
                  .with(BENCHMARK, Word.constant("LMArena text overall"))
                  .with(SCORE, Word.required("score", Rule.NUMBER))
                  .with(SCORE_UNIT, Word.constant("elo"))
                  .with(EVALUATED_ON, Word.required("evaluated_on", Rule.DAY))
                  .with(MODEL_RELEASE_DATE, Word.optional("model_release_date", Rule.DAY))
                  .with(PROVIDER, Word.constant("lmarena"))
                  .format());

  @Override
  public TableName name() {
    return bronze("benchmark_score");
  }

  @Override
  public String grain() {
    return "one row per published score";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(MODEL_VERSION, BENCHMARK, VARIANT, EVALUATED_ON, PROVIDER);
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
