package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums of squared residuals of every stretch of rows, and the partitions into m + 1 stretches with
 * the least total, by dynamic programming. A stretch grows by a row by Givens rotations of its
 * triangle, so no cross product is formed.
 *
 * @see <a href="https://doi.org/10.1002/jae.659">Bai and Perron (2003), Journal of Applied
 *     Econometrics 18(1), 1-22, section 3</a>
 */
final class Segments {
  private final int n;
  private final int shortest;
  private final double[][] ssr;

  /**
   * @param x rows [n][q]
   * @param shortest rows of a stretch, more than q
   */
  Segments(double[][] x, double[] y, int shortest) {
    this.n = y.length;
    this.shortest = shortest;
    this.ssr = new double[n][];
    int q = x[0].length;
    for (int from = 0; from + shortest <= n; from++) {
      double[][] r = new double[q][q + 1];
      double sum = 0;
      ssr[from] = new double[n - from];
      for (int t = from; t < n; t++) {
        double left = absorb(r, x[t], y[t]);
        sum += left * left;
        ssr[from][t - from] = sum;
      }
    }
  }

  /** Sums of squared residuals of the first 1, 2, ... rows [n]. */
  static double[] growing(double[][] x, double[] y) {
    double[][] r = new double[x[0].length][x[0].length + 1];
    double[] sums = new double[y.length];
    double sum = 0;
    for (int t = 0; t < y.length; t++) {
      double left = absorb(r, x[t], y[t]);
      sum += left * left;
      sums[t] = sum;
    }
    return sums;
  }

  /** Rotates a row into the triangle; what is left of y. */
  private static double absorb(double[][] r, double[] row, double y) {
    int q = r.length;
    double[] z = new double[q + 1];
    System.arraycopy(row, 0, z, 0, q);
    z[q] = y;
    for (int j = 0; j < q; j++) {
      if (z[j] == 0) {
        continue;
      }
      double length = Math.hypot(r[j][j], z[j]);
      double cosine = r[j][j] / length;
      double sine = z[j] / length;
      for (int c = j; c <= q; c++) {
        double top = r[j][c];
        r[j][c] = cosine * top + sine * z[c];
        z[c] = cosine * z[c] - sine * top;
      }
    }
    return z[q];
  }

  /** Of rows {@code from} to before {@code to}. */
  double ssr(int from, int to) {
    return ssr[from][to - from - 1];
  }

  /** Rows before each break, for 0 to {@code most} breaks. */
  List<List<Integer>> partitions(int most) {
    double[][] least = new double[most + 1][n + 1];
    int[][] last = new int[most + 1][n + 1];
    for (int m = 0; m <= most; m++) {
      for (int to = (m + 1) * shortest; to <= n; to++) {
        if (m == 0) {
          least[0][to] = ssr(0, to);
          continue;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int at = m * shortest; at + shortest <= to; at++) {
          double total = least[m - 1][at] + ssr(at, to);
          if (total < best) {
            best = total;
            last[m][to] = at;
          }
        }
        least[m][to] = best;
      }
    }
    List<List<Integer>> partitions = new ArrayList<>();
    for (int m = 0; m <= most; m++) {
      List<Integer> breaks = new ArrayList<>();
      int to = n;
      for (int i = m; i >= 1; i--) {
        to = last[i][to];
        breaks.add(0, to);
      }
      partitions.add(List.copyOf(breaks));
    }
    return partitions;
  }

  /** Best place of one break within rows {@code from} to before {@code to}; -1 if none fits. */
  int split(int from, int to) {
    double best = Double.POSITIVE_INFINITY;
    int place = -1;
    for (int at = from + shortest; at + shortest <= to; at++) {
      double total = ssr(from, at) + ssr(at, to);
      if (total < best) {
        best = total;
        place = at;
      }
    }
    return place;
  }
}
