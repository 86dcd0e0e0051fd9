package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jevons.econometrics.bootstrap.MultipleTests;
import jevons.econometrics.bootstrap.Resampling;
import jevons.econometrics.bootstrap.RomanoWolf;
import org.junit.jupiter.api.Test;

/** Several tests at once. Draws, script and versions: reference/multiple. */
class RomanoWolfTest {
  private static final Covariance BY_FIRM = Covariance.clusteredBy("firm");

  @Test
  void adjustmentsAgreeWithPyfixestAndStatsmodels() {
    List<double[]> all =
        Reference.rows("multiple/draws.csv").stream()
            .map(r -> r.values().stream().mapToDouble(Double::parseDouble).toArray())
            .toList();
    double[] stepDown =
        MultipleTests.romanoWolf(all.get(0), all.subList(1, all.size()).toArray(double[][]::new));
    double[] p = column("p");
    assertThat(stepDown).containsExactly(column("romano_wolf"), within(1e-12));
    assertThat(MultipleTests.holm(p)).containsExactly(column("holm"), within(1e-12));
    assertThat(MultipleTests.benjaminiHochberg(p))
        .containsExactly(column("benjamini_hochberg"), within(1e-12));
  }

  private static double[] column(String name) {
    return Reference.rows("multiple/expected.csv").stream()
        .mapToDouble(r -> Double.parseDouble(r.get(name)))
        .toArray();
  }

  @Test
  void oneTestIsNotAdjusted() {
    assertThat(MultipleTests.holm(0.03)).containsExactly(0.03);
    assertThat(MultipleTests.benjaminiHochberg(0.03)).containsExactly(0.03);
    Sample data = outcomes(new Random(1), 0.5);
    RomanoWolf.Adjusted one =
        new RomanoWolf(new Resampling.Clusters("firm"))
            .setReplications(99)
            .test(data, List.of(hypothesis("y0")))
            .tests()
            .get(0);
    assertThat(one.romanoWolf()).isEqualTo(one.bootstrap());
    assertThat(one.holm()).isEqualTo(one.bootstrap());
  }

  /** The same test ten times: Holm multiplies by ten, the step-down knows that they are one. */
  @Test
  void stepDownSeesThatTestsAreTheSame() {
    Sample data = outcomes(new Random(2), 0.35);
    List<RomanoWolf.Hypothesis> same =
        IntStream.range(0, 10).mapToObj(i -> hypothesis("y0")).toList();
    for (RomanoWolf.Adjusted a :
        new RomanoWolf(new Resampling.Clusters("firm"))
            .setReplications(199)
            .test(data, same)
            .tests()) {
      assertThat(a.romanoWolf()).isEqualTo(a.bootstrap());
      assertThat(a.holm()).isCloseTo(Math.min(1, 10 * a.bootstrap()), within(1e-12));
    }
  }

  @Test
  void aSeedGivesTheSameAnswerAndAdjustedIsNeverBelowPlain() {
    Sample data = outcomes(new Random(3), 0.3);
    List<RomanoWolf.Hypothesis> tests =
        List.of(hypothesis("y0"), hypothesis("y1"), hypothesis("y2"));
    RomanoWolf.Result a = run(data, tests, 5);
    RomanoWolf.Result b = run(data, tests, 5);
    for (int i = 0; i < 3; i++) {
      assertThat(b.tests().get(i).romanoWolf()).isEqualTo(a.tests().get(i).romanoWolf());
      assertThat(a.tests().get(i).romanoWolf())
          .isGreaterThanOrEqualTo(a.tests().get(i).bootstrap());
    }
    assertThat(run(data, tests, 6).tests().stream().mapToDouble(RomanoWolf.Adjusted::bootstrap))
        .isNotEqualTo(a.tests().stream().mapToDouble(RomanoWolf.Adjusted::bootstrap));
  }

  private static RomanoWolf.Result run(Sample data, List<RomanoWolf.Hypothesis> tests, long seed) {
    return new RomanoWolf(new Resampling.Clusters("firm"))
        .setReplications(99)
        .setSeed(seed)
        .test(data, tests);
  }

  /** Six true nulls: any rejection at 10 % is one too many, plain p-values give more. */
  @Test
  void chanceOfAnyFalseRejectionIsHeld() {
    Random random = new Random(11);
    int adjusted = 0;
    int plain = 0;
    int rounds = 40;
    for (int round = 0; round < rounds; round++) {
      Sample data = outcomes(random, 0);
      List<RomanoWolf.Adjusted> tests =
          run(data, IntStream.range(0, 6).mapToObj(i -> hypothesis("y" + i)).toList(), round)
              .tests();
      adjusted += tests.stream().anyMatch(a -> a.romanoWolf() <= 0.1) ? 1 : 0;
      plain += tests.stream().anyMatch(a -> a.bootstrap() <= 0.1) ? 1 : 0;
    }
    assertThat(adjusted / (double) rounds).isLessThan(0.22);
    assertThat(plain).isGreaterThan(2 * adjusted);
  }

  @Test
  void blocksKeepPeriodsTogetherAndInOrder() {
    double[] t = IntStream.range(0, 20).mapToDouble(i -> 2001 + i / 2).toArray();
    double[] id = IntStream.range(0, 20).asDoubleStream().toArray();
    Sample data = Sample.of(Map.of("t", t, "id", id));
    Sample drawn = new Resampling.Blocks("t", 3).of(data).next(new SplittableRandom(4));
    assertThat(drawn.rows()).isEqualTo(20);
    double[] period = drawn.numbers("t");
    double[] of = drawn.numbers("id");
    for (int i = 0; i < 20; i++) {
      int place = i / 2;
      assertThat(period[i]).isEqualTo(place);
      assertThat(of[i] % 2).isEqualTo(i % 2);
      if (i >= 2 && i / 2 % 3 != 0) {
        // Within a block the next period follows, after the last comes the first.
        assertThat((of[i] - of[i - 2] + 20) % 20).isEqualTo(2);
      }
    }
  }

  @Test
  void clustersDrawnTwiceAreTwoClusters() {
    Sample data = Sample.of(Map.of("g", new double[] {7, 7, 8, 9, 9, 9}));
    SplittableRandom random = new SplittableRandom(1);
    Resampling.Draws draws = new Resampling.Clusters("g").of(data);
    for (int i = 0; i < 20; i++) {
      assertThat(Arrays.stream(draws.next(random).numbers("g")).distinct().toArray())
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void blocksServeErrorsOverTime() {
    Sample data = outcomes(new Random(8), 0.6);
    PanelOls ols = new PanelOls().setFormula("y0 ~ x").setTime("year").setUnit("firm");
    RomanoWolf.Adjusted a =
        new RomanoWolf(new Resampling.Blocks("year", 2))
            .setReplications(99)
            .test(data, List.of(RomanoWolf.Hypothesis.zero(ols, Covariance.driscollKraay(1), "x")))
            .tests()
            .get(0);
    assertThat(a.romanoWolf()).isLessThan(0.05);
    assertThat(a.hypothesis().name()).isEqualTo("x");
  }

  @Test
  void mistakesAreNamed() {
    Sample data = outcomes(new Random(3), 0.3);
    RomanoWolf test = new RomanoWolf(new Resampling.Clusters("firm"));
    assertThatThrownBy(() -> test.test(data, List.of())).hasMessageContaining("no hypothesis");
    assertThatThrownBy(() -> test.setReplications(5)).hasMessageContaining("no p-value below 0.05");
    PanelOls lagged = new PanelOls().setFormula("y0 ~ lag(x, 1)").setUnit("firm").setTime("year");
    assertThatThrownBy(
            () ->
                test.test(data, List.of(RomanoWolf.Hypothesis.zero(lagged, BY_FIRM, "lag(x, 1)"))))
        .hasMessageContaining("make the lag or difference a column first");
    assertThatThrownBy(
            () ->
                new RomanoWolf(new Resampling.Clusters("firmm"))
                    .test(data, List.of(hypothesis("y0"))))
        .hasMessageContaining("Closest: firm");
    assertThatThrownBy(() -> new Resampling.Blocks("year", 40).of(data))
        .hasMessageContaining("blocks of 40 periods do not fit into the 8 periods of year");
    assertThatThrownBy(() -> MultipleTests.holm(0.2, 1.4))
        .hasMessageContaining("lie between 0 and 1");
    List<Double> single = new ArrayList<>();
    data.values("firm").forEach(f -> single.add(f.equals("f3") ? 1.0 : 0.0));
    PanelOls ofOne = new PanelOls().setFormula("y0 ~ x + d");
    assertThatThrownBy(
            () ->
                test.setReplications(99)
                    .test(
                        data.withValues("d", single),
                        List.of(RomanoWolf.Hypothesis.zero(ofOne, BY_FIRM, "d"))))
        .hasMessageContaining("draws of the rows allow no fit, too many to leave out");
  }

  private static RomanoWolf.Hypothesis hypothesis(String y) {
    return new RomanoWolf.Hypothesis(y, new PanelOls().setFormula(y + " ~ x"), BY_FIRM, "x", 0);
  }

  /** 30 firms, 8 years, six outcomes that move together within a firm. */
  private static Sample outcomes(Random random, double slope) {
    int firms = 30;
    int years = 8;
    int n = firms * years;
    List<Object> firm = new ArrayList<>();
    double[] year = new double[n];
    double[] x = new double[n];
    double[][] y = new double[6][n];
    for (int f = 0; f < firms; f++) {
      double shock = random.nextGaussian();
      double treated = random.nextGaussian();
      double[] own = random.doubles(6).map(u -> 2 * u - 1).toArray();
      for (int t = 0; t < years; t++) {
        int i = f * years + t;
        firm.add("f" + f);
        year[i] = 2001 + t;
        x[i] = treated + 0.5 * random.nextGaussian();
        for (int m = 0; m < 6; m++) {
          y[m][i] = slope * x[i] + 0.4 * shock + own[m] + random.nextGaussian();
        }
      }
    }
    Sample sample = Sample.empty().withValues("firm", firm).with("year", year).with("x", x);
    for (int m = 0; m < 6; m++) {
      sample = sample.with("y" + m, y[m]);
    }
    return sample;
  }
}
