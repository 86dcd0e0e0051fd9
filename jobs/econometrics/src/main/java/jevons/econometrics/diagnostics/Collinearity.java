package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * How far the regressors move together. They are taken as they entered the fit, demeaned of
 * absorbed effects, unweighted.
 */
public final class Collinearity {
  private Collinearity() {}

  /**
   * How many times larger the variance of a coefficient is than if its regressor were uncorrelated
   * with the others.
   *
   * @param rSquared of the regressor on the others
   * @param factor 1 / (1 - rSquared)
   */
  public record VarianceInflation(String term, double rSquared, double factor) {}

  /**
   * The variance inflation factors of all terms but the intercept. R^2 is about the mean when the
   * fit has an intercept or effects, as {@code vif} of car, else about 0, as {@code
   * variance_inflation_factor} of statsmodels. Each column of {@code i(x)} has its own.
   *
   * @see <a href="https://doi.org/10.1080/00401706.1970.10488699">Marquardt (1970), Technometrics
   *     12(3), 591-612</a>
   */
  public static List<VarianceInflation> varianceInflation(Fit fit) {
    Auxiliary.leastSquares("vif", fit);
    double[][] rows = fit.figures().regressors();
    boolean centred = fit.formula().intercept();
    List<String> terms = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < fit.k(); j++) {
      String term = fit.coefficients().get(j).term();
      if (!term.equals(Formula.INTERCEPT)) {
        double[] column = Auxiliary.column(rows, j);
        double mean = centred ? Auxiliary.mean(column) : 0;
        terms.add(term);
        columns.add(unitLength(Arrays.stream(column).map(v -> v - mean).toArray()));
      }
    }
    if (columns.isEmpty()) {
      throw new EconometricsException(
          "vif needs a regressor besides the constant; \"" + fit.formula() + "\" has none.");
    }
    SingularValueDecomposition svd = decompose(columns);
    double[] d = svd.getSingularValues();
    List<VarianceInflation> factors = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      // Columns have length 1, so the diagonal of (X'X)^-1 = V D^-2 V' is the factor.
      double factor = 0;
      for (int a = 0; a < d.length; a++) {
        double v = svd.getV().getEntry(j, a) / d[a];
        factor += v * v;
      }
      factors.add(new VarianceInflation(terms.get(j), 1 - 1 / factor, factor));
    }
    return factors;
  }

  /**
   * One near dependency among the regressors.
   *
   * @param index largest singular value of the scaled regressors by this one
   * @param shares part of the variance of each coefficient that goes with it, in the order of the
   *     terms; two or more above 0.5 take part in the dependency
   */
  public record Dependency(double index, List<Double> shares) {
    public Dependency {
      shares = List.copyOf(shares);
    }
  }

  /**
   * What the columns of the regressors, each scaled to length 1, amount to.
   *
   * @param number the largest condition index; above 30 dependencies are strong (Belsley, Kuh and
   *     Welsch)
   * @param terms intercept included, since the columns are not centred
   * @param dependencies from the weakest to the strongest
   */
  public record Condition(double number, List<String> terms, List<Dependency> dependencies) {
    public Condition {
      terms = List.copyOf(terms);
      dependencies = List.copyOf(dependencies);
    }
  }

  /**
   * Condition number, condition indexes and the shares of variance that go with each.
   *
   * @see <a href="https://doi.org/10.1002/0471725153">Belsley, Kuh and Welsch (1980), Regression
   *     Diagnostics, chapter 3</a>
   */
  public static Condition condition(Fit fit) {
    Auxiliary.leastSquares("condition-number", fit);
    double[][] rows = fit.figures().regressors();
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < fit.k(); j++) {
      columns.add(unitLength(Auxiliary.column(rows, j)));
    }
    SingularValueDecomposition svd = decompose(columns);
    double[] d = svd.getSingularValues();
    RealMatrix v = svd.getV();
    double[][] parts = new double[d.length][d.length];
    double[] total = new double[d.length];
    for (int j = 0; j < d.length; j++) {
      for (int a = 0; a < d.length; a++) {
        double part = v.getEntry(j, a) / d[a];
        parts[a][j] = part * part;
        total[j] += part * part;
      }
    }
    List<Dependency> dependencies = new ArrayList<>();
    for (int a = 0; a < d.length; a++) {
      List<Double> shares = new ArrayList<>();
      for (int j = 0; j < d.length; j++) {
        shares.add(parts[a][j] / total[j]);
      }
      dependencies.add(new Dependency(d[0] / d[a], shares));
    }
    return new Condition(
        d[0] / d[d.length - 1],
        fit.coefficients().stream().map(jevons.econometrics.Coefficient::term).toList(),
        dependencies);
  }

  private static double[] unitLength(double[] column) {
    double norm = Math.sqrt(Auxiliary.dot(column, column));
    return Arrays.stream(column).map(v -> v / norm).toArray();
  }

  private static SingularValueDecomposition decompose(List<double[]> columns) {
    return new SingularValueDecomposition(
        new Array2DRowRealMatrix(columns.toArray(double[][]::new), false).transpose());
  }
}
