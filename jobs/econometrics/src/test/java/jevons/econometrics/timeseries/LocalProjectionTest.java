package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Reference;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import org.junit.jupiter.api.Test;

/** Against lm with sandwich, and statsmodels: reference/local_projection. */
class LocalProjectionTest {
  private static final Sample US = Reference.sample("unit_root/data.csv");

  @Test
  void seriesAgreesWithLmAndSandwich() {
    for (Map<String, String> e : Reference.rows("local_projection/expected_r.csv")) {
      String[] errors = e.get("errors").split(":", -1);
      boolean hac = errors[0].equals("nw");
      int h = Integer.parseInt(e.get("horizon"));
      LocalProjection.Step found =
          new LocalProjection()
              .setFormula("inflation ~ unemployment")
              .setTime("quarter")
              .setHorizon(h)
              .setLags(Integer.parseInt(errors[1]))
              .setResponse(LocalProjection.Response.parse(e.get("response")))
              .setErrors(ProjectionErrors.parse(errors[0]))
              .setSmallSample(hac ? SmallSample.NONE : SmallSample.FIXEST)
              .fit(US)
              .step(h);
      agrees(found, e);
    }
  }

  @Test
  void panelAgreesWithStatsmodels() {
    Sample grunfeld = Reference.sample("grunfeld/data.csv");
    for (Map<String, String> e : Reference.rows("local_projection/expected_python.csv")) {
      int h = Integer.parseInt(e.get("horizon"));
      LocalProjection.Result r =
          new LocalProjection()
              .setFormula("invest ~ value | firm")
              .setUnit("firm")
              .setTime("year")
              .setHorizon(4)
              .setLags(1)
              .setErrors(ProjectionErrors.parse(e.get("errors")))
              .setSmallSample(SmallSample.NONE)
              .fit(grunfeld);
      agrees(r.step(h), e);
    }
  }

  /** x_t = 0.8 x_{t-1} + s_t, y_t = x_t + noise: the answer at h is 0.8^h. */
  @Test
  void knownAnswersAreCoveredAtTheirLevel() {
    int draws = 60;
    int horizon = 4;
    int newey = 0;
    int augmented = 0;
    double[] mean = new double[horizon + 1];
    for (int i = 0; i < draws; i++) {
      Sample sample = drawn(i, 200);
      LocalProjection.Result hac =
          new LocalProjection().setFormula("y ~ s").setLags(1).setHorizon(horizon).fit(sample);
      LocalProjection.Result hc =
          new LocalProjection()
              .setFormula("y ~ s")
              .setLags(2)
              .setHorizon(horizon)
              .setErrors(ProjectionErrors.lagAugmented())
              .fit(sample);
      for (int h = 0; h <= horizon; h++) {
        double truth = Math.pow(0.8, h);
        newey += hac.step(h).interval().contains(truth) ? 1 : 0;
        augmented += hc.step(h).interval().contains(truth) ? 1 : 0;
        mean[h] += hc.step(h).coefficient().estimate() / draws;
      }
    }
    double all = draws * (horizon + 1.0);
    assertThat(newey / all).isBetween(0.86, 0.98);
    assertThat(augmented / all).isBetween(0.88, 0.99);
    for (int h = 0; h <= horizon; h++) {
      assertThat(mean[h]).isCloseTo(Math.pow(0.8, h), within(0.04));
    }
  }

  @Test
  void theSumOfChangesIsTheChangeOfTheLevel() {
    Sample sample = drawn(3, 80);
    LocalProjection change =
        new LocalProjection()
            .setFormula("y ~ s")
            .setHorizon(3)
            .setResponse(LocalProjection.Response.CHANGE);
    LocalProjection sum =
        new LocalProjection()
            .setFormula("d(y) ~ s")
            .setHorizon(3)
            .setResponse(LocalProjection.Response.SUM);
    for (int h = 0; h <= 3; h++) {
      assertThat(sum.fit(sample).step(h).coefficient().estimate())
          .isCloseTo(change.fit(sample).step(h).coefficient().estimate(), within(1e-12));
    }
  }

  @Test
  void aGapCostsTheRowsThatLookAcrossIt() {
    Sample gap =
        Sample.empty()
            .with("year", 1, 2, 3, 4, 6, 7, 8, 9, 10)
            .with("y", 1, 4, 2, 5, 3, 6, 2, 7, 4)
            .with("s", 0.1, 0.5, 0.2, 0.9, 0.4, 0.3, 0.8, 0.6, 0.7);
    LocalProjection.Result r =
        new LocalProjection().setFormula("y ~ s").setTime("year").setHorizon(1).fit(gap);
    assertThat(r.step(0).n()).isEqualTo(9);
    assertThat(r.step(1).n()).isEqualTo(7);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> new LocalProjection().fit(US))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining("no formula was set");
    LocalProjection model = new LocalProjection().setFormula("inflation ~ unemployment");
    assertThatThrownBy(() -> model.setErrors(ProjectionErrors.lagAugmented()).fit(US))
        .hasMessageContaining("1 or more");
    assertThatThrownBy(
            () -> new LocalProjection().setFormula("y ~ s").setHorizon(18).fit(drawn(1, 20)))
        .hasMessageContaining("horizon 18: ")
        .hasMessageContaining("rows");
    assertThatThrownBy(
            () -> new LocalProjection().setFormula("y ~ s").setImpulse("z").fit(drawn(1, 20)))
        .hasMessage("no term \"z\" in \"y ~ s\"; it has [s].");
    assertThatThrownBy(() -> ProjectionErrors.parse("hac")).hasMessageContaining("not known");
    assertThat(ProjectionErrors.parse("cluster(firm)").at(3, 0))
        .isEqualTo(Covariance.clusteredBy("firm"));
  }

  private static Sample drawn(int seed, int n) {
    Random random = new Random(400 + seed);
    double[] s = new double[n];
    double[] y = new double[n];
    double x = 0;
    for (int t = 0; t < n; t++) {
      s[t] = random.nextGaussian();
      x = 0.8 * x + s[t];
      y[t] = x + 0.5 * random.nextGaussian();
    }
    return Sample.empty().with("s", s).with("y", y);
  }

  private static void agrees(LocalProjection.Step found, Map<String, String> e) {
    assertThat(found.coefficient().estimate() / Double.parseDouble(e.get("estimate")))
        .as(e.toString())
        .isCloseTo(1, within(1e-8));
    assertThat(found.coefficient().standardError() / Double.parseDouble(e.get("standard_error")))
        .as(e.toString())
        .isCloseTo(1, within(1e-7));
    assertThat(found.n()).isEqualTo(Long.parseLong(e.get("n")));
  }
}
