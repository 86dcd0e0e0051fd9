package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import jevons.pipeline.table.JevonsException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons query}: SQL over the published tables. */
@Command(
    name = "query",
    description = {
      "SQL over the published tables, by their names: gold.claim. gold_history.x has the rows of all"
          + " as-of days.",
      "Example: jevons query \"SELECT claim, verdict FROM gold.claim\""
    })
final class QueryCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "SQL", description = "One SELECT.")
  private String sql;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  @Option(names = "--as-of", paramLabel = "DAY", description = "Gold as of this day.")
  private LocalDate asOf;

  QueryCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Services services = invocation.services();
    PublishedTables tables = services.published(Optional.ofNullable(asOf));
    Dataset<Row> rows = new SelectStatement(services.spark(), tables).rows(sql);
    List<String> columns = List.of(rows.columns());
    if (format == RowFormat.json) {
      checkNames(columns);
    }
    RowPrinter printer = new RowPrinter(invocation.console().out());
    long count;
    try {
      count = printer.print(format, columns, SparkRows.values(rows));
    } catch (Exception e) {
      // Scala throws checked exceptions that Java cannot name in a catch clause.
      throw SelectStatement.translated(e);
    }
    boolean read = !invocation.console().out().checkError();
    if (format == RowFormat.table && !invocation.quiet() && read) {
      invocation.console().err().println(count == 1 ? "1 row" : count + " rows");
    }
    return 0;
  }

  /** Of two fields of one name a reader of JSON keeps one, in silence. */
  private static void checkNames(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw JevonsException.usage(
            "two columns are called %s, and a JSON object holds one of a name. Name them: SELECT a.%s AS one, b.%s AS other."
                .formatted(column, column, column));
      }
    }
  }
}
