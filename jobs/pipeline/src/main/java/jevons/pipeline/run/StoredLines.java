package jevons.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The newest line of each key that a bronze table has stored. A few new lines ask for those alone
 * that they can touch, so that a day's news costs no look at all of the history.
 */
final class StoredLines {
  private final Landed table;

  /** Every line of every vintage. */
  private final Dataset<Row> stored;

  /** How many there are, about. */
  private final long rows;

  private final long vintages;
  private final Supplier<Dataset<Row>> all;

  private StoredLines(Landed table, Dataset<Row> stored, long rows, long vintages) {
    this.table = table;
    this.stored = stored;
    this.rows = rows;
    this.vintages = vintages;
    this.all = Once.of(() -> TakeIn.newest(table, KeptRows.here(stored, rows), vintages));
  }

  /** Those that a set names. */
  static StoredLines of(Lake lake, Landed table, PublishedSet.Entry entry) {
    Dataset<Row> stored = table.select(lake.read(table.name(), entry.version()));
    return new StoredLines(table, stored, entry.rows(), entry.vintages());
  }

  /** All of them; a few are brought to the driver once. */
  Dataset<Row> all() {
    return all.get();
  }

  /**
   * Those that {@code now} can change: of one of its keys, or of one of the files that were read.
   * When that is most of them, all.
   */
  Dataset<Row> touchedBy(Dataset<Row> now, Object[] filesRead) {
    Optional<List<InternalRow>> keysNow = LocalRows.of(now.select(keyColumns()));
    if (keysNow.isEmpty() || 2L * keysNow.get().size() > rows) {
      return all();
    }
    NearKeys near = NearKeys.of(table.key(), keysNow.get());
    Column ofFiles = Landed.SOURCE_FILE.col().isin(filesRead);
    Optional<Dataset<Row>> here = bring(near.condition().or(ofFiles));
    Optional<List<InternalRow>> keysThere =
        here.flatMap(lines -> LocalRows.of(lines.where(ofFiles).select(keyColumns())));
    // All lines of a key are there or none, so that the newest of those read is the newest.
    if (keysThere.isPresent() && !near.hold(keysThere.get())) {
      List<InternalRow> keys = new ArrayList<>(keysNow.get());
      keys.addAll(keysThere.get());
      here = bring(NearKeys.of(table.key(), keys).condition());
    }
    return here.map(
            lines ->
                NewestLines.touched(table, TakeIn.newest(table, lines, vintages), now, filesRead))
        .orElseGet(this::all);
  }

  private Optional<Dataset<Row>> bring(Column wanted) {
    return LocalRows.bring(stored.where(wanted), KeptRows.FEW, KeptRows.FEW_BYTES);
  }

  private Column[] keyColumns() {
    return table.key().stream().map(Field::col).toArray(Column[]::new);
  }
}
