package jevons.econometrics.timeseries;

import java.util.Map;
import java.util.TreeMap;

/**
 * Limit of the KPSS statistic: sum z_k^2 / mu_k, z_k standard normal, mu_k the zeros of
 *
 * <pre>
 *   level: D(u) = sin(s)/s                         mu = (pi k)^2
 *   trend: D(u) = 12 (2 - 2 cos s - s sin s)/s^4   mu = (2 pi j)^2 and the roots of tan(s/2) = s/2;   s = sqrt(u)
 *   P(statistic above x) = 1/pi sum_{k=1,3,5..} (-1)^((k-1)/2) int_{mu_k}^{mu_{k+1}} exp(-u x/2) / (u sqrt(-D(u))) du
 * </pre>
 *
 * each integral by u = middle + half width cos(angle), which takes out the poles at both ends.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(92)90104-Y">Kwiatkowski, Phillips, Schmidt and
 *     Shin (1992), Journal of Econometrics 54, 159-178</a>
 * @see "Smirnov's formula: Durbin (1973), Distribution Theory for Tests Based on the Sample
 *     Distribution Function, SIAM, section 4.4"
 */
final class KpssDistribution {
  private static final int NODES = 40;
  private static final int TERMS = 200;

  private static final Map<Double, Double> LEVEL_CRITICAL = quantiles(Deterministic.CONSTANT);
  private static final Map<Double, Double> TREND_CRITICAL = quantiles(Deterministic.TREND);

  private KpssDistribution() {}

  /** P(statistic above x). */
  static double upper(double x, Deterministic d) {
    if (!(x > 0.004)) {
      return 1;
    }
    boolean trend = d == Deterministic.TREND;
    double sum = 0;
    for (int pair = 1; pair <= TERMS; pair++) {
      double low = zero(2 * pair - 1, trend);
      double high = zero(2 * pair, trend);
      double integral = 0;
      for (int i = 0; i < NODES; i++) {
        double cosine = Math.cos(Math.PI * (i + 0.5) / NODES);
        double u = (low + high) / 2 + (high - low) / 2 * cosine;
        // sqrt((u - low)(high - u)) du cancels against the simple zeros of D at both ends.
        double root = Math.sqrt((u - low) * (high - u));
        integral += Math.exp(-u * x / 2) / (u * Math.sqrt(Math.abs(determinant(u, trend)))) * root;
      }
      double term = integral * Math.PI / NODES;
      sum += pair % 2 == 1 ? term : -term;
      if (term < 1e-15) {
        break;
      }
    }
    return Math.min(1, Math.max(0, sum / Math.PI));
  }

  /** The statistic above which lies each level. */
  static Map<Double, Double> critical(Deterministic d) {
    return d == Deterministic.TREND ? TREND_CRITICAL : LEVEL_CRITICAL;
  }

  private static Map<Double, Double> quantiles(Deterministic d) {
    Map<Double, Double> values = new TreeMap<>();
    for (double level : MacKinnon.LEVELS) {
      double low = 0.01;
      double high = 3;
      for (int i = 0; i < 50; i++) {
        double middle = (low + high) / 2;
        if (upper(middle, d) > level) {
          low = middle;
        } else {
          high = middle;
        }
      }
      values.put(level, low);
    }
    return values;
  }

  private static double determinant(double u, boolean trend) {
    double s = Math.sqrt(u);
    return trend ? 12 * (2 - 2 * Math.cos(s) - s * Math.sin(s)) / (u * u) : Math.sin(s) / s;
  }

  private static double zero(int k, boolean trend) {
    if (!trend) {
      return Math.PI * Math.PI * k * k;
    }
    double s = Math.PI * (k + 1);
    if (k % 2 == 0) {
      // tan(h) = h, h below (k/2 + 1/2) pi: h = (k/2 + 1/2) pi - atan(1/h).
      double h = s / 2;
      for (int i = 0; i < 60; i++) {
        h = s / 2 - Math.atan(1 / h);
      }
      s = 2 * h;
    }
    return s * s;
  }
}
