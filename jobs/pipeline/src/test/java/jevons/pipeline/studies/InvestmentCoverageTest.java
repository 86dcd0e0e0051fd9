package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.MeanDifference;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals of the investment study hold the elasticity that data were drawn with,
 * over 200 seeded draws. Where they are said to hold, 90 to 99 % of them do: of 200 true 95 %
 * intervals fewer than 90 % or more than 99 % do with a probability below 1 %.
 *
 * <p>Not held: Driscoll-Kraay with a dozen quarters, classical errors of growth that overlaps.
 */
class InvestmentCoverageTest {
  private static final int DRAWS = 200;
  private static final double ELASTICITY = 0.5;

  /** Shocks that follow themselves a little, and a rate that does. */
  @Test
  void headlineIntervalsHoldTheElasticity() {
    assertThat(coverage(60, Covariance.ewc(), false)).isBetween(0.90, 0.99);
    assertThat(coverage(13, Covariance.ewc(), false)).isBetween(0.90, 0.99);
  }

  @Test
  void detrendedIntervalsHoldTheElasticityWhereBothSidesHaveATrend() {
    assertThat(coverage(60, Covariance.ewc(), true)).isBetween(0.90, 0.99);
  }

  /** The mean of four firms that share a shock: one series, whatever the number of firms. */
  @Test
  void driscollKraayIntervalsHoldItInManyQuartersAndNotInADozen() {
    assertThat(panelCoverage(240)).isBetween(0.90, 0.99);
    assertThat(panelCoverage(12)).isLessThan(0.90);
  }

  @Test
  void yearlyGrowthIsCoveredByCosinesAndFixedBAndNotByClassicalErrors() {
    assertThat(yearlyCoverage(Covariance.ewc())).isBetween(0.90, 0.99);
    assertThat(yearlyCoverage(Covariance.parse("nw(3,fixedb)"))).isGreaterThan(0.84);
    assertThat(yearlyCoverage(Covariance.iid())).isLessThan(0.85);
  }

  /** 38 quarters before and 6 after, as here, and twice the variance after. */
  @Test
  void welchsIntervalHoldsTheDifference() {
    Random random = new Random(1865);
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] before = random.doubles(38).map(u -> 0.06 + 0.1 * random.nextGaussian()).toArray();
      double[] after = random.doubles(6).map(u -> 0.14 + 0.14 * random.nextGaussian()).toArray();
      MeanDifference welch = MeanDifference.welch(after, before);
      Coefficient difference =
          new Coefficient("after", welch.difference(), welch.standardError(), welch.df());
      covered += difference.interval(0.95).contains(0.08) ? 1 : 0;
    }
    assertThat(covered / (double) DRAWS).isBetween(0.90, 0.99);
  }

  private static double coverage(int quarters, Covariance covariance, boolean hasTrend) {
    Random random = new Random(1865);
    double[] trend = IntStream.range(0, quarters).asDoubleStream().toArray();
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] x = ar1(quarters, 0.5, 0.05, random);
      double[] y = ar1(quarters, 0.1, 0.05, random);
      for (int t = 0; t < quarters; t++) {
        x[t] += hasTrend ? 0.01 * t : 0;
        y[t] += ELASTICITY * x[t] + (hasTrend ? 0.02 * t : 0);
      }
      Sample sample =
          Sample.empty().with("y", y).with("x", x).with("trend", trend).with("quarter", trend);
      covered += covers(hasTrend ? "y ~ x + trend" : "y ~ x", sample, covariance) ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }

  private static double panelCoverage(int quarters) {
    Random random = new Random(1865);
    int firms = 4;
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] rate = ar1(quarters, 0.5, 0.05, random);
      double[] shock = ar1(quarters, 0.2, 0.05, random);
      double[] x = new double[firms * quarters];
      double[] y = new double[firms * quarters];
      double[] firm = new double[firms * quarters];
      double[] quarter = new double[firms * quarters];
      for (int k = 0; k < x.length; k++) {
        firm[k] = k % firms;
        quarter[k] = Math.floorDiv(k, firms);
        x[k] = rate[k / firms];
        y[k] = ELASTICITY * x[k] + shock[k / firms] + 0.03 * random.nextGaussian();
      }
      Sample sample =
          Sample.empty().with("y", y).with("x", x).with("firm", firm).with("quarter", quarter);
      covered += covers("y ~ x | firm", sample, Covariance.driscollKraay()) ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }

  private static double yearlyCoverage(Covariance covariance) {
    Random random = new Random(1865);
    int quarters = 160;
    double[] place = IntStream.range(0, quarters).asDoubleStream().toArray();
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] x = ar1(quarters, 0.8, 0.05, random);
      double[] shocks = ar1(quarters + 3, 0, 0.05, random);
      double[] y = new double[quarters];
      for (int t = 0; t < quarters; t++) {
        y[t] = ELASTICITY * x[t] + shocks[t] + shocks[t + 1] + shocks[t + 2] + shocks[t + 3];
      }
      Sample sample = Sample.empty().with("y", y).with("x", x).with("quarter", place);
      covered += covers("y ~ x", sample, covariance) ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }

  private static boolean covers(String formula, Sample sample, Covariance covariance) {
    return new PanelOls()
        .setFormula(formula)
        .setTime("quarter")
        .fit(sample, covariance)
        .coefficient("x")
        .interval(0.95)
        .contains(ELASTICITY);
  }

  private static double[] ar1(int n, double persistence, double step, Random random) {
    double[] series = new double[n];
    double last = step / Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
    for (int t = 0; t < n; t++) {
      last = persistence * last + step * random.nextGaussian();
      series[t] = last;
    }
    return series;
  }
}
