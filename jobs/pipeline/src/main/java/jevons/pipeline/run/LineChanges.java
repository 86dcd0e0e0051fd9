package jevons.pipeline.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The lines that a new vintage of a bronze table stores: those that are new, that changed, or that
 * the files no longer have. All rows have the table's columns in its order.
 */
final class LineChanges {
  static final String NOW = "now";
  static final String BEFORE = "before";
  private static final String NEW = "new";
  private static final String CHANGED = "changed";
  private static final String GONE = "gone";

  private final Landed table;
  private final List<LandingFile> read;
  private final long vintage;
  private final String runId;
  private final List<Field> columns;
  private final int[] key;
  private final int[] words;
  private final int vintagePlace;
  private final int change;
  private final int file;
  private final int sha256;
  private final int line;
  private final int exportedOn;
  private final int run;

  /** Of a vintage that was {@code read} from these files, as far as they could be. */
  LineChanges(Landed table, List<LandingFile> read, long vintage, String runId) {
    this.table = table;
    this.read = List.copyOf(read);
    this.vintage = vintage;
    this.runId = runId;
    this.columns = table.fields();
    this.key = table.key().stream().mapToInt(columns::indexOf).toArray();
    this.words = table.words().stream().mapToInt(columns::indexOf).toArray();
    this.vintagePlace = columns.indexOf(Landed.VINTAGE);
    this.change = columns.indexOf(Landed.CHANGE);
    this.file = columns.indexOf(Landed.SOURCE_FILE);
    this.sha256 = columns.indexOf(Landed.SOURCE_SHA256);
    this.line = columns.indexOf(Landed.SOURCE_LINE);
    this.exportedOn = columns.indexOf(Landed.EXPORTED_ON);
    this.run = columns.indexOf(Landed.RUN_ID);
  }

  /**
   * What is to be stored.
   *
   * @param before those lines there were that {@code now} can change, at least
   * @param now the lines of the files
   */
  Dataset<Row> of(Dataset<Row> before, Dataset<Row> now) {
    Optional<List<InternalRow>> there = LocalRows.of(before);
    Optional<List<InternalRow>> here = LocalRows.of(now);
    return there.isPresent() && here.isPresent()
        ? LocalRows.select(now, changes(there.get(), here.get()))
        : changes(before, now);
  }

  /** Of lines that the driver holds: a join would be a job of several tasks. */
  private List<InternalRow> changes(List<InternalRow> before, List<InternalRow> now) {
    Map<List<UTF8String>, InternalRow> left = new HashMap<>();
    before.forEach(old -> left.put(NewestLines.texts(old, key), old));
    List<InternalRow> changes = new ArrayList<>();
    for (InternalRow one : now) {
      InternalRow old = left.remove(NewestLines.texts(one, key));
      if (old == null) {
        changes.add(stored(one, NEW));
      } else if (differ(old, one)) {
        changes.add(stored(one, CHANGED));
      }
    }
    Map<UTF8String, LandingFile> readFiles = new HashMap<>();
    read.forEach(found -> readFiles.put(UTF8String.fromString(found.path()), found));
    for (InternalRow old : before) {
      LandingFile found = readFiles.get(old.getUTF8String(file));
      if (found != null && left.containsKey(NewestLines.texts(old, key))) {
        changes.add(gone(old, found));
      }
    }
    return changes;
  }

  /** A line may move to another file: its key is old, and the file it left no longer counts. */
  private boolean differ(InternalRow old, InternalRow one) {
    return !old.getUTF8String(file).equals(one.getUTF8String(file))
        || !NewestLines.texts(old, words).equals(NewestLines.texts(one, words));
  }

  private InternalRow stored(InternalRow one, String kind) {
    return row(one, kind, one.getUTF8String(sha256), one.getInt(exportedOn));
  }

  /** What is known of a line that is gone is the file that no longer has it. */
  private InternalRow gone(InternalRow old, LandingFile found) {
    return row(
        old,
        GONE,
        UTF8String.fromString(found.sha256()),
        Math.toIntExact(found.exportedOn().toEpochDay()));
  }

  private InternalRow row(InternalRow from, String kind, UTF8String digest, int exported) {
    Object[] values = new Object[columns.size()];
    for (int word : words) {
      values[word] = from.getUTF8String(word);
    }
    values[vintagePlace] = vintage;
    values[change] = UTF8String.fromString(kind);
    values[file] = from.getUTF8String(file);
    values[sha256] = digest;
    values[line] = from.getLong(line);
    values[exportedOn] = exported;
    values[run] = UTF8String.fromString(runId);
    return new GenericInternalRow(values);
  }

  private Dataset<Row> changes(Dataset<Row> before, Dataset<Row> now) {
    // As in differ().
    Column differs = not(now(Landed.SOURCE_FILE).eqNullSafe(before(Landed.SOURCE_FILE)));
    for (Field field : table.words()) {
      differs = differs.or(not(now(field).eqNullSafe(before(field))));
    }
    Column isNew = before(Landed.SOURCE_FILE).isNull();
    Column isUnread =
        not(before(Landed.SOURCE_FILE).isin(read.stream().map(LandingFile::path).toArray()));
    Column isGone = now(Landed.SOURCE_FILE).isNull();
    List<Column> stored = new ArrayList<>();
    for (Field field : table.words()) {
      stored.add(field.is(when(isGone, before(field)).otherwise(now(field))));
    }
    stored.add(Landed.VINTAGE.is(lit(vintage)));
    stored.add(
        Landed.CHANGE.is(when(isGone, lit(GONE)).when(isNew, lit(NEW)).otherwise(lit(CHANGED))));
    stored.add(Landed.SOURCE_FILE.is(either(Landed.SOURCE_FILE)));
    stored.add(
        Landed.SOURCE_SHA256.is(
            coalesce(now(Landed.SOURCE_SHA256), ofFile(found -> lit(found.sha256())))));
    stored.add(Landed.SOURCE_LINE.is(either(Landed.SOURCE_LINE)));
    stored.add(
        Landed.EXPORTED_ON.is(
            coalesce(
                now(Landed.EXPORTED_ON), ofFile(found -> lit(Date.valueOf(found.exportedOn()))))));
    stored.add(Landed.RUN_ID.is(lit(runId)));
    return now.as(NOW)
        .join(before.as(BEFORE), sameKey(table), "full_outer")
        .where(isNew.or(when(isGone, not(isUnread)).otherwise(differs)))
        .select(stored.toArray(Column[]::new));
  }

  /** As in gone(). */
  private Column ofFile(Function<LandingFile, Column> value) {
    Column all = lit(null);
    for (LandingFile found : read) {
      Column same = before(Landed.SOURCE_FILE).equalTo(found.path());
      all = when(same, value.apply(found)).otherwise(all);
    }
    return all;
  }

  private static Column either(Field field) {
    return coalesce(now(field), before(field));
  }

  /** Of lines joined as {@link #NOW} and {@link #BEFORE}. */
  static Column sameKey(Landed table) {
    return table.key().stream()
        .map(field -> now(field).eqNullSafe(before(field)))
        .reduce(Column::and)
        .orElseThrow();
  }

  static Column now(Field field) {
    return col(NOW + "." + field.name());
  }

  static Column before(Field field) {
    return col(BEFORE + "." + field.name());
  }
}
