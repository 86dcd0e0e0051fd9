package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import jevons.econometrics.diagnostics.LinearRestrictions;
import jevons.econometrics.diagnostics.TestResult;
import jevons.econometrics.diagnostics.WaldTest;
import org.junit.jupiter.api.Test;

/** Linear restrictions, against car, pyfixest and the formulas: reference/diagnostics. */
class WaldTestTest {
  private static final Sample PANEL = DiagnosticsTest.PANEL;
  private static final String THREE = "invest ~ value + capital + year";
  private static final List<String> TERMS =
      List.of("(Intercept)", "x1", "x2", "x3", "lag(x, 1)", "g::b:x", "x10");

  @Test
  void agreesWithCarUnderEachCovariance() {
    String two = "value = 0.1, 2*capital - year = 0";
    both("iid", THREE, Covariance.iid(), two);
    both("hc1", THREE, Covariance.hc1(), two);
    both("cluster", THREE, Covariance.clusteredBy("firm"), "value = capital");
    both("joint", THREE, Covariance.hc3(), "value, capital, year");
  }

  @Test
  void allSlopesAreTestedTogether() {
    Fit fit = new PanelOls().setFormula(THREE).fit(PANEL, Covariance.hc3());
    DiagnosticsTest.same("joint F", WaldTest.f(fit, fit.inferences().get(0), WaldTest.joint(fit)));
  }

  @Test
  void clustersGiveTheirDegreesOfFreedomAsInPyfixest() {
    for (String effects : List.of("firm", "firm + year")) {
      DiagnosticsTest.same(
          "wald " + effects,
          f(
              "invest ~ value + capital | " + effects,
              PANEL,
              Covariance.clusteredBy("firm"),
              "value, capital"));
    }
  }

  @Test
  void cosinesLeaveFewerDegreesOfFreedom() {
    DiagnosticsTest.same(
        "wald ewc",
        f(
            "invest ~ value + capital",
            GrunfeldTest.generalMotors(),
            Covariance.ewc(4),
            "value, capital"));
  }

  /** F with iid errors is the comparison of sums of squares. */
  @Test
  void homoskedasticFComparesSumsOfSquares() {
    Fit full = new PanelOls().setFormula(THREE).fit(PANEL, Covariance.iid());
    Fit less = new PanelOls().setFormula("invest ~ value").fit(PANEL, Covariance.iid());
    double ssrFull = full.sigma() * full.sigma() * full.dfResidual();
    double ssrLess = less.sigma() * less.sigma() * less.dfResidual();
    double f = (ssrLess - ssrFull) / 2 / (ssrFull / full.dfResidual());
    assertThat(f(THREE, PANEL, Covariance.iid(), "capital, year").statistic())
        .isCloseTo(f, withinPercentage(1e-9));
  }

  @Test
  void oneRestrictionIsTheSquareOfT() {
    Fit fit = new PanelOls().setFormula(THREE).fit(PANEL, Covariance.clusteredBy("firm"));
    TestResult one =
        WaldTest.f(
            fit,
            fit.inferences().get(0),
            LinearRestrictions.parse("capital = 0.2", WaldTest.terms(fit)));
    assertThat(one.statistic())
        .isCloseTo(Math.pow(fit.coefficient("capital").t(0.2), 2), withinPercentage(1e-9));
    assertThat(one.pValue().orElseThrow())
        .isCloseTo(fit.coefficient("capital").pValue(0.2), within(1e-12));
  }

  /** The bootstrap and fixed-b bring a distribution for one coefficient, not for several. */
  @Test
  void aDistributionOfItsOwnIsUsedForOneCoefficient() {
    Covariance wild = Covariance.parse("wild(firm)");
    Fit fit = new PanelOls().setFormula(THREE).fit(PANEL, wild);
    TestResult one = f(THREE, PANEL, wild, "2 year = 0");
    assertThat(one.pValue()).hasValue(fit.coefficient("year").pValue());
    assertThat(one.remarks()).isEmpty();
    assertThat(f(THREE, PANEL, wild, "year, capital").remarks().toString())
        .contains("compared with F");
  }

  /** What is tested does not depend on how it is written. */
  @Test
  void equivalentRestrictionsGiveOneStatistic() {
    Random random = new Random(5);
    for (int draw = 0; draw < 20; draw++) {
      double a = 1 + random.nextInt(9);
      double b = 1 + random.nextInt(9);
      double first = f(THREE, PANEL, Covariance.hc1(), "value = 0.1, capital = 0.3").statistic();
      String mixed =
          "%s value + %s capital = %s, %s*value - capital = %s"
              .formatted(a, b, 0.1 * a + 0.3 * b, b, 0.1 * b - 0.3);
      assertThat(f(THREE, PANEL, Covariance.hc1(), mixed).statistic())
          .as(mixed)
          .isCloseTo(first, withinPercentage(1e-6));
    }
  }

  @Test
  void namesMayHoldBracketsCommasAndColons() {
    LinearRestrictions r =
        LinearRestrictions.parse(
            "(Intercept) = 1, lag(x,1) - g::b:x = x10/2, x1 = x2 = x3, -.5 x2 + 1 = 2 x3", TERMS);
    assertThat(r.list()).hasSize(5);
    assertThat(r.list().get(0).value()).isEqualTo(1);
    assertThat(r.list().get(1).weights()).containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, -1.0, -0.5);
    assertThat(r.list().get(4).weights()).containsExactly(0.0, 0.0, -0.5, -2.0, 0.0, 0.0, 0.0);
    assertThat(r.list().get(4).value()).isEqualTo(-1);
  }

  @Test
  void anUnknownTermIsPointedAt() {
    refuses(
        "x1 = 0, lag(x, 2) = 0",
        "character 9: lag(x, 2) is not a term of the fit. Closest: lag(x, 1).");
    refuses("x1 = 0, lag(x, 2) = 0", "\n  x1 = 0, lag(x, 2) = 0\n          ^");
    refuses("x11 = 0", "character 1: x11 is not a term of the fit. Closest: x1");
  }

  @Test
  void whatIsNotAnEquationIsPointedAt() {
    refuses("x1 = ", "character 6: a term or a number is missing here");
    refuses("x1 == 0", "character 5: a term or a number is missing here");
    refuses("1 = 2", "character 1: this equation is about no term");
    refuses("x1 = x1", "character 1: this equation is about no term");
    refuses("x1 x2", "character 4: expected +, -, = or a comma, found \"x\"");
    refuses("x1/0 = 1", "character 4: expected a number other than 0");
    refuses("", "character 1: a term or a number is missing here");
  }

  @Test
  void anEquationThatFollowsFromOthersIsRefused() {
    refuses("x1 = x2, x2 = x3, x1 = x3", "\"x1 = x3\" says nothing new");
    refuses("x1 = 0, x1 = 1", "\"x1 = 1\" contradicts those before it");
  }

  @Test
  void moreRestrictionsThanClustersAllowIsRefused() {
    Sample two = Reference.sample(Reference.rows("grunfeld/data.csv").subList(0, 40));
    assertThatThrownBy(() -> f(THREE, two, Covariance.clusteredBy("firm"), "value, capital, year"))
        .hasMessageContaining("3 restrictions, but cluster(firm) has the rank to test")
        .isInstanceOf(EconometricsException.class);
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> LinearRestrictions.parse(text, TERMS))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }

  private static void both(String name, String formula, Covariance covariance, String text) {
    Fit fit = new PanelOls().setFormula(formula).fit(PANEL, covariance);
    LinearRestrictions r = LinearRestrictions.parse(text, WaldTest.terms(fit));
    DiagnosticsTest.same(name + " F", WaldTest.f(fit, fit.inferences().get(0), r));
    DiagnosticsTest.same(name + " chi2", WaldTest.chiSquared(fit, fit.inferences().get(0), r));
  }

  private static TestResult f(String formula, Sample sample, Covariance covariance, String text) {
    Fit fit = new PanelOls().setFormula(formula).setTime("year").fit(sample, covariance);
    return WaldTest.f(
        fit, fit.inferences().get(0), LinearRestrictions.parse(text, WaldTest.terms(fit)));
  }
}
