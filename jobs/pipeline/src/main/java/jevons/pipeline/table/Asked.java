package jevons.pipeline.table;

import java.util.Arrays;
import java.util.Set;

/**
 * What a trace wants to know of a row.
 *
 * @param columns the columns it follows; empty for the whole row
 * @param settings those that the table's query, or the study, reads
 */
public record Asked(Set<String> columns, Settings settings) {
  public Asked {
    columns = Set.copyOf(columns);
  }

  /** Whether one of these columns is followed, or the whole row. */
  public boolean isFor(Field... fields) {
    return columns.isEmpty() || Arrays.stream(fields).anyMatch(f -> columns.contains(f.name()));
  }
}
