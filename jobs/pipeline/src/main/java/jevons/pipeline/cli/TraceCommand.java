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
          "Values of the table's key that name one row (as_of the same as --as-of), and the column"
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
    Map<String, String> key = key();
    FigureFinder finder = new FigureFinder(table, key);
    Set<String> columns = finder.columns(words.stream().filter(w -> !w.contains("=")).toList());
    Services services = invocation.services();
    PublishedTables tables = services.published(day(key));
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
      String name = equals < 0 ? "" : word.substring(0, equals);
      if (equals == 0) {
        throw JevonsException.usage("\"" + word + "\" names no column. Expected KEY=VALUE.");
      }
      if (equals > 0 && key.put(name, word.substring(equals + 1)) != null) {
        throw JevonsException.usage(
            name + " is named twice. Expected one value of each column of the key.");
      }
    }
    return key;
  }

  /** The day whose gold is looked into: that of the option, else the one the row is named by. */
  private Optional<LocalDate> day(Map<String, String> key) {
    // FigureFinder has found it to be a day.
    Optional<LocalDate> named =
        Optional.ofNullable(key.get("as_of")).filter(d -> !d.isEmpty()).map(LocalDate::parse);
    if (asOf != null && named.isPresent() && !named.get().equals(asOf)) {
      throw JevonsException.usage(
          "as_of=%s and --as-of %s name two days. Give one of them.".formatted(named.get(), asOf));
    }
    return Optional.ofNullable(asOf).or(() -> named);
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
