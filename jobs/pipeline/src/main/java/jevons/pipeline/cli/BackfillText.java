package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.run.BackfillPlan;
import jevons.pipeline.run.PlannedDay;
import jevons.pipeline.run.PlannedStep.Decision;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.StepResult;
import jevons.pipeline.run.StepResult.Outcome;

/** What a backfill will do, and what it came to. */
final class BackfillText {
  private BackfillText() {}

  /** The plan, a line for each day. */
  static void print(BackfillPlan plan, PrintStream out) {
    new RowPrinter(out)
        .print(
            RowFormat.table,
            List.of("as_of", "decision", "tables", "reason"),
            plan.days().stream().map(BackfillText::row).iterator());
    out.println(
        "%d days to fill, %d skipped; tables to look at: %d for all days, %d of gold"
            .formatted(
                plan.toFill().size(),
                plan.days().size() - plan.toFill().size(),
                plan.tablesForAllDays(),
                plan.goldTables()));
    out.flush();
  }

  private static List<Object> row(PlannedDay day) {
    return Arrays.asList(day.asOf(), word(day.decision()), (long) day.tables(), day.reason());
  }

  private static String word(Decision decision) {
    return decision.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The end of a run in one or two lines. */
  static String of(RunOutcome outcome) {
    if (outcome.idle()) {
      return "nothing to fill: set %d has these days"
          .formatted(outcome.published().orElseThrow().number());
    }
    String first =
        "run %s: %d tables made, %d skipped"
            .formatted(
                outcome.runId(),
                count(outcome.results().stream(), Outcome.MADE)
                    + count(outcome.results().stream(), Outcome.REUSED),
                count(outcome.results().stream(), Outcome.SKIPPED));
    List<LocalDate> failed = failedDays(outcome);
    PublishedSet set = outcome.published().orElseThrow();
    String second =
        set.runId().equals(outcome.runId())
            ? "published set %d, current as of %s".formatted(set.number(), set.asOf())
            : "nothing published, exit " + outcome.exitCode().code();
    String third =
        failed.isEmpty()
            ? ""
            : System.lineSeparator()
                + "left out, a check failed: "
                + String.join(", ", failed.stream().map(LocalDate::toString).toList());
    return first + System.lineSeparator() + second + third;
  }

  private static List<LocalDate> failedDays(RunOutcome outcome) {
    TreeSet<LocalDate> days = new TreeSet<>();
    outcome.results().stream()
        .filter(r -> r.asOf() != null && r.outcome() == Outcome.FAILED)
        .forEach(r -> days.add(r.asOf()));
    return List.copyOf(days);
  }

  /** Plan and outcome as one object; without an outcome the plan alone. */
  static void json(BackfillPlan plan, RunOutcome outcome, PrintStream out) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      if (outcome != null) {
        json.writeNumberField("exit_code", outcome.exitCode().code());
        json.writeStringField("run_id", outcome.runId());
        json.writeBooleanField("idle", outcome.idle());
        json.writeNumberField("published_set", outcome.published().orElseThrow().number());
        json.writeStringField("as_of", outcome.published().orElseThrow().asOf().toString());
      }
      json.writeNumberField("tables_for_all_days", plan.tablesForAllDays());
      json.writeNumberField("gold_tables", plan.goldTables());
      json.writeArrayFieldStart("days");
      for (PlannedDay day : plan.days()) {
        json.writeStartObject();
        json.writeStringField("as_of", day.asOf().toString());
        json.writeStringField("decision", word(day.decision()));
        json.writeNumberField("tables", day.tables());
        json.writeStringField("reason", day.reason());
        if (outcome != null) {
          writeCounts(json, outcome.results(), day.asOf());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      if (outcome != null) {
        json.writeObjectFieldStart("problems");
        for (Map.Entry<String, String> problem : outcome.problems().entrySet()) {
          json.writeStringField(problem.getKey(), problem.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeCounts(JsonGenerator json, List<StepResult> results, LocalDate day)
      throws IOException {
    for (Outcome outcome : Outcome.values()) {
      long count = count(results.stream().filter(r -> day.equals(r.asOf())), outcome);
      json.writeNumberField(outcome.word(), count);
    }
  }

  private static long count(Stream<StepResult> results, Outcome what) {
    return results.filter(r -> r.outcome() == what).count();
  }
}
