package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Covariance;
import jevons.econometrics.Reference;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/** Against urca, gretl and statsmodels: reference/cointegration. */
class CointegrationTest {
  private static final List<Map<String, String>> PYTHON =
      Reference.rows("cointegration/expected_python.csv");
  private static final List<String> NAMES = List.of("LRM", "LRY", "IBO", "IDE");

  @Test
  void engleGrangerAgreesWithStatsmodels() {
    int compared = 0;
    for (Map<String, String> e : PYTHON) {
      if (!e.get("what").equals("engle-granger")) {
        continue;
      }
      String[] item = e.get("item").split(":", -1);
      List<String> names =
          item[0].equals("2")
              ? List.of("consumption", "income")
              : List.of("gdp", "consumption", "income");
      Sample us = Reference.sample("unit_root/data.csv");
      TestResult found =
          EngleGranger.test(
                  us.numbers(names.get(0)),
                  names.subList(1, names.size()),
                  names.stream().skip(1).map(us::numbers).toList(),
                  Deterministic.parse(e.get("case")),
                  LagRule.parse(item[1]))
              .test();
      assertThat(found.statistic()).as(e.toString()).isCloseTo(number(e, "value"), within(1e-8));
      assertThat(found.pValue().orElseThrow()).isCloseTo(number(e, "p"), within(1e-8));
      if (e.get("case").equals("none")) {
        assertThat(found.criticalValues()).isEmpty();
      } else {
        assertThat(found.criticalValues().get(0.05)).isCloseTo(number(e, "cv5"), within(1e-10));
      }
      compared++;
    }
    assertThat(compared).isEqualTo(18);
  }

  /**
   * urca's tables are those of Osterwald-Lenum (1992), further from the limit than ours; for "none"
   * they suppose a constant that makes no trend, which is not case III.
   */
  @Test
  void johansenAgreesWithUrca() {
    for (Map<String, String> e : Reference.rows("cointegration/expected_r.csv")) {
      Johansen.Result r = Johansen.test(NAMES, danish(), Johansen.Case.parse(e.get("case")), 2);
      int i = Integer.parseInt(e.get("r"));
      double value = number(e, "value");
      switch (e.get("statistic")) {
        case "eigenvalue" -> assertThat(r.eigenvalues().get(i)).isCloseTo(value, within(1e-8));
        case "beta" -> assertThat(r.relations().get(0).get(i) / value).isCloseTo(1, within(1e-6));
        case "alpha" -> assertThat(r.adjustments().get(0).get(i)).isCloseTo(value, within(1e-8));
        default -> {
          TestResult found = (e.get("statistic").equals("trace") ? r.trace() : r.max()).get(i);
          assertThat(found.statistic()).isCloseTo(value, within(1e-6));
          if (!e.get("case").equals("III")) {
            assertThat(found.criticalValues().get(0.05) / number(e, "cv5"))
                .as(e.toString())
                .isCloseTo(1, within(0.05));
          }
        }
      }
    }
  }

  /** Statistics to the five digits that gretl prints, p-values to its four decimals. */
  @Test
  void johansenAgreesWithGretlInAllFiveCases() {
    List<Map<String, String>> rows = Reference.rows("cointegration/expected_gretl.csv");
    assertThat(rows).hasSize(20);
    for (Map<String, String> e : rows) {
      Johansen.Result r = Johansen.test(NAMES, danish(), Johansen.Case.parse(e.get("case")), 2);
      int i = Integer.parseInt(e.get("r"));
      TestResult trace = r.trace().get(i);
      TestResult max = r.max().get(i);
      assertThat(trace.statistic() / number(e, "trace")).isCloseTo(1, within(1e-4));
      assertThat(max.statistic() / number(e, "max")).isCloseTo(1, within(1e-4));
      assertThat(trace.pValue().orElseThrow()).isCloseTo(number(e, "p_trace"), within(2e-4));
      assertThat(max.pValue().orElseThrow()).isCloseTo(number(e, "p_max"), within(2e-4));
    }
  }

  /**
   * statsmodels' det_order 1 is none of the five cases: it takes a trend out of the levels first
   * and then is case III. Ours says so when fed what it makes.
   */
  @Test
  void johansenAgreesWithStatsmodels() {
    for (Map<String, String> e : PYTHON) {
      String c = e.get("case");
      if (!e.get("what").equals("trace") && !e.get("what").equals("max")) {
        continue;
      }
      boolean detrended = c.equals("III-of-detrended");
      List<double[]> levels = detrended ? detrended(danish()) : danish();
      Johansen.Result r =
          Johansen.test(NAMES, levels, Johansen.Case.parse(detrended ? "III" : c), 2);
      TestResult found =
          (e.get("what").equals("trace") ? r.trace() : r.max())
              .get(Integer.parseInt(e.get("item")));
      assertThat(found.statistic()).as(e.toString()).isCloseTo(number(e, "value"), within(1e-6));
      if (!detrended) {
        assertThat(found.criticalValues().get(0.05)).isEqualTo(number(e, "cv5"));
        assertThat(found.criticalValues().get(0.01)).isEqualTo(number(e, "cv1"));
      }
    }
  }

  /** Tables III and V of MacKinnon, Haug and Michelis (1999), 5 %, one to five random walks. */
  @Test
  void criticalValuesOfRestrictedCasesAreNearThePublishedOnes() {
    double[] two = {9.16, 20.26, 35.19, 54.08, 76.97};
    double[] four = {12.52, 25.87, 42.92, 63.88, 88.80};
    for (int n = 1; n <= 5; n++) {
      assertThat(DoornikGamma.of(Johansen.Case.II, true, n).quantile(0.95) / two[n - 1])
          .isCloseTo(1, within(0.005));
      assertThat(DoornikGamma.of(Johansen.Case.IV, true, n).quantile(0.95) / four[n - 1])
          .isCloseTo(1, within(0.008));
    }
  }

  @Test
  void errorCorrectionAgreesWithStatsmodels() {
    Sample us = Reference.sample("unit_root/data.csv");
    for (Map<String, String> e : PYTHON) {
      boolean one = e.get("what").equals("one-equation");
      if (!one && !e.get("what").equals("two-step")) {
        continue;
      }
      boolean longRunOnly = e.get("case").equals("long-run");
      ErrorCorrection model =
          new ErrorCorrection()
              .setLags(1)
              .setCovariance(Covariance.parse(longRunOnly ? "iid" : e.get("case")));
      if (one) {
        model.setOneEquation();
      }
      ErrorCorrection.Result r =
          model.fit(
              "consumption",
              us.numbers("consumption"),
              List.of("income"),
              List.of(us.numbers("income")));
      double value = number(e, "value");
      if (e.get("item").equals("adjustment")) {
        assertThat(r.adjustment().estimate()).isCloseTo(value, within(1e-9));
        assertThat(r.adjustment().standardError() / number(e, "p")).isCloseTo(1, within(1e-7));
      } else {
        assertThat(r.longRun().get(0).elasticity()).isCloseTo(value, within(1e-9));
        if (one) {
          assertThat(r.longRun().get(0).standardError().orElseThrow() / number(e, "p"))
              .isCloseTo(1, within(1e-6));
        }
      }
      assertThat(r.remarks()).anyMatch(m -> m instanceof Remark.NotCointegrated);
      assertThat(r.halfLife().orElseThrow()).isBetween(16.0, 19.0);
    }
  }

  @Test
  void relationsAreFoundWhereTheyAreAndNotWhereTheyAreNot() {
    int draws = 300;
    int found = 0;
    int wrong = 0;
    int rankOne = 0;
    int rankNotZero = 0;
    for (int i = 0; i < draws; i++) {
      List<double[]> tied = pair(i, true);
      List<double[]> apart = pair(i, false);
      found += p(tied) < 0.05 ? 1 : 0;
      wrong += p(apart) < 0.05 ? 1 : 0;
      List<String> two = List.of("a", "b");
      rankOne += Johansen.test(two, tied, Johansen.Case.II, 1).rank() == 1 ? 1 : 0;
      rankNotZero += Johansen.test(two, apart, Johansen.Case.II, 1).rank() > 0 ? 1 : 0;
    }
    assertThat(found / (double) draws).isGreaterThan(0.95);
    assertThat(wrong / (double) draws).isBetween(0.02, 0.09);
    assertThat(rankOne / (double) draws).isGreaterThan(0.85);
    assertThat(rankNotZero / (double) draws).isBetween(0.02, 0.1);
    ErrorCorrection.Result r =
        new ErrorCorrection()
            .setTestLags(LagRule.fixed(0))
            .fit("a", pair(1, true).get(0), List.of("b"), List.of(pair(1, true).get(1)));
    assertThat(r.adjustment().estimate()).isBetween(-0.7, -0.25);
    assertThat(r.longRun().get(0).elasticity()).isCloseTo(2, within(0.1));
    assertThat(r.remarks()).isEmpty();
  }

  /** p-values are published for up to 6 variables, critical values for up to 12. */
  @Test
  void sevenVariablesHaveCriticalValuesAndNoP() {
    Random random = new Random(5);
    List<double[]> walks = new ArrayList<>();
    for (int j = 0; j < 7; j++) {
      double[] w = new double[80];
      for (int t = 1; t < w.length; t++) {
        w[t] = w[t - 1] + random.nextGaussian();
      }
      walks.add(w);
    }
    TestResult r =
        EngleGranger.test(
                walks.get(0),
                List.of("b", "c", "d", "e", "f", "g"),
                walks.subList(1, 7),
                Deterministic.CONSTANT,
                LagRule.fixed(0))
            .test();
    assertThat(r.pValue()).isEmpty();
    // statsmodels 0.15.0, mackinnoncrit(7, "c", 79).
    assertThat(r.criticalValues().get(0.05)).isCloseTo(-5.23207295, within(1e-8));
    assertThat(r.remarks()).anyMatch(m -> m instanceof Remark.BeyondTable);
  }

  @Test
  void mistakesAreNamed() {
    double[] line = Regression.trend(40, 1);
    double[] twiceTheLine = Arrays.stream(line).map(v -> 2 * v).toArray();
    assertThatThrownBy(
            () ->
                EngleGranger.test(
                    line,
                    List.of("b"),
                    List.of(twiceTheLine),
                    Deterministic.CONSTANT,
                    LagRule.fixed(0)))
        .hasMessageContaining("fits all 40 values exactly");
    List<double[]> y = danish();
    assertThatThrownBy(() -> Johansen.test(NAMES, y, Johansen.Case.III, 12))
        .hasMessageContaining("leave 42 rows for 54 coefficients");
    List<double[]> twice = new ArrayList<>(y.subList(0, 1));
    twice.add(Arrays.stream(y.get(0)).map(v -> 2 * v).toArray());
    assertThatThrownBy(() -> Johansen.test(List.of("a", "b"), twice, Johansen.Case.III, 1))
        .hasMessageContaining("change of b(t-1) is a combination of those before it");
    assertThatThrownBy(() -> Johansen.test(List.of("a", "b"), twice, Johansen.Case.III, 0))
        .hasMessageContaining("collinear in levels");
    assertThatThrownBy(
            () ->
                EngleGranger.test(
                    y.get(0),
                    List.of("b"),
                    List.of(new double[] {1, 2, 3}),
                    Deterministic.CONSTANT,
                    LagRule.aic()))
        .hasMessage("engle-granger: b has 3 values, the first series 55.");
    assertThatThrownBy(() -> Johansen.Case.parse("VI")).hasMessageContaining("I, II, III, IV, V");
  }

  private static double p(List<double[]> levels) {
    return EngleGranger.test(
            levels.get(0),
            List.of("b"),
            levels.subList(1, 2),
            Deterministic.CONSTANT,
            LagRule.fixed(1))
        .test()
        .pValue()
        .orElseThrow();
  }

  /** b a random walk; a either 2 b plus an autoregression of 0.5, or another random walk. */
  private static List<double[]> pair(int seed, boolean tied) {
    Random random = new Random(seed);
    double[] a = new double[120];
    double[] b = new double[120];
    double walk = 0;
    double rest = 0;
    for (int t = 0; t < a.length; t++) {
      walk += random.nextGaussian();
      rest = (tied ? 0.5 : 1) * rest + random.nextGaussian();
      b[t] = walk;
      a[t] = tied ? 2 * walk + rest : rest;
    }
    return List.of(a, b);
  }

  private static List<double[]> danish() {
    Sample d = Reference.sample("cointegration/data.csv");
    return NAMES.stream().map(d::numbers).toList();
  }

  private static List<double[]> detrended(List<double[]> levels) {
    List<double[]> out = new ArrayList<>();
    for (double[] y : levels) {
      List<double[]> x = List.of(Regression.constant(y.length), Regression.trend(y.length, 1));
      out.add(Regression.of("test", List.of("1", "t"), x, y).residuals);
    }
    return out;
  }

  private static double number(Map<String, String> e, String name) {
    return Double.parseDouble(e.get(name));
  }
}
