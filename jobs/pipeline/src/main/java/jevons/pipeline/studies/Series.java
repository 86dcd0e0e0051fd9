package jevons.pipeline.studies;

/** Figures that describe a short series. */
final class Series {
  private Series() {}

  /** Pearson's. */
  static double correlation(double[] a, double[] b) {
    return products(a, b) / Math.sqrt(squaredDeviations(a) * squaredDeviations(b));
  }

  /** Sum of (z_t - mean z)^2. */
  static double squaredDeviations(double[] series) {
    return products(series, series);
  }

  /** Sum of squares that an intercept and a slope on {@code trend} leave. */
  static double squaredDeviationsFrom(double[] trend, double[] series) {
    double along = products(trend, series);
    return squaredDeviations(series) - along * along / squaredDeviations(trend);
  }

  /** Sum of (a_t - mean a)(b_t - mean b). */
  static double products(double[] a, double[] b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += (a[t] - meanA) * (b[t] - meanB);
    }
    return sum;
  }

  static double mean(double[] series) {
    double sum = 0;
    for (double value : series) {
      sum += value;
    }
    return sum / series.length;
  }
}
