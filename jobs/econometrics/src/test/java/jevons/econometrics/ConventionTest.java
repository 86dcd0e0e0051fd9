package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each factor and each degree of freedom of the table in SmallSample, on 6 firms x 8 years. */
class ConventionTest {
  private static final int N = 48;
  private static final Sample PANEL = panel();

  private static Sample panel() {
    double[] firm = new double[N];
    double[] year = new double[N];
    double[] x = new double[N];
    double[] y = new double[N];
    for (int i = 0; i < N; i++) {
      firm[i] = Math.floor(i / 8.0);
      year[i] = 2000 + i % 8;
      x[i] = Math.sin(1.7 * i) + 0.1 * firm[i];
      y[i] = 0.5 * x[i] + Math.cos(2.3 * i * i) + 0.2 * firm[i];
    }
    return Sample.of(Map.of("firm", firm, "year", year, "x", x, "y", y));
  }

  private static Inference of(String formula, String vcov, SmallSample ssc) {
    return new PanelOls()
        .setFormula(formula)
        .setSmallSample(ssc)
        .setUnit("firm")
        .setTime("year")
        .fit(PANEL, Covariance.parse(vcov))
        .inferences()
        .get(0);
  }

  private static double variance(Inference i) {
    return i.vcov().between("x", "x");
  }

  @Test
  void iidDividesByRowsLessCoefficientsInEveryConvention() {
    for (SmallSample ssc : SmallSample.values()) {
      Inference i = of("y ~ x | firm + year", "iid", ssc);
      assertThat(i.factors()).containsExactly(entry("1/(n-K)", 1.0 / (N - 14)));
      assertThat(i.df()).isEqualTo(N - 14);
    }
  }

  @Test
  void hc1HasItsFactorButForNone() {
    Inference fixest = of("y ~ x | firm", "hc1", SmallSample.FIXEST);
    assertThat(fixest.factors()).containsExactly(entry("n/(n-K)", N / (N - 7.0)));
    assertThat(fixest.df()).isEqualTo(N - 7);
    assertThat(of("y ~ x | firm", "hc1", SmallSample.STATA).factors()).isEqualTo(fixest.factors());
    assertThat(of("y ~ x | firm", "hc1", SmallSample.NONE).factors()).isEmpty();
    assertThat(variance(fixest) / variance(of("y ~ x | firm", "hc0", SmallSample.FIXEST)))
        .isCloseTo(N / (N - 7.0), within(1e-12));
  }

  @Test
  void hc0Hc2AndHc3HaveNoFactor() {
    for (String vcov : new String[] {"hc0", "hc2", "hc3"}) {
      assertThat(of("y ~ x | firm", vcov, SmallSample.FIXEST).factors()).isEmpty();
    }
  }

  @Test
  void clustersCountNestedEffectsOnce() {
    Inference nested = of("y ~ x | firm", "cluster(firm)", SmallSample.FIXEST);
    assertThat(nested.factors())
        .containsExactly(entry("(n-1)/(n-K')", (N - 1.0) / (N - 2)), entry("G/(G-1)", 6 / 5.0));
    assertThat(nested.df()).isEqualTo(5);
    Inference crossed = of("y ~ x | firm", "cluster(year)", SmallSample.FIXEST);
    assertThat(crossed.factors())
        .containsExactly(entry("(n-1)/(n-K')", (N - 1.0) / (N - 7)), entry("G/(G-1)", 8 / 7.0));
    Inference both = of("y ~ x | firm + year", "cluster(firm)", SmallSample.STATA);
    assertThat(both.factors())
        .containsExactly(entry("(n-1)/(n-K')", (N - 1.0) / (N - 9)), entry("G/(G-1)", 6 / 5.0));
    Inference none = of("y ~ x | firm", "cluster(firm)", SmallSample.NONE);
    assertThat(none.factors()).isEmpty();
    assertThat(none.df()).isEqualTo(5);
  }

  @Test
  void twoWayClustersTakeTheSmallerNumber() {
    Inference i = of("y ~ x", "cluster(firm,year)", SmallSample.FIXEST);
    assertThat(i.factors())
        .containsExactly(entry("(n-1)/(n-K')", (N - 1.0) / (N - 2)), entry("G/(G-1)", 6 / 5.0));
    assertThat(i.df()).isEqualTo(5);
  }

  @Test
  void errorsOverTimeInAPanelRestOnPeriods() {
    for (String vcov : new String[] {"nw(2)", "dk(2)"}) {
      Inference i = of("y ~ x | firm", vcov, SmallSample.FIXEST);
      assertThat(i.factors())
          .containsExactly(entry("(n-1)/(n-K)", (N - 1.0) / (N - 7)), entry("T/(T-1)", 8 / 7.0));
      assertThat(i.df()).isEqualTo(7);
      assertThat(of("y ~ x | firm", vcov, SmallSample.NONE).factors()).isEmpty();
      assertThat(of("y ~ x | firm", vcov, SmallSample.NONE).df()).isEqualTo(7);
    }
    assertThat(of("y ~ x", "dk", SmallSample.FIXEST).lags()).hasValue(2);
    Inference newey = of("y ~ x", "nw(2)", SmallSample.STATA);
    assertThat(newey.factors()).containsExactly(entry("n/(n-K) (newey)", N / (N - 2.0)));
    assertThat(newey.df()).isEqualTo(N - 2);
  }

  @Test
  void neweyWestInOneSeriesRestsOnRows() {
    Sample series =
        Sample.empty()
            .with("y", 1, 3, 2, 5, 4, 7, 6, 9, 8, 8)
            .with("x", 1, 2, 4, 3, 6, 5, 8, 9, 7, 7.5);
    Inference i =
        new PanelOls().setFormula("y ~ x").fit(series, Covariance.neweyWest(1)).inferences().get(0);
    assertThat(i.df()).isEqualTo(8);
    assertThat(i.factors())
        .containsExactly(entry("(n-1)/(n-K)", 9 / 8.0), entry("T/(T-1)", 10 / 9.0));
  }

  @Test
  void cosinesHaveTheirNumberAsDegreesOfFreedomAndNoFactor() {
    Inference i = of("y ~ x", "ewc", SmallSample.FIXEST);
    assertThat(i.lags()).hasValue(1); // floor(0.4 x 8^(2/3)) = 1
    assertThat(i.df()).isEqualTo(1);
    assertThat(i.factors()).isEmpty();
  }

  @Test
  void driscollKraayCountsAnEmptyPeriodAsZero() {
    Sample gap =
        Sample.empty()
            .with("y", 1, 3, 2, 5, 4, 7)
            .with("x", 1, 2, 4, 3, 6, 5)
            .with("t", 1, 2, 3, 5, 6, 7);
    Fit fit =
        new PanelOls()
            .setFormula("y ~ x")
            .setSmallSample(SmallSample.NONE)
            .setTime("t")
            .fit(gap, Covariance.driscollKraay(1));
    double[][] u = fit.figures().influences();
    double expected = 0;
    for (int a = 0; a < 6; a++) {
      expected += u[a][1] * u[a][1];
      // 3 and 5 are two periods apart.
      expected += a > 0 && a != 3 ? u[a][1] * u[a - 1][1] : 0;
    }
    assertThat(fit.inferences().get(0).vcov().get(1, 1)).isCloseTo(expected, within(1e-15));
    assertThat(fit.inferences().get(0).df()).isEqualTo(5);
  }

  @Test
  void cosinesAreTheFormulaOfThePaper() {
    double[] y = {1, 3, 2, 5, 4, 7, 6, 9, 8, 8, 12, 10, 9, 14};
    Sample series = Sample.empty().with("y", y);
    Inference i =
        new PanelOls().setFormula("y ~ 1").fit(series, Covariance.ewc()).inferences().get(0);
    int n = y.length;
    int b = 2; // floor(0.4 x 14^(2/3)) = floor(2.32)
    double mean = java.util.Arrays.stream(y).average().orElseThrow();
    double variance = 0;
    for (int j = 1; j <= b; j++) {
      double c = 0;
      for (int t = 1; t <= n; t++) {
        c += Math.sqrt(2.0 / n) * Math.cos(Math.PI * j * (t - 0.5) / n) * (y[t - 1] - mean);
      }
      variance += c * c / b;
    }
    assertThat(i.df()).isEqualTo(b);
    assertThat(i.terms().get(0).standardError()).isCloseTo(Math.sqrt(variance / n), within(1e-13));
  }

  @Test
  void minimumDetectableEffectIsTwoQuantilesOfT() {
    // R: qt(0.975, 10) + qt(0.8, 10) = 2.228138852 + 0.879057829
    assertThat(new Coefficient("x", 0.3, 0.5, 10).minimumDetectableEffect())
        .isCloseTo(0.5 * (2.228138852 + 0.879057829), within(1e-8));
  }

  @Test
  void pAndIntervalAreThoseOfStudent() {
    Coefficient c = new Coefficient("x", 3, 1, 5);
    assertThat(c.t()).isEqualTo(3);
    assertThat(c.pValue()).isCloseTo(0.030099248, within(1e-9)); // R: 2 * pt(-3, 5)
    assertThat(c.interval(0.95).low()).isCloseTo(3 - 2.570581836, within(1e-8));
    assertThat(c.interval(0.95).contains(0)).isFalse();
    assertThat(c.pValue(3)).isCloseTo(1, within(1e-12));
  }
}
