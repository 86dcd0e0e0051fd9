package jevons.pipeline.table;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Rows of a table that were computed on the driver, each written as values by field. */
public final class DriverRows {
  private final Table table;
  private final List<Row> rows = new ArrayList<>();

  /** No rows yet. */
  public DriverRows(Table table) {
    this.table = table;
  }

  /**
   * Adds a row; a field without value is null.
   *
   * @param values days as {@link LocalDate}, numbers as {@link Double}, counts as {@link Long}
   */
  public DriverRows add(Map<Field, Object> values) {
    values.keySet().stream()
        .filter(f -> !table.fields().contains(f))
        .findFirst()
        .ifPresent(
            f -> {
              throw new IllegalArgumentException(table.name() + " has no column " + f.name());
            });
    rows.add(
        RowFactory.create(
            table.fields().stream().map(f -> spark(values.get(f))).toArray(Object[]::new)));
    return this;
  }

  /** The rows with the table's schema. */
  public Dataset<Row> dataset(Inputs in) {
    return dataset(in.spark());
  }

  /** The same, where there are no inputs. */
  public Dataset<Row> dataset(SparkSession spark) {
    return spark.createDataFrame(rows, table.schema());
  }

  private static Object spark(Object value) {
    return value instanceof LocalDate day ? java.sql.Date.valueOf(day) : value;
  }
}
