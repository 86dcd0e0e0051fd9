package jevons.econometrics.timeseries;

import java.util.Arrays;
import jevons.econometrics.EconometricsException;

/** What every test asks of a series first. */
final class Series {
  /** Share of the squares of y that rounding leaves. */
  private static final double PERFECT = 1e-26;

  private Series() {}

  /** Refuses a series with a missing value, without variation or with fewer values than needed. */
  static void check(String test, double[] y, int needed) {
    check(test, "the series", y, needed);
  }

  static void check(String test, String name, double[] y, int needed) {
    finite(test, name, y);
    if (y.length < needed) {
      throw new EconometricsException(
          test + ": " + name + " has " + y.length + " values; " + needed + " or more are needed.");
    }
    double low = Arrays.stream(y).min().orElseThrow();
    double high = Arrays.stream(y).max().orElseThrow();
    if (low == high) {
      throw new EconometricsException(
          test + ": " + name + " is " + low + " at all " + y.length + " times; it does not vary.");
    }
  }

  static void finite(String test, String name, double[] y) {
    for (int t = 0; t < y.length; t++) {
      if (!Double.isFinite(y[t])) {
        throw new EconometricsException(
            test
                + ": value "
                + (t + 1)
                + " of "
                + y.length
                + " of "
                + name
                + " is missing; give the test a stretch without gaps.");
      }
    }
  }

  /**
   * Refuses a regression that leaves nothing of y: its t statistics would be ratios of rounding
   * errors.
   */
  static void notPerfect(String test, double ssr, double[] y) {
    double size = 0;
    for (double v : y) {
      size += v * v;
    }
    if (ssr <= PERFECT * size) {
      throw new EconometricsException(
          test
              + ": the regression fits all "
              + y.length
              + " values exactly, so nothing can be tested; the series follows a rule without chance,"
              + " such as a line, or equals another.");
    }
  }

  /** y_t - y_{t-1}, one shorter. */
  static double[] differences(double[] y) {
    double[] d = new double[y.length - 1];
    Arrays.setAll(d, t -> y[t + 1] - y[t]);
    return d;
  }

  /** y_{first - lag} ... of as many values as {@code first} leaves. */
  static double[] lagged(double[] y, int first, int lag) {
    return Arrays.copyOfRange(y, first - lag, y.length - lag);
  }
}
