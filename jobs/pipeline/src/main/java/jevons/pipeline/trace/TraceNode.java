package jevons.pipeline.trace;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jevons.pipeline.table.TableName;

/**
 * A row and what it was made from.
 *
 * @param key the values of the table's key, in its order
 * @param columns the values that are followed; of a whole row those that are not null
 * @param origin of a bronze row its line
 * @param inputs the rows behind it, by table
 * @param leftOut per table the rows behind it beyond the breadth asked for
 * @param isRepeated whether the same row stands with its inputs further up
 */
public record TraceNode(
    TableName table,
    Map<String, Object> key,
    Map<String, Object> columns,
    Optional<Origin> origin,
    List<TraceNode> inputs,
    Map<TableName, Long> leftOut,
    boolean isRepeated) {
  public TraceNode {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    inputs = List.copyOf(inputs);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }
}
