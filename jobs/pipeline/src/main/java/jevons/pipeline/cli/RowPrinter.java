package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Prints rows one by one, so that a large result needs no memory; a table's widths come first. */
final class RowPrinter {
  /** Rows that the widths of a table are taken from. */
  private static final int MEASURED_ROWS = 1_000;

  /** Rows after which it is looked whether the output still goes anywhere. */
  private static final int ROWS_BETWEEN_LOOKS = 1_000;

  private final PrintStream out;

  RowPrinter(PrintStream out) {
    this.out = out;
  }

  /** Prints all rows and returns how many there were. */
  long print(RowFormat format, List<String> columns, Iterator<List<Object>> rows) {
    // What fails before the first row fails here, and prints nothing.
    Iterator<List<Object>> read = rows.hasNext() ? whileRead(rows) : Collections.emptyIterator();
    try {
      long count =
          switch (format) {
            case table -> table(columns, read);
            case csv -> csv(columns, read);
            case json -> json(columns, read);
            case markdown -> markdown(columns, read);
          };
      out.flush();
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends early when nobody reads the output any more, {@code jevons query ... | head}. */
  private Iterator<List<Object>> whileRead(Iterator<List<Object>> rows) {
    return new Iterator<>() {
      private long count;

      @Override
      public boolean hasNext() {
        boolean looks = count > 0 && count % ROWS_BETWEEN_LOOKS == 0;
        return !(looks && out.checkError()) && rows.hasNext();
      }

      @Override
      public List<Object> next() {
        count++;
        return rows.next();
      }
    };
  }

  private long table(List<String> columns, Iterator<List<Object>> rows) {
    List<List<Object>> first = new ArrayList<>();
    while (rows.hasNext() && first.size() < MEASURED_ROWS) {
      first.add(rows.next());
    }
    TextTable table = TextTable.of(columns, first);
    out.println(table.header());
    first.forEach(row -> out.println(table.line(row)));
    long count = first.size();
    for (; rows.hasNext(); count++) {
      out.println(table.line(rows.next()));
    }
    return count;
  }

  private long csv(List<String> columns, Iterator<List<Object>> rows) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    long count = 0;
    CsvWriter csv =
        CsvWriter.builder().lineDelimiter(de.siegmar.fastcsv.writer.LineDelimiter.LF).build(writer);
    csv.writeRecord(columns);
    for (; rows.hasNext(); count++) {
      csv.writeRecord(rows.next().stream().map(v -> v == null ? null : Values.exact(v)).toList());
    }
    csv.flush();
    writer.flush();
    return count;
  }

  private long json(List<String> columns, Iterator<List<Object>> rows) throws IOException {
    long count = 0;
    try (JsonGenerator json = generator(out)) {
      json.writeStartArray();
      for (; rows.hasNext(); count++) {
        List<Object> row = rows.next();
        json.writeRaw(count == 0 ? "\n" : "");
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
          json.writeFieldName(columns.get(i));
          Values.write(json, row.get(i));
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
    return count;
  }

  /** JSON on {@code out}, which stays open. */
  static JsonGenerator generator(PrintStream out) throws IOException {
    return new JsonFactory()
        .createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8))
        // What breaks off must not look whole.
        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  private long markdown(List<String> columns, Iterator<List<Object>> rows) {
    long count = 0;
    out.println("| " + String.join(" | ", columns) + " |");
    out.println("|" + "---|".repeat(columns.size()));
    for (; rows.hasNext(); count++) {
      List<String> cells =
          rows.next().stream()
              .map(v -> Values.readable(v).replace("|", "\\|").replace("\n", " "))
              .toList();
      out.println("| " + String.join(" | ", cells) + " |");
    }
    return count;
  }
}
