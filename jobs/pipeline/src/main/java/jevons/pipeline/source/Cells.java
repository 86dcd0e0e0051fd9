package jevons.pipeline.source;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;

/** The cells of one line while it is read; remembers the first that breaks a rule. */
final class Cells {
  private static final Pattern BLANKS = Pattern.compile("[\\s\u00A0]+");
  private static final int MOST_TEXT = 1_000;
  private static final int MOST_QUOTED = 60;

  private final LandingFile file;
  private final long line;
  private final UnaryOperator<String> cells;
  private final Supplier<String> text;
  private Parsed.Reject reject;

  /**
   * @param cells the cell of a column, null where there is none
   * @param text the line itself, asked for when it is set aside
   */
  Cells(LandingFile file, long line, UnaryOperator<String> cells, Supplier<String> text) {
    this.file = file;
    this.line = line;
    this.cells = cells;
    this.text = text;
  }

  LandingFile file() {
    return file;
  }

  /** The line's number, the first is 1. */
  long number() {
    return line;
  }

  /**
   * The column's word, null when it is empty or not there. Blanks around it are taken off and each
   * run of blanks, line breaks and no-break spaces within is one blank: names are compared by them.
   */
  String find(String column) {
    String cell = cells.apply(column);
    if (cell == null) {
      return null;
    }
    String word = BLANKS.matcher(cell).replaceAll(" ").strip();
    return word.isEmpty() ? null : word;
  }

  /** The column's word, which may be missing but must keep the rule where it is there. */
  String find(String column, Rule rule) {
    String word = find(column);
    if (word != null) {
      rule.findBreach(word)
          .ifPresent(
              reason -> setAside(column, reason, quote(word) + " is not " + rule.expected() + "."));
    }
    return word;
  }

  /** The column's word, which must be there and keep the rule. */
  String read(String column, Rule rule) {
    String word = find(column, rule);
    if (word == null) {
      String expected = rule == Rule.TEXT ? "text" : rule.expected();
      setAside(column, RejectReason.MISSING_VALUE, "empty, expected " + expected + ".");
    }
    return word;
  }

  /** Sets the line aside, unless it is already. */
  void setAside(String column, RejectReason reason, String problem) {
    if (reject != null) {
      return;
    }
    String where = column.isEmpty() ? "" : ", column " + column;
    String message = file.path() + " line " + line + where + ": " + problem;
    reject = new Parsed.Reject(line, column, reason, message, cut(text.get(), MOST_TEXT));
  }

  /** Why the line is set aside, if it is. */
  Optional<Parsed.Reject> findReject() {
    return Optional.ofNullable(reject);
  }

  private static String quote(String word) {
    return '"' + cut(word, MOST_QUOTED) + '"';
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
