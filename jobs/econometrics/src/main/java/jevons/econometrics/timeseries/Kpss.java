package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test that a series is stationary about a level or a trend, against a unit root: the reverse of
 * {@link AugmentedDickeyFuller}.
 *
 * <pre>
 *   eta = 1/T^2 sum_t S_t^2 / s^2,   S_t = e_1 + ... + e_t, e residuals on a constant (and a trend)
 * </pre>
 *
 * s^2 as {@link Bandwidth} says. p-values and critical values are exact for the limit distribution;
 * statsmodels and tseries interpolate four published quantiles and stop at 0.01 and 0.1, arch
 * interpolates simulated ones.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(92)90104-Y">Kwiatkowski, Phillips, Schmidt and
 *     Shin (1992), Journal of Econometrics 54, 159-178</a>
 */
public final class Kpss {
  private static final String NAME = "kpss";

  private Kpss() {}

  /**
   * Tests a series.
   *
   * @param y values in order of time
   * @param deterministic constant or trend
   * @throws EconometricsException when a value is missing, y does not vary or is too short
   */
  public static TestResult test(double[] y, Deterministic deterministic, Bandwidth bandwidth) {
    if (deterministic == Deterministic.NONE) {
      throw new EconometricsException(
          "kpss: stationary about nothing is not tested; there are constant and trend.");
    }
    Series.check(NAME, y, deterministic.terms() + 4);
    int n = y.length;
    List<double[]> x = new ArrayList<>(List.of(Regression.constant(n)));
    List<String> names = new ArrayList<>(List.of("constant"));
    if (deterministic == Deterministic.TREND) {
      x.add(Regression.trend(n, 1));
      names.add("trend");
    }
    Regression fit = Regression.of(NAME, names, x, y);
    Series.notPerfect(NAME, fit.ssr, y);
    double[] e = fit.residuals;
    int lags = bandwidth.lags(e);
    if (lags >= n) {
      throw new EconometricsException(
          "kpss: " + lags + " autocovariances of " + n + " values; use fewer.");
    }
    double variance = Bandwidth.longRunVariance(e, lags);
    double sum = 0;
    double squares = 0;
    for (double v : e) {
      sum += v;
      squares += sum * sum;
    }
    double statistic = squares / ((double) n * n) / variance;
    return new TestResult(
        NAME,
        statistic,
        OptionalDouble.of(KpssDistribution.upper(statistic, deterministic)),
        OptionalDouble.empty(),
        OptionalInt.of(lags),
        n,
        KpssDistribution.critical(deterministic),
        List.of());
  }
}
