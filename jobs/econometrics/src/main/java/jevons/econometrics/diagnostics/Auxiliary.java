package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Remark;
import jevons.econometrics.internal.LeastSquares;
import org.hipparchus.special.Gamma;

/** The regressions of residuals that the tests of a fit rest on. */
final class Auxiliary {
  /** Norm left of a column after those before it, below which it is their combination. */
  private static final double SAME = 1e-9;

  private Auxiliary() {}

  /** The regressors by column, and a constant before them unless there is one. */
  static List<double[]> withConstant(Fit fit) {
    double[][] rows = fit.figures().regressors();
    List<double[]> columns = new ArrayList<>();
    if (!fit.formula().intercept()) {
      columns.add(ones(rows.length));
    }
    for (int j = 0; j < fit.k(); j++) {
      columns.add(column(rows, j));
    }
    return columns;
  }

  /** Refuses a fit whose residuals are not orthogonal to its regressors. */
  static void leastSquares(String test, Fit fit) {
    if (fit.formula().instruments().isPresent()) {
      throw new EconometricsException(
          test + " is of least squares; \"" + fit.formula() + "\" has instruments.");
    }
  }

  static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  static double[] column(double[][] rows, int j) {
    return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
  }

  static double[] squares(double[] e) {
    return Arrays.stream(e).map(v -> v * v).toArray();
  }

  static double mean(double[] v) {
    return Arrays.stream(v).average().orElseThrow();
  }

  /** Sum of squares about the mean. */
  static double centredSquare(double[] v) {
    double mean = mean(v);
    return Arrays.stream(v).map(z -> (z - mean) * (z - mean)).sum();
  }

  /**
   * The columns that are no combination of those before them, the first a constant: others are
   * centred and scaled, so that a product of large numbers is told from the constant.
   */
  static List<double[]> independent(List<double[]> columns) {
    List<double[]> kept = new ArrayList<>(List.of(columns.get(0)));
    List<double[]> basis = new ArrayList<>();
    for (double[] column : columns.subList(1, columns.size())) {
      double mean = mean(column);
      double root = Math.sqrt(centredSquare(column));
      double largest = Arrays.stream(column).map(Math::abs).max().orElseThrow();
      if (!(root > SAME * largest)) {
        continue;
      }
      double[] scaled = Arrays.stream(column).map(v -> (v - mean) / root).toArray();
      double[] left = scaled.clone();
      // Twice is enough for orthogonality to the last digits.
      for (int round = 0; round < 2; round++) {
        for (double[] b : basis) {
          double dot = dot(left, b);
          for (int i = 0; i < left.length; i++) {
            left[i] -= dot * b[i];
          }
        }
      }
      double norm = Math.sqrt(dot(left, left));
      if (norm > SAME) {
        basis.add(Arrays.stream(left).map(v -> v / norm).toArray());
        kept.add(scaled);
      }
    }
    return kept;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** n R^2 of y on x, chi-squared with {@code df} degrees of freedom. */
  static TestResult lagrange(
      String test, double[] y, List<double[]> x, int df, OptionalInt lags, List<Remark> remarks) {
    double[] e = LeastSquares.residuals(x.toArray(double[][]::new), y);
    double statistic = y.length * (1 - dot(e, e) / centredSquare(y));
    return chiSquared(test, statistic, df, lags, y.length, remarks);
  }

  static TestResult chiSquared(
      String test, double statistic, int df, OptionalInt lags, int n, List<Remark> remarks) {
    return new TestResult(
        test,
        statistic,
        OptionalDouble.of(upper(statistic, df)),
        OptionalDouble.of(df),
        lags,
        n,
        java.util.Map.of(),
        remarks);
  }

  /** P(chi-squared with {@code df} degrees of freedom above {@code statistic}). */
  static double upper(double statistic, double df) {
    return statistic <= 0 ? 1 : Gamma.regularizedGammaQ(df / 2, statistic / 2);
  }

  /** What the tests of a fit with absorbed effects work on. */
  static List<Remark> conventions(String test, Fit fit) {
    return fit.effects().isEmpty()
        ? List.of()
        : List.of(
            new Remark.Convention(
                test,
                "residuals and regressors are those left by the absorbed effects; n is not reduced"
                    + " by their levels"));
  }
}
