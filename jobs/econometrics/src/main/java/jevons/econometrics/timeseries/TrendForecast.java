package jevons.econometrics.timeseries;

import jevons.econometrics.EconometricsException;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A linear trend by least squares, carried forward.
 *
 * <pre>
 *   y_t = a + b t + e_t,   forecast at t0: a + b t0
 *   variance of y_t0 less its forecast = s^2 (1 + 1/n + (t0 - mean t)^2 / sum (t - mean t)^2)
 *   s^2 = sum e^2 / (n - 2),   t with n - 2 degrees of freedom
 * </pre>
 *
 * Exact for errors that are normal and independent. Errors that follow each other make the true
 * interval wider, and so does a trend that bends.
 *
 * @param slope b, of y per unit of t
 * @param sigma s, in the unit of y
 * @param n values the trend was fitted to
 * @param meanTime mean t
 * @param meanValue mean y
 * @param squaredTimes sum (t - mean t)^2
 * @see <a href="https://doi.org/10.1002/9781118625590">Draper and Smith (1998), Applied Regression
 *     Analysis, 3.1</a>
 */
public record TrendForecast(
    double slope, double sigma, int n, double meanTime, double meanValue, double squaredTimes) {

  /**
   * What the trend says of one value.
   *
   * @param forecast in the unit of y
   * @param standardError of y less its forecast
   */
  public record Point(double forecast, double standardError, double low, double high) {}

  /**
   * The trend of {@code values} at {@code times}, which need not be evenly spaced.
   *
   * @throws EconometricsException with fewer than 4 values or when all times are the same
   */
  public static TrendForecast fit(double[] times, double[] values) {
    int n = values.length;
    if (times.length != n) {
      throw new EconometricsException("trend: " + times.length + " times for " + n + " values.");
    }
    if (n < 4) {
      throw new EconometricsException("trend: " + n + " values; 4 or more are needed.");
    }
    double meanTime = 0;
    double meanValue = 0;
    for (int i = 0; i < n; i++) {
      meanTime += times[i] / n;
      meanValue += values[i] / n;
    }
    double tt = 0;
    double ty = 0;
    for (int i = 0; i < n; i++) {
      tt += (times[i] - meanTime) * (times[i] - meanTime);
      ty += (times[i] - meanTime) * (values[i] - meanValue);
    }
    if (!(tt > 0)) {
      throw new EconometricsException("trend: all values are of one time.");
    }
    double slope = ty / tt;
    double ssr = 0;
    for (int i = 0; i < n; i++) {
      double residual = values[i] - meanValue - slope * (times[i] - meanTime);
      ssr += residual * residual;
    }
    return new TrendForecast(slope, Math.sqrt(ssr / (n - 2)), n, meanTime, meanValue, tt);
  }

  /** n - 2. */
  public int degreesOfFreedom() {
    return n - 2;
  }

  /**
   * The forecast at a time with its two-sided prediction interval.
   *
   * @param level such as 0.95
   */
  public Point at(double time, double level) {
    double ahead = time - meanTime;
    double forecast = meanValue + slope * ahead;
    double error = sigma * Math.sqrt(1 + 1.0 / n + ahead * ahead / squaredTimes);
    double half = student().inverseCumulativeProbability((1 + level) / 2) * error;
    return new Point(forecast, error, forecast - half, forecast + half);
  }

  /** Two-sided p of "the value at this time is of the trend"; NaN when sigma is 0. */
  public double pValue(double time, double value) {
    Point point = at(time, 0.95);
    double t = Math.abs((value - point.forecast()) / point.standardError());
    return Double.isFinite(t) ? 2 * student().cumulativeProbability(-t) : Double.NaN;
  }

  private TDistribution student() {
    return new TDistribution(degreesOfFreedom());
  }
}
