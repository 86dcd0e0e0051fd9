package jevons.econometrics.internal;

import jevons.econometrics.SmallSample;

/**
 * Coefficients and what every covariance of them needs, whichever way they were found.
 *
 * @param n rows
 * @param parameters K, absorbed levels included
 * @param beta coefficients [k]
 * @param r triangle of the weighted regressors [k x k], R'R = X'WX; X demeaned of effects, and
 *     projected on the instruments where there are some
 * @param sigma2 sum w e^2 / (n - K)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Solved(
    Design design,
    SmallSample ssc,
    long n,
    int parameters,
    double[] beta,
    double[][] r,
    double sigma2) {

  int k() {
    return beta.length;
  }

  double dfResidual() {
    return n - parameters;
  }

  /** (X'WX)^-1 = R^-1 R^-T [k x k]. */
  double[][] inverse() {
    double[][] inverse = new double[k()][];
    for (int j = 0; j < k(); j++) {
      double[] unit = new double[k()];
      unit[j] = 1;
      inverse[j] = Triangle.solve(r, Triangle.solveTransposed(r, unit));
    }
    return inverse;
  }
}
