package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.internal.LeastSquares;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;

/**
 * Tests of residuals and of two means. Those of a {@link Fit} use its rows in the order they were
 * handed in, which for the tests of autocorrelation must be that of time, and its regressors as
 * they entered, demeaned of absorbed effects.
 */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * First-order autocorrelation: d = sum (e_t - e_{t-1})^2 / sum e_t^2, near 2 without. p is that
   * of the alternative of positive autocorrelation, exact under normal errors by Imhof's integral,
   * up to 1,000 rows.
   *
   * @see <a href="https://doi.org/10.1093/biomet/48.3-4.419">Imhof (1961), Biometrika 48(3/4),
   *     419-426</a>
   */
  public static TestResult durbinWatson(Fit fit) {
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
   * Heteroskedasticity along the regressors, Koenker's form that does not need normal errors: n R^2
   * of e^2 on a constant and the regressors, chi-squared with as many degrees of freedom as
   * regressors besides the constant.
   *
   * @see <a href="https://doi.org/10.1016/0304-4076(81)90062-2">Koenker (1981), Journal of
   *     Econometrics 17(1), 107-112</a>
   */
  public static TestResult breuschPagan(Fit fit) {
    double[] e = fit.residuals();
    double[] squares = new double[e.length];
    for (int i = 0; i < e.length; i++) {
      squares[i] = e[i] * e[i];
    }
    List<double[]> x = withConstant(fit);
    if (x.size() < 2) {
      throw new EconometricsException(
          "breusch-pagan needs a regressor besides the constant; \""
              + fit.formula()
              + "\" has none.");
    }
    return lagrange("breusch-pagan", squares, x, x.size() - 1, OptionalInt.empty());
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
    double[] e = fit.residuals();
    List<double[]> x = withConstant(fit);
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
    return lagrange("breusch-godfrey", e, x, lags, OptionalInt.of(lags));
  }

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
    double mean = Arrays.stream(e).average().orElseThrow();
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    for (double v : e) {
      double z = v - mean;
      m2 += z * z / n;
      m3 += z * z * z / n;
      m4 += z * z * z * z / n;
    }
    double skewness = m3 / Math.pow(m2, 1.5);
    double excess = m4 / (m2 * m2) - 3;
    double statistic = n / 6.0 * (skewness * skewness + excess * excess / 4);
    return new TestResult(
        "jarque-bera",
        statistic,
        OptionalDouble.of(upper(statistic, 2)),
        OptionalDouble.of(2),
        OptionalInt.empty(),
        n);
  }

  /** Normality of the residuals. */
  public static TestResult jarqueBera(Fit fit) {
    return jarqueBera(fit.residuals());
  }

  /**
   * A difference of two means.
   *
   * @param difference mean of a less mean of b
   */
  public record MeanDifference(
      double difference, double standardError, double t, double df, double pValue) {}

  /**
   * Welch's test that two samples have one mean, whatever their variances: t with the
   * Welch-Satterthwaite degrees of freedom, two-sided.
   *
   * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947), Biometrika 34(1/2),
   *     28-35</a>
   */
  public static MeanDifference welch(double[] a, double[] b) {
    if (a.length < 2 || b.length < 2) {
      throw new EconometricsException(
          "welch: " + a.length + " and " + b.length + " values; 2 or more of each are needed.");
    }
    double va = variance(a) / a.length;
    double vb = variance(b) / b.length;
    double difference =
        Arrays.stream(a).average().orElseThrow() - Arrays.stream(b).average().orElseThrow();
    double error = Math.sqrt(va + vb);
    if (!(error > 0)) {
      throw new EconometricsException("welch: neither sample varies.");
    }
    double df = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
    double t = difference / error;
    double p = 2 * new TDistribution(df).cumulativeProbability(-Math.abs(t));
    return new MeanDifference(difference, error, t, df, p);
  }

  /**
   * Persistence of a series.
   *
   * @param coefficient of x_{t-1} in the regression of x_t on it and a constant
   * @param standardError of it, homoskedastic
   * @param autocorrelation first-order, about the mean of the whole series
   */
  public record Persistence(
      double coefficient, double standardError, double autocorrelation, int n) {}

  /** First-order persistence of a series without gaps, by least squares. */
  public static Persistence ar1(double[] series) {
    int n = series.length - 1;
    if (n < 3) {
      throw new EconometricsException("ar1: " + series.length + " values; 4 or more are needed.");
    }
    double[] y = Arrays.copyOfRange(series, 1, n + 1);
    double[] x = Arrays.copyOf(series, n);
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double mean = Arrays.stream(series).average().orElseThrow();
    double sxx = 0;
    double sxy = 0;
    double cross = 0;
    double square = 0;
    for (int t = 0; t < n; t++) {
      sxx += (x[t] - meanX) * (x[t] - meanX);
      sxy += (x[t] - meanX) * (y[t] - meanY);
      cross += (series[t] - mean) * (series[t + 1] - mean);
    }
    for (double v : series) {
      square += (v - mean) * (v - mean);
    }
    if (!(sxx > 0)) {
      throw new EconometricsException("ar1: the series does not vary.");
    }
    double slope = sxy / sxx;
    double ssr = 0;
    for (int t = 0; t < n; t++) {
      double e = y[t] - meanY - slope * (x[t] - meanX);
      ssr += e * e;
    }
    return new Persistence(slope, Math.sqrt(ssr / (n - 2) / sxx), cross / square, n);
  }

  private static double variance(double[] v) {
    double mean = Arrays.stream(v).average().orElseThrow();
    return Arrays.stream(v).map(z -> (z - mean) * (z - mean)).sum() / (v.length - 1);
  }

  /** The regressors by column, and a constant before them unless there is one. */
  private static List<double[]> withConstant(Fit fit) {
    double[][] rows = fit.figures().regressors();
    List<double[]> columns = new ArrayList<>();
    if (!fit.formula().intercept()) {
      double[] ones = new double[rows.length];
      Arrays.fill(ones, 1);
      columns.add(ones);
    }
    for (int j = 0; j < fit.k(); j++) {
      double[] column = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      columns.add(column);
    }
    return columns;
  }

  private static TestResult lagrange(
      String test, double[] y, List<double[]> x, int df, OptionalInt lags) {
    double[] e = LeastSquares.residuals(x.toArray(double[][]::new), y);
    double ssr = Arrays.stream(e).map(v -> v * v).sum();
    double statistic = y.length * (1 - ssr / (variance(y) * (y.length - 1)));
    return new TestResult(
        test,
        statistic,
        OptionalDouble.of(upper(statistic, df)),
        OptionalDouble.of(df),
        lags,
        y.length);
  }

  private static double upper(double statistic, double df) {
    return Gamma.regularizedGammaQ(df / 2, statistic / 2);
  }
}
