package jevons.econometrics.internal;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The triangle R of a QR factorisation of rows that come one at a time: rows are kept in blocks,
 * and a full block is folded into R by Householder reflections. Two triangles merge by factoring
 * one on top of the other (tall-skinny QR), so X'X is never formed.
 *
 * @see <a href="https://doi.org/10.1137/080731992">Demmel, Grigori, Hoemmen and Langou (2012), SIAM
 *     Journal on Scientific Computing 34(1), A206-A239</a>
 */
final class Triangle implements Serializable {
  private static final int BLOCK = 512;

  /**
   * What the factorisation gives.
   *
   * @param r upper triangle of the weighted regressors [k x k]
   * @param beta coefficients [k]; meaningless where r has a zero on its diagonal
   * @param norms of the weighted regressors [k]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Solution(double[][] r, double[] beta, double[] norms) {}

  private final int width;
  private double[][] r = new double[0][];
  private List<double[]> block = new ArrayList<>();

  Triangle(int width) {
    this.width = width;
  }

  void add(double[] row) {
    block.add(row);
    if (block.size() >= BLOCK) {
      fold();
    }
  }

  Triangle merge(Triangle other) {
    other.fold();
    for (double[] row : other.r) {
      add(row.clone());
    }
    return this;
  }

  /** The triangle; its last column belongs to y when y was the last entry of each row. */
  double[][] get() {
    fold();
    double[][] square = new double[width][width];
    for (int i = 0; i < r.length; i++) {
      square[i] = r[i];
    }
    return square;
  }

  private void fold() {
    if (block.isEmpty()) {
      return;
    }
    List<double[]> all = new ArrayList<>(List.of(r));
    all.addAll(block);
    block = new ArrayList<>();
    double[][] a = all.toArray(double[][]::new);
    reflect(a);
    int height = Math.min(width, a.length);
    r = new double[height][];
    for (int i = 0; i < height; i++) {
      r[i] = a[i];
      for (int j = 0; j < i; j++) {
        r[i][j] = 0;
      }
    }
  }

  private void reflect(double[][] a) {
    int n = a.length;
    for (int j = 0; j < Math.min(n - 1, width); j++) {
      double norm = 0;
      for (int i = j; i < n; i++) {
        norm = Math.hypot(norm, a[i][j]);
      }
      if (norm == 0) {
        continue;
      }
      double alpha = a[j][j] > 0 ? -norm : norm;
      // v = x - alpha e_1, kept in column j below the diagonal; beta = 2 / v'v = -1 / (alpha v_1)
      double v1 = a[j][j] - alpha;
      for (int c = j + 1; c < width; c++) {
        double dot = v1 * a[j][c];
        for (int i = j + 1; i < n; i++) {
          dot += a[i][j] * a[i][c];
        }
        double f = dot / (alpha * v1);
        a[j][c] += f * v1;
        for (int i = j + 1; i < n; i++) {
          a[i][c] += f * a[i][j];
        }
      }
      a[j][j] = alpha;
      for (int i = j + 1; i < n; i++) {
        a[i][j] = 0;
      }
    }
  }

  /** x of R x = b. */
  static double[] solve(double[][] r, double[] b) {
    int k = b.length;
    double[] x = b.clone();
    for (int i = k - 1; i >= 0; i--) {
      for (int j = i + 1; j < k; j++) {
        x[i] -= r[i][j] * x[j];
      }
      x[i] /= r[i][i];
    }
    return x;
  }

  /** x of R'x = b. */
  static double[] solveTransposed(double[][] r, double[] b) {
    int k = b.length;
    double[] x = b.clone();
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        x[i] -= r[j][i] * x[j];
      }
      x[i] /= r[i][i];
    }
    return x;
  }
}
