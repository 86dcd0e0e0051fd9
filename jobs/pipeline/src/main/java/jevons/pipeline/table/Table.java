package jevons.pipeline.table;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the lake, with all that is known about it in its class. From these definitions alone
 * come the order of the steps, the DDL, the column comments, the data dictionary and the checks.
 */
public sealed interface Table permits Landed, Derived, Estimated, Audit {
  TableName name();

  /** What one row is, {@code "one row per firm and trading day"}. */
  String grain();

  /** The columns in the order in which readers see them. */
  List<Field> fields();

  /** Columns that together are unique and never null: checked unasked. */
  List<Field> key();

  /** Rules beyond the key and the required columns. */
  default List<Check> checks() {
    return List.of();
  }

  /** Columns the files are split by; empty for all but large tables. */
  default List<Field> partitionedBy() {
    return List.of();
  }

  /** The column that says from which day on the world knew a row; as-of reads are cut by it. */
  default Optional<Field> knownOn() {
    return Optional.empty();
  }

  /** Spark's schema, with comments. */
  default StructType schema() {
    return new StructType(fields().stream().map(Field::spark).toArray(StructField[]::new));
  }

  /** The rows with the table's columns alone, in their order. */
  default Dataset<Row> select(Dataset<Row> rows) {
    return rows.select(fields().stream().map(Field::col).toArray(Column[]::new));
  }

  /** The column of this name, if the table has it. */
  default Optional<Field> findField(String name) {
    return fields().stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
