package jevons.pipeline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.run.RunOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons nightly}: the main job. */
@Command(
    name = "nightly",
    description = {
      "Takes in new landing files, derives the tables whose inputs changed, runs the studies,"
          + " writes the report and publishes. May be run again at any time."
    })
final class NightlyCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(
      names = "--as-of",
      paramLabel = "DAY",
      description = "Gold as of this day; else the newest day known. The current day stays.")
  private Optional<LocalDate> asOf = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  NightlyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    RunOutcome outcome;
    try (ProgressLine progress = new ProgressLine(invocation)) {
      outcome = invocation.services().nightly(asOf, progress);
    }
    List<MissingFile> missing = invocation.services().missing();
    MissingFile.words(missing).forEach(invocation.console().err()::println);
    PrintStream out = invocation.console().out();
    switch (format) {
      case table -> out.println(NightText.of(outcome, invocation.config().lakePath(), asOf));
      case json -> NightText.print(outcome, missing, out);
    }
    return outcome.exitCode().code();
  }
}
