package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.Arrays;

/** What is summed by the values of one key: rows, and products or sums of the columns. */
final class Group implements Serializable {

  /** What of. */
  enum Need {
    COUNT,
    /** First row of the products: weights and weighted columns. */
    SUMS,
    PRODUCTS
  }

  /** Numbers that one array takes. */
  private static final int MOST = 1 << 30;

  final Need need;
  final int size;
  final int limit;
  Dictionary keys;
  long[] count = new long[0];
  double[] sums = new double[0];
  boolean givenUp;
  private double[] spilled;

  Group(Need need, Columns.Kind kind, int columns, int limit) {
    this.need = need;
    this.keys = new Dictionary(kind);
    this.limit = limit;
    this.size =
        switch (need) {
          case COUNT -> 0;
          case SUMS -> CrossProducts.stride(columns);
          case PRODUCTS -> CrossProducts.size(columns);
        };
  }

  /** Makes room for the codes below {@code codes}; says whether there are sums to add to. */
  boolean room(int codes) {
    if (codes > count.length) {
      count = Arrays.copyOf(count, Math.max(codes, 2 * count.length));
    }
    if (givenUp || need == Need.COUNT) {
      return false;
    }
    long wanted = (long) codes * size;
    int most = need == Need.PRODUCTS ? limit : MOST;
    if (wanted > most) {
      giveUp();
      return false;
    }
    if (wanted > sums.length) {
      sums = Arrays.copyOf(sums, (int) Math.max(wanted, Math.min(2L * sums.length, most)));
    }
    return true;
  }

  void merge(Group other, int[] to) {
    givenUp |= other.givenUp;
    boolean summed = room(keys.size());
    for (int c = 0; c < to.length; c++) {
      count[to[c]] += c < other.count.length ? other.count[c] : 0;
      if (!summed || other.sums.length < (c + 1) * size) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        sums[to[c] * size + i] += other.sums[c * size + i];
      }
    }
    if (givenUp) {
      giveUp();
    }
  }

  private void giveUp() {
    givenUp = true;
    spilled = over();
    sums = new double[0];
  }

  /** The sums over all keys. */
  double[] over() {
    double[] all = spilled == null ? new double[size] : spilled;
    for (int at = 0; at + size <= sums.length; at += size) {
      for (int i = 0; i < size; i++) {
        all[i] += sums[at + i];
      }
    }
    return all;
  }

  /** Keys that have rows. */
  int levels() {
    int levels = 0;
    for (long c : count) {
      levels += c > 0 ? 1 : 0;
    }
    return levels;
  }

  /** Keys that have one row. */
  long singletons() {
    long alone = 0;
    for (long c : count) {
      alone += c == 1 ? 1 : 0;
    }
    return alone;
  }
}
