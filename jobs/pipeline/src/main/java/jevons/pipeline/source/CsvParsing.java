package jevons.pipeline.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Collectors;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;

/** A run over a CSV file (RFC 4180; CRLF or LF; with or without byte order mark) with a header. */
abstract class CsvParsing extends Parsing {
  private static final int MOST_HEADER = 400;

  private final InputStream bytes;
  private QuoteWatch text;
  private Iterator<CsvRecord> records;
  private List<String> header;
  private Map<String, Integer> positions;
  private long lastLine = 1;

  CsvParsing(LandingFile file, InputStream bytes) {
    super(file);
    this.bytes = bytes;
  }

  /** Looks at the header, once, before the first line. */
  abstract void accept(List<String> header) throws FaultyFile;

  /** Takes a line with as many cells as the header. */
  abstract void take(Cells line, Queue<Parsed> into);

  @Override
  final boolean advance(Queue<Parsed> into) throws IOException, FaultyFile {
    try {
      if (records == null) {
        open();
      }
      if (!records.hasNext()) {
        refuseWhenQuoteIsOpen();
        return false;
      }
      read(records.next(), into);
      return true;
    } catch (CsvParseException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new FaultyFile(
          "%s is not CSV after line %d: %s. File left out of this run: fetch it again."
              .formatted(file().path(), lastLine, why));
    }
  }

  private void open() throws IOException, FaultyFile {
    refuseWhenCutOff();
    text = new QuoteWatch(Utf8.read(bytes));
    records =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(text)
            .iterator();
    if (!records.hasNext()) {
      throw new FaultyFile(
          file().path()
              + " is empty, without even a header. File left out of this run: fetch it again.");
    }
    header = records.next().getFields().stream().map(String::strip).toList();
    positions = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      positions.putIfAbsent(header.get(i), i);
    }
    accept(header);
  }

  private void refuseWhenQuoteIsOpen() throws FaultyFile {
    if (text.insideQuotes()) {
      throw new FaultyFile(
          "%s ends inside a quoted cell, which opens in line %d. Cut off, or a stray quote. File left out of this run: fetch it again."
              .formatted(file().path(), lastLine));
    }
  }

  private void read(CsvRecord record, Queue<Parsed> into) {
    lastLine = record.getStartingLineNumber();
    List<String> fields = record.getFields();
    Cells line =
        new Cells(file(), lastLine, column -> cell(fields, column), () -> joinedAsCsv(fields));
    if (fields.size() == header.size()) {
      take(line, into);
    } else {
      line.setAside(
          "",
          RejectReason.WRONG_COLUMN_COUNT,
          "has %d columns, the header %d.".formatted(fields.size(), header.size()));
      line.findReject().ifPresent(into::add);
    }
  }

  private String cell(List<String> fields, String column) {
    Integer position = positions.get(column);
    return position == null ? null : fields.get(position);
  }

  private static String joinedAsCsv(List<String> fields) {
    return fields.stream()
        .map(f -> f.matches("(?s).*[,\"\r\n].*") ? '"' + f.replace("\"", "\"\"") + '"' : f)
        .collect(Collectors.joining(","));
  }

  /** Refuses the file when the header lacks a needed column or has it twice. */
  final void refuseWithout(Collection<String> needed) throws FaultyFile {
    List<String> missing = new ArrayList<>(needed);
    missing.removeAll(header);
    if (!missing.isEmpty()) {
      String first = missing.get(0);
      throw wrongHeader("no column " + first + "." + Closest.hint(first, header), needed);
    }
    for (String column : needed) {
      if (header.indexOf(column) != header.lastIndexOf(column)) {
        throw wrongHeader("the column " + column + " twice.", needed);
      }
    }
  }

  private FaultyFile wrongHeader(String problem, Collection<String> needed) {
    String found = String.join(",", header);
    String shown = found.length() <= MOST_HEADER ? found : found.substring(0, MOST_HEADER) + "...";
    return new FaultyFile(
        "%s has %s Its header: %s. Expected: %s. Another file, or the provider changed its layout. File left out of this run."
            .formatted(file().path(), problem, shown, String.join(", ", needed)));
  }
}
