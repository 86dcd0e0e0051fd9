package jevons.pipeline.fetch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A CSV answer with a header that was looked at. A line may have too few cells: what is missing is
 * empty, so that the night sets it aside with its reason.
 */
record CsvTable(List<String> header, List<List<String>> lines) {

  /**
   * @param what for messages
   * @param columns that the header must have
   */
  static CsvTable of(byte[] content, String what, String... columns) {
    String text = Text.of(content, what);
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder().allowMissingFields(true).allowExtraFields(true).ofCsvRecord(text)) {
      for (CsvRecord record : csv) {
        records.add(record.getFields());
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw FetchFailure.refused(what + " is not CSV: " + e.getMessage());
    }
    List<String> header = records.get(0).stream().map(String::strip).toList();
    List<String> missing = Arrays.stream(columns).filter(c -> !header.contains(c)).toList();
    if (!missing.isEmpty()) {
      throw FetchFailure.refused(
          "%s has no column %s; it begins \"%s\". Another file, a message of the provider, or a new layout"
              .formatted(what, String.join(", ", missing), Text.beginning(text)));
    }
    if (endsInsideQuotes(text)) {
      throw FetchFailure.refused(what + " ends inside a quoted cell: it was cut off");
    }
    return new CsvTable(header, List.copyOf(records.subList(1, records.size())));
  }

  /** The same, refused when it has no line. */
  CsvTable filled(String what) {
    if (lines.isEmpty()) {
      throw FetchFailure.refused(what + " has a header and no line");
    }
    return this;
  }

  /** The cell of a column; empty where the line is too short or the column is not there. */
  String cell(List<String> line, String column) {
    int at = header.indexOf(column);
    return at < 0 || at >= line.size() ? "" : line.get(at).strip();
  }

  private static boolean endsInsideQuotes(String text) {
    // Doubled quotes come in pairs, so an odd number leaves one open.
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }
}
