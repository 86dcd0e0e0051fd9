package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import jevons.econometrics.diagnostics.Hausman;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/** Against plm, a balanced panel and one with holes: reference/diagnostics. */
class HausmanTest {
  private static final Sample PANEL = DiagnosticsTest.PANEL;
  private static final List<String> DATA = List.of("grunfeld", "holes");

  @Test
  void classicalFormAgreesWithPlm() {
    for (String data : DATA) {
      DiagnosticsTest.same("hausman " + data, hausman().classical(sample(data)));
    }
  }

  @Test
  void regressionFormAgreesWithPlm() {
    for (String data : DATA) {
      Hausman plain = hausman().setSmallSample(SmallSample.NONE);
      DiagnosticsTest.same("hausman iid " + data, plain.robust(sample(data), Covariance.iid()));
      DiagnosticsTest.same(
          "hausman cluster " + data, plain.robust(sample(data), Covariance.clusteredBy("firm")));
    }
  }

  @Test
  void absorbedUnitsAreTheSameFormula() {
    TestResult absorbed =
        new Hausman()
            .setFormula("invest ~ value + capital | firm")
            .setUnit("firm")
            .classical(PANEL);
    assertThat(absorbed.statistic()).isEqualTo(hausman().classical(PANEL).statistic());
  }

  @Test
  void aRegressorThatIsConstantWithinUnitsIsNotCompared() {
    Sample more =
        PANEL.with(
            "big",
            PANEL.values("firm").stream()
                .mapToDouble(f -> f.equals("General Motors") || f.equals("US Steel") ? 1 : 0)
                .toArray());
    TestResult found =
        new Hausman().setFormula("invest ~ value + big + capital").setUnit("firm").classical(more);
    assertThat(found.df()).hasValue(2);
    assertThat(found.remarks().toString()).contains("big do not vary within units");
  }

  /** Effects that move with x are found, effects that do not are left alone. */
  @Test
  void correlatedEffectsAreFoundAndOthersLeftAlone() {
    int rejected = 0;
    int draws = 200;
    for (int seed = 0; seed < draws; seed++) {
      Hausman h = new Hausman().setFormula("y ~ x").setUnit("unit");
      Sample free = simulated(seed, 0);
      rejected +=
          h.robust(free, Covariance.clusteredBy("unit")).pValue().orElseThrow() < 0.05 ? 1 : 0;
    }
    // 5 % of 200 draws, three standard errors wide.
    assertThat(rejected).isBetween(1, 20);
    Hausman h = new Hausman().setFormula("y ~ x").setUnit("unit");
    assertThat(h.classical(simulated(1, 1)).pValue().orElseThrow()).isLessThan(1e-6);
    assertThat(h.robust(simulated(1, 1), Covariance.clusteredBy("unit")).pValue().orElseThrow())
        .isLessThan(1e-6);
  }

  @Test
  void otherEffectsAreRefusedWithTheWayOut() {
    assertThatThrownBy(
            () ->
                new Hausman()
                    .setFormula("invest ~ value | firm + year")
                    .setUnit("firm")
                    .classical(PANEL))
        .hasMessageContaining("Write i(year) among the regressors.");
    assertThatThrownBy(
            () -> new Hausman().setFormula("invest ~ big").setUnit("firm").classical(big()))
        .hasMessageContaining("varies within a firm");
  }

  private static Sample big() {
    return PANEL.with(
        "big",
        PANEL.values("firm").stream()
            .mapToDouble(f -> f.equals("General Motors") ? 1 : 0)
            .toArray());
  }

  private static Sample simulated(int seed, double share) {
    Random random = new Random(seed);
    int units = 60;
    int periods = 5;
    double[] y = new double[units * periods];
    double[] x = new double[y.length];
    String[] unit = new String[y.length];
    for (int i = 0; i < y.length; i++) {
      unit[i] = "u" + i / periods;
    }
    for (int u = 0; u < units; u++) {
      double effect = random.nextGaussian();
      for (int t = 0; t < periods; t++) {
        int i = u * periods + t;
        x[i] = random.nextGaussian() + share * effect;
        y[i] = x[i] + effect + random.nextGaussian();
      }
    }
    return Sample.empty().with("unit", unit).with("x", x).with("y", y);
  }

  private static Sample sample(String data) {
    return data.equals("holes") ? DiagnosticsTest.HOLES : PANEL;
  }

  private static Hausman hausman() {
    return new Hausman().setFormula("invest ~ value + capital").setUnit("firm");
  }
}
