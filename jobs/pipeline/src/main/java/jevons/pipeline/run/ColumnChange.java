package jevons.pipeline.run;

import java.util.Optional;
import jevons.pipeline.table.TableName;

/**
 * What a file's new vintage changed in one column, as {@code ops.table_change} keeps it.
 *
 * @param largest distance between two numbers in the column's unit, if numbers changed
 * @param largestRelative the same as a share of the number before
 * @param restatement of a changed column of a price series: what kind of change it is
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
    Optional<Largest> largestRelative,
    Optional<Restatement> restatement) {

  /** The same change, of a price series. */
  ColumnChange as(Restatement kind) {
    return new ColumnChange(
        table,
        path,
        column,
        vintage,
        newRows,
        goneRows,
        changedRows,
        largest,
        largestRelative,
        Optional.of(kind));
  }

  /** A distance and the key of the line that has it, {@code "ticker=NVDA trade_date=..."}. */
  record Largest(double distance, String key) {}
}
