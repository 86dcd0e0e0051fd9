package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.StepResult;
import jevons.pipeline.run.StepResult.Outcome;

/** What a night came to. */
final class NightText {
  private NightText() {}

  /**
   * In one to three lines.
   *
   * @param asOf the day that was asked for
   */
  static String of(RunOutcome outcome, String lake, Optional<LocalDate> asOf) {
    if (outcome.idle()) {
      return "nothing new: set %d as of %s is current"
          .formatted(
              outcome.published().orElseThrow().number(), outcome.published().orElseThrow().asOf());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "run %s: %d tables made, %d skipped%s"
            .formatted(
                outcome.runId(),
                count(outcome, Outcome.MADE) + count(outcome, Outcome.REUSED),
                count(outcome, Outcome.SKIPPED),
                unmade(outcome)));
    if (outcome.report() != null && outcome.published().isPresent()) {
      PublishedSet set = outcome.published().get();
      String another =
          asOf.filter(day -> !day.equals(set.asOf()))
              .map(day -> " with gold as of " + day + "; the current day stays")
              .orElse(" as of");
      lines.add("published set %d%s %s".formatted(set.number(), another, set.asOf()));
      lines.add("report: " + lake + "/" + outcome.report());
    } else {
      lines.add("nothing published, exit " + outcome.exitCode().code());
    }
    return String.join(System.lineSeparator(), lines);
  }

  static void print(RunOutcome outcome, List<MissingFile> missing, PrintStream out)
      throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("exit_code", outcome.exitCode().code());
      json.writeStringField("run_id", outcome.runId());
      json.writeBooleanField("idle", outcome.idle());
      if (outcome.published().isPresent()) {
        json.writeNumberField("published_set", outcome.published().get().number());
        json.writeStringField("as_of", outcome.published().get().asOf().toString());
      }
      json.writeStringField("report", outcome.report());
      json.writeArrayFieldStart("tables");
      for (StepResult result : outcome.results()) {
        json.writeStartObject();
        json.writeStringField("table", result.table().toString());
        json.writeStringField("as_of", result.asOf() == null ? null : result.asOf().toString());
        json.writeStringField("outcome", result.outcome().word());
        json.writeStringField("reason", result.reason());
        json.writeFieldName("seconds");
        Values.writeNumber(json, result.seconds());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("problems");
      for (Map.Entry<String, String> problem : outcome.problems().entrySet()) {
        json.writeStringField(problem.getKey(), problem.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("missing");
      for (MissingFile file : missing) {
        json.writeStartObject();
        json.writeStringField("ticker", file.ticker());
        json.writeStringField("what", file.what());
        json.writeStringField("file", file.file());
        json.writeStringField("fetch", file.source());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static String unmade(RunOutcome outcome) {
    long failed = count(outcome, Outcome.FAILED);
    long blocked = count(outcome, Outcome.BLOCKED);
    return failed + blocked == 0
        ? ""
        : ", %d failed a check, %d wait for them".formatted(failed, blocked);
  }

  private static long count(RunOutcome outcome, Outcome what) {
    return outcome.results().stream().filter(r -> r.outcome() == what).count();
  }
}
