package jevons.pipeline.studies;

/**
 * The slope of y on x and an intercept with its t under equal-weighted cosine errors, in closed
 * form: what {@link jevons.econometrics.Covariance.EqualWeightedCosine} gives for one regressor,
 * for placebo tests that need it some ten thousand times.
 *
 * <pre>
 *   u_t = (x_t - mean x) e_t / sum (x - mean x)^2
 *   t = b / sqrt(S/B sum_{j=1..B} (sqrt(2/S) sum_t u_t cos(pi j (s_t - 1/2) / S))^2)
 * </pre>
 *
 * s_t is the place of quarter t between the first, 1, and the last, S; B = floor(0.4 T^(2/3)), at
 * least 1, T quarters.
 */
final class CosineSlope {
  private final double[][] cosines;
  private final double varianceScale;

  /**
   * For quarters at these places.
   *
   * @param places ascending, in calendar quarters; the first need not be 1
   */
  CosineSlope(int[] places) {
    int count = places.length;
    int span = places[count - 1] - places[0] + 1;
    int number = Math.max(1, (int) Math.floor(0.4 * Math.cbrt((double) count * count)));
    cosines = new double[number][count];
    for (int j = 1; j <= number; j++) {
      for (int t = 0; t < count; t++) {
        double place = places[t] - places[0] + 0.5;
        cosines[j - 1][t] = Math.sqrt(2.0 / span) * Math.cos(Math.PI * j * place / span);
      }
    }
    varianceScale = (double) span / number;
  }

  /** Degrees of freedom of t: the number of cosines. */
  int degreesOfFreedom() {
    return cosines.length;
  }

  /** t of the slope against 0; NaN when x does not vary. */
  double t(double[] x, double[] y) {
    double meanX = Series.mean(x);
    double meanY = Series.mean(y);
    double xx = Series.squaredDeviations(x);
    double xy = 0;
    for (int t = 0; t < x.length; t++) {
      xy += (x[t] - meanX) * (y[t] - meanY);
    }
    double slope = xy / xx;
    double[] influence = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      double residual = y[t] - meanY - slope * (x[t] - meanX);
      influence[t] = (x[t] - meanX) * residual / xx;
    }
    double variance = 0;
    for (double[] cosine : cosines) {
      double weighted = 0;
      for (int t = 0; t < x.length; t++) {
        weighted += cosine[t] * influence[t];
      }
      variance += weighted * weighted;
    }
    return slope / Math.sqrt(varianceScale * variance);
  }
}
