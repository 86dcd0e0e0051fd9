package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Reference;
import jevons.econometrics.Remark;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/** Against statsmodels, arch, urca and tseries on US quarters: reference/unit_root. */
class UnitRootTest {
  private static final List<Map<String, String>> PYTHON =
      Reference.rows("unit_root/expected_python.csv");
  private static final List<Map<String, String>> R = Reference.rows("unit_root/expected_r.csv");

  @Test
  void dickeyFullerAgreesWithStatsmodelsAndArch() {
    for (Map<String, String> e : of(PYTHON, "adf")) {
      TestResult found =
          AugmentedDickeyFuller.test(series(e), deterministic(e), LagRule.parse(e.get("rule")));
      agrees(found, e, 1e-8);
      assertThat(found.pValue().orElseThrow()).isCloseTo(number(e, "p"), within(1e-8));
      assertThat(found.criticalValues().get(0.05)).isCloseTo(number(e, "cv5"), within(1e-10));
      assertThat(found.criticalValues().get(0.01)).isCloseTo(number(e, "cv1"), within(1e-10));
      assertThat(found.n()).isEqualTo((int) number(e, "n"));
    }
  }

  /** urca keeps the rows of the maximum out of the chosen regression too. */
  @Test
  void dickeyFullerAgreesWithUrcaOnTheRowsUrcaKeeps() {
    for (Map<String, String> e : of(R, "adf")) {
      double[] y = series(e);
      int lags = (int) number(e, "lags");
      TestResult found =
          e.get("rule").equals("4")
              ? AugmentedDickeyFuller.test(y, deterministic(e), LagRule.fixed(4))
              : AugmentedDickeyFuller.test(
                  Arrays.copyOfRange(y, 8 - lags, y.length), deterministic(e), LagRule.fixed(lags));
      agrees(found, e, 1e-8);
      assertThat(
              AugmentedDickeyFuller.test(y, deterministic(e), LagRule.parse(e.get("rule"))).lags())
          .hasValue(lags);
    }
  }

  /** The published quantiles that statsmodels interpolates; its p stays between 0.01 and 0.1. */
  @Test
  void kpssAgreesWithStatsmodelsUrcaAndTseries() {
    for (Map<String, String> e : of(PYTHON, "kpss")) {
      TestResult found = Kpss.test(series(e), deterministic(e), Bandwidth.parse(e.get("rule")));
      agrees(found, e, 1e-9);
      if (e.get("tool").equals("arch")) {
        assertThat(found.pValue().orElseThrow()).isCloseTo(number(e, "p"), within(1e-3));
        assertThat(found.criticalValues().get(0.05)).isCloseTo(number(e, "cv5"), within(1e-3));
      }
    }
    for (Map<String, String> e : of(R, "kpss")) {
      agrees(Kpss.test(series(e), deterministic(e), Bandwidth.parse(e.get("rule"))), e, 1e-9);
    }
  }

  /** Table 1 of the paper, whose simulated quantiles are a little low. */
  @Test
  void kpssQuantilesAreThePublishedOnes() {
    double[] level = {0.347, 0.463, 0.574, 0.739};
    double[] trend = {0.119, 0.146, 0.176, 0.216};
    double[] p = {0.1, 0.05, 0.025, 0.01};
    for (int i = 0; i < p.length; i++) {
      assertThat(KpssDistribution.upper(level[i], Deterministic.CONSTANT))
          .isCloseTo(p[i], within(0.001));
      assertThat(KpssDistribution.upper(trend[i], Deterministic.TREND))
          .isCloseTo(p[i], within(0.0025));
    }
    // Anderson and Darling (1952), table 1: the level's limit is that of Cramer and von Mises.
    assertThat(KpssDistribution.upper(0.46136, Deterministic.CONSTANT))
        .isCloseTo(0.05, within(1e-5));
    assertThat(KpssDistribution.upper(0.74346, Deterministic.CONSTANT))
        .isCloseTo(0.01, within(1e-5));
    assertThat(KpssDistribution.upper(0.11888, Deterministic.CONSTANT))
        .isCloseTo(0.5, within(1e-4));
  }

  @Test
  void phillipsPerronAgreesWithArchAndTseries() {
    for (Map<String, String> e : PYTHON) {
      if (!e.get("test").startsWith("pp")) {
        continue;
      }
      PhillipsPerron.Result r =
          PhillipsPerron.test(series(e), deterministic(e), Bandwidth.parse(e.get("rule")));
      boolean tau = e.get("test").equals("pp-tau");
      TestResult found = tau ? r.tau() : r.alpha();
      agrees(found, e, 1e-6);
      // arch has a simulation of its own for Z-alpha; without a constant it is far from Fuller's.
      if (tau || deterministic(e) != Deterministic.NONE) {
        assertThat(found.pValue().orElseThrow())
            .isCloseTo(number(e, "p"), within(tau ? 1e-8 : 0.02));
      }
      if (tau) {
        assertThat(found.criticalValues().get(0.05)).isCloseTo(number(e, "cv5"), within(1e-10));
      }
    }
    for (Map<String, String> e : of(R, "pp-alpha")) {
      if (e.get("tool").equals("tseries")) {
        PhillipsPerron.Result r =
            PhillipsPerron.test(series(e), Deterministic.TREND, Bandwidth.shortLags());
        assertThat(r.alpha().lags()).hasValue((int) number(e, "lags"));
        assertThat(r.alpha().statistic() / number(e, "statistic")).isCloseTo(1, within(1e-4));
      }
    }
  }

  /** Fuller (1976), Introduction to Statistical Time Series, table 8.5.1, n without bound. */
  @Test
  void criticalValuesOfAlphaAreFullers() {
    double[][] fuller = {{-13.8, -8.1, -5.7}, {-20.7, -14.1, -11.3}, {-29.5, -21.8, -18.3}};
    for (Deterministic d : Deterministic.values()) {
      Map<Double, Double> found = MacKinnon.zCritical(d);
      double[] published = fuller[d.terms()];
      assertThat(found.get(0.01)).isCloseTo(published[0], within(0.15));
      assertThat(found.get(0.05)).isCloseTo(published[1], within(0.15));
      assertThat(found.get(0.1)).isCloseTo(published[2], within(0.15));
    }
  }

  /**
   * urca puts the spread of y_t in place of that of y_{t-1} into the correction; with it, ours is
   * urca's.
   */
  @Test
  void phillipsPerronAgreesWithUrcaOnceTheSpreadIsUrcas() {
    int compared = 0;
    for (Map<String, String> e : of(R, "pp-tau")) {
      double[] y = series(e);
      int n = y.length - 1;
      TestResult found =
          PhillipsPerron.test(y, deterministic(e), Bandwidth.parse(e.get("rule"))).tau();
      assertThat(found.lags()).hasValue((int) number(e, "lags"));
      if (deterministic(e) == Deterministic.CONSTANT) {
        double[] now = Arrays.copyOfRange(y, 1, n + 1);
        double[] before = Arrays.copyOf(y, n);
        Regression fit =
            Regression.of("test", List.of("y", "1"), List.of(before, Regression.constant(n)), now);
        double longRun = Bandwidth.longRunVariance(fit.residuals, found.lags().getAsInt());
        double half = (longRun - fit.ssr / n) / 2 / Math.sqrt(longRun);
        double urca = found.statistic() + half * n / spread(before) - half * n / spread(now);
        assertThat(urca).isCloseTo(number(e, "statistic"), within(1e-9));
        compared++;
      } else {
        assertThat(found.statistic()).isCloseTo(number(e, "statistic"), within(0.06));
      }
    }
    assertThat(compared).isEqualTo(6);
  }

  private static double spread(double[] y) {
    double mean = Arrays.stream(y).average().orElseThrow();
    return Math.sqrt(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum());
  }

  @Test
  void unitRootIsRejectedAtItsLevelWhenThereIsOne() {
    assertThat(
            share(
                t ->
                    AugmentedDickeyFuller.test(
                        walk(t, 1, 100), Deterministic.CONSTANT, LagRule.fixed(1))))
        .isBetween(0.03, 0.075);
    assertThat(
            share(
                t ->
                    PhillipsPerron.test(
                            walk(t, 1, 100), Deterministic.CONSTANT, Bandwidth.shortLags())
                        .tau()))
        .isBetween(0.03, 0.08);
    assertThat(
            share(t -> Kpss.test(walk(t, 0, 200), Deterministic.CONSTANT, Bandwidth.shortLags())))
        .isBetween(0.03, 0.07);
    assertThat(share(t -> Kpss.test(walk(t, 0, 200), Deterministic.TREND, Bandwidth.shortLags())))
        .isBetween(0.03, 0.07);
  }

  @Test
  void clearAlternativesAreFound() {
    assertThat(
            share(
                t ->
                    AugmentedDickeyFuller.test(
                        walk(t, 0.5, 100), Deterministic.CONSTANT, LagRule.fixed(1))))
        .isGreaterThan(0.95);
    assertThat(
            share(t -> Kpss.test(walk(t, 1, 200), Deterministic.CONSTANT, Bandwidth.shortLags())))
        .isGreaterThan(0.9);
  }

  @Test
  void scaleAndLevelDoNotMatter() {
    double[] y = walk(7, 0.9, 80);
    double[] moved = Arrays.stream(y).map(v -> 1000 + 3 * v).toArray();
    assertThat(AugmentedDickeyFuller.test(moved, Deterministic.TREND, LagRule.bic()).statistic())
        .isCloseTo(
            AugmentedDickeyFuller.test(y, Deterministic.TREND, LagRule.bic()).statistic(),
            within(1e-7));
    assertThat(Kpss.test(moved, Deterministic.CONSTANT, Bandwidth.automatic()).statistic())
        .isCloseTo(
            Kpss.test(y, Deterministic.CONSTANT, Bandwidth.automatic()).statistic(), within(1e-9));
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(
            () -> AugmentedDickeyFuller.test(new double[30], Deterministic.CONSTANT, LagRule.aic()))
        .isInstanceOf(EconometricsException.class)
        .hasMessage("adf: the series is 0.0 at all 30 times; it does not vary.");
    double[] gap = walk(1, 1, 30);
    gap[4] = Double.NaN;
    assertThatThrownBy(() -> Kpss.test(gap, Deterministic.CONSTANT, Bandwidth.automatic()))
        .hasMessageContaining("value 5 of 30")
        .hasMessageContaining("without gaps");
    assertThatThrownBy(
            () ->
                AugmentedDickeyFuller.test(
                    new double[] {1, 2, 4}, Deterministic.TREND, LagRule.aic()))
        .hasMessage("adf: the series has 3 values; 6 or more are needed.");
    assertThatThrownBy(
            () -> AugmentedDickeyFuller.test(walk(1, 1, 20), Deterministic.TREND, LagRule.fixed(9)))
        .hasMessageContaining("leave 10 rows for 12 coefficients");
    double[] line = Regression.trend(20, 1);
    assertThatThrownBy(
            () -> AugmentedDickeyFuller.test(line, Deterministic.TREND, LagRule.fixed(0)))
        .hasMessageContaining("combination");
    assertThatThrownBy(() -> Kpss.test(line, Deterministic.TREND, Bandwidth.automatic()))
        .hasMessageContaining("kpss: the regression fits all 20 values exactly");
    assertThatThrownBy(
            () -> PhillipsPerron.test(line, Deterministic.CONSTANT, Bandwidth.automatic()))
        .hasMessageContaining("pp: the regression fits all 20 values exactly");
    assertThatThrownBy(() -> Kpss.test(line, Deterministic.NONE, Bandwidth.automatic()))
        .hasMessageContaining("constant and trend");
  }

  @Test
  void theMostLagsAllowedAreRemarked() {
    TestResult r =
        AugmentedDickeyFuller.test(
            Reference.sample("unit_root/data.csv").numbers("inflation"),
            Deterministic.CONSTANT,
            new LagRule.Akaike(OptionalInt.of(1)));
    assertThat(r.remarks()).containsExactly(new Remark.LagsAtMaximum("adf", 1));
  }

  private static double share(IntFunction<TestResult> test) {
    int draws = 600;
    int rejected = 0;
    for (int i = 0; i < draws; i++) {
      TestResult r = test.apply(i);
      rejected += r.pValue().orElseThrow() < 0.05 ? 1 : 0;
    }
    return rejected / (double) draws;
  }

  private static double[] walk(int seed, double persistence, int n) {
    Random random = new Random(1000 + seed);
    double[] y = new double[n];
    double last = 0;
    for (int t = 0; t < n; t++) {
      last = persistence * last + random.nextGaussian();
      y[t] = last;
    }
    return y;
  }

  private static void agrees(TestResult found, Map<String, String> e, double tolerance) {
    assertThat(found.statistic())
        .as(e.toString())
        .isCloseTo(number(e, "statistic"), within(tolerance));
    assertThat(found.lags()).as(e.toString()).hasValue((int) number(e, "lags"));
  }

  private static List<Map<String, String>> of(List<Map<String, String>> rows, String test) {
    return rows.stream().filter(r -> r.get("test").equals(test)).toList();
  }

  private static double[] series(Map<String, String> e) {
    return Reference.sample("unit_root/data.csv").numbers(e.get("series"));
  }

  private static Deterministic deterministic(Map<String, String> e) {
    return Deterministic.parse(e.get("deterministic"));
  }

  private static double number(Map<String, String> e, String name) {
    return Double.parseDouble(e.get(name));
  }
}
