package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command that leads from a figure back to file and line.
 *
 * @param figure what the figure is, in words
 * @param table its table, {@code gold.regression_coefficient}
 * @param key {@code column=value} each; the day is added
 * @param column the figure's column
 */
record Trace(String figure, String table, List<String> key, String column) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:=+-]+");

  Trace {
    key = List.copyOf(key);
  }

  /** As it is typed into a shell. */
  String command(LocalDate asOf) {
    StringBuilder command = new StringBuilder("jevons trace ").append(table);
    key.forEach(word -> command.append(' ').append(quoted(word)));
    return command.append(' ').append(column).append(" --as-of ").append(asOf).toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
