package jevons.pipeline.diff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.table.TableName;

/**
 * How a table differs between two states.
 *
 * @param rowsBefore rows of the earlier state, of gold those of its as-of day
 * @param rowsAfter rows of the later state
 * @param counted rows told apart by the table's key; empty where only the digests were compared
 * @param unreadable why the rows could not be compared, if so
 */
public record TableDifference(
    TableName table,
    long rowsBefore,
    long rowsAfter,
    Optional<Counted> counted,
    Optional<String> unreadable) {

  /**
   * Rows told apart by the table's key.
   *
   * @param appeared rows whose key is new
   * @param gone rows whose key is gone
   * @param changed rows of the same key with another value
   * @param byColumn how many of the changed rows differ in a column; the most frequent first
   * @param examples some of the rows, in the order of the key
   */
  public record Counted(
      long appeared,
      long gone,
      long changed,
      Map<String, Long> byColumn,
      List<RowDifference> examples) {
    public Counted {
      byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
      examples = List.copyOf(examples);
    }

    /** Whether no row differs. */
    boolean isNone() {
      return appeared + gone + changed == 0;
    }
  }

  static TableDifference ofRows(TableName table, long before, long after, Counted counted) {
    return new TableDifference(table, before, after, Optional.of(counted), Optional.empty());
  }

  static TableDifference ofDigests(TableName table, long before, long after) {
    return new TableDifference(table, before, after, Optional.empty(), Optional.empty());
  }

  static TableDifference unreadable(TableName table, long before, long after, String why) {
    return new TableDifference(table, before, after, Optional.empty(), Optional.of(why));
  }
}
