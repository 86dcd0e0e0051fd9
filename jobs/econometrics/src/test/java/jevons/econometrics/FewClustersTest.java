package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The jackknife and the wild bootstrap over clusters. Data and scripts: reference/clusters. */
class FewClustersTest {
  private static final Sample DATA = Reference.sample("clusters/data.csv");

  private static Coefficient fit(Map<String, String> e) {
    PanelOls ols = new PanelOls().setFormula(e.get("formula"));
    if (!e.get("weights").isEmpty()) {
      ols.setWeights(e.get("weights"));
    }
    return ols.setSmallSample(SmallSample.NONE)
        .fit(DATA, Covariance.parse(e.get("vcov")))
        .coefficient(e.get("term"));
  }

  @Test
  void jackknifeAgreesWithRefitsAndPyfixest() {
    int checked = 0;
    for (Map<String, String> e : Reference.rows("clusters/expected.csv")) {
      if (!e.get("vcov").startsWith("cr3")) {
        continue;
      }
      Coefficient c = fit(e);
      double found = e.get("figure").equals("estimate") ? c.estimate() : c.standardError();
      assertThat(Reference.digits(found, Double.parseDouble(e.get("value"))))
          .as(e + " " + c)
          .isGreaterThan(10);
      checked++;
    }
    assertThat(checked).isGreaterThan(40);
  }

  /**
   * packages differ in ties: wildboottest counts |t*| > |t|, here |t*| >= |t|, so t itself counts.
   */
  @Test
  void enumeratedBootstrapAgreesWithRefits() {
    int checked = 0;
    for (Map<String, String> e : Reference.rows("clusters/expected.csv")) {
      double expected = Double.parseDouble(e.get("value"));
      String figure = e.get("figure");
      if (!e.get("vcov").startsWith("wild") || !e.get("source").equals("numpy refits")) {
        continue;
      }
      Coefficient c = fit(e);
      double found =
          switch (figure) {
            case "t" -> c.t();
            case "p_value" -> c.pValue();
            case "p_value_strict" -> c.pValue() - 1.0 / 256;
            case "ci_low" -> c.interval(0.95).low();
            default -> c.interval(0.95).high();
          };
      assertThat(found)
          .as(e + " " + c.pValue())
          .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
      checked++;
    }
    assertThat(checked).isGreaterThan(60);
  }

  /**
   * Its enumerated p either leaves out t itself and its mirror, or counts them, as rounding has it.
   */
  @Test
  void agreesWithWildboottest() {
    for (Map<String, String> e : Reference.rows("clusters/wildboottest.csv")) {
      e.put("vcov", e.get("vcov").replace(';', ','));
      double expected = Double.parseDouble(e.get("value"));
      Coefficient c = fit(e);
      if (e.get("figure").equals("t")) {
        assertThat(c.t()).isCloseTo(expected, within(1e-9));
      } else if (e.get("vcov").contains("webb")) {
        double noise = Math.sqrt(expected * (1 - expected) / 99_999);
        assertThat(c.pValue())
            .as(e.toString())
            .isCloseTo(expected, within(4 * Math.sqrt(2) * noise));
      } else {
        assertThat((c.pValue() - expected) * 256).as(e.toString()).isIn(0.0, 1.0);
      }
    }
  }

  @Test
  void scalingYScalesErrorsAndIntervalsAndLeavesP() {
    for (String vcov : List.of("cr3(cluster)", "wild(cluster)", "wild(cluster,webb,499)")) {
      Coefficient one = ols("y ~ x + z | unit").fit(DATA, Covariance.parse(vcov)).coefficient("x");
      Coefficient ten =
          ols("I(1000 * y) ~ x + z | unit").fit(DATA, Covariance.parse(vcov)).coefficient("x");
      assertThat(ten.standardError()).isCloseTo(1000 * one.standardError(), within(1e-8));
      assertThat(ten.pValue()).isCloseTo(one.pValue(), within(1e-12));
      assertThat(ten.interval(0.9).high()).isCloseTo(1000 * one.interval(0.9).high(), within(1e-5));
    }
  }

  @Test
  void orderOfRowsAndNamesOfClustersDoNotMatter() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < DATA.rows(); i++) {
      order.add(i);
    }
    java.util.Collections.shuffle(order, new Random(5));
    Sample shuffled = Sample.empty();
    for (String name : DATA.names()) {
      shuffled = shuffled.withValues(name, order.stream().map(DATA.values(name)::get).toList());
    }
    List<Object> reversed = new ArrayList<>();
    DATA.values("cluster")
        .forEach(g -> reversed.add("h" + (9 - Integer.parseInt(g.toString().substring(1)))));
    for (String vcov : List.of("cr3(cluster)", "wild(cluster)", "wild(cluster,webb,499)")) {
      Covariance covariance = Covariance.parse(vcov);
      Coefficient a = ols("y ~ x + z | year").fit(DATA, covariance).coefficient("z");
      Coefficient b = ols("y ~ x + z | year").fit(shuffled, covariance).coefficient("z");
      assertThat(b.pValue()).as(vcov).isCloseTo(a.pValue(), within(1e-9));
      if (!vcov.contains("webb")) {
        Coefficient c =
            ols("y ~ x + z | year")
                .fit(DATA.withValues("cluster", reversed), covariance)
                .coefficient("z");
        assertThat(c.pValue()).as(vcov).isCloseTo(a.pValue(), within(1e-9));
      }
    }
  }

  @Test
  void intervalHoldsWhatTheTestDoesNotReject() {
    for (String vcov : List.of("wild(cluster)", "wild(cluster,webb,999,seed=3)")) {
      Coefficient c = ols("y ~ x + z").fit(DATA, Covariance.parse(vcov)).coefficient("x");
      Coefficient.Interval i = c.interval(0.9);
      double width = i.high() - i.low();
      assertThat(c.pValue(i.low() + 1e-6 * width)).isGreaterThan(0.1);
      assertThat(c.pValue(i.low() - 1e-6 * width)).isLessThanOrEqualTo(0.1);
      assertThat(c.pValue(i.high() - 1e-6 * width)).isGreaterThan(0.1);
      assertThat(c.pValue(i.high() + 1e-6 * width)).isLessThanOrEqualTo(0.1);
      assertThat(c.pValue(c.estimate())).isEqualTo(1);
    }
  }

  /**
   * Four periods with all three firms, and 31 that one firm has alone, which its effects fit
   * exactly: their signs change nothing, so an eighth of the draws are the sample or its mirror and
   * nothing is rejected at 5 %, however far out.
   */
  @Test
  void clustersThatTellNothingEndNoInterval() {
    for (int seed = 0; seed < 20; seed++) {
      Sample data = onePeriodInEightShared(new Random(seed));
      for (String vcov : List.of("wild(period)", "wild(period,999,seed=1865)")) {
        Coefficient c =
            ols("y ~ x | firm + period").fit(data, Covariance.parse(vcov)).coefficient("x");
        assertThat(c.interval(0.95))
            .as("%s, data of seed %d", vcov, seed)
            .isEqualTo(
                new Coefficient.Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(c.pValue(1e9)).as("%s, data of seed %d", vcov, seed).isBetween(0.08, 0.18);
      }
    }
  }

  private static Sample onePeriodInEightShared(Random random) {
    List<Double> y = new ArrayList<>();
    List<Double> x = new ArrayList<>();
    List<String> firms = new ArrayList<>();
    List<String> periods = new ArrayList<>();
    for (int period = 0; period < 35; period++) {
      for (int firm = 0; firm < (period < 31 ? 1 : 3); firm++) {
        double regressor = 0.1 * random.nextGaussian();
        x.add(regressor);
        y.add(regressor + 0.2 * random.nextGaussian());
        firms.add("f" + firm);
        periods.add("p" + period);
      }
    }
    return Sample.empty()
        .withValues("y", y)
        .withValues("x", x)
        .withValues("firm", firms)
        .withValues("period", periods);
  }

  @Test
  void seedFixesTheDraws() {
    double[] p =
        List.of(
                "wild(cluster,webb,999)",
                "wild(cluster,webb,999,seed=1)",
                "wild(cluster,webb,999,seed=2)")
            .stream()
            .mapToDouble(
                v -> ols("y ~ x + z").fit(DATA, Covariance.parse(v)).coefficient("z").pValue())
            .toArray();
    assertThat(p[1]).isEqualTo(p[0]);
    assertThat(p[2]).isNotEqualTo(p[0]);
  }

  /** Clusters of one row: the jackknife over rows, by HC3's leverages. */
  @Test
  void jackknifeOfSingleRowsIsThatOfLeverages() {
    double[] id = new double[DATA.rows()];
    Arrays.setAll(id, i -> i);
    Sample data = DATA.with("id", id);
    Fit fit = ols("y ~ x + z").fit(data, Covariance.cr3("id"), Covariance.hc3());
    double n = fit.n();
    for (String term : List.of("(Intercept)", "x", "z")) {
      double hc3 = fit.inference(Covariance.hc3()).coefficient(term).standardError();
      assertThat(fit.coefficient(term).standardError())
          .isCloseTo(hc3 * Math.sqrt((n - 1) / n), within(1e-12));
    }
  }

  /** True null, ten unequal clusters: the bootstrap keeps its level where t(G-1) does not. */
  @Test
  void levelOfTheBootstrapIsKept() {
    Random random = new Random(9);
    int wild = 0;
    int plain = 0;
    int rounds = 400;
    for (int s = 0; s < rounds; s++) {
      List<Double> y = new ArrayList<>();
      List<Double> x = new ArrayList<>();
      List<String> g = new ArrayList<>();
      for (int c = 0; c < 10; c++) {
        double shock = random.nextGaussian();
        double treated = c < 3 ? 1 : 0;
        for (int i = 0; i < 3 + 3 * c; i++) {
          y.add(shock + random.nextGaussian());
          x.add(treated + 0.3 * random.nextGaussian());
          g.add("c" + c);
        }
      }
      Sample data = Sample.empty().withValues("y", y).withValues("x", x).withValues("g", g);
      Fit fit = ols("y ~ x").fit(data, Covariance.clusteredBy("g"), Covariance.wildCluster("g"));
      plain += fit.inferences().get(0).coefficient("x").pValue() < 0.05 ? 1 : 0;
      wild += fit.inferences().get(1).coefficient("x").pValue() < 0.05 ? 1 : 0;
    }
    assertThat(wild / (double) rounds).isBetween(0.02, 0.085);
    assertThat(plain).isGreaterThan(wild);
  }

  @Test
  void tooFewClustersForATestAreRemarked() {
    List<Object> four =
        DATA.values("cluster").stream().map(g -> (Object) (g.hashCode() % 4)).toList();
    Sample data = DATA.withValues("four", four);
    Fit fit = ols("y ~ x").fit(data, Covariance.wildCluster("four"));
    assertThat(fit.remarks(Remark.FewDraws.class))
        .containsExactly(new Remark.FewDraws(Covariance.wildCluster("four"), 4, 0.125));
    assertThat(fit.remarks(Remark.FewClusters.class)).isEmpty();
    assertThat(fit.coefficient("x").pValue()).isGreaterThanOrEqualTo(0.125);
    assertThat(fit.coefficient("x").interval(0.95))
        .isEqualTo(new Coefficient.Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThat(fit.coefficient("x").distribution())
        .hasToString("wild cluster bootstrap of t, all 16 Rademacher draws, no p below 0.125");
  }

  @Test
  void mistakesAreNamed() {
    fails(
        "cr3(clusterr)",
        "vcov \"cr3(clusterr)\" names clusterr, which the data do not have. Closest: cluster.");
    fails("wild(clustr)", "Closest: cluster.");
    fails("wild", "name the column of the clusters, wild(firm), wild(firm,webb)");
    fails("wild(cluster,mammen)", "\"mammen\" is none of these");
    fails("wild(cluster,9)", "9 draws; 99 to 999999 are possible");
    fails("cr3(cluster,year)", "cr3 takes one column, such as cr3(cluster)");
    fails("hc3(2)", "hc3 takes nothing in brackets");
    Sample one = DATA.withValues("same", DATA.values("x").stream().map(v -> "a").toList());
    for (String vcov : List.of("cr3(same)", "wild(same)")) {
      assertThatThrownBy(() -> ols("y ~ x").fit(one, Covariance.parse(vcov)))
          .isInstanceOf(EconometricsException.class)
          .hasMessageContaining(vcov + ": same has one value in all 99 rows");
    }
    List<Double> only =
        DATA.values("cluster").stream().map(g -> g.equals("g4") ? 1.0 : 0.0).toList();
    assertThatThrownBy(
            () -> ols("y ~ x + d").fit(DATA.withValues("d", only), Covariance.cr3("cluster")))
        .hasMessageContaining("only that cluster tells d from the others");
    for (String vcov : List.of("cr3(cluster)", "wild(cluster)")) {
      assertThatThrownBy(() -> ols("y ~ 1 | x ~ z").fit(DATA, Covariance.parse(vcov)))
          .hasMessageContaining(
              vcov + " is for least squares; with instruments use cluster(cluster)");
    }
  }

  @Test
  void textsAreReadBack() {
    for (String text :
        List.of(
            "cr3(firm)",
            "wild(firm)",
            "wild(firm,webb)",
            "wild(firm,499)",
            "wild(firm,webb,499,seed=7)")) {
      assertThat(Covariance.parse(text)).hasToString(text);
    }
  }

  private static PanelOls ols(String formula) {
    return new PanelOls().setFormula(formula);
  }

  private static void fails(String vcov, String message) {
    assertThatThrownBy(() -> ols("y ~ x").fit(DATA, Covariance.parse(vcov)))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }
}
