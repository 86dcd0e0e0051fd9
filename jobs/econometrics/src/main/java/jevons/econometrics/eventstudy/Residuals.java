package jevons.econometrics.eventstudy;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the model left in the estimation window, by day; NaN where there was no return. A residual
 * over n days is divided by the square root of n.
 */
public final class Residuals {
  private final int firstPlace;
  private final double[] values;

  /** Days that have a residual, the smallest first. */
  private final int[] order;

  /** Deviations from the mean by the root of their squares' sum, 0 where there is no return. */
  private final double[] unit;

  Residuals(int firstPlace, double[] values) {
    this.firstPlace = firstPlace;
    this.values = values;
    this.order =
        IntStream.range(0, values.length)
            .filter(t -> Double.isFinite(values[t]))
            .boxed()
            .sorted(Comparator.comparingDouble(t -> values[t]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.unit = unit(values, order);
  }

  private static double[] unit(double[] values, int[] there) {
    double mean = 0;
    for (int t : there) {
      mean += values[t];
    }
    mean /= there.length;
    double[] unit = new double[values.length];
    double squares = 0;
    for (int t : there) {
      unit[t] = values[t] - mean;
      squares += unit[t] * unit[t];
    }
    double norm = Math.sqrt(squares);
    for (int t : there) {
      unit[t] /= norm;
    }
    return unit;
  }

  /** Days of the estimation window. */
  public int length() {
    return values.length;
  }

  /** Of the i-th day of the window, from 0. */
  public double at(int i) {
    return values[i];
  }

  /** Days of the window that have a residual, in the order of the residuals. */
  int[] order() {
    return order;
  }

  /**
   * Correlation of two firms' residuals on the days that both have.
   *
   * @param fewest days below which it is 0
   */
  static double correlation(Residuals a, Residuals b, int fewest) {
    boolean sameDays =
        a.firstPlace == b.firstPlace
            && a.order.length == a.values.length
            && b.order.length == b.values.length
            && a.values.length == b.values.length;
    if (sameDays) {
      double product = 0;
      for (int t = 0; t < a.unit.length; t++) {
        product += a.unit[t] * b.unit[t];
      }
      return product;
    }
    return correlationOfCommonDays(a, b, fewest);
  }

  private static double correlationOfCommonDays(Residuals a, Residuals b, int fewest) {
    int first = Math.max(a.firstPlace, b.firstPlace);
    int end = Math.min(a.firstPlace + a.length(), b.firstPlace + b.length());
    int days = 0;
    double sumA = 0;
    double sumB = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    // The units' own means are near 0, so nothing is lost by one pass.
    for (int t = first; t < end; t++) {
      int i = t - a.firstPlace;
      int j = t - b.firstPlace;
      if (Double.isFinite(a.values[i]) && Double.isFinite(b.values[j])) {
        days++;
        sumA += a.unit[i];
        sumB += b.unit[j];
        aa += a.unit[i] * a.unit[i];
        bb += b.unit[j] * b.unit[j];
        ab += a.unit[i] * b.unit[j];
      }
    }
    return days < fewest
        ? 0
        : (ab - sumA * sumB / days)
            / Math.sqrt((aa - sumA * sumA / days) * (bb - sumB * sumB / days));
  }
}
