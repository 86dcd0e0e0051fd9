package jevons.econometrics.timeseries;

import java.util.Arrays;
import java.util.List;
import jevons.econometrics.EconometricsException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Least squares of one column on a few others, by Householder QR. */
final class Regression {
  /** Share of a column's norm that must be left after those before it. */
  private static final double COLLINEAR = 1e-11;

  final int n;
  final int k;
  final double[] beta;
  final double[] residuals;
  final double ssr;
  private final RealMatrix x;
  private final RealMatrix inverseTriangle;

  private Regression(RealMatrix x, double[] y, RealMatrix inverseTriangle, double[] beta) {
    this.n = y.length;
    this.k = beta.length;
    this.x = x;
    this.beta = beta;
    this.inverseTriangle = inverseTriangle;
    this.residuals = y.clone();
    double[] fitted = k == 0 ? new double[n] : x.operate(beta);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      residuals[i] -= fitted[i];
      sum += residuals[i] * residuals[i];
    }
    this.ssr = sum;
  }

  /**
   * @param what for messages, such as "adf"
   * @param names of the columns
   * @param x columns
   */
  static Regression of(String what, List<String> names, List<double[]> x, double[] y) {
    if (y.length <= x.size()) {
      throw new EconometricsException(
          what
              + ": "
              + y.length
              + " rows for "
              + x.size()
              + " coefficients "
              + names
              + "; more are needed.");
    }
    return saturated(what, names, x, y);
  }

  /** The same with as many rows as coefficients or more. */
  static Regression saturated(String what, List<String> names, List<double[]> x, double[] y) {
    int n = y.length;
    int k = x.size();
    if (k == 0) {
      return new Regression(null, y, null, new double[0]);
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(n, k);
    for (int j = 0; j < k; j++) {
      matrix.setColumn(j, x.get(j));
    }
    QRDecomposition qr = new QRDecomposition(matrix);
    RealMatrix r = qr.getR().getSubMatrix(0, k - 1, 0, k - 1);
    for (int j = 0; j < k; j++) {
      double norm = new ArrayRealVector(x.get(j), false).getNorm();
      if (!(Math.abs(r.getEntry(j, j)) > COLLINEAR * norm)) {
        throw new EconometricsException(
            what
                + ": "
                + names.get(j)
                + (norm == 0 ? " is 0 in all " : " is a combination of those before it in all ")
                + n
                + " rows of the regression on "
                + names
                + ".");
      }
    }
    RealMatrix inverse = MatrixUtils.createRealMatrix(k, k);
    for (int c = 0; c < k; c++) {
      for (int i = c; i >= 0; i--) {
        double sum = i == c ? 1 : 0;
        for (int j = i + 1; j <= c; j++) {
          sum -= r.getEntry(i, j) * inverse.getEntry(j, c);
        }
        inverse.setEntry(i, c, sum / r.getEntry(i, i));
      }
    }
    double[] beta = qr.getSolver().solve(new ArrayRealVector(y, false)).toArray();
    return new Regression(matrix, y, inverse, beta);
  }

  /** SSR/(n - k). */
  double variance() {
    return ssr / (n - k);
  }

  /** (X'X)^-1 [k x k]. */
  RealMatrix inverseGram() {
    return inverseTriangle.multiplyTransposed(inverseTriangle);
  }

  /** Under errors of one variance. */
  double standardError(int j) {
    double sum = 0;
    for (int c = j; c < k; c++) {
      sum += inverseTriangle.getEntry(j, c) * inverseTriangle.getEntry(j, c);
    }
    return Math.sqrt(variance() * sum);
  }

  double t(int j) {
    return beta[j] / standardError(j);
  }

  /** (X'X)^-1 sum x x' e^2 (X'X)^-1, without a small-sample factor [k x k]. */
  RealMatrix robust() {
    RealMatrix meat = MatrixUtils.createRealMatrix(k, k);
    for (int i = 0; i < n; i++) {
      double square = residuals[i] * residuals[i];
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          meat.addToEntry(a, b, square * x.getEntry(i, a) * x.getEntry(i, b));
        }
      }
    }
    RealMatrix bread = inverseGram();
    return bread.multiply(meat).multiply(bread);
  }

  /** d'Q d, Q = mean of x x'. */
  double meanSquare(double[] d) {
    double sum = 0;
    for (double v : x.operate(d)) {
      sum += v * v;
    }
    return sum / n;
  }

  /** d'Omega d, Omega = mean of x x' e^2. */
  double meanSquareTimesResiduals(double[] d) {
    double[] v = x.operate(d);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += v[i] * v[i] * residuals[i] * residuals[i];
    }
    return sum / n;
  }

  /** A column of one value. */
  static double[] constant(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** first, first + 1, ... */
  static double[] trend(int n, int first) {
    double[] t = new double[n];
    Arrays.setAll(t, i -> first + i);
    return t;
  }
}
