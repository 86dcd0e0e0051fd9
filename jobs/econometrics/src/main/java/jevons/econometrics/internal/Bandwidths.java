package jevons.econometrics.internal;

/** The plug-in rules of {@link jevons.econometrics.Bandwidth.Rule} for Bartlett's kernel. */
final class Bandwidths {
  private static final double BARTLETT = 1.1447;

  private Bandwidths() {}

  /** m = floor(c (T/100)^(2/9)), the lags that are summed to choose L. */
  static int lagsByLength(double c, double periods) {
    return (int) Math.floor(c * Math.pow(periods / 100, 2.0 / 9));
  }

  /**
   * Sums s_j = sum_t h_t h_{t-j}, h_t the sum of the scores of a period over the terms counted.
   *
   * @param scores [T][k]
   * @param counted weight of each term [k]
   * @param lags m
   * @return [m + 1]
   */
  static double[] autocovariances(double[][] scores, double[] counted, int lags) {
    double[] h = new double[scores.length];
    for (int t = 0; t < h.length; t++) {
      h[t] = Sweep.dot(scores[t], counted);
    }
    double[] s = new double[lags + 1];
    for (int j = 0; j <= lags; j++) {
      for (int t = j; t < h.length; t++) {
        s[j] += h[t] * h[t - j];
      }
    }
    return s;
  }

  /**
   * Newey and West's real-valued choice, to be rounded down.
   *
   * @param s autocovariances from lag 0 to m
   * @param periods T, before prewhitening
   */
  static double neweyWest(double[] s, double periods) {
    double s0 = s[0];
    double s1 = 0;
    for (int j = 1; j < s.length; j++) {
      s0 += 2 * s[j];
      s1 += 2 * j * s[j];
    }
    double ratio = s1 / s0;
    return BARTLETT * Math.cbrt(ratio * ratio) * Math.cbrt(periods);
  }

  /**
   * @param scores [T][k]
   * @param counted weight of each term [k]
   */
  static double andrews(double[][] scores, double[] counted) {
    int periods = scores.length;
    double above = 0;
    double below = 0;
    for (int a = 0; a < counted.length; a++) {
      if (counted[a] == 0) {
        continue;
      }
      double now = 0;
      double before = 0;
      for (int t = 1; t < periods; t++) {
        now += scores[t][a] / (periods - 1);
        before += scores[t - 1][a] / (periods - 1);
      }
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int t = 1; t < periods; t++) {
        double x = scores[t - 1][a] - before;
        double y = scores[t][a] - now;
        xx += x * x;
        xy += x * y;
        yy += y * y;
      }
      double r = xy / xx;
      double v = yy - r * xy;
      double left = 1 - r;
      above += counted[a] * 4 * r * r * v * v / (Math.pow(left, 6) * Math.pow(1 + r, 2));
      below += counted[a] * v * v / Math.pow(left, 4);
    }
    return BARTLETT * Math.cbrt(periods * above / below);
  }
}
