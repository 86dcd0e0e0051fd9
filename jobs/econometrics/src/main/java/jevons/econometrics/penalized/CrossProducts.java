package jevons.econometrics.penalized;

import java.util.ArrayList;
import java.util.List;
import jevons.econometrics.EconometricsException;

/**
 * Means, deviations and correlations of regressors and response: all that an {@link ElasticNet}
 * needs of the rows, whatever its mixing and penalty.
 */
public final class CrossProducts {
  private final double[] mean;
  private final double[] deviation;
  private final double meanOfResponse;
  private final double deviationOfResponse;

  /** Correlations of the regressors; rows of one that does not vary are 0. */
  final double[][] gram;

  /** Correlations with y. */
  final double[] withResponse;

  /**
   * Of rows on the driver.
   *
   * @param x by regressor, one value a row
   * @throws EconometricsException when a value is missing, lengths differ, or y does not vary
   */
  public static CrossProducts of(List<double[]> x, double[] y) {
    return new CrossProducts(x, y);
  }

  private CrossProducts(List<double[]> x, double[] y) {
    int n = y.length;
    int p = x.size();
    if (n < 2 || p == 0) {
      throw new EconometricsException(
          "elastic net: " + n + " rows and " + p + " regressors; 2 rows and one are needed.");
    }
    double[] standardY = y.clone();
    double[] ofResponse = standardize(standardY, "y");
    meanOfResponse = ofResponse[0];
    deviationOfResponse = ofResponse[1];
    if (!(deviationOfResponse > 0)) {
      throw new EconometricsException("elastic net: y does not vary.");
    }
    mean = new double[p];
    deviation = new double[p];
    double[][] standard = new double[p][];
    for (int j = 0; j < p; j++) {
      if (x.get(j).length != n) {
        throw new EconometricsException(
            "elastic net: regressor "
                + j
                + " has "
                + x.get(j).length
                + " values, y has "
                + n
                + ".");
      }
      standard[j] = x.get(j).clone();
      double[] moments = standardize(standard[j], "regressor " + j);
      mean[j] = moments[0];
      deviation[j] = moments[1];
    }
    gram = new double[p][p];
    withResponse = new double[p];
    for (int j = 0; j < p; j++) {
      withResponse[j] = product(standard[j], standardY);
      for (int k = 0; k <= j; k++) {
        gram[j][k] = product(standard[j], standard[k]);
        gram[k][j] = gram[j][k];
      }
    }
  }

  /** In place; mean and standard deviation. A column that does not vary becomes 0. */
  private static double[] standardize(double[] column, String name) {
    double sum = 0;
    for (double value : column) {
      if (!Double.isFinite(value)) {
        throw new EconometricsException(
            "elastic net: " + name + " has a value that is missing or infinite.");
      }
      sum += value;
    }
    double mean = sum / column.length;
    double squares = 0;
    double largest = 0;
    for (double value : column) {
      squares += (value - mean) * (value - mean);
      largest = Math.max(largest, Math.abs(value));
    }
    double deviation = Math.sqrt(squares / column.length);
    // What rounding leaves of a constant is no variation.
    if (deviation <= 1e-14 * largest) {
      deviation = 0;
    }
    for (int i = 0; i < column.length; i++) {
      column[i] = deviation > 0 ? (column[i] - mean) / deviation : 0;
    }
    return new double[] {mean, deviation};
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / a.length;
  }

  ElasticNet.Solution solution(double penalty, double[] b) {
    List<Double> coefficients = new ArrayList<>();
    List<Double> standardized = new ArrayList<>();
    double intercept = meanOfResponse;
    for (int j = 0; j < b.length; j++) {
      double inUnitOfResponse = b[j] * deviationOfResponse;
      double coefficient = b[j] == 0 ? 0 : inUnitOfResponse / deviation[j];
      coefficients.add(coefficient);
      standardized.add(b[j] == 0 ? 0 : inUnitOfResponse);
      intercept -= coefficient * mean[j];
    }
    return new ElasticNet.Solution(penalty, intercept, coefficients, standardized);
  }
}
