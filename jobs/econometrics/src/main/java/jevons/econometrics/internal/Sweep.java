package jevons.econometrics.internal;

/** Generalised inverses of symmetric matrices without negative eigenvalues, by sweeping. */
final class Sweep {
  /** Share of a column's scale left at which it counts as a combination of those before it. */
  private static final double TOLERANCE = 1e-10;

  private Sweep() {}

  /**
   * @param inverse rows and columns left out are 0
   * @param left whether a pivot was rounding noise, so that its row and column are left out
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Swept(double[][] inverse, boolean[] left) {}

  /**
   * @param s [m x m]
   * @param scale size of each diagonal entry before anything was taken from it [m]
   * @param order in which the pivots are taken: earlier ones are kept [m]
   */
  static Swept inverse(double[][] s, double[] scale, int[] order) {
    int m = s.length;
    double[][] a = new double[m][];
    boolean[] left = new boolean[m];
    for (int i = 0; i < m; i++) {
      a[i] = s[i].clone();
    }
    for (int p : order) {
      double pivot = a[p][p];
      if (!(pivot > TOLERANCE * scale[p])) {
        left[p] = true;
        continue;
      }
      for (int j = 0; j < m; j++) {
        a[p][j] /= pivot;
      }
      for (int i = 0; i < m; i++) {
        double f = a[i][p];
        if (i == p || f == 0) {
          continue;
        }
        for (int j = 0; j < m; j++) {
          a[i][j] -= f * a[p][j];
        }
        a[i][p] = -f / pivot;
      }
      a[p][p] = 1 / pivot;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        if (left[i] || left[j]) {
          a[i][j] = 0;
        }
      }
    }
    return new Swept(a, left);
  }

  static double[] times(double[][] a, double[] x) {
    double[] y = new double[a.length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += a[i][j] * x[j];
      }
    }
    return y;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
