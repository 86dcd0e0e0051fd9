package jevons.pipeline.run;

import static jevons.pipeline.run.LineChanges.before;
import static jevons.pipeline.run.LineChanges.now;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.run.ColumnChange.Largest;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts what a new vintage of a bronze table changed, by file and column. */
final class ColumnChanges {
  private static final Column CHANGE = col(Landed.CHANGE.name());

  private ColumnChanges() {}

  /**
   * The columns in which something differs, by file and then in the table's order.
   *
   * @param before those lines of the vintage before that the changes touched, at least
   * @param changes the lines that {@code vintage} stored
   */
  static List<ColumnChange> of(
      Landed table, Dataset<Row> before, Dataset<Row> changes, long vintage) {
    List<String> order = table.words().stream().map(Field::name).toList();
    return counts(table, before, changes).collectAsList().stream()
        .map(row -> change(table, row, vintage))
        .sorted(
            Comparator.comparing(ColumnChange::path)
                .thenComparing(change -> order.indexOf(change.column())))
        .toList();
  }

  /** A line's key in words, {@code "ticker=NVDA trade_date=2025-01-27"}. */
  static Column keyInWords(Landed table) {
    return concat_ws(
        " ",
        table.key().stream()
            .map(key -> concat_ws("=", lit(key.name()), coalesce(key.col(), lit("(none)"))))
            .toArray(Column[]::new));
  }

  /** A row for each file and column: the files that were read and the columns bound its size. */
  private static Dataset<Row> counts(Landed table, Dataset<Row> before, Dataset<Row> changes) {
    List<Column> ofLine = new ArrayList<>();
    table.key().forEach(key -> ofLine.add(now(key).as(key.name())));
    ofLine.add(now(Landed.SOURCE_FILE).as("path"));
    ofLine.add(now(Landed.CHANGE).as(Landed.CHANGE.name()));
    Column[] columns =
        table.words().stream()
            .map(
                word ->
                    struct(
                        lit(word.name()).as("column"), before(word).as("old"), now(word).as("new")))
            .toArray(Column[]::new);
    ofLine.add(explode(array(columns)).as("word"));
    Column key = keyInWords(table).as("key");
    Column changedWord = CHANGE.equalTo("changed").and(not(col("old").eqNullSafe(col("new"))));
    Column distance = abs(col("new").try_cast("double").minus(col("old").try_cast("double")));
    Column old = abs(col("old").try_cast("double"));
    return changes
        .as(LineChanges.NOW)
        .join(before.as(LineChanges.BEFORE), LineChanges.sameKey(table), "left_outer")
        .select(ofLine.toArray(Column[]::new))
        .select(col("path"), CHANGE, key, col("word.*"))
        .where(CHANGE.notEqual("changed").or(changedWord))
        .groupBy("path", "column")
        .agg(
            count_if(CHANGE.equalTo("new").and(col("new").isNotNull())).as("new_rows"),
            count_if(CHANGE.equalTo("gone").and(col("new").isNotNull())).as("gone_rows"),
            count_if(CHANGE.equalTo("changed")).as("changed_rows"),
            largest(distance).as("largest"),
            largest(when(old.gt(0), distance.divide(old))).as("largest_relative"))
        .where("new_rows + gone_rows + changed_rows > 0");
  }

  /** The greatest of the finite distances, of equals that of the greatest key. */
  private static Column largest(Column distance) {
    // No comparison with infinity holds of NaN, which Spark counts as the greatest number
    Column isFinite = distance.lt(Double.POSITIVE_INFINITY);
    return max(when(CHANGE.equalTo("changed").and(isFinite), struct(distance, col("key"))));
  }

  private static ColumnChange change(Landed table, Row row, long vintage) {
    return new ColumnChange(
        table.name(),
        row.getString(0),
        row.getString(1),
        vintage,
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        largest(row, 5),
        largest(row, 6),
        Optional.empty());
  }

  private static Optional<Largest> largest(Row row, int column) {
    if (row.isNullAt(column)) {
      return Optional.empty();
    }
    Row largest = row.getStruct(column);
    return Optional.of(new Largest(largest.getDouble(0), largest.getString(1)));
  }
}
