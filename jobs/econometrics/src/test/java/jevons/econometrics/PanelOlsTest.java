package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties that hold whatever the data, and what is said of data that allow no fit. */
class PanelOlsTest {
  private static final List<Covariance> ALL =
      List.of(
              "iid",
              "hc0",
              "hc1",
              "hc2",
              "hc3",
              "cluster(firm)",
              "cluster(firm,year)",
              "cr3(firm)",
              "wild(firm,webb,199)",
              "nw(2)",
              "nw(auto)",
              "dk(andrews,prewhite)",
              "dk(2,fixedb)",
              "dk(2)",
              "ewc(3)")
          .stream()
          .map(Covariance::parse)
          .toList();

  /** An unbalanced panel with correlated errors. */
  static Sample panel(int firms, int years, long seed) {
    Random random = new Random(seed);
    List<String> firm = new ArrayList<>();
    List<Double> year = new ArrayList<>();
    List<Double> x = new ArrayList<>();
    List<Double> z = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> w = new ArrayList<>();
    double[] shock = random.doubles(years).toArray();
    for (int f = 0; f < firms; f++) {
      double own = random.nextGaussian();
      for (int t = 0; t < years; t++) {
        if (random.nextDouble() < 0.15) {
          continue;
        }
        firm.add("f" + f);
        year.add(2000.0 + t);
        double value = random.nextGaussian() + own + shock[t];
        x.add(value);
        z.add(random.nextGaussian() + 0.5 * value);
        y.add(0.5 * value - 0.2 * z.get(z.size() - 1) + own + shock[t] + random.nextGaussian());
        w.add(0.5 + random.nextDouble());
      }
    }
    return Sample.empty()
        .withValues("firm", firm)
        .withValues("year", year)
        .withValues("x", x)
        .withValues("z", z)
        .withValues("y", y)
        .withValues("w", w);
  }

  private static PanelOls ols(String formula) {
    return new PanelOls().setFormula(formula).setUnit("firm").setTime("year");
  }

  @Test
  void scalingYScalesEstimatesAndErrors() {
    Sample data = panel(12, 10, 1);
    for (String formula : List.of("y ~ x + z", "y ~ x + z | firm + year")) {
      Fit one = ols(formula).fit(data, ALL);
      Fit ten = ols(formula.replace("y ~", "I(1000 * y) ~")).fit(data, ALL);
      for (int i = 0; i < ALL.size(); i++) {
        Coefficient a = one.inferences().get(i).coefficient("x");
        Coefficient b = ten.inferences().get(i).coefficient("x");
        assertThat(b.estimate() / a.estimate()).isCloseTo(1000, within(1e-8));
        assertThat(b.standardError() / a.standardError()).isCloseTo(1000, within(1e-7));
      }
    }
  }

  @Test
  void orderOfTheRowsDoesNotMatter() {
    Sample data = panel(12, 10, 2);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    Sample shuffled = Sample.empty();
    for (String name : data.names()) {
      shuffled = shuffled.withValues(name, order.stream().map(data.values(name)::get).toList());
    }
    for (String formula : List.of("d(y) ~ x + lag(z, 1)", "y ~ x + z | firm + year")) {
      same(ols(formula).fit(data, ALL), ols(formula).fit(shuffled, ALL), 1e-11);
    }
  }

  @Test
  void absorbedEffectsEqualTheirColumns() {
    Sample data = panel(8, 7, 4);
    for (String w : new String[] {null, "w"}) {
      PanelOls absorbed = ols("y ~ x + z | firm + year");
      PanelOls columns = ols("y ~ x + z + i(firm) + i(year)");
      if (w != null) {
        absorbed.setWeights(w);
        columns.setWeights(w);
      }
      List<Covariance> vcov =
          List.of(Covariance.iid(), Covariance.hc1(), Covariance.hc2(), Covariance.hc3());
      Fit a = absorbed.fit(data, vcov);
      Fit b = columns.fit(data, vcov);
      same(a, b, 1e-11);
      assertThat(a.r2()).isCloseTo(b.r2(), within(1e-12));
      assertThat(a.dfResidual()).isEqualTo(b.dfResidual());
      for (int i = 0; i < a.n(); i++) {
        assertThat(a.figures().leverages()[i]).isCloseTo(b.figures().leverages()[i], within(1e-11));
        assertThat(a.residuals()[i]).isCloseTo(b.residuals()[i], within(1e-11));
      }
    }
  }

  @Test
  void partiallingOutGivesTheSameCoefficient() {
    Sample data = panel(10, 9, 5);
    Fit full = ols("y ~ x + z | firm").fit(data);
    Sample residuals =
        Sample.empty()
            .with("ry", ols("y ~ z | firm").fit(data).residuals())
            .with("rx", ols("x ~ z | firm").fit(data).residuals());
    Fit partial = new PanelOls().setFormula("ry ~ rx - 1").fit(residuals);
    assertThat(partial.coefficient("rx").estimate())
        .isCloseTo(full.coefficient("x").estimate(), within(1e-13));
  }

  @Test
  void threeEffectsAreAbsorbedExactly() {
    Sample data = panel(9, 8, 6);
    List<Object> group = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      group.add("g" + (i * 7) % 5);
    }
    Sample more = data.withValues("group", group);
    Fit a = ols("y ~ x + z | firm + year + group").fit(more, ALL.subList(0, 5));
    Fit b = ols("y ~ x + z + i(firm) + i(year) + i(group)").fit(more, ALL.subList(0, 5));
    same(a, b, 1e-11);
  }

  @Test
  void joinedEffectHasALevelForEachPair() {
    Sample data = panel(6, 12, 7);
    List<Object> half = new ArrayList<>();
    List<Object> both = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      half.add(data.numbers("year")[i] < 2006 ? "early" : "late");
      both.add(data.values("firm").get(i) + "-" + half.get(i));
    }
    Sample more = data.withValues("half", half).withValues("both", both);
    Fit a = ols("y ~ x | firm^half").fit(more);
    Fit b = ols("y ~ x | both").fit(more);
    same(a, b, 1e-13);
    assertThat(a.effects()).containsExactly(new Fit.AbsorbedEffect("firm^half", 12));
  }

  @Test
  void missingRowsAreLeftOutAndCounted() {
    Sample data =
        Sample.empty()
            .with("y", 1, Double.NaN, 3, 4, 5, 6, 8)
            .with("x", 1, 2, Double.NaN, 5, 0, 7, 9)
            .withValues("g", java.util.Arrays.asList("a", "b", "a", null, "b", "b", "a"));
    Fit fit = new PanelOls().setFormula("y ~ log(x)").fit(data, Covariance.clusteredBy("g"));
    assertThat(fit.n()).isEqualTo(3);
    assertThat(fit.droppedRows())
        .containsEntry("y missing", 1L)
        .containsEntry("x missing", 1L)
        .containsEntry("g missing", 1L)
        .containsEntry("log(x) is not a finite number", 1L);
  }

  @Test
  void collinearRegressorsAreNamed() {
    Sample data =
        panel(8, 7, 8).withValues("three", Collections.nCopies(panel(8, 7, 8).rows(), 3.0));
    fails(data, "y ~ x + three", "three is 3 in all 43 rows, so it is constant");
    fails(data, "y ~ x + z + I(2 * x - z)", "I((2 * x) - z) equals 2 x - z in all 43 rows");
    fails(data, "y ~ x + I(x + 7)", "I(x + 7) equals 7 + x in all");
    fails(data, "y ~ x + three | firm", "three is 3 in all 43 rows, so it is constant and the");
    fails(
        data, "y ~ x + year | year", "year is the same in all rows of a year, so the year effects");
    fails(data, "y ~ x + I(0 * x)", "I(0 * x) is 0 in all 43 rows. Drop it.");
  }

  @Test
  void sumOfEffectsIsAbsorbed() {
    Sample data = panel(8, 7, 8);
    double[] sum = new double[data.rows()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = data.values("firm").get(i).hashCode() % 7 + 3 * data.numbers("year")[i];
    }
    fails(data.with("s", sum), "y ~ x + s | firm + year", "s is a sum of the effects [firm, year]");
  }

  @Test
  void dataThatAllowNoFitGetAClearAnswer() {
    Sample none = Sample.empty().with("y", Double.NaN, Double.NaN).with("x", 1, 2);
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ x").fit(none))
        .hasMessage("formula \"y ~ x\": no row is left: y missing in 2.");
    Sample two = Sample.empty().with("y", 1, 2).with("x", 1, 3).with("g", "a", "a");
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ x").fit(two))
        .hasMessageContaining("2 rows for 2 coefficients; more rows than coefficients are needed");
    Sample flat =
        Sample.empty().with("y", 5, 5, 5, 5).with("x", 1, 3, 2, 4).with("g", "a", "a", "a", "a");
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ x").fit(flat))
        .hasMessageContaining("y is 5 in all 4 rows: there is nothing to explain");
    Sample one =
        Sample.empty()
            .with("y", 5, 6, 4, 5)
            .with("x", 1, 3, 2, 4)
            .with("g", "a", "a", "a", "a")
            .with("t", 1, 1, 1, 1);
    assertThatThrownBy(
            () -> new PanelOls().setFormula("y ~ x").fit(one, Covariance.clusteredBy("g")))
        .hasMessageContaining("cluster(g): g has one value in all 4 rows");
    assertThatThrownBy(
            () ->
                new PanelOls()
                    .setFormula("y ~ x")
                    .setTime("t")
                    .fit(one, Covariance.driscollKraay()))
        .hasMessageContaining("all 4 rows are of one period");
    assertThatThrownBy(
            () -> new PanelOls().setFormula("y ~ x").setTime("t").fit(one, Covariance.neweyWest()))
        .hasMessageContaining("one period");
    Sample within =
        Sample.empty()
            .with("y", 5, 5, 4, 4, 6, 6)
            .with("x", 1, 3, 2, 4, 2, 1)
            .with("g", "a", "a", "b", "b", "c", "c");
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ x | g").fit(within))
        .hasMessageContaining("the effects [g] explain y completely");
    assertThatThrownBy(
            () -> new PanelOls().setFormula("y ~ x").setWeights("x").fit(none.with("x", -1, 2)))
        .hasMessageContaining("is not a weight");
  }

  @Test
  void singletonsFewClustersAndFewPeriodsAreRemarked() {
    Sample data =
        Sample.empty()
            .with("y", 1, 3, 2, 5, 4, 7, 6)
            .with("x", 1, 2, 4, 3, 6, 5, 8)
            .with("t", 1, 2, 3, 1, 2, 3, 1)
            .with("g", "a", "a", "a", "b", "b", "b", "c");
    Fit fit =
        new PanelOls()
            .setFormula("y ~ x | g")
            .setTime("t")
            .fit(data, Covariance.clusteredBy("g"), Covariance.driscollKraay(1), Covariance.hc3());
    assertThat(fit.remarks(Remark.Singletons.class)).containsExactly(new Remark.Singletons("g", 1));
    assertThat(fit.remarks(Remark.FewClusters.class))
        .containsExactly(new Remark.FewClusters("g", 3));
    assertThat(fit.remarks(Remark.FewPeriods.class)).hasSize(1);
    assertThat(fit.remarks(Remark.FullLeverage.class))
        .containsExactly(new Remark.FullLeverage(Covariance.hc3(), 1));
  }

  @Test
  void twoWayMatrixThatIsNotPositiveIsMended() {
    boolean mended = false;
    for (long seed = 0; seed < 40 && !mended; seed++) {
      Fit fit =
          ols("y ~ x + z + I(x * z) + I(z^2)")
              .fit(panel(4, 4, seed), Covariance.parse("cluster(firm,year)"));
      mended = !fit.remarks(Remark.NotPositive.class).isEmpty();
      fit.coefficients().forEach(c -> assertThat(c.standardError()).isNotZero());
    }
    assertThat(mended).isTrue();
  }

  /** Cameron, Gelbach and Miller (2011), 2.3: the three parts' difference may be negative. */
  @Test
  void coefficientWhoseTwoWayVarianceIsNegativeHasNoStandardError() {
    Fit fit = null;
    double variance = 1;
    for (long seed = 0; seed < 200 && variance > 0; seed++) {
      fit =
          ols("y ~ x - 1")
              .setSmallSample(SmallSample.NONE)
              .fit(
                  panel(4, 4, seed),
                  Covariance.parse("cluster(firm,year)"),
                  Covariance.parse("cluster(firm)"),
                  Covariance.parse("cluster(year)"),
                  Covariance.hc0());
      double[] errors =
          fit.inferences().stream().mapToDouble(i -> i.terms().get(0).standardError()).toArray();
      variance = errors[1] * errors[1] + errors[2] * errors[2] - errors[3] * errors[3];
    }
    assertThat(variance).isNegative();
    Coefficient x = fit.inferences().get(0).terms().get(0);
    assertThat(x.standardError()).isNaN();
    assertThat(x.pValue()).isNaN();
    assertThat(fit.remarks(Remark.NotPositive.class)).hasSize(1);
  }

  private static void fails(Sample data, String formula, String message) {
    assertThatThrownBy(() -> ols(formula).fit(data))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }

  /** The terms of a agree with those of the same name in b, under each covariance. */
  static void same(Fit a, Fit b, double tolerance) {
    assertThat(b.n()).isEqualTo(a.n());
    for (int i = 0; i < a.inferences().size(); i++) {
      for (Coefficient c : a.inferences().get(i).terms()) {
        Coefficient d = b.inferences().get(i).coefficient(c.term());
        String what = a.formula() + " " + a.inferences().get(i).covariance() + " " + c + " " + d;
        assertThat(d.estimate()).as(what).isCloseTo(c.estimate(), within(tolerance));
        assertThat(d.standardError()).as(what).isCloseTo(c.standardError(), within(tolerance));
        assertThat(d.pValue()).as(what).isCloseTo(c.pValue(), within(1e-7));
      }
      assertThat(b.inferences().get(i).df()).isEqualTo(a.inferences().get(i).df());
    }
  }
}
