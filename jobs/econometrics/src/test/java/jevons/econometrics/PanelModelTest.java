package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jevons.econometrics.panel.PanelModel;
import org.junit.jupiter.api.Test;

/** Pooled, within, first differences, between: reference/panel-models, plm and linearmodels. */
class PanelModelTest {
  private static final Sample FULL = Reference.sample("grunfeld/data.csv");
  private static final Sample GAPS = Reference.sample("panel-models/gaps.csv");

  private static PanelOls model(String word, String formula) {
    return new PanelOls()
        .setFormula(formula)
        .setModel(PanelModel.parse(word))
        .setUnit("firm")
        .setTime("year");
  }

  @Test
  void grunfeldAgreesWithPlmAndLinearmodels() {
    List<String> wrong = new ArrayList<>();
    List<Map<String, String>> expected =
        Stream.of("plm", "linearmodels")
            .flatMap(tool -> Reference.rows("panel-models/" + tool + ".csv").stream())
            .toList();
    for (Map<String, String> e : expected) {
      PanelOls regression = model(e.get("model"), e.get("formula"));
      if (!e.get("weights").isEmpty()) {
        regression.setWeights(e.get("weights"));
      }
      Coefficient c =
          regression
              .fit(e.get("data").equals("full") ? FULL : GAPS, Covariance.parse(e.get("vcov")))
              .coefficient(e.get("term"));
      double digits =
          Math.min(
              Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate"))),
              Reference.digits(c.standardError(), Double.parseDouble(e.get("standard_error"))));
      if (digits < 9) {
        wrong.add(digits + " digits: " + e + " " + c);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(expected).hasSizeGreaterThan(70);
  }

  @Test
  void theFormulaOfAFitIsTheOneThatWasEstimated() {
    assertThat(model("fd", "log(invest) ~ value * capital | year").fit(FULL).formula().text())
        .isEqualTo("d(log(invest)) ~ d(value) + d(capital) + d(value * capital) | year");
    assertThat(model("within", "invest ~ value").fit(FULL).formula().text())
        .isEqualTo("invest ~ value | firm");
    assertThat(model("within", "invest ~ value | firm").fit(FULL).formula().text())
        .isEqualTo("invest ~ value | firm");
    assertThat(model("between", "invest ~ value").fit(FULL).n()).isEqualTo(11);
    assertThat(model("fd", "invest ~ 1 | value ~ lag(capital)").fit(FULL).formula().text())
        .isEqualTo("d(invest) ~ 1 | d(value) ~ d(lag(capital, 1))");
  }

  /** Of 2001, 2002, 2004, 2005 only two pairs are neighbours. */
  @Test
  void differencesDoNotCrossGaps() {
    Sample panel =
        Sample.empty()
            .with("firm", "A", "A", "A", "A", "B", "B", "B")
            .with("year", 2001, 2002, 2004, 2005, 2001, 2002, 2003)
            .with("x", 1, 2, 4, 8, 5, 1, 7)
            .with("y", 2, 1, 3, 5, 4, 6, 2);
    Fit fit = model("fd", "y ~ x - 1").fit(panel);
    assertThat(fit.n()).isEqualTo(4);
    // dx 1, 4, -4, 6 and dy -1, 2, 2, -4.
    assertThat(fit.coefficient("d(x)").estimate())
        .isCloseTo((-1.0 + 8 - 8 - 24) / 69, within(1e-15));
  }

  /** Between uses the rows that have all variables, so a missing x takes its y out of the mean. */
  @Test
  void betweenTakesMeansOfCompleteRows() {
    Sample panel =
        Sample.empty()
            .with("firm", "A", "A", "B", "B", "C", "D")
            .with("year", 1, 2, 1, 2, 1, 1)
            .with("x", 1, 3, 4, Double.NaN, 5, 7)
            .with("y", 2, 4, 6, 100, 1, 5);
    Fit fit = model("between", "y ~ x").fit(panel);
    Fit means =
        new PanelOls()
            .setFormula("y ~ x")
            .fit(Sample.empty().with("x", 2, 4, 5, 7).with("y", 3, 6, 1, 5));
    PanelOlsTest.same(means, fit, 1e-14);
    assertThat(fit.droppedRows()).containsEntry("x missing", 1L);
  }

  @Test
  void betweenCanBeClusteredByWhatIsFixedInAUnit() {
    List<String> sector =
        FULL.values("firm").stream().map(f -> f.toString().substring(0, 1)).toList();
    Sample data = FULL.withValues("sector", sector);
    Fit fit = model("between", "invest ~ value").fit(data, Covariance.clusteredBy("sector"));
    assertThat(fit.inferences().get(0).clusters().get("sector")).isGreaterThan(3);
    assertThatThrownBy(
            () -> model("between", "invest ~ value").fit(data, Covariance.clusteredBy("year")))
        .hasMessageContaining("year changes within a firm");
  }

  @Test
  void whatDoesNotGoWithAModelIsSaid() {
    assertThatThrownBy(() -> PanelModel.parse("random"))
        .hasMessage("model \"random\" is not known; there are pooled, within, fd, between.");
    assertThatThrownBy(
            () ->
                new PanelOls().setFormula("invest ~ value").setModel(PanelModel.BETWEEN).fit(FULL))
        .hasMessageContaining("model between needs the column of the panel's unit");
    assertThatThrownBy(() -> model("between", "invest ~ value | year").fit(FULL))
        .hasMessageContaining("so it absorbs no effects. Drop [year]");
    assertThatThrownBy(() -> model("fd", "invest ~ value | firm").fit(FULL))
        .hasMessageContaining("takes the effects of firm out by differencing");
    assertThatThrownBy(() -> model("fd", "invest ~ value + i(year)").fit(FULL))
        .hasMessageContaining("model fd takes no i(); absorb the effect");
    assertThatThrownBy(
            () -> model("between", "invest ~ value").fit(FULL, Covariance.driscollKraay(1)))
        .hasMessageContaining("one row for each unit and no periods");
    assertThatThrownBy(
            () ->
                new PanelOls()
                    .setFormula("invest ~ value")
                    .setModel(PanelModel.FIRST_DIFFERENCES)
                    .setUnit("firm")
                    .fit(FULL))
        .hasMessageContaining("need the column of the period");
  }

  @Test
  void oneTwoAndThreeEffectsConvergeToRounding() {
    Sample data = PanelOlsTest.panel(30, 20, 3);
    List<Object> group = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      group.add("g" + (i * 7) % 5);
    }
    Sample more = data.withValues("group", group);
    int least = 0;
    for (String effects : List.of("firm", "firm + year", "firm + year + group")) {
      Fit fit = new PanelOls().setFormula("y ~ x + z | " + effects).fit(more);
      Fit.Convergence c = fit.convergence().orElseThrow();
      assertThat(c.isReached()).isTrue();
      assertThat(c.remaining()).isLessThan(1e-13);
      assertThat(c.rounds()).isBetween(1, 3);
      assertThat(c.steps()).isGreaterThanOrEqualTo(least);
      least = effects.equals("firm") ? 1 : c.steps();
    }
    assertThat(new PanelOls().setFormula("y ~ x").fit(more).convergence()).isEmpty();
  }

  /** A chain of firms that share one year with the next is the slowest case for such steps. */
  @Test
  void aLongChainOfLevelsConvergesToo() {
    int n = 1_600;
    double[] firm = new double[n];
    double[] year = new double[n];
    double[] x = new double[n];
    double[] y = new double[n];
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < n; i++) {
      firm[i] = Math.floorDiv(i, 4);
      year[i] = firm[i] + i % 2;
      x[i] = random.nextGaussian() + 0.01 * firm[i];
      y[i] = 2 * x[i] + 0.02 * firm[i] + random.nextGaussian();
    }
    Sample chain = Sample.empty().with("firm", firm).with("year", year).with("x", x).with("y", y);
    Fit fit = new PanelOls().setFormula("y ~ x | firm + year").fit(chain);
    assertThat(fit.convergence().orElseThrow().isReached())
        .as(fit.convergence().toString())
        .isTrue();
    assertThat(fit.convergence().orElseThrow().steps()).isGreaterThan(100);
    Fit columns = new PanelOls().setFormula("y ~ x + i(year) | firm").fit(chain);
    assertThat(fit.coefficient("x").estimate())
        .isCloseTo(columns.coefficient("x").estimate(), within(1e-10));
  }
}
