package jevons.pipeline.cli;

import java.util.List;

/** Rows as aligned columns for a terminal: numbers to the right, wide text cut with {@code …}. */
final class TextTable {
  private static final int WIDEST_CELL = 60;

  private final List<String> columns;
  private final int[] widths;
  private final boolean[] numeric;

  private TextTable(List<String> columns, int[] widths, boolean[] numeric) {
    this.columns = columns;
    this.widths = widths;
    this.numeric = numeric;
  }

  /** A table wide enough for {@code rows}. */
  static TextTable of(List<String> columns, List<List<Object>> rows) {
    int[] widths = new int[columns.size()];
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (List<Object> row : rows) {
        widths[i] = Math.max(widths[i], cell(row.get(i)).length());
        numeric[i] |= row.get(i) instanceof Number;
      }
    }
    return new TextTable(columns, widths, numeric);
  }

  /** The names and the rule below them. */
  String header() {
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.isEmpty() ? "" : "  ").append("-".repeat(width));
    }
    return line(List.copyOf(columns)) + System.lineSeparator() + rule;
  }

  String line(List<?> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cell(row.get(i));
      String space = " ".repeat(Math.max(0, widths[i] - cell.length()));
      line.append(i == 0 ? "" : "  ").append(numeric[i] ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private static String cell(Object value) {
    String text = Values.readable(value).replace('\n', ' ').replace('\t', ' ');
    return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 1) + "…";
  }
}
