package jevons.econometrics.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;

/** Whether values have the skewness and the tails of a normal distribution. */
public final class Normality {
  private Normality() {}

  /**
   * Normality: n/6 (skewness^2 + (kurtosis - 3)^2 / 4), chi-squared with 2 degrees of freedom; the
   * approximation is rough below some hundreds of rows.
   *
   * @see <a href="https://doi.org/10.1016/0165-1765(80)90024-5">Jarque and Bera (1980), Economics
   *     Letters 6(3), 255-259</a>
   */
  public static TestResult jarqueBera(double[] e) {
    int n = e.length;
    if (n < 3) {
      throw new EconometricsException("jarque-bera: " + n + " values; 3 or more are needed.");
    }
    double mean = Auxiliary.mean(e);
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double v : e) {
      double z = v - mean;
      m2 += z * z / n;
      m3 += z * z * z / n;
      m4 += z * z * z * z / n;
    }
    if (Arrays.stream(e).allMatch(v -> v == e[0])) {
      throw new EconometricsException(
          "jarque-bera: the value is " + e[0] + " in all " + n + " rows; it does not vary.");
    }
    double skewness = m3 / Math.pow(m2, 1.5);
    double excess = m4 / (m2 * m2) - 3;
    double statistic = n / 6.0 * (skewness * skewness + excess * excess / 4);
    return Auxiliary.chiSquared("jarque-bera", statistic, 2, OptionalInt.empty(), n, List.of());
  }

  /** Normality of the residuals. */
  public static TestResult jarqueBera(Fit fit) {
    return jarqueBera(fit.residuals());
  }
}
