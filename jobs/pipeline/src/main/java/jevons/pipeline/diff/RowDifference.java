package jevons.pipeline.diff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that is not the same in two states of a table.
 *
 * @param key values of the table's key, without the as-of day
 * @param values the columns that differ; none of a row that is in one state alone
 */
public record RowDifference(Change change, Map<String, Object> key, List<ValueChange> values) {
  public RowDifference {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    values = List.copyOf(values);
  }

  /**
   * A cell that differs.
   *
   * @param before null where it was null
   * @param after null where it is null
   */
  public record ValueChange(String column, Object before, Object after) {}
}
