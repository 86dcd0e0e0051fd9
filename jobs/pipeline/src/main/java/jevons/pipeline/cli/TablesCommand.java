package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons tables}: the data dictionary. */
@Command(
    name = "tables",
    description = {
      "The tables, or one table's columns with type, unit and meaning. ddl registers them in"
          + " Spark's catalog, a Hive metastore (by a Spark that uses it) or Unity Catalog: of gold"
          + " all as-of days, newest commit."
    })
final class TablesCommand implements Callable<Integer> {
  /** How the dictionary is printed. */
  enum Format {
    table,
    json,
    markdown,
    ddl
  }

  private static final String CATALOG = "jevons";

  private final Invocation invocation;
  private final DataDictionary dictionary = new DataDictionary(Tables.all());

  @Parameters(arity = "0..1", paramLabel = "TABLE", description = "gold.claim; all if left out.")
  private String name;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  @Option(names = "--dialect", description = "Of ddl: ${COMPLETION-CANDIDATES}; default spark.")
  private Optional<Ddl.Dialect> dialect = Optional.empty();

  @Option(
      names = "--catalog",
      paramLabel = "NAME",
      description = "Of ddl for unity: a catalog that is there; default " + CATALOG + ".")
  private Optional<String> catalog = Optional.empty();

  TablesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    PrintStream out = invocation.console().out();
    List<Table> shown = name == null ? dictionary.tables() : List.of(dictionary.table(name));
    switch (format) {
      case table -> printText(out, shown);
      case json -> printJson(out, shown);
      case markdown ->
          out.print(name == null ? dictionary.markdown() : dictionary.markdown(shown.get(0)));
      case ddl -> out.print(new Ddl(dialect(), lake(), catalog.orElse(CATALOG)).of(shown));
    }
    out.flush();
    return 0;
  }

  /** What would have no effect is a mistake: the statements would not be those that were meant. */
  private void checkOptions() {
    if (format != Format.ddl && (dialect.isPresent() || catalog.isPresent())) {
      throw JevonsException.usage("--dialect and --catalog are of --format ddl.");
    }
    if (catalog.isPresent() && dialect() != Ddl.Dialect.unity) {
      throw JevonsException.usage(
          "--catalog is of --dialect unity; in %s the session's catalog is meant."
              .formatted(dialect()));
    }
  }

  private Ddl.Dialect dialect() {
    return dialect.orElse(Ddl.Dialect.spark);
  }

  private LakeLocation lake() {
    return LakeLocation.of(invocation.config().lakePath());
  }

  private void printText(PrintStream out, List<Table> shown) {
    RowPrinter printer = new RowPrinter(out);
    if (name == null) {
      List<List<Object>> rows = new ArrayList<>();
      shown.forEach(t -> rows.add(Arrays.asList(t.name().toString(), t.grain())));
      printer.print(RowFormat.table, List.of("table", "holds"), rows.iterator());
      return;
    }
    Table table = shown.get(0);
    out.println(table.name() + ": " + table.grain());
    List<String> from = dictionary.madeFrom(table);
    if (!from.isEmpty()) {
      out.println("made from " + String.join(", ", from));
    }
    table.knownOn().ifPresent(f -> out.println("as-of reads are cut at " + f.name()));
    out.println();
    List<List<Object>> rows = new ArrayList<>();
    for (Field f : table.fields()) {
      rows.add(
          Arrays.asList(
              f.name(),
              Types.sql(f.type()),
              f.unit().symbol(),
              f.required() ? "" : "may be null",
              f.comment()));
    }
    printer.print(
        RowFormat.table, List.of("column", "type", "unit", "null", "meaning"), rows.iterator());
    out.println();
    dictionary.rules(table).forEach(out::println);
  }

  private void printJson(PrintStream out, List<Table> shown) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Table table : shown) {
        json.writeStartObject();
        json.writeStringField("table", table.name().toString());
        json.writeStringField("grain", table.grain());
        writeTexts(json, "key", table.key().stream().map(Field::name).toList());
        json.writeStringField("known_on", table.knownOn().map(Field::name).orElse(null));
        writeTexts(json, "made_from", dictionary.madeFrom(table));
        json.writeArrayFieldStart("columns");
        for (Field field : table.fields()) {
          json.writeStartObject();
          json.writeStringField("column", field.name());
          json.writeStringField("type", Types.sql(field.type()));
          json.writeStringField("unit", field.unit().symbol());
          json.writeBooleanField("required", field.required());
          json.writeStringField("meaning", field.comment());
          json.writeEndObject();
        }
        json.writeEndArray();
        writeTexts(json, "rules", dictionary.rules(table));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
