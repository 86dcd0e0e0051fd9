package jevons.econometrics.diagnostics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;

/**
 * Whether what comes later depends on what came before. Rows are taken in the order they were
 * handed in, which must be that of time without gaps, of one series.
 */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * First-order autocorrelation: d = sum (e_t - e_{t-1})^2 / sum e_t^2, near 2 without. p is that
   * of the alternative of positive autocorrelation, exact under normal errors by Imhof's integral,
   * up to 1,000 rows.
   *
   * @see <a href="https://doi.org/10.1093/biomet/48.3-4.419">Imhof (1961), Biometrika 48(3/4),
   *     419-426</a>
   */
  public static TestResult durbinWatson(Fit fit) {
    Auxiliary.leastSquares("durbin-watson", fit);
    double[] e = fit.residuals();
    double d = durbinWatson(e);
    OptionalDouble p =
        e.length <= 1000
            ? OptionalDouble.of(DurbinWatsonP.lower(d, fit.figures().regressors()))
            : OptionalDouble.empty();
    return new TestResult(
        "durbin-watson", d, p, OptionalDouble.empty(), OptionalInt.empty(), e.length);
  }

  /** The statistic alone. */
  public static double durbinWatson(double[] e) {
    double change = 0;
    double square = 0;
    for (int t = 0; t < e.length; t++) {
      change += t == 0 ? 0 : (e[t] - e[t - 1]) * (e[t] - e[t - 1]);
      square += e[t] * e[t];
    }
    return change / square;
  }

  /**
   * Autocorrelation up to {@code lags}: n R^2 of e on the regressors and its own lags, zeros before
   * the first row; chi-squared with {@code lags} degrees of freedom. Also valid with a lagged y
   * among the regressors.
   *
   * @see <a href="https://doi.org/10.2307/1913829">Godfrey (1978), Econometrica 46(6),
   *     1293-1301</a>
   */
  public static TestResult breuschGodfrey(Fit fit, int lags) {
    Auxiliary.leastSquares("breusch-godfrey", fit);
    double[] e = fit.residuals();
    List<double[]> x = Auxiliary.withConstant(fit);
    if (lags < 1 || x.size() + lags >= e.length) {
      throw new EconometricsException(
          "breusch-godfrey: "
              + lags
              + " lags on "
              + e.length
              + " rows; 1 or more, and more rows"
              + " than regressors and lags are needed.");
    }
    for (int l = 1; l <= lags; l++) {
      double[] lagged = new double[e.length];
      System.arraycopy(e, 0, lagged, l, e.length - l);
      x.add(lagged);
    }
    return Auxiliary.lagrange(
        "breusch-godfrey",
        e,
        x,
        lags,
        OptionalInt.of(lags),
        Auxiliary.conventions("breusch-godfrey", fit));
  }

  /**
   * Autocorrelation of a series up to {@code lags}, none of them alone: n (n+2) sum_{l=1..L} r_l^2
   * / (n - l), r_l the autocorrelations about the mean of the whole series; chi-squared with L less
   * {@code fitted} degrees of freedom.
   *
   * @param fitted autoregressive and moving-average coefficients of the model whose residuals the
   *     series is; 0 for a series as it is. With regressors that are not lags of y they count 0;
   *     with lags of y among them use {@link #breuschGodfrey}
   * @see <a href="https://doi.org/10.1093/biomet/65.2.297">Ljung and Box (1978), Biometrika 65(2),
   *     297-303</a>
   */
  public static TestResult ljungBox(double[] series, int lags, int fitted) {
    int n = series.length;
    double[] r = autocorrelations("ljung-box", series, lags, fitted);
    double sum = 0;
    for (int l = 1; l <= lags; l++) {
      sum += r[l - 1] * r[l - 1] / (n - l);
    }
    return Auxiliary.chiSquared(
        "ljung-box", n * (n + 2.0) * sum, lags - fitted, OptionalInt.of(lags), n, List.of());
  }

  /**
   * The same without the correction for few values: n sum r_l^2. {@link #ljungBox} holds its size
   * better.
   *
   * @see <a href="https://doi.org/10.1080/01621459.1970.10481180">Box and Pierce (1970), JASA
   *     65(332), 1509-1526</a>
   */
  public static TestResult boxPierce(double[] series, int lags, int fitted) {
    int n = series.length;
    double[] r = autocorrelations("box-pierce", series, lags, fitted);
    return Auxiliary.chiSquared(
        "box-pierce", n * Auxiliary.dot(r, r), lags - fitted, OptionalInt.of(lags), n, List.of());
  }

  private static double[] autocorrelations(String test, double[] series, int lags, int fitted) {
    int n = series.length;
    if (lags < 1 || lags >= n) {
      throw new EconometricsException(
          "%s: %d lags on %d values; at least 1 and fewer than values are needed."
              .formatted(test, lags, n));
    }
    if (fitted < 0 || fitted >= lags) {
      throw new EconometricsException(
          "%s: %d lags less %d fitted coefficients leave no degree of freedom; use more lags."
              .formatted(test, lags, fitted));
    }
    for (int t = 0; t < n; t++) {
      if (!Double.isFinite(series[t])) {
        throw new EconometricsException(
            "%s: value %d of %d is missing; give it a stretch without gaps."
                .formatted(test, t + 1, n));
      }
    }
    double square = Auxiliary.centredSquare(series);
    if (!(square > 0)) {
      throw new EconometricsException(
          "%s: the series is %s at all %d times; it does not vary.".formatted(test, series[0], n));
    }
    double mean = Auxiliary.mean(series);
    double[] r = new double[lags];
    for (int l = 1; l <= lags; l++) {
      for (int t = l; t < n; t++) {
        r[l - 1] += (series[t] - mean) * (series[t - l] - mean) / square;
      }
    }
    return r;
  }
}
