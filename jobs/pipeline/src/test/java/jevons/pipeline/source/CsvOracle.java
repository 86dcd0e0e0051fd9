package jevons.pipeline.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a CSV text by RFC 4180, character by character: a second reading of the same
 * rules, which shares no code with the formats and says what they have to find.
 */
final class CsvOracle {
  /** A record that is no empty line, with the physical line that it begins on. */
  record Entry(long line, List<String> cells) {}

  private enum At {
    START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final String text;
  private final List<Entry> records = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private At at = At.START;
  private boolean anyQuote;
  private boolean broken;
  private long line = 1;
  private long began = 1;

  private CsvOracle(String text) {
    this.text = text;
  }

  /** Reads a text without byte order mark. */
  static CsvOracle read(String text) {
    CsvOracle oracle = new CsvOracle(text);
    oracle.readAll();
    return oracle;
  }

  /** Whether it is no CSV: characters after a closing quote, or a quote that stays open. */
  boolean broken() {
    return broken;
  }

  /** The records in turn; the first is the header. */
  List<Entry> records() {
    return records;
  }

  private void readAll() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineEnds =
          c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
      take(c, lineEnds);
      line += lineEnds ? 1 : 0;
    }
    broken |= at == At.QUOTED;
    if (at != At.START || !cells.isEmpty()) {
      endRecord();
    }
  }

  private void take(char c, boolean lineEnds) {
    if (at == At.QUOTED) {
      if (c == '"') {
        at = At.AFTER_QUOTE;
      } else {
        cell.append(c);
      }
    } else if (at == At.AFTER_QUOTE && c == '"') {
      cell.append('"');
      at = At.QUOTED;
    } else if (c == ',') {
      endCell();
    } else if (c == '\n' || c == '\r') {
      // Of CR LF the first only closes what stands before it.
      if (lineEnds) {
        endRecord();
      }
    } else if (at == At.AFTER_QUOTE) {
      broken = true;
    } else if (at == At.START && c == '"') {
      at = At.QUOTED;
      anyQuote = true;
    } else {
      at = At.PLAIN;
      cell.append(c);
    }
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
    at = At.START;
  }

  private void endRecord() {
    boolean emptyLine = cells.isEmpty() && cell.length() == 0 && !anyQuote;
    endCell();
    if (!emptyLine) {
      records.add(new Entry(began, List.copyOf(cells)));
    }
    cells = new ArrayList<>();
    anyQuote = false;
    began = line + 1;
  }
}
