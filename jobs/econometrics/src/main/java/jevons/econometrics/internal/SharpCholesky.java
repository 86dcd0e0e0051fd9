package jevons.econometrics.internal;

import java.util.Optional;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/**
 * Cholesky factors of the products of columns, with forty digits.
 *
 * <pre>
 *   [X y]'[X y] = R'R,  R upper triangular [k+1 x k+1];  b = R_11^-1 r_12
 * </pre>
 *
 * @param triangle R_11, rounded to doubles [k x k]
 * @param beta coefficients of the last column on the others [k]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record SharpCholesky(double[][] triangle, double[] beta) {
  private static final int DIGITS = 40;

  /**
   * Factors the products; empty where a column is a combination of those before it to all digits
   * that the products have.
   *
   * @param pairs sum and rest of each product, the upper triangle by rows
   * @param size columns, the last one y
   */
  static Optional<SharpCholesky> of(double[] pairs, int size) {
    DfpField field = new DfpField(DIGITS);
    Dfp[][] r = new Dfp[size][size];
    int place = 0;
    for (int a = 0; a < size; a++) {
      for (int b = a; b < size; b++) {
        r[a][b] = field.newDfp(pairs[place]).add(field.newDfp(pairs[place + 1]));
        place += 2;
      }
    }
    int k = size - 1;
    for (int a = 0; a < k; a++) {
      if (!r[a][a].greaterThan(field.getZero())) {
        return Optional.empty();
      }
      Dfp pivot = r[a][a].sqrt();
      for (int b = a; b < size; b++) {
        r[a][b] = r[a][b].divide(pivot);
      }
      for (int c = a + 1; c < k; c++) {
        for (int b = c; b < size; b++) {
          r[c][b] = r[c][b].subtract(r[a][c].multiply(r[a][b]));
        }
      }
    }
    double[][] triangle = new double[k][k];
    Dfp[] beta = new Dfp[k];
    double[] rounded = new double[k];
    for (int a = k - 1; a >= 0; a--) {
      Dfp left = r[a][k];
      for (int b = a + 1; b < k; b++) {
        left = left.subtract(r[a][b].multiply(beta[b]));
      }
      beta[a] = left.divide(r[a][a]);
      rounded[a] = beta[a].toDouble();
      for (int b = a; b < k; b++) {
        triangle[a][b] = r[a][b].toDouble();
      }
    }
    return Optional.of(new SharpCholesky(triangle, rounded));
  }
}
