package jevons.pipeline.table;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One published state of the lake, to read by the tables' names: what reports and queries see. */
public interface TableReader {
  /** The day of knowledge of the gold rows. */
  LocalDate asOf();

  /**
   * A table's rows: of gold those of {@link #asOf()}, of bronze and silver all.
   *
   * @throws JevonsException when the state has no such table, with the closest name
   */
  Dataset<Row> read(TableName table);

  /**
   * A table's rows, of bronze every line it has stored, those too that a later vintage changed or
   * took away.
   */
  default Dataset<Row> readVintages(TableName table) {
    return read(table);
  }

  /** The days of knowledge that gold was built as of, ascending. */
  default List<LocalDate> days() {
    return List.of(asOf());
  }

  /**
   * A gold table's rows of some of {@link #days()}; a day it was not built as of gives none.
   *
   * @throws JevonsException when the state has no such table, with the closest name
   */
  default Dataset<Row> readDays(TableName table, Collection<LocalDate> days) {
    return read(table);
  }

  /**
   * The newest day on which a row that is there became known; empty where the rows would have to be
   * read for it.
   */
  default Optional<LocalDate> newestKnown(TableName table) {
    return Optional.empty();
  }

  /** What else is known of the state: run id, lock number, warnings; for display. */
  Map<String, String> facts();
}
