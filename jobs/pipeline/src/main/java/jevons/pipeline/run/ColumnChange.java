package jevons.pipeline.run;

import java.util.Optional;
import jevons.pipeline.table.TableName;

/**
 * What a file's new vintage changed in one column, as {@code ops.table_change} keeps it.
 *
 * @param largest distance between two numbers in the column's unit, if numbers changed
 * @param largestRelative the same as a share of the number before
 */
record ColumnChange(
    TableName table,
    String path,
    String column,
    long vintage,
    long newRows,
    long goneRows,
    long changedRows,
    Optional<Largest> largest,
    Optional<Largest> largestRelative) {

  /** A distance and the key of the line that has it, {@code "ticker=NVDA trade_date=..."}. */
  record Largest(double distance, String key) {}
}
