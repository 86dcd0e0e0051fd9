package jevons.pipeline.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The newest line of each key that a bronze table has stored. A few new lines ask for those alone
 * that they can touch, so that a day's news costs no look at all of the history.
 */
final class StoredLines {
  /** Up to so many values of a key's column are asked for one by one, more by their bounds. */
  private static final int FEW_VALUES = 50;

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
    List<InternalRow> keys = new ArrayList<>(keysNow.get());
    Dataset<Row> ofFiles = stored.where(Landed.SOURCE_FILE.col().isin(filesRead));
    if (filesRead.length > 0) {
      Optional<List<InternalRow>> keysThere =
          LocalRows.bring(ofFiles.select(keyColumns()), KeptRows.FEW, KeptRows.FEW_BYTES)
              .flatMap(LocalRows::of);
      if (keysThere.isEmpty()) {
        return all();
      }
      keys.addAll(keysThere.get());
    }
    // All lines of a key are asked for or none, so that the newest of those read is the newest.
    Dataset<Row> near = stored.where(near(keys));
    return LocalRows.bring(near, KeptRows.FEW, KeptRows.FEW_BYTES)
        .map(
            here ->
                NewestLines.touched(table, TakeIn.newest(table, here, vintages), now, filesRead))
        .orElseGet(this::all);
  }

  private Column[] keyColumns() {
    return table.key().stream().map(Field::col).toArray(Column[]::new);
  }

  /** Holds of every line that has one of the keys, and of few others. */
  private Column near(List<InternalRow> keys) {
    if (keys.isEmpty()) {
      return lit(false);
    }
    Column near = lit(true);
    for (int k = 0; k < table.key().size(); k++) {
      int place = k;
      if (keys.stream().anyMatch(key -> key.isNullAt(place))) {
        continue;
      }
      TreeSet<String> values = new TreeSet<>(StoredLines::inSparksOrder);
      keys.forEach(key -> values.add(key.getUTF8String(place).toString()));
      Column column = col(table.key().get(k).name());
      near =
          near.and(
              values.size() <= FEW_VALUES
                  ? column.isin(values.toArray())
                  : column.between(values.first(), values.last()));
    }
    return near;
  }

  private static int inSparksOrder(String a, String b) {
    return UTF8String.fromString(a).compareTo(UTF8String.fromString(b));
  }
}
