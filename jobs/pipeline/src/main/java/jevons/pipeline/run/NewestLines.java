package jevons.pipeline.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.table.Landed;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Lines of a bronze table that the driver holds, told apart by their keys without a job. */
final class NewestLines {
  private static final UTF8String GONE = UTF8String.fromString("gone");

  private NewestLines() {}

  /** Of each key the newest of its lines, unless it is gone; empty when they are not here. */
  static Optional<Dataset<Row>> of(Landed table, Dataset<Row> lines) {
    return lines(table, lines)
        .map(
            here ->
                LocalRows.select(lines, newest(here.stream()).stream().map(Line::row).toList()));
  }

  /**
   * The newest lines once {@code changes} have been added to those there were, {@code before};
   * empty when they are not all here. Both have the table's columns in its order.
   */
  static Optional<Dataset<Row>> after(Landed table, Dataset<Row> before, Dataset<Row> changes) {
    Optional<List<Line>> there = lines(table, before);
    Optional<List<Line>> added = lines(table, changes);
    if (there.isEmpty() || added.isEmpty()) {
      return Optional.empty();
    }
    List<Line> newest = newest(Stream.concat(there.get().stream(), added.get().stream()));
    return Optional.of(LocalRows.select(before, newest.stream().map(Line::row).toList()));
  }

  /**
   * Those lines of {@code before} that {@code now} can change: of one of its keys, or of one of the
   * files that were read. All of them when they are not here.
   */
  static Dataset<Row> touched(Landed table, Dataset<Row> before, Dataset<Row> now, Object[] read) {
    Optional<List<Line>> there = lines(table, before);
    Optional<List<Line>> here = lines(table, now);
    if (there.isEmpty() || here.isEmpty()) {
      return before;
    }
    Set<List<UTF8String>> keys = new HashSet<>();
    here.get().forEach(line -> keys.add(line.key()));
    Set<UTF8String> files = new HashSet<>();
    Arrays.stream(read).forEach(file -> files.add(UTF8String.fromString((String) file)));
    return LocalRows.select(
        before,
        there.get().stream()
            .filter(line -> keys.contains(line.key()) || files.contains(line.file()))
            .map(Line::row)
            .toList());
  }

  /** A line by what orders it; {@code row} is all of it. */
  private record Line(
      List<UTF8String> key,
      long vintage,
      UTF8String file,
      long number,
      boolean gone,
      InternalRow row) {

    boolean isNewerThan(Line other) {
      if (vintage != other.vintage) {
        return vintage > other.vintage;
      }
      int order = file.compareTo(other.file);
      return order != 0 ? order < 0 : number < other.number;
    }
  }

  private static List<Line> newest(Stream<Line> lines) {
    Map<List<UTF8String>, Line> newest = new LinkedHashMap<>();
    lines.forEach(line -> newest.merge(line.key(), line, (a, b) -> b.isNewerThan(a) ? b : a));
    return newest.values().stream().filter(line -> !line.gone()).toList();
  }

  private static Optional<List<Line>> lines(Landed table, Dataset<Row> rows) {
    Optional<List<InternalRow>> here = LocalRows.of(rows);
    if (here.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = List.of(rows.columns());
    int[] key = table.key().stream().mapToInt(field -> columns.indexOf(field.name())).toArray();
    int vintage = columns.indexOf(Landed.VINTAGE.name());
    int file = columns.indexOf(Landed.SOURCE_FILE.name());
    int number = columns.indexOf(Landed.SOURCE_LINE.name());
    int change = columns.indexOf(Landed.CHANGE.name());
    List<Line> lines = new ArrayList<>();
    for (InternalRow row : here.get()) {
      lines.add(
          new Line(
              texts(row, key),
              row.getLong(vintage),
              row.getUTF8String(file),
              row.getLong(number),
              GONE.equals(row.getUTF8String(change)),
              row));
    }
    return Optional.of(lines);
  }

  /** The texts in these columns of a row; null where there is none. */
  static List<UTF8String> texts(InternalRow row, int[] columns) {
    UTF8String[] texts = new UTF8String[columns.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = row.isNullAt(columns[i]) ? null : row.getUTF8String(columns[i]);
    }
    return Arrays.asList(texts);
  }
}
