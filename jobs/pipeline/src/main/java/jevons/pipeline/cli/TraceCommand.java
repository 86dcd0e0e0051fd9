package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import jevons.pipeline.studies.OwnStudies;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.trace.FigureFinder;
import jevons.pipeline.trace.TraceNode;
import jevons.pipeline.trace.Tracer;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons trace}: where a figure came from. */
@Command(
    name = "trace",
    description = {
      "Where a figure came from: the rows behind it through each table's query, down to landing"
          + " file, line, sha-256 and accession number.",
      "Example: jevons trace gold.firm_quarter ticker=NVDA quarter=2024-10-01 capex_usd"
    })
final class TraceCommand implements Callable<Integer> {
  private static final int BREADTH = 20;

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "TABLE", description = "gold.firm_quarter")
  private String name;

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE|COLUMN",
      description =
          "Values of the table's key that name one row (as_of is given by --as-of), and the column"
              + " asked about; the whole row if left out.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--all", description = "All rows behind each; else the first " + BREADTH + ".")
  private boolean all;

  @Option(names = "--as-of", paramLabel = "DAY", description = "Gold as of this day.")
  private LocalDate asOf;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  TraceCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Table table = new DataDictionary(Tables.all()).table(name);
    if (table instanceof Audit) {
      throw JevonsException.usage(
          name
              + " is about the runs themselves and is made from no other table. See: jevons runs.");
    }
    FigureFinder finder = new FigureFinder(table, key());
    Set<String> columns = finder.columns(words.stream().filter(w -> !w.contains("=")).toList());
    Services services = invocation.services();
    PublishedTables tables = services.published(Optional.ofNullable(asOf));
    Row row = finder.find(tables.read(table.name()));
    Tracer tracer =
        new Tracer(
            services.spark(),
            tables,
            invocation.config(),
            studies(),
            all ? Integer.MAX_VALUE : BREADTH);
    print(tracer.trace(table, row, columns));
    return 0;
  }

  private List<Study> studies() {
    List<Study> all = new ArrayList<>(Studies.all());
    all.addAll(OwnStudies.of(invocation.config().ownStudies()));
    return all;
  }

  private Map<String, String> key() {
    Map<String, String> key = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        key.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return key;
  }

  private void print(TraceNode root) throws IOException {
    if (format == TextOrJson.table) {
      new TraceText(invocation.console().out()).print(root);
      return;
    }
    try (JsonGenerator json = RowPrinter.generator(invocation.console().out())) {
      json.useDefaultPrettyPrinter();
      TraceJson.write(json, root);
      json.writeRaw('\n');
    }
  }
}
