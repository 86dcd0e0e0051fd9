package jevons.econometrics.timeseries;

import org.hipparchus.distribution.continuous.GammaDistribution;
import org.hipparchus.special.Gamma;

/**
 * Gamma distribution with the mean and variance of Johansen's statistics under n random walks:
 *
 * <pre>
 *   mean, variance = c_1 n^2 + c_2 n + c_3 + c_4 [n = 1] + c_5 [n = 2] + c_6 sqrt(n)
 * </pre>
 *
 * @see <a href="https://doi.org/10.1111/1467-6419.00068">Doornik (1998), Journal of Economic
 *     Surveys 12(5), 573-593, the asymptotic ones</a>
 */
final class DoornikGamma {
  private static final PublishedTable TABLE = new PublishedTable("doornik.csv", 3);

  private final double shape;
  private final double scale;

  private DoornikGamma(double mean, double variance) {
    this.shape = mean * mean / variance;
    this.scale = variance / mean;
  }

  static DoornikGamma of(Johansen.Case c, boolean trace, int n) {
    String statistic = trace ? "trace" : "max";
    return new DoornikGamma(
        surface(TABLE.find(c, statistic, "mean"), n),
        surface(TABLE.find(c, statistic, "variance"), n));
  }

  double upper(double statistic) {
    return statistic <= 0 ? 1 : Gamma.regularizedGammaQ(shape, statistic / scale);
  }

  double quantile(double probability) {
    return new GammaDistribution(shape, scale).inverseCumulativeProbability(probability);
  }

  private static double surface(double[] c, int n) {
    return c[0] * n * n
        + c[1] * n
        + c[2]
        + (n == 1 ? c[3] : 0)
        + (n == 2 ? c[4] : 0)
        + c[5] * Math.sqrt(n);
  }
}
