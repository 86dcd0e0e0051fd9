package jevons.econometrics.internal;

import java.util.Arrays;
import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Remark;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * A VAR(1) of a series of vectors, z_t = A z_{t-1} + e_t, without constant.
 *
 * @param residuals e_t [T - 1][k]
 * @param recolouring D = (I - A)^-1 [k x k]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Prewhitening(double[][] residuals, double[][] recolouring) {
  private static final double NEAR_ONE = 0.97;

  static Prewhitening of(double[][] z, Covariance covariance, List<Remark> remarks) {
    int k = z[0].length;
    if (z.length - 1 <= k) {
      throw notPossible(z, covariance);
    }
    double[][] before = new double[k][k];
    double[][] now = new double[k][k];
    for (int t = 1; t < z.length; t++) {
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          before[a][b] += z[t - 1][a] * z[t - 1][b];
          now[a][b] += z[t][a] * z[t - 1][b];
        }
      }
    }
    try {
      RealMatrix a =
          MatrixUtils.createRealMatrix(now)
              .multiply(
                  new LUDecomposition(MatrixUtils.createRealMatrix(before))
                      .getSolver()
                      .getInverse());
      double root =
          Arrays.stream(new EigenDecompositionNonSymmetric(a).getEigenvalues())
              .mapToDouble(Complex::norm)
              .max()
              .orElse(0);
      if (root > NEAR_ONE) {
        remarks.add(new Remark.NearUnitRoot(covariance, root));
      }
      double[][] residuals = new double[z.length - 1][];
      for (int t = 1; t < z.length; t++) {
        double[] expected = a.operate(z[t - 1]);
        residuals[t - 1] = new double[k];
        for (int j = 0; j < k; j++) {
          residuals[t - 1][j] = z[t][j] - expected[j];
        }
      }
      RealMatrix left = MatrixUtils.createRealIdentityMatrix(k).subtract(a);
      return new Prewhitening(
          residuals, new LUDecomposition(left).getSolver().getInverse().getData());
    } catch (MathRuntimeException e) {
      throw notPossible(z, covariance);
    }
  }

  private static EconometricsException notPossible(double[][] z, Covariance covariance) {
    return new EconometricsException(
        covariance
            + ": a VAR(1) of the scores of "
            + z[0].length
            + " terms cannot be fitted to "
            + z.length
            + " periods. Leave prewhite out.");
  }
}
