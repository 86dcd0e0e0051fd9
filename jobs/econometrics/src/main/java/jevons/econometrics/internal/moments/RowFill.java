package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Puts Row objects into a block.
 *
 * @param numbers place of each number in a row
 * @param keys place of each key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowFill(int[] numbers, int[] keys) implements Serializable {

  /** Rows that hold the numbers and then the keys. */
  static RowFill inOrder(Columns columns) {
    int size = columns.numbers().size();
    return new RowFill(
        IntStream.range(0, size).toArray(),
        IntStream.range(size, size + columns.keys().size()).toArray());
  }

  /** Rows that hold the columns {@code names}. */
  static RowFill byName(Columns columns, List<String> names) {
    return new RowFill(
        columns.numbers().stream().mapToInt(names::indexOf).toArray(),
        columns.keys().stream().mapToInt(names::indexOf).toArray());
  }

  void into(Block block, Row row) {
    int at = block.rows;
    for (int c = 0; c < numbers.length; c++) {
      block.numbers[c][at] = number(row.get(numbers[c]));
    }
    for (int q = 0; q < keys.length; q++) {
      block.codes[q][at] = code(block.keys[q], row.get(keys[q]));
    }
  }

  private static double number(Object value) {
    if (value instanceof Double d) {
      return d;
    } else if (value instanceof BigDecimal d) {
      return d.doubleValue();
    } else if (value instanceof Number n) {
      return n.doubleValue();
    } else if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    return Double.NaN;
  }

  private static int code(Dictionary key, Object value) {
    if (value instanceof String s) {
      return key.code(s);
    } else if (value instanceof Double d) {
      return key.code(d.doubleValue());
    } else if (value instanceof LocalDate d) {
      return key.code(d.toEpochDay());
    } else if (value instanceof java.sql.Date d) {
      return key.code(d.toLocalDate().toEpochDay());
    } else if (value instanceof Number n) {
      return key.code(n.longValue());
    }
    return -1;
  }
}
