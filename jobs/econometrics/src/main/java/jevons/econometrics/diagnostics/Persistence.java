package jevons.econometrics.diagnostics;

import java.util.Arrays;
import jevons.econometrics.EconometricsException;

/**
 * Persistence of a series.
 *
 * @param coefficient of x_{t-1} in the regression of x_t on it and a constant
 * @param standardError of it, homoskedastic
 * @param autocorrelation first-order, about the mean of the whole series
 */
public record Persistence(double coefficient, double standardError, double autocorrelation, int n) {

  /** First-order persistence of a series without gaps, by least squares. */
  public static Persistence ar1(double[] series) {
    int n = series.length - 1;
    if (n < 3) {
      throw new EconometricsException("ar1: " + series.length + " values; 4 or more are needed.");
    }
    double[] y = Arrays.copyOfRange(series, 1, n + 1);
    double[] x = Arrays.copyOf(series, n);
    double meanX = Auxiliary.mean(x);
    double meanY = Auxiliary.mean(y);
    double mean = Auxiliary.mean(series);
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
}
