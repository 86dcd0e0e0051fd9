package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.run.PlannedStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons plan}: what nightly would do. */
@Command(
    name = "plan",
    description = {
      "What nightly would do, step by step, and why. Starts no Spark.",
      "Standard error names the landing files that the firms of the settings lack."
    })
final class PlanCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--as-of", paramLabel = "DAY", description = "As of this day.")
  private Optional<LocalDate> asOf = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  PlanCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    List<PlannedStep> steps = invocation.services().plan(asOf);
    MissingFile.words(invocation.services().missing()).forEach(invocation.console().err()::println);
    Iterator<List<Object>> rows = steps.stream().map(PlanCommand::row).iterator();
    new RowPrinter(invocation.console().out())
        .print(format, List.of("tables", "as_of", "decision", "reason"), rows);
    return 0;
  }

  private static List<Object> row(PlannedStep step) {
    String decision = step.decision().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Arrays.asList(step.tables(), step.asOf(), decision, step.reason());
  }
}
