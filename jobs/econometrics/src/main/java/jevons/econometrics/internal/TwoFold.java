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

  /** What {@link #get} rounds away. */
  double rest() {
    return error - (get() - sum);
  }

  /** Adds a product to the pair of sum and error at a place of an array. */
  static void add(double[] pairs, int place, double a, double b) {
    double p = a * b;
    double s = pairs[place] + p;
    double t = s - pairs[place];
    pairs[place + 1] += (pairs[place] - (s - t)) + (p - t) + Math.fma(a, b, -p);
    pairs[place] = s;
  }

  static double[] merge(double[] pairs, double[] others) {
    for (int i = 0; i < pairs.length; i += 2) {
      add(pairs, i, others[i], 1);
      pairs[i + 1] += others[i + 1];
    }
    return pairs;
  }
}
