package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import jevons.econometrics.diagnostics.Diagnostics;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/** Against statsmodels and scipy, General Motors' 20 years: reference/grunfeld. */
class DiagnosticsTest {
  private static final Sample GM = GrunfeldTest.generalMotors();
  private static final Fit FIT =
      new PanelOls().setFormula("invest ~ value + capital").fit(GM, Covariance.iid());

  @Test
  void durbinWatsonAndItsExactPAgree() {
    agrees("durbin-watson", Diagnostics.durbinWatson(FIT), 1e-8);
  }

  @Test
  void breuschPaganAgrees() {
    agrees("breusch-pagan", Diagnostics.breuschPagan(FIT), 1e-10);
  }

  @Test
  void breuschGodfreyAgrees() {
    agrees("breusch-godfrey(1)", Diagnostics.breuschGodfrey(FIT, 1), 1e-10);
    agrees("breusch-godfrey(3)", Diagnostics.breuschGodfrey(FIT, 3), 1e-10);
  }

  @Test
  void jarqueBeraAgrees() {
    agrees("jarque-bera", Diagnostics.jarqueBera(FIT), 1e-10);
  }

  @Test
  void welchAgrees() {
    Sample chrysler =
        Reference.sample(
            Reference.rows("grunfeld/data.csv").stream()
                .filter(r -> r.get("firm").equals("Chrysler"))
                .toList());
    Diagnostics.MeanDifference w =
        Diagnostics.welch(GM.numbers("invest"), chrysler.numbers("invest"));
    Map<String, String> e = expected("welch");
    assertThat(w.t()).isCloseTo(Double.parseDouble(e.get("estimate")), within(1e-10));
    assertThat(w.pValue() / Double.parseDouble(e.get("standard_error")))
        .isCloseTo(1, within(1e-10));
  }

  @Test
  void persistenceIsTheRegressionOnTheLag() {
    Diagnostics.Persistence p = Diagnostics.ar1(GM.numbers("invest"));
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
}
