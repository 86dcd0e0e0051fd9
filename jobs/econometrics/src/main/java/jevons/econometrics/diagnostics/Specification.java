package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;

/** Whether a regression leaves out a bend in its own fitted values. */
public final class Specification {
  private static final String TEST = "reset";

  private Specification() {}

  /**
   * Ramsey's RESET: fits again with powers 2 to {@code highest} of the fitted values and tests that
   * their coefficients are 0, F under {@code covariance}. With iid errors it is {@code resettest}
   * of lmtest; a robust covariance keeps its size under heteroskedasticity. Fitted values include
   * absorbed effects, and their powers are demeaned of them like any regressor. Powers are of
   * fitted values scaled to at most 1, which changes no statistic.
   *
   * @param highest 2 or more; 3 is common
   * @see <a href="https://doi.org/10.1111/j.2517-6161.1969.tb00796.x">Ramsey (1969), JRSS B 31(2),
   *     350-371</a>
   */
  public static TestResult reset(
      PanelOls regression, Sample sample, Covariance covariance, int highest) {
    if (highest < 2 || highest > 9) {
      throw new EconometricsException("reset: power " + highest + " is not from 2 to 9.");
    }
    Fit plain = regression.fit(sample, covariance);
    Auxiliary.leastSquares(TEST, plain);
    Formula formula = plain.formula();
    double[] fitted = plain.fitted();
    double largest = Arrays.stream(fitted).map(Math::abs).max().orElseThrow();
    Sample more = sample;
    List<Formula.Term> terms = new ArrayList<>(formula.terms());
    List<String> added = new ArrayList<>();
    for (int power = 2; power <= highest; power++) {
      double[] column = new double[sample.rows()];
      Arrays.fill(column, Double.NaN);
      for (int i = 0; i < fitted.length; i++) {
        column[plain.figures().list().get(i).row()] = Math.pow(fitted[i] / largest, power);
      }
      String name = "fitted^" + power;
      more = more.with(name, column);
      added.add(name);
      terms.add(new Formula.Term(name, List.of(new Expression.Column(name))));
    }
    Formula augmented =
        new Formula(
            formula.text() + ", with " + String.join(", ", added),
            formula.response(),
            formula.intercept(),
            terms,
            formula.effects(),
            formula.instruments());
    Fit bent = regression.withFormula(augmented).fit(more, covariance);
    TestResult found =
        WaldTest.f(
            bent, bent.inference(covariance), LinearRestrictions.zero(added, WaldTest.terms(bent)));
    List<Remark> remarks = new ArrayList<>(found.remarks());
    remarks.add(
        new Remark.Convention(
            TEST, "powers 2 to " + highest + " of the fitted values, F under " + covariance));
    return new TestResult(
        TEST,
        found.statistic(),
        found.pValue(),
        found.df(),
        found.dfDenominator(),
        found.lags(),
        found.n(),
        found.criticalValues(),
        remarks);
  }
}
