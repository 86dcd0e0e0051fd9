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

  /** Places of the table of keys that lie close together. */
  private static final long MOST_CLOSE = 1 << 20;

  /** Places it may have for each key. */
  private static final long SPARSE = 16;

  private final Columns.Kind kind;
  private int size;
  private long[] values = new long[16];
  // Open addressing: code + 1, 0 where free.
  private int[] table = new int[64];
  private int shift = 64 - 6;
  // Keys that lie close together, as years and numbers of firms do, by value less the base: code +
  // 1, 0 where none. One look instead of a hash and a comparison.
  private int[] close = new int[0];
  private long base;
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;
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
    long place = value - base;
    if (place >= 0 && place < close.length) {
      int code = close[(int) place] - 1;
      if (code >= 0) {
        return code;
      }
    }
    return hashed(value);
  }

  /** The codes of some whole numbers or days. */
  void code(int[] of, int[] to, int at) {
    for (int i = 0; i < of.length; i++) {
      to[at + i] = code((long) of[i]);
    }
  }

  private int hashed(long value) {
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
    low = Math.min(low, value);
    high = Math.max(high, value);
    keepClose(value);
    return size - 1;
  }

  private void keepClose(long value) {
    long place = value - base;
    if (place >= 0 && place < close.length) {
      close[(int) place] = size;
      return;
    }
    long span = high - low + 1;
    if (span <= 0 || span > Math.min(MOST_CLOSE, SPARSE * (size + 16L))) {
      return;
    }
    // Room on both sides, since keys come in any order.
    base = low - span / 2;
    close = new int[(int) (2 * span)];
    for (int code = 0; code < size; code++) {
      close[(int) (values[code] - base)] = code + 1;
    }
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
