package jevons.pipeline.diff;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.diff.RowDifference.ValueChange;
import jevons.pipeline.diff.TableDifference.Counted;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tells the rows of two states of a table apart by its key: one full outer join, of which the
 * counts and a few examples reach the driver.
 */
final class TableDiffer {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String CHANGE = "change";

  /** Where a row stood in a file, and what made it, is not what it says. */
  private static final Set<String> NOT_CONTENT =
      Stream.concat(
              Landed.ORIGIN.stream().map(Field::name),
              Stream.of(AsOf.FIELD.name(), Regression.FINGERPRINT.name()))
          .collect(Collectors.toUnmodifiableSet());

  private final List<String> key;
  private final List<String> content;
  private final Dataset<Row> before;
  private final Dataset<Row> after;

  /**
   * @param before rows of the earlier state
   * @param after rows of the later state; columns that one of them lacks are not compared
   */
  TableDiffer(Table table, Dataset<Row> before, Dataset<Row> after) {
    Set<String> inBoth = new java.util.HashSet<>(List.of(before.columns()));
    inBoth.retainAll(List.of(after.columns()));
    List<String> names =
        table.fields().stream()
            .map(Field::name)
            .filter(n -> inBoth.contains(n) && !NOT_CONTENT.contains(n))
            .toList();
    this.key = table.key().stream().map(Field::name).filter(names::contains).toList();
    this.content = names.stream().filter(n -> !key.contains(n)).toList();
    this.before = before;
    this.after = after;
  }

  /**
   * The differences.
   *
   * @param examples how many rows at most are shown
   */
  Counted differences(int examples) {
    Dataset<Row> different = different().cache();
    try {
      Row counts = counts(different);
      Map<String, Long> byColumn = new LinkedHashMap<>();
      List<String> columns =
          content.stream()
              .filter(c -> counts.<Long>getAs(c) > 0)
              .sorted(Comparator.comparing((String c) -> -counts.<Long>getAs(c)))
              .toList();
      columns.forEach(c -> byColumn.put(c, counts.getAs(c)));
      return new Counted(
          counts.getAs(Change.APPEARED.word()),
          counts.getAs(Change.GONE.word()),
          counts.getAs(Change.CHANGED.word()),
          byColumn,
          examples == 0 ? List.of() : examples(different, examples));
    } finally {
      different.unpersist();
    }
  }

  /** The rows that differ: the key, {@code before.x} and {@code after.x} of each column. */
  private Dataset<Row> different() {
    Dataset<Row> old = side(before, BEFORE);
    Dataset<Row> now = side(after, AFTER);
    Column sameKey =
        key.stream()
            .map(k -> named(BEFORE, k).eqNullSafe(named(AFTER, k)))
            .reduce(Column::and)
            .orElse(lit(true));
    Column isSame =
        content.stream()
            .map(c -> named(BEFORE, c).eqNullSafe(named(AFTER, c)))
            .reduce(Column::and)
            .orElse(lit(true));
    Column change =
        when(named(BEFORE, CHANGE).isNull(), lit(Change.APPEARED.word()))
            .when(named(AFTER, CHANGE).isNull(), lit(Change.GONE.word()))
            .when(not(isSame), lit(Change.CHANGED.word()));
    return old.join(now, sameKey, "full_outer")
        .withColumn(CHANGE, change)
        .where(col(CHANGE).isNotNull());
  }

  private Dataset<Row> side(Dataset<Row> rows, String name) {
    List<Column> columns = new ArrayList<>();
    Stream.concat(key.stream(), content.stream())
        .forEach(c -> columns.add(col("`" + c + "`").as(name + "." + c)));
    columns.add(lit(true).as(name + "." + CHANGE));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Row counts(Dataset<Row> different) {
    List<Column> counts = new ArrayList<>();
    for (Change change : Change.values()) {
      counts.add(count_if(col(CHANGE).equalTo(change.word())).as(change.word()));
    }
    for (String column : content) {
      Column isOther = not(named(BEFORE, column).eqNullSafe(named(AFTER, column)));
      counts.add(count_if(col(CHANGE).equalTo(Change.CHANGED.word()).and(isOther)).as(column));
    }
    return different
        .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
        .head();
  }

  private List<RowDifference> examples(Dataset<Row> different, int most) {
    Column[] order =
        key.stream().map(k -> coalesce(named(AFTER, k), named(BEFORE, k))).toArray(Column[]::new);
    return different.orderBy(order).limit(most).collectAsList().stream().map(this::row).toList();
  }

  private RowDifference row(Row row) {
    Change change =
        Stream.of(Change.values())
            .filter(c -> c.word().equals(row.getAs(CHANGE)))
            .findFirst()
            .orElseThrow();
    String side = change == Change.GONE ? BEFORE : AFTER;
    Map<String, Object> values = new LinkedHashMap<>();
    key.forEach(k -> values.put(k, row.getAs(side + "." + k)));
    List<ValueChange> changes = new ArrayList<>();
    if (change == Change.CHANGED) {
      for (String column : content) {
        Object old = row.getAs(BEFORE + "." + column);
        Object now = row.getAs(AFTER + "." + column);
        if (!java.util.Objects.equals(old, now)) {
          changes.add(new ValueChange(column, old, now));
        }
      }
    }
    return new RowDifference(change, values, changes);
  }

  private static Column named(String side, String column) {
    return col("`" + side + "." + column + "`");
  }
}
