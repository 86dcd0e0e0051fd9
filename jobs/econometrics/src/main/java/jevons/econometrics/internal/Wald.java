package jevons.econometrics.internal;

import jevons.econometrics.Inference;
import jevons.econometrics.InstrumentTests;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** b'V^-1 b, the statistic of a Wald test. */
final class Wald {
  /**
   * Smallest eigenvalue of a correlation matrix, beside the largest, that is more than rounding.
   */
  private static final double FULL_RANK = 1e-12;

  private Wald() {}

  /** That the last terms of a regression are all 0; NaN where their covariance is singular. */
  static InstrumentTests.FTest last(String test, Inference inference, int terms) {
    int from = inference.terms().size() - terms;
    double[] b = new double[terms];
    double[][] v = new double[terms][terms];
    for (int i = 0; i < terms; i++) {
      b[i] = inference.terms().get(from + i).estimate();
      for (int j = 0; j < terms; j++) {
        v[i][j] = inference.vcov().get(from + i, from + j);
      }
    }
    return new InstrumentTests.FTest(test, statistic(b, v) / terms, terms, inference.df());
  }

  /** NaN where V has not full rank. */
  static double statistic(double[] b, double[][] v) {
    int size = b.length;
    double[] scaled = new double[size];
    double[][] correlation = new double[size][size];
    for (int i = 0; i < size; i++) {
      if (!(v[i][i] > 0)) {
        return Double.NaN;
      }
      scaled[i] = b[i] / Math.sqrt(v[i][i]);
      for (int j = 0; j < size; j++) {
        correlation[i][j] = v[i][j] / Math.sqrt(v[i][i] * v[j][j]);
      }
    }
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(correlation));
    double[] values = eigen.getEigenvalues();
    if (!(values[size - 1] > FULL_RANK * values[0])) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double[] vector = eigen.getEigenvector(i).toArray();
      double along = 0;
      for (int j = 0; j < size; j++) {
        along += vector[j] * scaled[j];
      }
      sum += along * along / values[i];
    }
    return sum;
  }
}
