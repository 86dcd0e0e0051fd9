package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The published tables, as rows on the driver; what is not there is said in words. */
final class Published {
  private final TableReader reader;

  Published(TableReader reader) {
    this.reader = reader;
  }

  LocalDate asOf() {
    return reader.asOf();
  }

  /** The days that gold was built as of, ascending. */
  List<LocalDate> days() {
    return reader.days();
  }

  /** The newest day on which a row became known, where that can be told without the rows. */
  Optional<LocalDate> newestKnown(TableName table) {
    return reader.newestKnown(table);
  }

  Map<String, String> facts() {
    return reader.facts();
  }

  /**
   * The columns of a table, after {@code narrow} has filtered, thinned or aggregated it in Spark to
   * what fits a page.
   *
   * @param columns those that {@code narrow} needs; all must be there
   * @throws MissingRows when the table or a column is not there, or no row is left
   */
  List<Row> read(TableName table, List<String> columns, UnaryOperator<Dataset<Row>> narrow) {
    return read(table, () -> reader.read(table), columns, narrow);
  }

  /** The same of several as-of days; {@code as_of} is among the columns where it is asked for. */
  List<Row> readDays(
      TableName table,
      List<LocalDate> days,
      List<String> columns,
      UnaryOperator<Dataset<Row>> narrow) {
    return read(table, () -> reader.readDays(table, days), columns, narrow);
  }

  private List<Row> read(
      TableName table,
      Supplier<Dataset<Row>> rowsOf,
      List<String> columns,
      UnaryOperator<Dataset<Row>> narrow) {
    Dataset<Row> all;
    try {
      all = rowsOf.get();
    } catch (JevonsException noSuchTable) {
      throw new MissingRows(table + " is not published.");
    }
    List<String> lacking = new ArrayList<>(columns);
    lacking.removeAll(Arrays.asList(all.columns()));
    if (!lacking.isEmpty()) {
      throw new MissingRows(table + " has no column " + String.join(", ", lacking) + ".");
    }
    Dataset<Row> selected = all.select(columns.stream().map(functions::col).toArray(Column[]::new));
    List<Row> rows = narrow.apply(selected).collectAsList();
    if (rows.isEmpty()) {
      throw new MissingRows(table + " has no rows for this as of " + asOf() + ".");
    }
    return rows;
  }

  /** The same, and no rows instead of an exception: for what a section can do without. */
  List<Row> readIfThere(TableName table, List<String> columns, UnaryOperator<Dataset<Row>> narrow) {
    try {
      return read(table, columns, narrow);
    } catch (MissingRows notThere) {
      return List.of();
    }
  }
}
