package jevons.econometrics.timeseries;

import java.util.Map;
import java.util.TreeMap;

/**
 * Distributions of sup, exp and ave of Wald statistics over dates of a break of q coefficients.
 *
 * <pre>
 *   p = P(chi2(eta) &gt; t_0 + t_1 x + ...), t and eta by q and trimming, linear between trimmings;
 *   the polynomial at its greatest up to x
 * </pre>
 *
 * @see <a href="https://doi.org/10.1080/07350015.1997.10524687">Hansen (1997), JBES 15(1),
 *     60-67</a>
 */
final class Hansen {
  /** Most coefficients that break for which a distribution is published. */
  static final int MOST = 40;

  private static final int STEPS = 50;
  private static final PublishedTable TABLE = new PublishedTable("hansen.csv", 3);

  private Hansen() {}

  /**
   * @param statistic sup, exp or ave
   * @param trimming tau of the symmetric window with the same ratio of odds, 1/(1 + sqrt(lambda))
   */
  static double p(String statistic, double x, int q, double trimming) {
    double place = (0.49 - trimming) / 0.02;
    if (place <= 0) {
      double share = Math.min(1, (trimming - 0.49) / 0.01);
      return share * Upper.chiSquared(x, q) + (1 - share) * at(statistic, x, q, 0);
    }
    int below = (int) Math.min(23, Math.floor(place));
    double share = Math.min(1, place - below);
    return (1 - share) * at(statistic, x, q, below) + share * at(statistic, x, q, below + 1);
  }

  /** The statistic at which p takes each level. */
  static Map<Double, Double> critical(String statistic, int q, double trimming) {
    Map<Double, Double> values = new TreeMap<>();
    for (double level : MacKinnon.LEVELS) {
      double low = 0;
      double high = 10 + 5 * q + 20;
      for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (p(statistic, middle, q, trimming) > level) {
          low = middle;
        } else {
          high = middle;
        }
      }
      values.put(level, low);
    }
    return values;
  }

  private static double at(String statistic, double x, int q, int place) {
    String trimming =
        new java.math.BigDecimal("0.49")
            .subtract(
                new java.math.BigDecimal("0.02").multiply(java.math.BigDecimal.valueOf(place)))
            .toPlainString();
    double[] row = TABLE.find(statistic, q, trimming);
    // The polynomials of exp and ave turn down beyond the statistics they were fitted to.
    double greatest = 0;
    for (int step = 0; step <= STEPS; step++) {
      double z = x * step / STEPS;
      double sum = 0;
      for (int i = row.length - 2; i >= 0; i--) {
        sum = sum * z + row[i];
      }
      greatest = Math.max(greatest, sum);
    }
    return Upper.chiSquared(greatest, row[row.length - 1]);
  }
}
