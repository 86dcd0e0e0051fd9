package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * Whether the effects of the units are correlated with the regressors, so that random effects would
 * be inconsistent: compares the within estimates with random effects, whose variance components are
 * those of {@link RandomEffects}. Only regressors that vary within units are compared. Effects of
 * time are written as a regressor, {@code i(year)}.
 */
public final class Hausman {
  private static final String TEST = "hausman";

  private Formula formula;
  private String unit;
  private Optional<String> time = Optional.empty();
  private SmallSample smallSample = SmallSample.FIXEST;

  /**
   * The regressors, {@code "y ~ x1 + x2"}; absorbed effects of the unit may be there and are left
   * out.
   */
  public Hausman setFormula(String text) {
    this.formula = Formula.parse(text);
    return this;
  }

  /** Column of the unit. */
  public Hausman setUnit(String column) {
    this.unit = column;
    return this;
  }

  /** Column of the period, for lags in the formula. */
  public Hausman setTime(String column) {
    this.time = Optional.of(column);
    return this;
  }

  /** Convention of the factors of the robust form. Default: {@link SmallSample#FIXEST}. */
  public Hausman setSmallSample(SmallSample convention) {
    this.smallSample = convention;
    return this;
  }

  /**
   * The classical form, which needs errors of one variance without autocorrelation:
   *
   * <pre>
   *   H = (b_W - b_R)' (V_W - V_R)^-1 (b_W - b_R),   chi-squared with as many degrees of freedom
   * </pre>
   *
   * as regressors compared; V_W and V_R each with its own error variance, as {@code phtest} of plm.
   * When V_W - V_R is not positive definite, as happens in a finite sample, the result says so and
   * p is given only for a statistic above 0; {@link #robust} has no such trouble.
   *
   * @see <a href="https://doi.org/10.2307/1913827">Hausman (1978), Econometrica 46(6),
   *     1251-1271</a>
   */
  public TestResult classical(Sample sample) {
    RandomEffects effects = effects(sample);
    Fit within = effects.within();
    Fit random = effects.random();
    List<String> terms = effects.varying();
    int q = terms.size();
    double[] d = new double[q];
    double[][] v = new double[q][q];
    for (int a = 0; a < q; a++) {
      String term = terms.get(a);
      d[a] = within.coefficient(term).estimate() - random.coefficient(term).estimate();
      for (int b = 0; b < q; b++) {
        v[a][b] =
            within.inferences().get(0).vcov().between(term, terms.get(b))
                - random.inferences().get(0).vcov().between(term, terms.get(b));
      }
    }
    List<Remark> remarks = new ArrayList<>(effects.remarks(TEST));
    // Scaled to unit diagonal as far as that is positive, so that units of measure do not matter.
    double[] scale = new double[q];
    for (int a = 0; a < q; a++) {
      scale[a] = Math.sqrt(Math.abs(v[a][a]));
      if (scale[a] == 0) {
        throw new EconometricsException(
            "hausman: within and random effects give "
                + terms.get(a)
                + " the same variance, so they cannot be compared. Use the robust form.");
      }
    }
    double[][] correlation = new double[q][q];
    double[] z = new double[q];
    for (int a = 0; a < q; a++) {
      z[a] = d[a] / scale[a];
      for (int b = 0; b < q; b++) {
        correlation[a][b] = (v[a][b] + v[b][a]) / 2 / scale[a] / scale[b];
      }
    }
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(correlation));
    double statistic = 0;
    boolean positive = true;
    for (int i = 0; i < q; i++) {
      double value = eigen.getEigenvalue(i);
      positive &= value > 0;
      double along = eigen.getEigenvector(i).dotProduct(MatrixUtils.createRealVector(z));
      statistic += along * along / value;
    }
    if (!positive) {
      remarks.add(
          new Remark.Convention(
              TEST,
              "V_W - V_R is not positive definite, so that the statistic is not chi-squared; use"
                  + " the robust form"));
    }
    return new TestResult(
        TEST,
        statistic,
        statistic > 0 ? OptionalDouble.of(Auxiliary.upper(statistic, q)) : OptionalDouble.empty(),
        OptionalDouble.of(q),
        OptionalInt.empty(),
        Math.toIntExact(within.n()),
        Map.of(),
        remarks);
  }

  /**
   * The robust form: the regression of random effects, y and regressors less theta times their unit
   * means, is extended by the regressors' deviations from their unit means, and all coefficients of
   * those are tested against 0 under {@code covariance}, chi-squared. Clustered by unit it holds
   * its size under heteroskedasticity and autocorrelation within units. As {@code phtest(method =
   * "aux")} of plm, whose {@code vcovHC} has no small-sample factor ({@link SmallSample#NONE}); in
   * an unbalanced panel plm puts a plain constant in the place of the transformed one.
   *
   * @see <a href="https://doi.org/10.1016/0304-4076(93)90040-C">Arellano (1993), Journal of
   *     Econometrics 59(1-2), 87-97</a>
   */
  public TestResult robust(Sample sample, Covariance covariance) {
    RandomEffects effects = effects(sample);
    Fit fit = effects.extended(covariance, smallSample);
    List<String> added =
        fit.coefficients().stream()
            .map(Coefficient::term)
            .filter(t -> t.startsWith(RandomEffects.WITHIN))
            .toList();
    LinearRestrictions zero = LinearRestrictions.zero(added, WaldTest.terms(fit));
    List<Remark> remarks = new ArrayList<>(effects.remarks(TEST));
    remarks.add(
        new Remark.Convention(
            TEST,
            "regression form under " + covariance + ", ssc " + smallSample + ", chi-squared"));
    remarks.addAll(fit.remarks());
    return Auxiliary.chiSquared(
        TEST,
        WaldTest.statistic(fit.inference(covariance), zero),
        added.size(),
        OptionalInt.empty(),
        Math.toIntExact(fit.n()),
        remarks);
  }

  private RandomEffects effects(Sample sample) {
    if (formula == null || unit == null) {
      throw new EconometricsException(
          "hausman needs a formula and the column of the unit, such as \"y ~ x\" and firm.");
    }
    if (formula.instruments().isPresent()) {
      throw new EconometricsException(
          "hausman compares within and random effects; \"" + formula + "\" has instruments.");
    }
    Set<String> others = new LinkedHashSet<>();
    formula.effects().forEach(e -> others.add(e.name()));
    others.remove(unit);
    if (!others.isEmpty()) {
      throw new EconometricsException(
          "hausman compares effects of %s; \"%s\" also absorbs %s. Write i(%s) among the regressors."
              .formatted(unit, formula, others, others.iterator().next()));
    }
    Formula pooled =
        new Formula(formula.text(), formula.response(), true, formula.terms(), List.of());
    PanelOls regression = new PanelOls().setFormula(pooled).setUnit(unit);
    time.ifPresent(regression::setTime);
    return RandomEffects.of(regression.fit(sample, Covariance.iid()), sample, unit, time);
  }
}
