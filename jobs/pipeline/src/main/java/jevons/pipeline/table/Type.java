package jevons.pipeline.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column holds. Few on purpose: types that every reader of Delta opens. */
public enum Type {
  /** Words, and moments as ISO 8601 in UTC. */
  TEXT(DataTypes.StringType),
  /** A day of the calendar. */
  DAY(DataTypes.DateType),
  /** A real number. */
  NUMBER(DataTypes.DoubleType),
  /** A whole number. */
  COUNT(DataTypes.LongType),
  /** US dollars as a double: whole dollars are exact up to 9e15. */
  MONEY(DataTypes.DoubleType),
  /** True or false. */
  FLAG(DataTypes.BooleanType);

  private final DataType spark;

  Type(DataType spark) {
    this.spark = spark;
  }

  /** Spark's type. */
  public DataType spark() {
    return spark;
  }
}
