package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Weights by pair of codes of two keys: a row of cells for each value of the first. Rows of equal
 * weight are counted in bytes where they are few in a cell, since firms by periods are many cells.
 */
final class Cells implements Serializable {
  /** Cells there may be, by bytes of each. */
  private static final long LIMIT = 128L << 20;

  private final boolean weighted;
  private byte[][] counts = new byte[0][];
  private double[][] weights = new double[0][];
  private long bytes;
  private boolean inDoubles;
  private boolean givenUp;

  Cells(boolean weighted) {
    this.weighted = weighted;
    this.inDoubles = weighted;
  }

  boolean givenUp() {
    return givenUp;
  }

  /** Copies the weights of one value of the first key; the rest of {@code into} is 0. */
  void row(int code, double[] into) {
    Arrays.fill(into, 0);
    if (inDoubles) {
      double[] row = code < weights.length ? weights[code] : null;
      if (row != null) {
        System.arraycopy(row, 0, into, 0, Math.min(row.length, into.length));
      }
      return;
    }
    byte[] row = code < counts.length ? counts[code] : null;
    for (int t = 0; row != null && t < Math.min(row.length, into.length); t++) {
      into[t] = row[t];
    }
  }

  /** Whether rows were counted, and no cell has more than one. */
  boolean areSingle() {
    if (givenUp || inDoubles) {
      return false;
    }
    for (byte[] row : counts) {
      for (int b = 0; row != null && b < row.length; b++) {
        if (row[b] > 1) {
          return false;
        }
      }
    }
    return true;
  }

  void add(int[] first, int[] second, double[] z, int stride, int rows) {
    for (int r = 0; r < rows && !givenUp; r++) {
      if (inDoubles) {
        double root = z[r * stride];
        weights(first[r], second[r])[second[r]] += weighted ? root * root : 1;
      } else {
        byte[] row = counts(first[r], second[r]);
        if (row[second[r]] == Byte.MAX_VALUE) {
          toDoubles();
          r--;
        } else {
          row[second[r]]++;
        }
      }
    }
  }

  private byte[] counts(int first, int second) {
    if (first >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(first + 1, 2 * counts.length));
    }
    byte[] row = counts[first];
    if (row == null || second >= row.length) {
      int length = row == null ? second + 1 : Math.max(second + 1, 2 * row.length);
      spend(length - (row == null ? 0 : row.length));
      row = row == null ? new byte[length] : Arrays.copyOf(row, length);
      counts[first] = row;
    }
    return row;
  }

  private double[] weights(int first, int second) {
    if (first >= weights.length) {
      weights = Arrays.copyOf(weights, Math.max(first + 1, 2 * weights.length));
    }
    double[] row = weights[first];
    if (row == null || second >= row.length) {
      int length = row == null ? second + 1 : Math.max(second + 1, 2 * row.length);
      spend(8L * (length - (row == null ? 0 : row.length)));
      row = row == null ? new double[length] : Arrays.copyOf(row, length);
      weights[first] = row;
    }
    return row;
  }

  private void toDoubles() {
    byte[][] before = counts;
    counts = new byte[0][];
    inDoubles = true;
    bytes = 0;
    for (int a = 0; a < before.length && !givenUp; a++) {
      for (int b = 0; before[a] != null && b < before[a].length; b++) {
        if (before[a][b] != 0) {
          weights(a, b)[b] += before[a][b];
        }
      }
    }
  }

  private void spend(long more) {
    bytes += more;
    givenUp |= bytes > LIMIT;
  }

  void merge(Cells other, int[] first, int[] second) {
    givenUp |= other.givenUp;
    if (other.inDoubles && !inDoubles) {
      toDoubles();
    }
    double[] row = new double[second.length];
    for (int a = 0; a < first.length && !givenUp; a++) {
      other.row(a, row);
      for (int b = 0; b < row.length && !givenUp; b++) {
        if (row[b] != 0) {
          add(first[a], second[b], row[b]);
        }
      }
    }
  }

  /** The same weights, a row for each value of the second key. */
  Cells transposed(int first, int second) {
    Cells other = new Cells(weighted);
    double[] row = new double[second];
    for (int a = 0; a < first; a++) {
      row(a, row);
      for (int b = 0; b < second; b++) {
        if (row[b] != 0) {
          other.add(b, a, row[b]);
        }
      }
    }
    return other;
  }

  private void add(int first, int second, double weight) {
    if (!inDoubles) {
      byte[] row = counts(first, second);
      if (row[second] + weight <= Byte.MAX_VALUE) {
        row[second] += (byte) weight;
        return;
      }
      toDoubles();
    }
    weights(first, second)[second] += weight;
  }
}
