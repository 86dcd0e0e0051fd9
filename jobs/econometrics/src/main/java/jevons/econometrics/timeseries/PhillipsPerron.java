package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test that a series has a unit root, corrected for autocorrelation without lagged differences.
 *
 * <pre>
 *   y_t = d_t + rho y_{t-1} + e_t,   n rows, k coefficients, s^2 = SSR/(n - k), g = SSR/n
 *   l^2 long-run variance of e (Bartlett, L lags), v = se(rho)
 *   Z-tau   = sqrt(g/l^2) (rho - 1)/v - (l^2 - g)/2 n v/(l s)
 *   Z-alpha = n (rho - 1) - n^2 v^2/s^2 (l^2 - g)/2
 * </pre>
 *
 * p-values by MacKinnon (1994); critical values of Z-tau by MacKinnon (2010), those of Z-alpha
 * where the p-value takes the level, which is for n without bound.
 *
 * @see <a href="https://doi.org/10.1093/biomet/75.2.335">Phillips and Perron (1988), Biometrika
 *     75(2), 335-346; here as in Hamilton (1994), Time Series Analysis, equations 17.6.8,
 *     17.6.12</a>
 */
public final class PhillipsPerron {
  private PhillipsPerron() {}

  /** Both statistics of one regression. */
  public record Result(TestResult tau, TestResult alpha) {}

  /**
   * Tests a series.
   *
   * @param y values in order of time
   * @throws EconometricsException when a value is missing, y does not vary or is too short
   */
  public static Result test(double[] y, Deterministic deterministic, Bandwidth bandwidth) {
    Series.check("pp", y, deterministic.terms() + 5);
    int n = y.length - 1;
    List<String> names = new ArrayList<>(List.of("y(t-1)"));
    List<double[]> x = new ArrayList<>();
    x.add(Arrays.copyOf(y, n));
    if (deterministic != Deterministic.NONE) {
      names.add("constant");
      x.add(Regression.constant(n));
    }
    if (deterministic == Deterministic.TREND) {
      names.add("trend");
      x.add(Regression.trend(n, 1));
    }
    Regression fit = Regression.of("pp", names, x, Arrays.copyOfRange(y, 1, n + 1));
    Series.notPerfect("pp", fit.ssr, y);
    int lags = bandwidth.lags(fit.residuals);
    if (lags >= n) {
      throw new EconometricsException(
          "pp: " + lags + " autocovariances of " + n + " residuals; use fewer.");
    }
    double longRun = Bandwidth.longRunVariance(fit.residuals, lags);
    double g = fit.ssr / n;
    double s2 = fit.variance();
    double v = fit.standardError(0);
    double distance = fit.beta[0] - 1;
    double tau =
        Math.sqrt(g / longRun) * distance / v - (longRun - g) / 2 * n * v / Math.sqrt(longRun * s2);
    double alpha = n * distance - (double) n * n * v * v / s2 * (longRun - g) / 2;
    return new Result(
        new TestResult(
            "pp-tau",
            tau,
            MacKinnon.tauP(tau, deterministic, 1),
            OptionalDouble.empty(),
            OptionalInt.of(lags),
            n,
            MacKinnon.tauCritical(deterministic, 1, n),
            List.of()),
        new TestResult(
            "pp-alpha",
            alpha,
            OptionalDouble.of(MacKinnon.zP(alpha, deterministic)),
            OptionalDouble.empty(),
            OptionalInt.of(lags),
            n,
            MacKinnon.zCritical(deterministic),
            List.of()));
  }
}
