package jevons.pipeline.studies;

import java.util.Arrays;

/**
 * The slope of y on one regressor, an intercept and, if asked for, a linear trend, with its errors
 * in closed form: what {@link jevons.econometrics.PanelOls} gives for one series, for studies that
 * need it some hundred thousand times.
 *
 * <pre>
 *   x_t net of intercept and trend,  b = sum x_t y_t / sum x_t^2,  u_t = x_t e_t / sum x_t^2
 *   iid   sum e^2 / (n - K) / sum x^2
 *   hc1   n/(n - K) sum u^2
 *   nw    n/(n - K) (G_0 + 2 sum_{l=1..L} (1 - l/(L+1)) G_l),  G_l = sum_t u_t u_{t-l}
 *   nw, for the fixed-b limit of its t: the same without n/(n - K)
 *   ewc   S/B sum_{j=1..B} (sqrt(2/S) sum_t u_t cos(pi j (s_t - 1/2) / S))^2,  B = floor(0.4 n^(2/3))
 * </pre>
 *
 * s_t is the place of quarter t between the first, 1, and the last, S; a lag is a calendar lag.
 */
final class ShortRegression {
  private final int[] places;
  private final double[] trend;
  private final double[] x;
  private final double xx;
  private final double[][] cosines;
  private final double cosineScale;
  private final double[] influence;
  private final double[] residual;

  /**
   * A regressor in the quarters at these places.
   *
   * @param places ascending, in calendar quarters
   */
  ShortRegression(int[] places, double[] regressor, boolean hasTrend) {
    this.places = places.clone();
    int n = places.length;
    trend = hasTrend ? centred(Arrays.stream(places).asDoubleStream().toArray()) : null;
    x = net(regressor);
    xx = dot(x, x);
    int span = places[n - 1] - places[0] + 1;
    int number = Math.max(1, (int) Math.floor(0.4 * Math.cbrt((double) n * n)));
    cosines = new double[number][n];
    for (int j = 1; j <= number; j++) {
      for (int t = 0; t < n; t++) {
        double place = places[t] - places[0] + 0.5;
        cosines[j - 1][t] = Math.sqrt(2.0 / span) * Math.cos(Math.PI * j * place / span);
      }
    }
    cosineScale = (double) span / number;
    influence = new double[n];
    residual = new double[n];
  }

  /** K: intercept, regressor and trend. */
  int coefficients() {
    return trend == null ? 2 : 3;
  }

  /** n. */
  int quarters() {
    return x.length;
  }

  /** B, the degrees of freedom of t under ewc. */
  int cosines() {
    return cosines.length;
  }

  /** The slope on {@code y}; the errors asked for next are those of this fit. */
  double slope(double[] y) {
    double[] left = net(y);
    double slope = dot(x, left) / xx;
    for (int t = 0; t < x.length; t++) {
      residual[t] = left[t] - slope * x[t];
      influence[t] = x[t] * residual[t] / xx;
    }
    return slope;
  }

  /** Classical. */
  double iid() {
    return Math.sqrt(dot(residual, residual) / (x.length - coefficients()) / xx);
  }

  /** Robust to heteroskedasticity. */
  double hc1() {
    return Math.sqrt(dot(influence, influence) * smallSample());
  }

  /** Newey-West with Bartlett's kernel. */
  double nw(int lags) {
    return fixedB(lags) * Math.sqrt(smallSample());
  }

  /** The same without a small-sample factor, whose work the fixed-b limit of t does. */
  double fixedB(int lags) {
    double variance = 0;
    for (int t = 0; t < x.length; t++) {
      variance += influence[t] * influence[t];
      for (int s = t - 1; s >= 0 && places[t] - places[s] <= lags; s--) {
        double weight = 1 - (places[t] - places[s]) / (lags + 1.0);
        variance += 2 * weight * influence[t] * influence[s];
      }
    }
    return Math.sqrt(variance);
  }

  /** Equal-weighted cosines. */
  double ewc() {
    double variance = 0;
    for (double[] cosine : cosines) {
      double weighted = dot(cosine, influence);
      variance += weighted * weighted;
    }
    return Math.sqrt(cosineScale * variance);
  }

  private double smallSample() {
    return (double) x.length / (x.length - coefficients());
  }

  /** What an intercept and, if there is one, the trend leave of a series. */
  private double[] net(double[] series) {
    double[] left = centred(series);
    if (trend != null) {
      double along = dot(trend, left) / dot(trend, trend);
      for (int t = 0; t < left.length; t++) {
        left[t] -= along * trend[t];
      }
    }
    return left;
  }

  private static double[] centred(double[] series) {
    double mean = Series.mean(series);
    double[] centred = new double[series.length];
    for (int t = 0; t < series.length; t++) {
      centred[t] = series[t] - mean;
    }
    return centred;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }
}
