package jevons.econometrics.internal;

/**
 * A sum and its rounding error, so that products add up as if in twice the precision.
 *
 * @see <a href="https://doi.org/10.1137/030601818">Ogita, Rump and Oishi (2005), Accurate sum and
 *     dot product, SIAM Journal on Scientific Computing 26(6), 1955-1988</a>
 */
final class TwoFold {
  private double sum;
  private double error;

  void add(double a) {
    double s = sum + a;
    double b = s - sum;
    error += (sum - (s - b)) + (a - b);
    sum = s;
  }

  void add(double a, double b) {
    double p = a * b;
    error += Math.fma(a, b, -p);
    add(p);
  }

  double get() {
    return sum + error;
  }
}
