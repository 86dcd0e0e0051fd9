package jevons.econometrics.timeseries;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** v' M^-1 v. */
final class Quadratic {
  private Quadratic() {}

  static double form(double[] v, RealMatrix m) {
    RealVector vector = new ArrayRealVector(v, false);
    return vector.dotProduct(new QRDecomposition(m).getSolver().solve(vector));
  }
}
