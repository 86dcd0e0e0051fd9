package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.diagnostics.TestResult;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Prediction errors of each row by a regression on those before it, and tests of stability on them.
 *
 * <pre>
 *   w_t = (y_t - x_t'b_{t-1}) / sqrt(1 + x_t'(X_{t-1}'X_{t-1})^-1 x_t),   t = k+1 .. n;  independent, of one variance
 *   cusum          max_t |W_t| / (1 + 2 s_t),  W_t = sum_{i&lt;=t} w_i / (s sqrt(n - k)),  s_t = (t - k)/(n - k), s their standard deviation
 *   cusum-squares  sqrt((n - k)/2) max_t |sum_{i&lt;=t} w_i^2 / sum w_i^2 - s_t|, the limit supposes normal errors
 *   ols-cusum      max_t |sum_{i&lt;=t} e_i| / (s sqrt(n)), e least squares residuals, s^2 = SSR/(n - k)
 * </pre>
 *
 * p-values are those of the limits: a Brownian motion crossing the line, a Brownian bridge beyond a
 * level.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1975.tb01532.x">Brown, Durbin and Evans (1975),
 *     JRSS B 37(2), 149-192</a>
 * @see <a href="https://doi.org/10.2307/2951584">Ploberger and Kramer (1992), Econometrica 60(2),
 *     271-285</a>
 */
public final class RecursiveResiduals {
  private RecursiveResiduals() {}

  /**
   * The three tests.
   *
   * @param residuals w, from row k + 1 on
   */
  public record Result(
      List<Double> residuals, TestResult cusum, TestResult squares, TestResult ols) {
    public Result {
      residuals = List.copyOf(residuals);
    }
  }

  /**
   * Tests the coefficients of a regression, all of them.
   *
   * @throws jevons.econometrics.EconometricsException when the first rows are collinear
   */
  public static Result test(BreakDesign design) {
    int n = design.n();
    int k = design.k();
    double[] w = residuals(design);
    int m = w.length;
    double mean = java.util.Arrays.stream(w).average().orElseThrow();
    double squares = 0;
    double about = 0;
    for (double v : w) {
      squares += v * v;
      about += (v - mean) * (v - mean);
    }
    double deviation = Math.sqrt(about / (m - 1));
    double sum = 0;
    double square = 0;
    double line = 0;
    double bridge = 0;
    List<Double> list = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      list.add(w[i]);
      double share = (i + 1.0) / m;
      sum += w[i];
      square += w[i] * w[i];
      line = Math.max(line, Math.abs(sum) / deviation / Math.sqrt(m) / (1 + 2 * share));
      bridge = Math.max(bridge, Math.abs(square / squares - share));
    }
    Regression fit = design.restricted("cusum");
    double ols = 0;
    double total = 0;
    for (double e : fit.residuals) {
      total += e;
      ols = Math.max(ols, Math.abs(total) / Math.sqrt(fit.variance() * n));
    }
    double scaled = Math.sqrt(m / 2.0) * bridge;
    return new Result(
        list,
        result("cusum", line, crossing(line), n - k),
        result("cusum-squares", scaled, beyond(scaled), n - k),
        result("ols-cusum", ols, beyond(ols), n));
  }

  private static double[] residuals(BreakDesign design) {
    int n = design.n();
    int k = design.k();
    double[] w = new double[n - k];
    for (int t = k; t < n; t++) {
      int rows = t;
      List<double[]> x = design.x.stream().map(c -> java.util.Arrays.copyOf(c, rows + 1)).toList();
      double[] row = new double[k];
      for (int j = 0; j < k; j++) {
        row[j] = x.get(j)[t];
      }
      // A column that is 1 in this row alone takes its prediction error as coefficient.
      List<double[]> more = new ArrayList<>(x);
      double[] alone = new double[rows + 1];
      alone[t] = 1;
      more.add(alone);
      List<String> names = new ArrayList<>(design.names);
      names.add("row " + (t + 1));
      Regression fit =
          Regression.saturated(
              "cusum, first " + t + " rows", names, more, java.util.Arrays.copyOf(design.y, t + 1));
      w[t - k] = fit.beta[k] / Math.sqrt(fit.inverseGram().getEntry(k, k));
    }
    return w;
  }

  private static TestResult result(String name, double statistic, double p, int n) {
    return new TestResult(
        name, statistic, OptionalDouble.of(p), OptionalDouble.empty(), OptionalInt.empty(), n);
  }

  /** P(a Brownian motion leaves x (1 + 2 s) on either side by s = 1). */
  private static double crossing(double x) {
    NormalDistribution normal = new NormalDistribution();
    if (x < 0.3) {
      // The two-sided sum below counts paths that leave both ways more than once here.
      return 1 - 0.1465 * x;
    }
    double upper = normal.cumulativeProbability(-3 * x);
    double inner = normal.cumulativeProbability(x) + normal.cumulativeProbability(5 * x) - 1;
    double outer = 1 - normal.cumulativeProbability(x);
    return Math.min(1, 2 * (upper + Math.exp(-4 * x * x) * inner - Math.exp(-16 * x * x) * outer));
  }

  /** P(a Brownian bridge leaves x on either side): Kolmogorov's limit. */
  private static double beyond(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    for (int j = 1; j <= 100; j++) {
      double term = Math.exp(-2.0 * j * j * x * x);
      sum += j % 2 == 1 ? term : -term;
    }
    return Math.min(1, 2 * sum);
  }
}
