package jevons.econometrics.internal;

import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.Remark;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** Mends covariance matrices that are differences and so may have negative eigenvalues. */
final class PositivePart {
  private PositivePart() {}

  /** The matrix with its negative eigenvalues set to 0, and a remark when there were some. */
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
    return fixed;
  }
}
