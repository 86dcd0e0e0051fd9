package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns a read takes: some as numbers, some as keys whose values become codes. A column may
 * be both.
 */
public final class Columns implements Serializable {

  /** What the values of a key are. */
  enum Kind {
    WHOLE,
    DAY,
    NUMBER,
    TEXT
  }

  private final List<String> numbers = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();

  /** The place of a column among the numbers; it is added when new. */
  public int number(String name) {
    return place(numbers, name);
  }

  /** The place of a column among the keys; it is added when new. */
  int key(String name, Kind kind) {
    int place = place(keys, name);
    if (place == kinds.size()) {
      kinds.add(kind);
    }
    return place;
  }

  List<String> numbers() {
    return numbers;
  }

  List<String> keys() {
    return keys;
  }

  Kind kind(int key) {
    return kinds.get(key);
  }

  static boolean isNumber(StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /** What a column's values are as a key; empty for types that have no code here. */
  static Optional<Kind> kindOf(StructType schema, String name) {
    DataType type = schema.apply(name).dataType();
    if (type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType) {
      return Optional.of(Kind.WHOLE);
    } else if (type instanceof DateType) {
      return Optional.of(Kind.DAY);
    } else if (type instanceof DoubleType) {
      return Optional.of(Kind.NUMBER);
    } else if (type instanceof StringType) {
      return Optional.of(Kind.TEXT);
    }
    return Optional.empty();
  }

  private static int place(List<String> names, String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      place = names.size();
      names.add(name);
    }
    return place;
  }
}
