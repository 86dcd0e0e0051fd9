package jevons.pipeline.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** What a column holds. Few on purpose: types that every reader of Delta opens. */
public enum Type {
  /** Words, and moments as ISO 8601 in UTC. */
  TEXT,
  /** A day of the calendar. */
  DAY,
  /** A real number. */
  NUMBER,
  /** A whole number. */
  COUNT,
  /** US dollars as a double: whole dollars are exact up to 9e15. */
  MONEY,
  /** True or false. */
  FLAG;

  /** Spark's type; its classes are not loaded before it is asked for. */
  public DataType spark() {
    return switch (this) {
      case TEXT -> DataTypes.StringType;
      case DAY -> DataTypes.DateType;
      case NUMBER, MONEY -> DataTypes.DoubleType;
      case COUNT -> DataTypes.LongType;
      case FLAG -> DataTypes.BooleanType;
    };
  }
}
