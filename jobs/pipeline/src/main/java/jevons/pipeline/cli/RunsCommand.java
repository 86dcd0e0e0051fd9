package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.col;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import jevons.pipeline.run.Nightly;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.tables.ops.Run;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons runs}: what the runs came to. */
@Command(
    name = "runs",
    description = {
      "The newest runs, from ops.run, and the last night that had nothing to do (outcome idle, no"
          + " run_id).",
      "Steps, files, rejects and checks of a run: jevons query over ops.step, ops.source_file,"
          + " ops.rejected_record, ops.expectation."
    })
final class RunsCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "started_at",
          "as_of",
          "duration_s",
          "outcome",
          "exit_code",
          "published_set",
          "message");
  private static final int STARTED_AT = COLUMNS.indexOf("started_at");

  private final Invocation invocation;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "So many of them; default ${DEFAULT-VALUE}.")
  private int last = 20;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  RunsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    if (last < 1) {
      throw JevonsException.usage("--last %d: expected a number of runs from 1.".formatted(last));
    }
    Services services = invocation.services();
    List<List<Object>> rows = new ArrayList<>();
    services.audit(new Run().name()).ifPresent(runs -> newest(runs).forEachRemaining(rows::add));
    Nightly.lastIdle(services.store()).map(RunsCommand::row).ifPresent(rows::add);
    // ISO 8601 sorts as text.
    rows.sort(Comparator.comparing((List<Object> row) -> (String) row.get(STARTED_AT)).reversed());
    new RowPrinter(invocation.console().out())
        .print(format, COLUMNS, rows.stream().limit(last).iterator());
    return 0;
  }

  private Iterator<List<Object>> newest(Dataset<Row> runs) {
    return SparkRows.values(
        runs.orderBy(col(Run.STARTED_AT.name()).desc())
            .limit(last)
            .select(COLUMNS.stream().map(c -> col(c)).toArray(Column[]::new)));
  }

  private static List<Object> row(Nightly.Idle idle) {
    String message = "nothing new in %d landing files".formatted(idle.landingFiles());
    return Arrays.asList(
        null,
        idle.at().truncatedTo(ChronoUnit.MILLIS).toString(),
        idle.asOf(),
        null,
        "idle",
        null,
        idle.publishedSet(),
        message);
  }
}
