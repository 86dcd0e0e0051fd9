package jevons.econometrics.timeseries;

import org.hipparchus.special.Erf;

/**
 * Distribution of the date of a break less its estimate, in units of L = (d'Q_1 d)/phi_1^2 rows,
 * when the break d is small and the regimes differ:
 *
 * <pre>
 *   argmax over s of W(-s) - |s|/2 (s below 0) and sqrt(xi) phi_2/phi_1 W(s) - xi s/2 (s above 0)
 *   xi = d'Q_2 d / d'Q_1 d;  phi_i^2 = d'Omega_i d / d'Q_i d, Q_i = mean of x x', Omega_i = mean of x x' e^2 (or s_i^2 Q_i)
 * </pre>
 *
 * @see <a href="https://doi.org/10.1162/003465397557132">Bai (1997), Review of Economics and
 *     Statistics 79(4), 551-563, appendix B</a>
 */
final class BreakInterval {
  private BreakInterval() {}

  /** P(argmax not above x). */
  static double distribution(double x, double xi, double phi1, double phi2) {
    double ratio = phi2 / phi1;
    // phi as Bai writes it: the variance on the right in units of the left, times xi.
    double phi = xi * ratio * ratio;
    double z = Math.abs(x);
    if (x < 0) {
      double a = xi / phi;
      return -term(-z / 8, Math.sqrt(z / (2 * Math.PI)))
          - phi
              / xi
              * (phi + 2 * xi)
              / (phi + xi)
              * tail(a * (1 + a) * z / 2, (0.5 + a) * Math.sqrt(z))
          + (z / 2 - 2 + (phi + 2 * xi) * (phi + 2 * xi) / ((phi + xi) * xi))
              * tail(0, Math.sqrt(z) / 2);
    }
    double a = xi * xi / phi;
    return 1
        + term(-a * z / 8, Math.sqrt(a * z / (2 * Math.PI)))
        + xi
            / phi
            * (2 * phi + xi)
            / (phi + xi)
            * tail((phi + xi) * z / 2, (phi + xi / 2) / Math.sqrt(phi) * Math.sqrt(z))
        - ((2 * phi + xi) * (2 * phi + xi) / ((phi + xi) * phi) - 2 + a * z / 2)
            * tail(0, Math.sqrt(a * z) / 2);
  }

  /** Where the distribution takes a probability; NaN where it does not on its side of 0. */
  static double quantile(double probability, double xi, double phi1, double phi2) {
    boolean below = probability < 0.5;
    double far = below ? -1 : 1;
    double atZero = distribution(0, xi, phi1, phi2);
    if (!(below ? atZero > probability : atZero < probability)) {
      return Double.NaN;
    }
    while (below
        ? distribution(far, xi, phi1, phi2) > probability
        : distribution(far, xi, phi1, phi2) < probability) {
      far *= 2;
      if (Math.abs(far) > 1e12) {
        return Double.NaN;
      }
    }
    double near = 0;
    for (int i = 0; i < 100; i++) {
      double middle = (near + far) / 2;
      boolean beyond =
          below
              ? distribution(middle, xi, phi1, phi2) < probability
              : distribution(middle, xi, phi1, phi2) > probability;
      if (beyond) {
        far = middle;
      } else {
        near = middle;
      }
    }
    return near;
  }

  private static double term(double exponent, double factor) {
    return factor * Math.exp(exponent);
  }

  /** exp(exponent) Phi(-x), together, since one overflows where the other vanishes. */
  private static double tail(double exponent, double x) {
    if (x < 25) {
      return Math.exp(exponent) * 0.5 * Erf.erfc(x / Math.sqrt(2));
    }
    double inverse = 1 / (x * x);
    double series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse));
    return Math.exp(exponent - x * x / 2) / (x * Math.sqrt(2 * Math.PI)) * series;
  }
}
