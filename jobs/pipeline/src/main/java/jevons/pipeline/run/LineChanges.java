package jevons.pipeline.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String NEW = "new";
  private static final String CHANGED = "changed";
  private static final String GONE = "gone";

  private final Landed table;
  private final List<FileOutcome> files;
  private final long vintage;
  private final String runId;
  private final int[] key;
  private final int[] words;
  private final int file;
  private final int sha256;
  private final int line;
  private final int exportedOn;

  LineChanges(Landed table, List<FileOutcome> files, long vintage, String runId) {
    this.table = table;
    this.files = List.copyOf(files);
    this.vintage = vintage;
    this.runId = runId;
    this.key = places(table.key());
    this.words = places(table.words());
    this.file = place(Landed.SOURCE_FILE);
    this.sha256 = place(Landed.SOURCE_SHA256);
    this.line = place(Landed.SOURCE_LINE);
    this.exportedOn = place(Landed.EXPORTED_ON);
  }

  private int[] places(List<Field> fields) {
    return fields.stream().mapToInt(this::place).toArray();
  }

  private int place(Field field) {
    return table.fields().indexOf(field);
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

  private List<LandingFile> read() {
    return files.stream()
        .filter(outcome -> outcome.problem() == null)
        .map(FileOutcome::file)
        .toList();
  }

  /** Of lines that the driver holds: a join would be a job of several tasks. */
  private List<InternalRow> changes(List<InternalRow> before, List<InternalRow> now) {
    Map<List<UTF8String>, InternalRow> left = new HashMap<>();
    before.forEach(old -> left.put(texts(old, key), old));
    List<InternalRow> changes = new ArrayList<>();
    for (InternalRow one : now) {
      InternalRow old = left.remove(texts(one, key));
      if (old == null) {
        changes.add(stored(one, NEW));
      } else if (differ(old, one)) {
        changes.add(stored(one, CHANGED));
      }
    }
    Map<UTF8String, LandingFile> readFiles = new HashMap<>();
    read().forEach(found -> readFiles.put(UTF8String.fromString(found.path()), found));
    for (InternalRow old : before) {
      LandingFile found = readFiles.get(old.getUTF8String(file));
      if (found != null && left.containsKey(texts(old, key))) {
        changes.add(gone(old, found));
      }
    }
    return changes;
  }

  /** A line may move to another file: its key is old, and the file it left no longer counts. */
  private boolean differ(InternalRow old, InternalRow one) {
    return !old.getUTF8String(file).equals(one.getUTF8String(file))
        || !texts(old, words).equals(texts(one, words));
  }

  private static List<UTF8String> texts(InternalRow row, int[] places) {
    UTF8String[] texts = new UTF8String[places.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = row.getUTF8String(places[i]);
    }
    return Arrays.asList(texts);
  }

  private InternalRow stored(InternalRow one, String change) {
    return row(one, change, one.getUTF8String(sha256), one.getInt(exportedOn));
  }

  /** What is known of a line that is gone is the file that no longer has it. */
  private InternalRow gone(InternalRow old, LandingFile found) {
    return row(
        old,
        GONE,
        UTF8String.fromString(found.sha256()),
        Math.toIntExact(found.exportedOn().toEpochDay()));
  }

  private InternalRow row(InternalRow from, String change, UTF8String digest, int exported) {
    Object[] values = new Object[table.fields().size()];
    for (int word : words) {
      values[word] = from.getUTF8String(word);
    }
    values[place(Landed.VINTAGE)] = vintage;
    values[place(Landed.CHANGE)] = UTF8String.fromString(change);
    values[file] = from.getUTF8String(file);
    values[sha256] = digest;
    values[line] = from.getLong(line);
    values[exportedOn] = exported;
    values[place(Landed.RUN_ID)] = UTF8String.fromString(runId);
    return new GenericInternalRow(values);
  }

  private Dataset<Row> changes(Dataset<Row> before, Dataset<Row> now) {
    Object[] read = read().stream().map(LandingFile::path).toArray();
    Column sameKey = lit(true);
    for (Field field : table.key()) {
      sameKey = sameKey.and(now(field).eqNullSafe(before(field)));
    }
    // As in differ().
    Column differs = not(now(Landed.SOURCE_FILE).eqNullSafe(before(Landed.SOURCE_FILE)));
    for (Field field : table.words()) {
      differs = differs.or(not(now(field).eqNullSafe(before(field))));
    }
    Column isNew = before(Landed.SOURCE_FILE).isNull();
    Column isUnread = not(before(Landed.SOURCE_FILE).isin(read));
    Column isGone = now(Landed.SOURCE_FILE).isNull();
    List<Column> columns = new ArrayList<>();
    for (Field field : table.words()) {
      columns.add(field.is(when(isGone, before(field)).otherwise(now(field))));
    }
    columns.add(Landed.VINTAGE.is(lit(vintage)));
    columns.add(
        Landed.CHANGE.is(when(isGone, lit(GONE)).when(isNew, lit(NEW)).otherwise(lit(CHANGED))));
    columns.add(Landed.SOURCE_FILE.is(either(Landed.SOURCE_FILE)));
    columns.add(
        Landed.SOURCE_SHA256.is(
            coalesce(now(Landed.SOURCE_SHA256), ofFile(found -> lit(found.sha256())))));
    columns.add(Landed.SOURCE_LINE.is(either(Landed.SOURCE_LINE)));
    columns.add(
        Landed.EXPORTED_ON.is(
            coalesce(
                now(Landed.EXPORTED_ON), ofFile(found -> lit(Date.valueOf(found.exportedOn()))))));
    columns.add(Landed.RUN_ID.is(lit(runId)));
    return now.as("now")
        .join(before.as("before"), sameKey, "full_outer")
        .where(isNew.or(when(isGone, not(isUnread)).otherwise(differs)))
        .select(columns.toArray(Column[]::new));
  }

  /** As in gone(). */
  private Column ofFile(Function<LandingFile, Column> value) {
    Column all = lit(null);
    for (LandingFile found : read()) {
      Column same = before(Landed.SOURCE_FILE).equalTo(found.path());
      all = when(same, value.apply(found)).otherwise(all);
    }
    return all;
  }

  private static Column either(Field field) {
    return coalesce(now(field), before(field));
  }

  private static Column now(Field field) {
    return col("now." + field.name());
  }

  private static Column before(Field field) {
    return col("before." + field.name());
  }
}
