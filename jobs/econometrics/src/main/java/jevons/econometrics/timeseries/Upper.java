package jevons.econometrics.timeseries;

import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/** Upper tails, without losing the digits of a small p. */
final class Upper {
  private Upper() {}

  static double chiSquared(double x, double df) {
    return x <= 0 ? 1 : Gamma.regularizedGammaQ(df / 2, x / 2);
  }

  static double f(double x, double numerator, double denominator) {
    return x <= 0
        ? 1
        : Beta.regularizedBeta(
            denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
  }
}
