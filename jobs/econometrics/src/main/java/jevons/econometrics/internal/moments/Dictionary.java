package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers keys from 0 in the order they come. Whole numbers, days and doubles are kept as longs.
 */
public final class Dictionary implements Serializable {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Columns.Kind kind;
  private int size;
  private long[] values = new long[16];
  // Open addressing: code + 1, 0 where free.
  private int[] table = new int[64];
  private int shift = 64 - 6;
  private final Map<String, Integer> texts = new HashMap<>();
  private final List<String> inOrder = new ArrayList<>();

  Dictionary(Columns.Kind kind) {
    this.kind = kind;
  }

  /** Keys seen. */
  public int size() {
    return size;
  }

  /** The code of a whole number, of a day since 1970, or of the bits of a double. */
  int code(long value) {
    int mask = table.length - 1;
    int at = (int) ((value * GOLDEN) >>> shift);
    while (table[at] != 0) {
      int code = table[at] - 1;
      if (values[code] == value) {
        return code;
      }
      at = (at + 1) & mask;
    }
    return add(value, at);
  }

  private int add(long value, int at) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size] = value;
    table[at] = ++size;
    if (2 * size > table.length) {
      table = new int[4 * table.length];
      shift -= 2;
      int mask = table.length - 1;
      for (int code = 0; code < size; code++) {
        int place = (int) ((values[code] * GOLDEN) >>> shift);
        while (table[place] != 0) {
          place = (place + 1) & mask;
        }
        table[place] = code + 1;
      }
    }
    return size - 1;
  }

  int code(String value) {
    Integer code = texts.get(value);
    if (code != null) {
      return code;
    }
    texts.put(value, size);
    inOrder.add(value);
    return size++;
  }

  /** The code of a double, -1 for NaN. */
  int code(double value) {
    // Adding 0 makes one zero of two.
    return Double.isNaN(value) ? -1 : code(Double.doubleToLongBits(value + 0.0));
  }

  /** The code here of each of another's keys; those that are new are added. */
  int[] translate(Dictionary other) {
    return translate(other, new int[0]);
  }

  /** The same, for keys that were added to the other since. */
  int[] translate(Dictionary other, int[] known) {
    int[] codes = Arrays.copyOf(known, other.size);
    for (int c = known.length; c < codes.length; c++) {
      codes[c] = kind == Columns.Kind.TEXT ? code(other.inOrder.get(c)) : code(other.values[c]);
    }
    return codes;
  }

  /** A key as the value of its column. */
  public Object value(int code) {
    return switch (kind) {
      case WHOLE -> values[code];
      case DAY -> LocalDate.ofEpochDay(values[code]);
      case NUMBER -> Double.longBitsToDouble(values[code]);
      case TEXT -> inOrder.get(code);
    };
  }

  /** Compares the values of two codes. */
  int compare(int a, int b) {
    return switch (kind) {
      case WHOLE, DAY -> Long.compare(values[a], values[b]);
      case NUMBER ->
          Double.compare(Double.longBitsToDouble(values[a]), Double.longBitsToDouble(values[b]));
      case TEXT -> inOrder.get(a).compareTo(inOrder.get(b));
    };
  }
}
