package jevons.econometrics.penalized;

import java.util.ArrayList;
import java.util.List;
import jevons.econometrics.EconometricsException;

/**
 * Least squares with a penalty on the size of the coefficients, which chooses among many
 * regressors.
 *
 * <pre>
 *   min over c:  1/(2n) sum_t (v_t - z_t'c)^2 + lambda sum_j (m |c_j| + (1 - m)/2 c_j^2)
 *   v = (y - mean y) / s_y,   z_j = (x_j - mean x_j) / s_j,   b_j = c_j s_y / s_j
 * </pre>
 *
 * s_j and s_y are standard deviations (divisor n), so that neither the unit of a regressor nor that
 * of y matters; m is the mixing, 1 the lasso, 0 ridge; a is not penalised. A regressor that does
 * not vary has the coefficient 0. Coordinate descent on the cross products of the standardised
 * columns, from the largest penalty to the smallest, each started at the one before: one pass over
 * the rows for a whole path. On v and z it is the problem of Spark MLlib's LinearRegression, which
 * needs a few jobs for each penalty.
 *
 * <p>Shrunk coefficients are biased and have no standard errors here: judge a fit by how well it
 * does on rows that it has not seen.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou and Hastie (2005), Journal of
 *     the Royal Statistical Society B 67(2), 301-320</a>
 * @see <a href="https://doi.org/10.18637/jss.v033.i01">Friedman, Hastie and Tibshirani (2010),
 *     Journal of Statistical Software 33(1), 1-22</a>
 */
public final class ElasticNet {
  private static final double TOLERANCE = 1e-10;
  private static final int MOST_SWEEPS = 100_000;

  private double mixing = 1;

  /** m, from 0 (ridge) to 1 (lasso). Default: 1. */
  public ElasticNet setMixing(double mixing) {
    if (!(mixing >= 0 && mixing <= 1)) {
      throw new EconometricsException(
          "elastic net: mixing " + mixing + " is not between 0 (ridge) and 1 (lasso).");
    }
    this.mixing = mixing;
    return this;
  }

  /**
   * The coefficients at one penalty.
   *
   * @param penalty lambda
   * @param intercept a
   * @param coefficients b, by regressor
   * @param standardized b times the regressor's standard deviation, in the unit of y
   */
  public record Solution(
      double penalty, double intercept, List<Double> coefficients, List<Double> standardized) {
    public Solution {
      coefficients = List.copyOf(coefficients);
      standardized = List.copyOf(standardized);
    }

    /** Number of regressors whose coefficient is not 0. */
    public int chosen() {
      return Math.toIntExact(coefficients.stream().filter(b -> b != 0).count());
    }

    /** a + x'b for the values of one row. */
    public double fitted(double[] row) {
      double sum = intercept;
      for (int j = 0; j < row.length; j++) {
        sum += coefficients.get(j) * row[j];
      }
      return sum;
    }
  }

  /**
   * The least penalty at which all coefficients are 0, max |x_j'y| / (n s_j s_y m).
   *
   * @param x by regressor
   * @throws EconometricsException for ridge, which has none
   */
  public double largestPenalty(List<double[]> x, double[] y) {
    return largestPenalty(CrossProducts.of(x, y));
  }

  /** The same of rows that several fits share. */
  public double largestPenalty(CrossProducts products) {
    if (mixing == 0) {
      throw new EconometricsException(
          "elastic net: at mixing 0 (ridge) no penalty makes all coefficients 0.");
    }
    double largest = 0;
    for (double c : products.withResponse) {
      largest = Math.max(largest, Math.abs(c));
    }
    // A rounding's width above it, so that nothing is left of a coefficient but 0.
    return largest / mixing * (1 + 1e-12);
  }

  /**
   * A path of penalties.
   *
   * @param x by regressor, one value a row
   * @param penalties lambda, descending, 0 or more
   * @throws EconometricsException when a value is missing, lengths differ, or y does not vary
   */
  public List<Solution> fit(List<double[]> x, double[] y, double[] penalties) {
    return fit(CrossProducts.of(x, y), penalties);
  }

  /** The same of rows that several fits share. */
  public List<Solution> fit(CrossProducts products, double[] penalties) {
    double[] b = new double[products.gram.length];
    List<Solution> path = new ArrayList<>();
    for (double penalty : penalties) {
      if (!(penalty >= 0)) {
        throw new EconometricsException("elastic net: penalty " + penalty + " is below 0.");
      }
      descend(products, b, penalty);
      path.add(products.solution(penalty, b));
    }
    return path;
  }

  /** Each coordinate in turn to its own optimum until none moves. */
  private void descend(CrossProducts products, double[] b, double penalty) {
    double[] gradient = products.withResponse.clone();
    for (int j = 0; j < b.length; j++) {
      move(gradient, products.gram[j], b[j]);
    }
    double threshold = penalty * mixing;
    double shrinkage = 1 + penalty * (1 - mixing);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double largestStep = 0;
      for (int j = 0; j < b.length; j++) {
        // A column that does not vary has no correlation with anything, itself included.
        double alone = gradient[j] + products.gram[j][j] * b[j];
        double shrunk = Math.max(0, Math.abs(alone) - threshold);
        double step = Math.signum(alone) * shrunk / shrinkage - b[j];
        if (step != 0) {
          b[j] += step;
          move(gradient, products.gram[j], step);
          largestStep = Math.max(largestStep, Math.abs(step));
        }
      }
      if (largestStep < TOLERANCE) {
        return;
      }
    }
    throw new EconometricsException(
        "elastic net: no convergence at penalty "
            + penalty
            + "; regressors are nearly collinear. Take a larger one or drop some.");
  }

  /** The gradient after a coefficient moved by a step. */
  private static void move(double[] gradient, double[] correlations, double step) {
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] -= correlations[k] * step;
    }
  }
}
