package jevons.econometrics.internal;

import jevons.econometrics.EconometricsException;

/**
 * Least squares by Householder QR, columns in the order given, and then refined: the residual r and
 * the coefficients b are corrected together by the augmented system r + X b = y, X'r = 0, whose
 * defects are taken in twice the precision. What is left is the rounding of the data.
 *
 * @see <a href="https://doi.org/10.1007/BF01939321">Bjorck (1967), Iterative refinement of linear
 *     least squares solutions I, BIT 7, 257-278</a>
 */
public final class LeastSquares {
  private static final int ROUNDS = 4;

  private LeastSquares() {}

  /**
   * What a regression on these columns leaves of y.
   *
   * @throws EconometricsException when the columns are collinear
   */
  public static double[] residuals(double[][] x, double[] y) {
    Triangle.Solution s = solve(x, y);
    for (int j = 0; j < x.length; j++) {
      if (!(Math.abs(s.r()[j][j]) > 1e-12 * s.norms()[j])) {
        throw new EconometricsException(
            "regressor " + (j + 1) + " of the auxiliary regression is a combination of others.");
      }
    }
    double[] e = new double[y.length];
    for (int i = 0; i < e.length; i++) {
      TwoFold sum = new TwoFold();
      sum.add(y[i]);
      for (int j = 0; j < x.length; j++) {
        sum.add(-x[j][i], s.beta()[j]);
      }
      e[i] = sum.get();
    }
    return e;
  }

  /**
   * @param x columns [k][n], n at least k
   * @param y [n]
   */
  static Triangle.Solution solve(double[][] x, double[] y) {
    int k = x.length;
    int n = y.length;
    double[] norms = new double[k];
    for (int j = 0; j < k; j++) {
      norms[j] = norm(x[j], 0);
    }
    double[][] a = new double[k][];
    double[] head = new double[k];
    double[][] r = new double[k][k];
    for (int j = 0; j < k; j++) {
      a[j] = x[j].clone();
    }
    for (int j = 0; j < k; j++) {
      double norm = norm(a[j], j);
      double alpha = a[j][j] > 0 ? -norm : norm;
      head[j] = a[j][j] - alpha;
      for (int c = j + 1; c < k && norm > 0; c++) {
        reflect(a[j], head[j], alpha, j, a[c]);
      }
      for (int i = 0; i < j; i++) {
        r[i][j] = a[j][i];
      }
      r[j][j] = alpha;
    }
    boolean singular = false;
    for (int j = 0; j < k; j++) {
      singular |= !(Math.abs(r[j][j]) > 1e-15 * norms[j]);
    }
    double[] beta = new double[k];
    if (singular) {
      return new Triangle.Solution(r, beta, norms);
    }
    double[] residual = new double[n];
    double last = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double[] f = new double[n];
      for (int i = 0; i < n; i++) {
        TwoFold sum = new TwoFold();
        sum.add(y[i]);
        sum.add(-residual[i]);
        for (int j = 0; j < k; j++) {
          sum.add(-x[j][i], beta[j]);
        }
        f[i] = sum.get();
      }
      double[] g = new double[k];
      for (int j = 0; j < k; j++) {
        TwoFold sum = new TwoFold();
        for (int i = 0; i < n; i++) {
          sum.add(-x[j][i], residual[i]);
        }
        g[j] = sum.get();
      }
      double[] h = Triangle.solveTransposed(r, g);
      for (int j = 0; j < k; j++) {
        reflect(a[j], head[j], r[j][j], j, f);
      }
      double[] top = new double[k];
      for (int j = 0; j < k; j++) {
        top[j] = f[j] - h[j];
        f[j] = h[j];
      }
      double[] step = Triangle.solve(r, top);
      double size = 0;
      for (int j = 0; j < k; j++) {
        size = Math.max(size, Math.abs(step[j]) * norms[j]);
      }
      if (!(size < last / 2)) {
        break;
      }
      last = size;
      for (int j = k - 1; j >= 0; j--) {
        reflect(a[j], head[j], r[j][j], j, f);
      }
      for (int j = 0; j < k; j++) {
        beta[j] += step[j];
      }
      for (int i = 0; i < n; i++) {
        residual[i] += f[i];
      }
    }
    return new Triangle.Solution(r, beta, norms);
  }

  /** Applies the reflection whose vector is v, v_j replaced by head, to a column. */
  private static void reflect(double[] v, double head, double alpha, int j, double[] column) {
    double dot = head * column[j];
    for (int i = j + 1; i < v.length; i++) {
      dot += v[i] * column[i];
    }
    double f = dot / (alpha * head);
    column[j] += f * head;
    for (int i = j + 1; i < v.length; i++) {
      column[i] += f * v[i];
    }
  }

  private static double norm(double[] column, int from) {
    double scale = 0;
    for (int i = from; i < column.length; i++) {
      scale = Math.max(scale, Math.abs(column[i]));
    }
    if (scale == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = from; i < column.length; i++) {
      double z = column[i] / scale;
      sum += z * z;
    }
    return scale * Math.sqrt(sum);
  }
}
