package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jevons.econometrics.diagnostics.Autocorrelation;
import jevons.econometrics.diagnostics.Collinearity;
import jevons.econometrics.diagnostics.CrossSection;
import jevons.econometrics.diagnostics.Heteroskedasticity;
import jevons.econometrics.diagnostics.MeanDifference;
import jevons.econometrics.diagnostics.Normality;
import jevons.econometrics.diagnostics.Persistence;
import jevons.econometrics.diagnostics.Specification;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/**
 * Against statsmodels and scipy, General Motors' 20 years: reference/grunfeld; against lmtest, car,
 * plm, statsmodels, pyfixest, all firms: reference/diagnostics.
 */
class DiagnosticsTest {
  private static final Sample GM = GrunfeldTest.generalMotors();
  static final Sample PANEL = Reference.sample("grunfeld/data.csv");

  /** Without each seventh row. */
  static final Sample HOLES = Reference.sample(withoutSevenths());

  private static final List<Map<String, String>> CASES =
      Stream.of("expected.csv", "expected_python.csv")
          .flatMap(f -> Reference.rows("diagnostics/" + f).stream())
          .toList();

  private static final Fit ALL = fit("invest ~ value + capital", PANEL);
  private static final Fit FIT =
      new PanelOls().setFormula("invest ~ value + capital").fit(GM, Covariance.iid());

  private static List<Map<String, String>> withoutSevenths() {
    List<Map<String, String>> rows = Reference.rows("grunfeld/data.csv");
    return IntStream.range(0, rows.size())
        .filter(i -> (i + 1) % 7 != 0)
        .mapToObj(rows::get)
        .toList();
  }

  @Test
  void durbinWatsonAndItsExactPAgree() {
    agrees("durbin-watson", Autocorrelation.durbinWatson(FIT), 1e-8);
  }

  @Test
  void breuschPaganAgrees() {
    agrees("breusch-pagan", Heteroskedasticity.breuschPagan(FIT), 1e-10);
  }

  @Test
  void breuschGodfreyAgrees() {
    agrees("breusch-godfrey(1)", Autocorrelation.breuschGodfrey(FIT, 1), 1e-10);
    agrees("breusch-godfrey(3)", Autocorrelation.breuschGodfrey(FIT, 3), 1e-10);
  }

  @Test
  void jarqueBeraAgrees() {
    agrees("jarque-bera", Normality.jarqueBera(FIT), 1e-10);
  }

  @Test
  void welchAgrees() {
    Sample chrysler =
        Reference.sample(
            Reference.rows("grunfeld/data.csv").stream()
                .filter(r -> r.get("firm").equals("Chrysler"))
                .toList());
    MeanDifference w = MeanDifference.welch(GM.numbers("invest"), chrysler.numbers("invest"));
    Map<String, String> e = expected("welch");
    assertThat(w.t()).isCloseTo(Double.parseDouble(e.get("estimate")), within(1e-10));
    assertThat(w.pValue() / Double.parseDouble(e.get("standard_error")))
        .isCloseTo(1, within(1e-10));
  }

  @Test
  void persistenceIsTheRegressionOnTheLag() {
    Persistence p = Persistence.ar1(GM.numbers("invest"));
    Map<String, String> e = expected("ar1");
    assertThat(p.coefficient()).isCloseTo(Double.parseDouble(e.get("estimate")), within(1e-10));
    assertThat(p.standardError())
        .isCloseTo(Double.parseDouble(e.get("standard_error")), within(1e-10));
    Fit lagged =
        new PanelOls()
            .setFormula("invest ~ lag(invest, 1)")
            .setTime("year")
            .fit(GM, Covariance.iid());
    assertThat(lagged.coefficient("lag(invest, 1)").estimate())
        .isCloseTo(p.coefficient(), within(1e-12));
  }

  @Test
  void heteroskedasticityAgreesWithLmtest() {
    same("koenker", Heteroskedasticity.breuschPagan(ALL));
    same("breusch-pagan-normal", Heteroskedasticity.breuschPaganNormal(ALL));
    same("white", Heteroskedasticity.white(ALL));
    same("white gm", Heteroskedasticity.white(FIT));
  }

  /** The square of a column of zeros and ones is the column, so it is no regressor of its own. */
  @Test
  void whiteCountsEachSquareOnce() {
    double[] year = PANEL.numbers("year");
    Sample late =
        PANEL.with("late", java.util.Arrays.stream(year).map(y -> y > 1945 ? 1 : 0).toArray());
    same("white dummy", Heteroskedasticity.white(fit("invest ~ value + late", late)));
  }

  @Test
  void whiteOfAbsorbedEffectsSaysWhatItWorksOn() {
    TestResult white = Heteroskedasticity.white(fit("invest ~ value + capital | firm", PANEL));
    assertThat(white.df()).hasValue(5);
    assertThat(white.remarks()).hasSize(1).first().asString().contains("absorbed effects");
  }

  @Test
  void whiteNeedsMoreRowsThanProducts() {
    Sample few = Reference.sample(Reference.rows("grunfeld/data.csv").subList(0, 6));
    assertThatThrownBy(() -> Heteroskedasticity.white(fit("invest ~ value + capital", few)))
        .hasMessageContaining("6 regressors, squares and products on 6 rows");
  }

  @Test
  void portmanteauTestsAgreeWithR() {
    double[] invest = GM.numbers("invest");
    for (int lags : new int[] {1, 4}) {
      same("ljung-box " + lags, Autocorrelation.ljungBox(invest, lags, 0));
      same("box-pierce " + lags, Autocorrelation.boxPierce(invest, lags, 0));
    }
    same("ljung-box fitted", Autocorrelation.ljungBox(FIT.residuals(), 4, 1));
  }

  @Test
  void portmanteauTestsRefuseGapsAndTooManyLags() {
    assertThatThrownBy(() -> Autocorrelation.ljungBox(new double[] {1, Double.NaN, 2}, 1, 0))
        .hasMessageContaining("value 2 of 3 is missing");
    assertThatThrownBy(() -> Autocorrelation.ljungBox(new double[] {1, 2, 4}, 3, 0))
        .hasMessageContaining("3 lags on 3 values");
    assertThatThrownBy(() -> Autocorrelation.ljungBox(new double[] {1, 2, 4}, 1, 1))
        .hasMessageContaining("leave no degree of freedom");
  }

  @Test
  void resetAgreesWithLmtestAndStatsmodels() {
    PanelOls two = new PanelOls().setFormula("invest ~ value + capital");
    same("reset 3", Specification.reset(two, PANEL, Covariance.iid(), 3));
    same("reset 2", Specification.reset(two, GM, Covariance.iid(), 2));
    same("reset hc1", Specification.reset(two, PANEL, Covariance.hc1(), 3));
  }

  /** Absorbed firms are R's firm dummies. */
  @Test
  void resetKnowsAbsorbedEffects() {
    PanelOls firms = new PanelOls().setFormula("invest ~ value + capital | firm");
    same("reset firm", Specification.reset(firms, PANEL, Covariance.iid(), 3));
  }

  @Test
  void varianceInflationAgreesWithCarAndStatsmodels() {
    inflation("vif ", fit("invest ~ value + capital + year", PANEL), 3);
    inflation("vif no intercept ", fit("invest ~ value + capital - 1", PANEL), 2);
    Fit within = fit("invest ~ value + capital | firm", PANEL);
    assertThat(Collinearity.varianceInflation(within).get(0).factor())
        .isCloseTo(number("vif firm", "statistic"), withinPercentage(1e-9));
  }

  private static void inflation(String name, Fit fit, int terms) {
    assertThat(Collinearity.varianceInflation(fit)).hasSize(terms);
    for (Collinearity.VarianceInflation v : Collinearity.varianceInflation(fit)) {
      assertThat(v.factor())
          .isCloseTo(number(name + v.term(), "statistic"), withinPercentage(1e-9));
      assertThat(v.factor()).isCloseTo(1 / (1 - v.rSquared()), withinPercentage(1e-9));
    }
  }

  /** Longley's data: 43,275, a figure of textbooks. */
  @Test
  void conditionNumberAgreesWithNumpy() {
    Sample longley = Reference.sample("nist/longley.csv");
    condition("longley", fit("y ~ x1 + x2 + x3 + x4 + x5 + x6", longley), 1e-6);
    condition("grunfeld", ALL, 1e-9);
    assertThat(Collinearity.condition(fit("y ~ x1 + x2 + x3 + x4 + x5 + x6", longley)).number())
        .isCloseTo(43275, within(0.5));
  }

  private static void condition(String name, Fit fit, double percent) {
    Collinearity.Condition found = Collinearity.condition(fit);
    assertThat(found.number())
        .isCloseTo(number("condition " + name, "statistic"), withinPercentage(percent));
    List<Double> shares = found.dependencies().get(fit.k() - 1).shares();
    for (int j = 0; j < fit.k(); j++) {
      assertThat(shares.get(j))
          .isCloseTo(number("share " + name + " " + j, "statistic"), withinPercentage(percent));
    }
  }

  @Test
  void crossSectionalDependenceAgreesWithPlm() {
    for (String data : List.of("grunfeld", "holes")) {
      Sample sample = data.equals("holes") ? HOLES : PANEL;
      List<Object> firms = sample.values("firm");
      List<Object> years = sample.values("year");
      Fit within = fit("invest ~ value + capital | firm", sample);
      same("cd within " + data, CrossSection.pesaran(within.residuals(), firms, years));
      Fit pooled = fit("invest ~ value + capital", sample);
      same("cd pooled " + data, CrossSection.pesaran(pooled.residuals(), firms, years));
      same("cd series " + data, CrossSection.pesaran(sample.numbers("invest"), firms, years));
    }
  }

  @Test
  void crossSectionalDependenceLeavesOutPairsThatNeverMeet() {
    List<Object> units = List.of("a", "a", "a", "b", "b", "b", "c", "c");
    List<Object> periods = List.of(1, 2, 3, 1, 2, 3, 3, 4);
    TestResult found = CrossSection.pesaran(new double[] {1, 2, 4, 1, 3, 4, 1, 2}, units, periods);
    assertThat(found.remarks()).hasSize(1).first().asString().contains("2 of 3 pairs");
    assertThatThrownBy(
            () -> CrossSection.pesaran(new double[] {1, 2}, List.of("a", "a"), List.of(1, 1)))
        .hasMessageContaining("unit a has two rows in period 1");
  }

  @Test
  void aFitWithInstrumentsIsRefused() {
    Fit fit = fit("invest ~ 1 | value ~ capital", PANEL);
    assertThatThrownBy(() -> Heteroskedasticity.white(fit))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining("white is of least squares");
  }

  private static Map<String, String> expected(String test) {
    return Reference.rows("grunfeld/expected.csv").stream()
        .filter(r -> r.get("tool").equals("test") && r.get("vcov").equals(test))
        .findFirst()
        .orElseThrow();
  }

  private static void agrees(String test, TestResult found, double tolerance) {
    Map<String, String> e = expected(test);
    assertThat(found.statistic())
        .isCloseTo(Double.parseDouble(e.get("estimate")), within(tolerance));
    assertThat(found.pValue().orElseThrow())
        .isCloseTo(Double.parseDouble(e.get("standard_error")), within(tolerance));
  }

  private static Fit fit(String formula, Sample sample) {
    return new PanelOls().setFormula(formula).fit(sample, Covariance.iid());
  }

  private static double number(String name, String column) {
    return Double.parseDouble(
        CASES.stream()
            .filter(r -> r.get("case").equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no case " + name))
            .get(column));
  }

  /** Statistic, p and degrees of freedom are those of all rows of that case. */
  static void same(String name, TestResult found) {
    List<Map<String, String>> rows =
        CASES.stream().filter(r -> r.get("case").equals(name)).toList();
    assertThat(rows).as(name).isNotEmpty();
    for (Map<String, String> row : rows) {
      assertThat(found.statistic())
          .as(row.toString())
          .isCloseTo(Double.parseDouble(row.get("statistic")), withinPercentage(1e-7));
      assertThat(found.pValue().orElseThrow())
          .as(row.toString())
          .isCloseTo(Double.parseDouble(row.get("p_value")), withinPercentage(1e-5));
      assertThat(found.df()).as(row.toString()).isEqualTo(optional(row.get("df")));
      assertThat(found.dfDenominator())
          .as(row.toString())
          .isEqualTo(optional(row.get("df_denominator")));
    }
  }

  private static OptionalDouble optional(String text) {
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }
}
