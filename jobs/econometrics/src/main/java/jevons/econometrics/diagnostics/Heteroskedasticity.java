package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;

/**
 * Whether the variance of the errors moves with the regressors. The regressors are those of the fit
 * as they entered, demeaned of absorbed effects; a fit without intercept gets a constant in the
 * auxiliary regression. The fit is meant to be unweighted.
 */
public final class Heteroskedasticity {
  private Heteroskedasticity() {}

  /**
   * Along the regressors: Koenker's form of the test of Breusch and Pagan, which does not need
   * normal errors. n R^2 of e^2 on a constant and the regressors, chi-squared with as many degrees
   * of freedom as regressors besides the constant. As {@code bptest} of lmtest, {@code
   * het_breuschpagan} of statsmodels; the form of 1979 is {@link #breuschPaganNormal}.
   *
   * @see <a href="https://doi.org/10.1016/0304-4076(81)90062-2">Koenker (1981), Journal of
   *     Econometrics 17(1), 107-112</a>
   */
  public static TestResult breuschPagan(Fit fit) {
    String test = "breusch-pagan";
    List<double[]> x = regressors(test, fit);
    return Auxiliary.lagrange(
        test,
        Auxiliary.squares(fit.residuals()),
        x,
        x.size() - 1,
        OptionalInt.empty(),
        Auxiliary.conventions(test, fit));
  }

  /**
   * The first form, for normal errors: half the explained sum of squares of e^2 / (sum e^2 / n) on
   * a constant and the regressors. Far from normal errors its size is wrong.
   *
   * @see <a href="https://doi.org/10.2307/1911963">Breusch and Pagan (1979), Econometrica 47(5),
   *     1287-1294</a>
   */
  public static TestResult breuschPaganNormal(Fit fit) {
    String test = "breusch-pagan-normal";
    List<double[]> x = regressors(test, fit);
    double[] g = Auxiliary.squares(fit.residuals());
    double variance = Auxiliary.mean(g);
    double total = Auxiliary.centredSquare(g);
    double[] e = jevons.econometrics.internal.LeastSquares.residuals(x.toArray(double[][]::new), g);
    double statistic = (total - Auxiliary.dot(e, e)) / (2 * variance * variance);
    return Auxiliary.chiSquared(
        test,
        statistic,
        x.size() - 1,
        OptionalInt.empty(),
        g.length,
        Auxiliary.conventions(test, fit));
  }

  /**
   * Of any form: n R^2 of e^2 on a constant, the regressors, their squares and products. A square
   * or product that is a combination of those before it, such as the square of a column of zeros
   * and ones, is left out; the degrees of freedom count those that stay.
   *
   * @throws EconometricsException when there are not more rows than squares and products
   * @see <a href="https://doi.org/10.2307/1912934">White (1980), Econometrica 48(4), 817-838</a>
   */
  public static TestResult white(Fit fit) {
    String test = "white";
    List<double[]> x = regressors(test, fit);
    List<double[]> all = new ArrayList<>(x);
    for (int a = 1; a < x.size(); a++) {
      for (int b = a; b < x.size(); b++) {
        all.add(product(x.get(a), x.get(b)));
      }
    }
    int n = x.get(0).length;
    if (all.size() >= n) {
      throw new EconometricsException(
          "white: %d regressors, squares and products on %d rows; more rows are needed. breusch-pagan needs fewer."
              .formatted(all.size(), n));
    }
    List<double[]> kept = Auxiliary.independent(all);
    return Auxiliary.lagrange(
        test,
        Auxiliary.squares(fit.residuals()),
        kept,
        kept.size() - 1,
        OptionalInt.empty(),
        Auxiliary.conventions(test, fit));
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static List<double[]> regressors(String test, Fit fit) {
    Auxiliary.leastSquares(test, fit);
    List<double[]> x = Auxiliary.withConstant(fit);
    if (x.size() < 2) {
      throw new EconometricsException(
          test + " needs a regressor besides the constant; \"" + fit.formula() + "\" has none.");
    }
    return x;
  }
}
