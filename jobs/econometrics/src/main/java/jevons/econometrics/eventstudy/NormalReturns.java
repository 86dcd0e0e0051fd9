package jevons.econometrics.eventstudy;

import java.util.Optional;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * A model of normal returns, fitted in one estimation window, and what it leaves of other days.
 *
 * <p>With n_t the days a return is over, W = sum n_t, u_t = x_t / n_t, v_t = y_t / n_t and means
 * weighted by n_t:
 *
 * <pre>
 *   S = sum n_t (u_t - u)(u_t - u)',  b = S^-1 sum n_t (u_t - u)(v_t - v),  a = v - b'u
 *   s^2 = sum e_t^2 / n_t / (observations - k),  e_t = y_t - n_t a - b'x_t
 *   variance of a sum of abnormal returns over days with N = sum n, x = sum x_t:
 *     s^2 (N + N^2 / W + (x - N u)' S^-1 (x - N u))
 * </pre>
 *
 * <p>Centred first, so nothing is lost to the size of the means. Without missing returns n_t = 1
 * and this is least squares with the full prediction variance.
 */
final class NormalReturns {
  /** Share of a factor's variance left after the others below which they are collinear. */
  private static final double COLLINEAR = 1e-9;

  private final ReturnDays days;
  private final double constant;
  private final double[] slopes;
  private final double[] centre;
  private final RealMatrix inverse;
  private final double weight;
  private final double variance;
  private final int observations;
  private final int df;

  private NormalReturns(
      ReturnDays days,
      double constant,
      double[] slopes,
      double[] centre,
      RealMatrix inverse,
      double weight,
      double variance,
      int observations,
      int df) {
    this.days = days;
    this.constant = constant;
    this.slopes = slopes;
    this.centre = centre;
    this.inverse = inverse;
    this.weight = weight;
    this.variance = variance;
    this.observations = observations;
    this.df = df;
  }

  /**
   * Fits on the returns between two places, both included; empty when the factors are collinear
   * there, or leave nothing of the returns.
   */
  static Optional<NormalReturns> fit(ReturnDays days, int from, int to) {
    int k = days.x.length;
    double weight = 0;
    double meanY = 0;
    double[] centre = new double[k];
    int observations = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        observations++;
        weight += days.span[t];
        meanY += days.y[t];
        for (int j = 0; j < k; j++) {
          centre[j] += days.x[j][t];
        }
      }
    }
    meanY /= weight;
    for (int j = 0; j < k; j++) {
      centre[j] /= weight;
    }
    return days.fitted
        ? regression(days, from, to, weight, meanY, centre, observations)
        : marketAdjusted(days, from, to, weight, meanY - centre[0], observations);
  }

  private static Optional<NormalReturns> marketAdjusted(
      ReturnDays days, int from, int to, double weight, double mean, int observations) {
    double squares = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        double e = days.y[t] - days.x[0][t] - days.span[t] * mean;
        squares += e * e / days.span[t];
      }
    }
    int df = observations - 1;
    return Optional.of(
            new NormalReturns(
                days, 0, new double[] {1}, null, null, weight, squares / df, observations, df))
        .filter(fit -> fit.variance > 0);
  }

  private static Optional<NormalReturns> regression(
      ReturnDays days,
      int from,
      int to,
      double weight,
      double meanY,
      double[] centre,
      int observations) {
    int k = centre.length;
    double[][] products = new double[k][k];
    double[] withY = new double[k];
    double total = 0;
    double[] deviation = new double[k];
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        int n = days.span[t];
        double v = days.y[t] / n - meanY;
        total += n * v * v;
        for (int j = 0; j < k; j++) {
          deviation[j] = days.x[j][t] / n - centre[j];
          withY[j] += n * deviation[j] * v;
          for (int i = 0; i <= j; i++) {
            products[j][i] += n * deviation[j] * deviation[i];
          }
        }
      }
    }
    RealMatrix inverse = k == 0 ? null : inverse(products);
    if (k > 0 && inverse == null) {
      return Optional.empty();
    }
    double[] slopes = k == 0 ? new double[0] : inverse.operate(withY);
    double constant = meanY;
    for (int j = 0; j < k; j++) {
      constant -= slopes[j] * centre[j];
    }
    double squares = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        double e = abnormal(days, t, constant, slopes);
        squares += e * e / days.span[t];
      }
    }
    int df = observations - k - 1;
    return squares > 1e-20 * total
        ? Optional.of(
            new NormalReturns(
                days, constant, slopes, centre, inverse, weight, squares / df, observations, df))
        : Optional.empty();
  }

  /** Of a symmetric matrix given by its lower half, scaled to a diagonal of 1; null if singular. */
  private static RealMatrix inverse(double[][] lower) {
    int k = lower.length;
    double[] scale = new double[k];
    for (int j = 0; j < k; j++) {
      scale[j] = Math.sqrt(lower[j][j]);
      if (!(scale[j] > 0)) {
        return null;
      }
    }
    double[][] scaled = new double[k][k];
    for (int j = 0; j < k; j++) {
      for (int i = 0; i <= j; i++) {
        scaled[j][i] = lower[j][i] / (scale[i] * scale[j]);
        scaled[i][j] = scaled[j][i];
      }
    }
    try {
      RealMatrix inverse =
          new CholeskyDecomposition(
                  new Array2DRowRealMatrix(scaled, false), COLLINEAR, Math.sqrt(COLLINEAR))
              .getSolver()
              .getInverse();
      for (int j = 0; j < k; j++) {
        for (int i = 0; i < k; i++) {
          inverse.multiplyEntry(j, i, 1 / (scale[i] * scale[j]));
        }
      }
      return inverse;
    } catch (MathIllegalArgumentException notPositive) {
      return null;
    }
  }

  private static double abnormal(ReturnDays days, int t, double constant, double[] slopes) {
    double e = days.y[t] - days.span[t] * constant;
    for (int j = 0; j < slopes.length; j++) {
      e -= slopes[j] * days.x[j][t];
    }
    return e;
  }

  /** The abnormal return of place t, over its span. */
  double abnormal(int t) {
    return abnormal(days, t, constant, slopes);
  }

  /** Sum of the abnormal returns between two places, both included. */
  double cumulative(int from, int to) {
    double sum = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        sum += abnormal(t);
      }
    }
    return sum;
  }

  /** Variance of that sum: of the returns themselves, and of the coefficients they are held to. */
  double variance(int from, int to) {
    double n = 0;
    double[] sum = new double[slopes.length];
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        n += days.span[t];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += days.x[j][t];
        }
      }
    }
    if (!days.fitted) {
      return variance * n;
    }
    double quadratic = 0;
    for (int j = 0; j < sum.length; j++) {
      for (int i = 0; i < sum.length; i++) {
        quadratic += (sum[j] - n * centre[j]) * inverse.getEntry(j, i) * (sum[i] - n * centre[i]);
      }
    }
    return variance * (n + n * n / weight + quadratic);
  }

  /** Sum of abnormal returns by its standard deviation. */
  double standardized(int from, int to) {
    return cumulative(from, to) / Math.sqrt(variance(from, to));
  }

  /** Product of 1 + return less product of 1 + expected return. */
  double buyAndHold(int from, int to) {
    double held = 1;
    double expected = 1;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        held *= 1 + days.raw[t];
        expected *= 1 + days.raw[t] - abnormal(t);
      }
    }
    return held - expected;
  }

  double constant() {
    return constant;
  }

  double[] slopes() {
    return slopes;
  }

  /** s, of a return over one day. */
  double sigma() {
    return Math.sqrt(variance);
  }

  int observations() {
    return observations;
  }

  int df() {
    return df;
  }
}
