package jevons.econometrics.internal;

import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.Remark;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** Mends covariance matrices that are differences and so may have negative eigenvalues. */
final class PositivePart {
  private PositivePart() {}

  /**
   * The matrix with its negative eigenvalues set to 0, and a remark when there were some. A
   * variance that was itself not positive is NaN, with its covariances: what the mending leaves of
   * it, often next to nothing, is no measure of error.
   */
  static double[][] of(double[][] v, Covariance covariance, List<Remark> remarks) {
    int k = v.length;
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(v));
    double[] values = eigen.getEigenvalues();
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (double value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    if (smallest >= -1e-12 * largest) {
      return v;
    }
    remarks.add(new Remark.NotPositive(covariance, smallest));
    double[][] fixed = new double[k][k];
    for (int i = 0; i < k; i++) {
      double[] vector = eigen.getEigenvector(i).toArray();
      for (int a = 0; a < k && values[i] > 0; a++) {
        for (int b = 0; b < k; b++) {
          fixed[a][b] += values[i] * vector[a] * vector[b];
        }
      }
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        if (v[a][a] <= 0 || v[b][b] <= 0) {
          fixed[a][b] = Double.NaN;
        }
      }
    }
    return fixed;
  }
}
