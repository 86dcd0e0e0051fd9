package jevons.pipeline.table;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column of a table: its name, type, unit and what the name cannot say.
 *
 * @param required whether a null fails the table's check
 */
public record Field(String name, Type type, Unit unit, String comment, boolean required) {
  /** A column that is never null. */
  public static Field required(String name, Type type, Unit unit, String comment) {
    return new Field(name, type, unit, comment, true);
  }

  /** A column that is null where the figure is unknown. */
  public static Field optional(String name, Type type, Unit unit, String comment) {
    return new Field(name, type, unit, comment, false);
  }

  /** This column, to write expressions with. */
  public Column col() {
    return functions.col(name);
  }

  /**
   * {@code value} cast to this column's type under its name, so that a query cannot drift from the
   * definition.
   */
  public Column is(Column value) {
    return value.cast(type.spark()).as(name);
  }

  /**
   * Spark's field, with the comment. Nullable always: a null is found by the check, which names the
   * row.
   */
  public StructField spark() {
    Metadata metadata = new MetadataBuilder().putString("comment", commentWithUnit()).build();
    return new StructField(name, type.spark(), true, metadata);
  }

  /** The comment and the unit in one sentence. */
  public String commentWithUnit() {
    return unit == Unit.NONE ? comment : comment + " [" + unit.symbol() + "]";
  }
}
