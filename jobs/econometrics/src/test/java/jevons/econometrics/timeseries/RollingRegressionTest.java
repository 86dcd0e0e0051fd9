package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Reference;
import jevons.econometrics.Sample;
import org.junit.jupiter.api.Test;

/** Against statsmodels' RollingOLS and RecursiveLS: reference/rolling. */
class RollingRegressionTest {
  private static final Sample US = Reference.sample("unit_root/data.csv");

  @Test
  void windowsAgreeWithStatsmodels() {
    Sample grunfeld = Reference.sample("grunfeld/data.csv");
    Map<String, RollingRegression.Result> results = new HashMap<>();
    RollingRegression us =
        new RollingRegression().setFormula("inflation ~ unemployment").setTime("quarter");
    results.put("rolling-nonrobust", us.setWindow(40).fit(US));
    results.put("rolling-HC0", us.setCovariance(Covariance.hc0()).fit(US));
    results.put("recursive", us.setRecursive().fit(US));
    results.put(
        "firms",
        new RollingRegression()
            .setFormula("invest ~ value + capital")
            .setUnit("firm")
            .setTime("year")
            .setWindow(10)
            .fit(grunfeld));
    for (Map<String, String> e : Reference.rows("rolling/expected.csv")) {
      boolean firm = !e.get("unit").isEmpty();
      RollingRegression.Window w =
          results.get(firm ? "firms" : e.get("tool")).of(e.get("unit")).stream()
              .filter(x -> sameEnd(x.end(), e.get("end")))
              .findFirst()
              .orElseThrow();
      Coefficient c = w.coefficient(e.get("term"));
      assertThat(c.estimate() / Double.parseDouble(e.get("estimate")))
          .as(e.toString())
          .isCloseTo(1, within(1e-6));
      if (!e.get("tool").equals("recursive")) {
        assertThat(c.standardError() / Double.parseDouble(e.get("standard_error")))
            .as(e.toString())
            .isCloseTo(1, within(1e-6));
        assertThat(w.r2()).isCloseTo(Double.parseDouble(e.get("r2")), within(1e-7));
      }
    }
    assertThat(results.get("firms").windows()).hasSize(11 * 11);
  }

  private static boolean sameEnd(String found, String expected) {
    return found.equals(expected) || found.equals(expected + ".0");
  }

  @Test
  void aGapMakesAWindowThinnerAndNeverLonger() {
    Sample gap =
        Sample.empty()
            .with("year", 1, 2, 3, 4, 8, 9, 10, 11)
            .with("x", 1, 3, 2, 5, 1, 4, 2, 6)
            .with("y", 2, 5, 4, 9, 1, 3, 3, 7);
    RollingRegression.Result r =
        new RollingRegression()
            .setFormula("y ~ x")
            .setTime("year")
            .setWindow(4)
            .setMinimumRows(3)
            .fit(gap);
    assertThat(r.windows()).extracting(RollingRegression.Window::n).containsExactly(4L, 3L, 3L, 4L);
    assertThat(r.windows().get(1).end()).isEqualTo("4.0");
    assertThat(r.skipped()).hasSize(4);
    assertThat(r.skipped().get(0).reason()).isEqualTo("2 rows; 3 are needed.");
  }

  @Test
  void lagsLookBeforeTheWindowAndCollinearWindowsAreSkippedWithTheReason() {
    Sample sample =
        Sample.empty()
            .with("y", 1, 2, 4, 3, 5, 7, 6, 9, 8, 2, 6, 4)
            .with("d", 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1);
    RollingRegression.Result r =
        new RollingRegression().setFormula("y ~ lag(y, 1) + d").setWindow(5).fit(sample);
    assertThat(r.windows().size() + r.skipped().size()).isEqualTo(7);
    assertThat(r.skipped().get(0).reason()).contains("d is 0 in all 5 rows");
    assertThat(r.windows().get(0).coefficients())
        .extracting(Coefficient::term)
        .containsExactly("(Intercept)", "lag(y, 1)", "d");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new RollingRegression().setFormula("inflation ~ unemployment").fit(US))
        .hasMessageContaining("a window of 1 period or more");
    assertThatThrownBy(
            () ->
                new RollingRegression()
                    .setFormula("inflation ~ unemployment")
                    .setTime("quarter")
                    .setWindow(500)
                    .fit(US))
        .hasMessageContaining("none of 1 windows")
        .hasMessageContaining("203 rows; 500 are needed");
  }
}
