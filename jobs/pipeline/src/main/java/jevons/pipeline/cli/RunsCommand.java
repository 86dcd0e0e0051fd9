package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.run.Nightly;
import jevons.pipeline.tables.ops.Run;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons runs}: what the runs came to. */
@Command(
    name = "runs",
    description = {
      "The newest runs, from ops.run, and the last night that had nothing to do.",
      "Steps, files, rejects and checks of a run: jevons query over ops.step, ops.source_file,"
          + " ops.rejected_record, ops.expectation."
    })
final class RunsCommand implements Callable<Integer> {
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
    Services services = invocation.services();
    Optional<Dataset<Row>> runs = services.audit(new Run().name());
    RowPrinter printer = new RowPrinter(invocation.console().out());
    List<String> columns =
        List.of(
            "run_id", "as_of", "duration_s", "outcome", "exit_code", "published_set", "message");
    if (runs.isPresent()) {
      Dataset<Row> newest = runs.get().orderBy(col(Run.STARTED_AT.name()).desc()).limit(last);
      printer.print(
          format,
          columns,
          SparkRows.values(
              newest.select(
                  columns.stream().map(c -> col(c)).toArray(org.apache.spark.sql.Column[]::new))));
    } else {
      printer.print(format, columns, List.<List<Object>>of().iterator());
    }
    Nightly.lastIdle(services.store())
        .filter(idle -> format == RowFormat.table)
        .ifPresent(
            idle ->
                invocation
                    .console()
                    .out()
                    .println(
                        "last night with nothing new: %s, set %d as of %s"
                            .formatted(idle.at(), idle.publishedSet(), idle.asOf())));
    return 0;
  }
}
