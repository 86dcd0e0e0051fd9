package jevons.econometrics.diagnostics;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * P(d below a value) under normal errors without autocorrelation. d is a ratio of quadratic forms
 * in the n - k dimensional space orthogonal to the regressors, so with m_i the eigenvalues there of
 * the matrix of squared first differences it is P(sum (m_i - d) z_i^2 below 0), Imhof's integral.
 */
final class DurbinWatsonP {
  private static final int NODES = 4000;

  private DurbinWatsonP() {}

  /**
   * @param x regressors [n][k]
   */
  static double lower(double d, double[][] x) {
    int n = x.length;
    int k = x[0].length;
    RealMatrix q = new QRDecomposition(new Array2DRowRealMatrix(x)).getQ();
    // Columns k.. of Q span what is orthogonal to the regressors; A q by first differences.
    int free = n - k;
    double[][] change = new double[n - 1][free];
    for (int i = 0; i + 1 < n; i++) {
      for (int j = 0; j < free; j++) {
        change[i][j] = q.getEntry(i + 1, k + j) - q.getEntry(i, k + j);
      }
    }
    RealMatrix c = new Array2DRowRealMatrix(change, false);
    double[] weights = new EigenDecompositionSymmetric(c.transposeMultiply(c)).getEigenvalues();
    for (int i = 0; i < weights.length; i++) {
      weights[i] -= d;
    }
    return Math.min(1, Math.max(0, 0.5 - integral(weights) / Math.PI));
  }

  /**
   * int_0^inf sin(1/2 sum atan(w u)) / (u prod (1 + w^2 u^2)^(1/4)) du, by Simpson's rule in v with
   * u = s v^3 / (1 - v)^3, s the inverse of the typical weight.
   */
  private static double integral(double[] w) {
    double scale = 1 / Math.sqrt(Arrays.stream(w).map(z -> z * z).average().orElseThrow());
    double sum = 0;
    for (int i = 0; i <= NODES; i++) {
      double v = i / (double) NODES;
      double f = 0;
      if (i > 0 && i < NODES) {
        double ratio = v / (1 - v);
        double u = scale * ratio * ratio * ratio;
        double slope = 3 * scale * ratio * ratio / ((1 - v) * (1 - v));
        double angle = 0;
        double log = 0;
        for (double z : w) {
          angle += Math.atan(z * u);
          log += Math.log1p(z * z * u * u);
        }
        f = Math.sin(angle / 2) / u * Math.exp(-log / 4) * slope;
      }
      sum += f * (i == 0 || i == NODES ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum / (3 * NODES);
  }
}
