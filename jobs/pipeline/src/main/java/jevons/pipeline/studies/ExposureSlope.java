package jevons.pipeline.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The slope of the firms' own elasticities on their exposure, and its place among those of every
 * other order of the exposures over the firms.
 *
 * <pre>
 *   b_i = sum_t (x_t - mean x) y_it / sum_t (x_t - mean x)^2        firm i's own elasticity
 *   slope = sum_i (z_i - mean z) b_i / sum_i (z_i - mean z)^2
 * </pre>
 *
 * With as many quarters for each firm that is the coefficient of exposure times x under firm and
 * quarter effects. No distribution is assumed: if exposure did not matter, each order would have
 * been as likely.
 *
 * @param pValue share of all orders, the true one among them, whose |slope| is as large
 * @param smallestPValue one over the number of orders
 * @param without the slope without each of the firms
 */
record ExposureSlope(double slope, double pValue, double smallestPValue, List<Double> without) {
  ExposureSlope {
    without = List.copyOf(without);
  }

  /** Two firms give a line through two points. */
  static final int FEWEST_FIRMS = 3;

  /** 10! orders take a tenth of a second, 13! a minute. */
  static final int MOST_FIRMS = 10;

  /** Sums of the same terms in another order are equal up to rounding. */
  private static final double AS_LARGE = 1 - 1e-10;

  /** Of some firms, {@value #FEWEST_FIRMS} to {@value #MOST_FIRMS}. */
  static ExposureSlope of(double[] exposure, double[] elasticity) {
    double own = slope(exposure, elasticity);
    double[] centred = Arrays.stream(exposure).map(z -> z - Series.mean(exposure)).toArray();
    double limit =
        AS_LARGE
            * Math.abs(own)
            * Arrays.stream(centred).map(deviation -> deviation * deviation).sum();
    Orders orders = new Orders(centred, elasticity, limit);
    orders.place(0, 0);
    List<Double> without = new ArrayList<>();
    for (int i = 0; i < exposure.length; i++) {
      without.add(slope(leaveOut(i, exposure), leaveOut(i, elasticity)));
    }
    return new ExposureSlope(own, orders.asLarge / (double) orders.all, 1.0 / orders.all, without);
  }

  private static double slope(double[] x, double[] y) {
    return Series.products(x, y) / Series.squaredDeviations(x);
  }

  private static double[] leaveOut(int i, double[] values) {
    double[] rest = new double[values.length - 1];
    System.arraycopy(values, 0, rest, 0, i);
    System.arraycopy(values, i + 1, rest, i, rest.length - i);
    return rest;
  }

  /** Goes through every order of the exposures. */
  private static final class Orders {
    private final double[] exposure;
    private final double[] elasticity;
    private final double limit;
    private final boolean[] isTaken;
    private long all;
    private long asLarge;

    Orders(double[] exposure, double[] elasticity, double limit) {
      this.exposure = exposure;
      this.elasticity = elasticity;
      this.limit = limit;
      isTaken = new boolean[exposure.length];
    }

    /** Gives firm {@code i} each exposure that the firms before it have left. */
    void place(int i, double sum) {
      if (i == exposure.length) {
        all++;
        asLarge += Math.abs(sum) >= limit ? 1 : 0;
        return;
      }
      for (int k = 0; k < exposure.length; k++) {
        if (!isTaken[k]) {
          isTaken[k] = true;
          place(i + 1, sum + exposure[k] * elasticity[i]);
          isTaken[k] = false;
        }
      }
    }
  }
}
