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

  /** Share of the returns' variance that rounding alone leaves of what factors explain wholly. */
  private static final double NOTHING_LEFT = 1e-20;

  /** The same share below which a difference of sums has lost more than half of its digits. */
  private static final double LITTLE_LEFT = 1e-8;

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
    CentralMoments moments = CentralMoments.of(days, from, to);
    if (!days.fitted) {
      return marketAdjusted(days, from, to, moments);
    }
    RealMatrix inverse = inverse(moments.products);
    if (inverse == null) {
      return Optional.empty();
    }
    double[] slopes = slopes(inverse, moments);
    double constant = constant(moments, slopes);
    double squares = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        double e = abnormal(days, t, constant, slopes);
        squares += e * e / days.span[t];
      }
    }
    return squares > NOTHING_LEFT * moments.total
        ? Optional.of(of(days, moments, inverse, slopes, constant, squares))
        : Optional.empty();
  }

  /**
   * The same on the window of some length that begins at {@code from}, from sums that move with it.
   * What is left of the returns is then a difference of two sums; where too few of its digits would
   * be right, it is summed itself.
   */
  static Optional<NormalReturns> fit(ReturnDays days, MovingWindow window, int from, int to) {
    if (!days.fitted) {
      return fit(days, from, to);
    }
    CentralMoments moments = window.at(from);
    RealMatrix inverse = inverse(moments.products);
    if (inverse == null) {
      return fit(days, from, to);
    }
    double[] slopes = slopes(inverse, moments);
    double squares = moments.total;
    for (int j = 0; j < slopes.length; j++) {
      squares -= slopes[j] * moments.withY[j];
    }
    return squares > LITTLE_LEFT * moments.total
        ? Optional.of(of(days, moments, inverse, slopes, constant(moments, slopes), squares))
        : fit(days, from, to);
  }

  private static NormalReturns of(
      ReturnDays days,
      CentralMoments moments,
      RealMatrix inverse,
      double[] slopes,
      double constant,
      double squares) {
    int df = moments.observations - slopes.length - 1;
    return new NormalReturns(
        days,
        constant,
        slopes,
        moments.centre,
        inverse,
        moments.weight,
        squares / df,
        moments.observations,
        df);
  }

  /** None for a model without factors, whose inverse has no entries. */
  private static double[] slopes(RealMatrix inverse, CentralMoments moments) {
    double[] withY = moments.withY;
    return withY.length == 0 ? withY : inverse.operate(withY);
  }

  private static double constant(CentralMoments moments, double[] slopes) {
    double constant = moments.meanY;
    for (int j = 0; j < slopes.length; j++) {
      constant -= slopes[j] * moments.centre[j];
    }
    return constant;
  }

  private static Optional<NormalReturns> marketAdjusted(
      ReturnDays days, int from, int to, CentralMoments moments) {
    double mean = moments.meanY - moments.centre[0];
    double squares = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        double e = days.y[t] - days.x[0][t] - days.span[t] * mean;
        squares += e * e / days.span[t];
      }
    }
    int df = moments.observations - 1;
    return Optional.of(
            new NormalReturns(
                days,
                0,
                new double[] {1},
                null,
                null,
                moments.weight,
                squares / df,
                moments.observations,
                df))
        .filter(fit -> fit.variance > 0);
  }

  /** Of a symmetric matrix given by its lower half, scaled to a diagonal of 1; null if singular. */
  private static RealMatrix inverse(double[][] lower) {
    int k = lower.length;
    if (k == 0) {
      return new Array2DRowRealMatrix();
    }
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
