package jevons.pipeline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import jevons.pipeline.run.BackfillPlan;
import jevons.pipeline.run.RunOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons backfill}: gold as of past days. */
@Command(
    name = "backfill",
    description = {
      "Fills gold as of each of these days, in one run that publishes once; says first what it will"
          + " do. Adds days and never moves the current one, whose report then shows what was"
          + " known on them. May be run again at any time: what is there is skipped."
    })
final class BackfillCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--from", paramLabel = "DAY", required = true, description = "First day.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", required = true, description = "Last day.")
  private LocalDate to;

  @Option(
      names = "--every",
      description =
          "${COMPLETION-CANDIDATES}: each day, or the last of each (week: Friday); default"
              + " ${DEFAULT-VALUE}.")
  private Every every = Every.month;

  @Option(names = "--dry-run", description = "Only say what would be done; starts no Spark.")
  private boolean dryRun;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  BackfillCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    List<LocalDate> days = every.in(from, to);
    PrintStream out = invocation.console().out();
    BackfillPlan plan = invocation.services().planBackfill(days);
    if (format == TextOrJson.table) {
      BackfillText.print(plan, out);
    }
    if (dryRun) {
      if (format == TextOrJson.json) {
        BackfillText.json(plan, null, out);
      }
      return 0;
    }
    RunOutcome outcome;
    try (ProgressLine progress = new ProgressLine(invocation)) {
      outcome = invocation.services().backfill(days, progress);
    }
    switch (format) {
      case table -> out.println(BackfillText.of(outcome));
      case json -> BackfillText.json(plan, outcome, out);
    }
    return outcome.exitCode().code();
  }
}
