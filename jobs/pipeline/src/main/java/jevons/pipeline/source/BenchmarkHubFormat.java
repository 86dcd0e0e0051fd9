package jevons.pipeline.source;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;

/**
 * Epoch AI's Benchmarking Hub: one CSV file per benchmark, each with score columns of its own.
 * Words: model version (or the model's name where that is empty), benchmark, score, its unit,
 * standard error, day of evaluation, day of the model's release, what else tells rows apart,
 * provider.
 */
public final class BenchmarkHubFormat implements SourceFormat {
  private static final long serialVersionUID = 1L;

  /** The provider's word in every line. */
  public static final String PROVIDER = "epoch_hub";

  private static final String FRACTION = "fraction";
  private static final String PERCENT = "percent";
  private static final String ELO = "elo";
  private static final String INDEX = "index";
  private static final String MINUTES = "minutes";

  /**
   * A file of the hub.
   *
   * @param file its name without ".csv"
   * @param benchmark the benchmark's name in benchmarks.csv
   * @param score column of the score
   * @param standardError column of its standard error, or null
   * @param evaluatedOn column of the day or moment of the evaluation, or null
   */
  private record HubFile(
      String file,
      String benchmark,
      String score,
      String unit,
      String standardError,
      String evaluatedOn) {

    HubFile withStandardError(String column) {
      return new HubFile(file, benchmark, score, unit, column, evaluatedOn);
    }

    HubFile withEvaluatedOn(String column) {
      return new HubFile(file, benchmark, score, unit, standardError, column);
    }
  }

  private static final Map<String, HubFile> FILES =
      List.of(
              external("adversarial_nli", "ANLI", "Score", FRACTION),
              external("aider_polyglot", "Aider polyglot", "Percent correct", PERCENT)
                  .withEvaluatedOn("Date of evaluation"),
              external("apex_agents", "APEX-Agents Pass@1", "Pass@1 score", FRACTION)
                  .withStandardError("Pass@1 Standard Error"),
              external("arc_agi_2", "ARC-AGI-2", "Score", FRACTION),
              external("arc_agi", "ARC-AGI-1", "Score", FRACTION),
              external("arc_ai2", "ARC Challenge (AI2)", "Challenge score", FRACTION),
              external("balrog", "BALROG", "Average progress", FRACTION)
                  .withStandardError("Average Standard error"),
              external("bbh", "BBH", "Average", FRACTION),
              external("bool_q", "BoolQ", "Score", FRACTION),
              external("cad_eval", "CadEval", "Overall pass (%)", FRACTION),
              ownRun("chess_puzzles", "Chess Puzzles"),
              external("common_sense_qa_2", "CommonsenseQA 2", "Score", FRACTION),
              external("cybench", "Cybench (unguided)", "Unguided % Solved", FRACTION),
              external("deepresearchbench", "DeepResearch Bench", "Average score", FRACTION),
              external("fictionlivebench", "Fiction.liveBench 120k", "120k token score", FRACTION),
              ownRun("frontiermath", "FrontierMath Tiers 1-3"),
              ownRun("frontiermath_tier_4", "FrontierMath Tier 4"),
              external("gdpval", "GDPval win rate", "Win Rate (%)", FRACTION),
              external("geobench", "GeoBench (ACW score)", "ACW Avg Score", INDEX),
              ownRun("gpqa_diamond", "GPQA Diamond"),
              external("gsm8k", "GSM8K", "EM", FRACTION),
              external("gso", "GSO OPT@1", "Score OPT@1", FRACTION)
                  .withEvaluatedOn("Evaluation date"),
              external("hella_swag", "HellaSwag", "Overall accuracy", FRACTION),
              external("hle", "Humanity's Last Exam", "Accuracy", FRACTION)
                  .withStandardError("Accuracy Standard Error"),
              external("lambada", "LAMBADA", "Score", FRACTION),
              external("lech_mazur_writing", "Lech Mazur Writing", "Mean score", INDEX),
              external("live_bench", "LiveBench global average", "Global average", PERCENT),
              ownRun("math_level_5", "MATH Level 5"),
              external("metr_time_horizons", "METR time horizon 50%", "Time horizon", MINUTES),
              external("mmlu", "MMLU", "EM", FRACTION),
              external("open_book_qa", "OpenBookQA", "Accuracy", FRACTION),
              external("os_world", "OSWorld", "Score", PERCENT),
              ownRun("otis_mock_aime_2024_2025", "OTIS Mock AIME 2024-2025"),
              external("piqa", "PIQA", "Score", FRACTION),
              external("posttrainbench", "PostTrainBench average", "Average (%)", FRACTION),
              external("science_qa", "ScienceQA", "Score", FRACTION),
              external("simplebench", "SimpleBench", "Score (AVG@5)", FRACTION),
              ownRun("simpleqa_verified", "SimpleQA Verified"),
              external("superglue", "SuperGLUE", "Score", FRACTION),
              hubFile("swe_bench_bash", "SWE-bench Verified (bash only)", "% Resolved", FRACTION)
                  .withEvaluatedOn("Date run"),
              ownRun("swe_bench_verified", "SWE-bench Verified"),
              external("terminalbench", "Terminal-Bench", "Accuracy mean", FRACTION)
                  .withStandardError("Accuracy SE")
                  .withEvaluatedOn("Run date"),
              external("the_agent_company", "TheAgentCompany", "% Score", FRACTION)
                  .withEvaluatedOn("Date"),
              external("trivia_qa", "TriviaQA", "EM", FRACTION),
              external("video_mme", "Video-MME (no subtitles)", "Overall (no subtitles)", FRACTION),
              external("vpct", "VPCT", "Correct", FRACTION),
              external("webdev_arena", "WebDev Arena", "Arena Score", ELO)
                  .withEvaluatedOn("Last updated"),
              external("weirdml", "WeirdML", "Accuracy", FRACTION).withStandardError("Accuracy SE"),
              external("wino_grande", "WinoGrande", "Accuracy", FRACTION))
          .stream()
          .collect(Collectors.toUnmodifiableMap(HubFile::file, Function.identity()));

  /** What tells the rows of one model apart: the set-up of the run, then the hub's record id. */
  private static final Word VARIANT =
      Word.joined(
          "Shots", "Agent", "Scaffold", "Tools", "Edit format", "Prompt", "id", "ID", "UUID");

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) {
    String stem = file.fileName().replaceFirst("\\.csv$", "");
    HubFile known = FILES.get(stem);
    return known == null
        ? List.<Parsed>of(unknown(file, stem)).iterator()
        : format(known).parse(file, bytes);
  }

  private static HubFile hubFile(String file, String benchmark, String score, String unit) {
    return new HubFile(file, benchmark, score, unit, null, null);
  }

  /** Scores that others published. */
  private static HubFile external(String file, String benchmark, String score, String unit) {
    return hubFile(file + "_external", benchmark, score, unit);
  }

  /** A benchmark that Epoch AI runs itself. */
  private static HubFile ownRun(String file, String benchmark) {
    return hubFile(file, benchmark, "mean_score", FRACTION)
        .withStandardError("stderr")
        .withEvaluatedOn("Started at");
  }

  private static CsvFormat format(HubFile hub) {
    return new CsvFormat(
        List.of(
            Word.firstOf("Model version", "Name"),
            Word.constant(hub.benchmark()),
            Word.required(hub.score(), scoreRule(hub.unit())),
            Word.constant(hub.unit()),
            optional(hub.standardError(), Rule.NOT_NEGATIVE),
            optional(hub.evaluatedOn(), Rule.MOMENT),
            Word.optional("Release date", Rule.DAY),
            VARIANT,
            Word.constant(PROVIDER)));
  }

  private static Word optional(String column, Rule rule) {
    return column == null ? Word.none() : Word.optional(column, rule);
  }

  private static Rule scoreRule(String unit) {
    return switch (unit) {
      case FRACTION -> Rule.SHARE;
      case PERCENT -> Rule.PERCENT;
      case MINUTES -> Rule.POSITIVE;
      default -> Rule.NUMBER;
    };
  }

  private static Parsed unknown(LandingFile file, String stem) {
    return new Parsed.Fault(
        "%s: its benchmark, score column and unit are not known.%s File left out of this run: describe it in BenchmarkHubFormat and in benchmarks/benchmarks.csv, or remove it."
            .formatted(file.path(), Closest.hint(stem, FILES.keySet())));
  }
}
