package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.table.JevonsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons diff}: what changed, rows and conclusions. */
@Command(
    name = "diff",
    description = {
      "What changed between two runs, or two as-of days: landing files, rows of tables, and which"
          + " conclusions moved, inside or outside their intervals, with the changed tables behind"
          + " them.",
      "Examples: jevons diff; jevons diff --from-as-of 2025-01-31 --table gold.firm_quarter"
    })
final class DiffCommand implements Callable<Integer> {
  private static final int ROWS_OF_ONE = 10;

  private final Invocation invocation;

  @Parameters(
      arity = "0..2",
      paramLabel = "RUN",
      description =
          "Run id, or number of a published set. None: the newest two; one: that against the"
              + " newest.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--from-as-of",
      paramLabel = "DAY",
      description = "Gold as of this day, of the first run.")
  private Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to-as-of",
      paramLabel = "DAY",
      description = "Gold as of this day, of the second run.")
  private Optional<LocalDate> to = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table; may be repeated. Rows of bronze are compared only so.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "So many changed rows of each table; default 0, and 10 of tables asked for.")
  private Optional<Integer> rows = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  DiffCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    int examples = rows.orElse(tables.isEmpty() ? 0 : ROWS_OF_ONE);
    if (examples < 0) {
      throw JevonsException.usage(
          "--rows %d: expected a number of rows from 0.".formatted(examples));
    }
    if (runs.size() > 2) {
      throw JevonsException.usage(
          "%d runs: expected at most two, jevons diff RUN RUN.".formatted(runs.size()));
    }
    DiffRequest request = new DiffRequest(runs, from, to, Difference.named(tables), examples);
    Difference difference = invocation.services().diff(request);
    if (format == TextOrJson.table) {
      new DiffText(invocation.console().out()).print(difference);
    } else {
      try (JsonGenerator json = RowPrinter.generator(invocation.console().out())) {
        json.useDefaultPrettyPrinter();
        DiffJson.write(json, difference);
        json.writeRaw('\n');
      }
    }
    return 0;
  }
}
