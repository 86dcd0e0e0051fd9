package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Reference;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.TestResult;
import org.junit.jupiter.api.Test;

/** Against strucchange, and statistics by enumeration: reference/breaks. */
class BreakTest {
  private static final List<Map<String, String>> R = Reference.rows("breaks/expected_r.csv");

  @Test
  void supWaldAgreesWithStrucchange() {
    int compared = 0;
    for (Map<String, String> e : R) {
      String[] what = e.get("what").split(" ", -1);
      if (what.length != 3 || !List.of("supF", "expF", "aveF").contains(what[0])) {
        continue;
      }
      SupWald.Result r =
          SupWald.test(design(e), Double.parseDouble(what[2]), BreakErrors.parse(what[1]));
      TestResult found =
          what[0].equals("supF") ? r.sup() : what[0].equals("expF") ? r.exp() : r.ave();
      assertThat(found.statistic() / number(e, "value"))
          .as(e.toString())
          .isCloseTo(1, within(1e-8));
      assertThat(r.rowsBefore()).isEqualTo((int) number(e, "item"));
      // strucchange lets the polynomial of exp turn down, and gives p = 1 to a statistic of 40.
      if (what[0].equals("expF")) {
        assertThat(found.pValue().orElseThrow()).isLessThan(1e-3);
      } else {
        assertThat(found.pValue().orElseThrow()).isCloseTo(number(e, "p"), within(1e-9));
      }
      compared++;
    }
    assertThat(compared).isEqualTo(24);
  }

  @Test
  void pValuesAreHansens() {
    int compared = 0;
    for (Map<String, String> e : R) {
      if (e.get("model").equals("hansen")) {
        String kind = e.get("what").substring(0, 3);
        double x = List.of(1.0, 4.0).get(compared % 2) * (kind.equals("exp") ? 1 : 4);
        assertThat(Hansen.p(kind, x, (int) number(e, "item"), number(e, "value")))
            .as(e.toString())
            .isCloseTo(number(e, "p"), within(1e-7));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(96);
  }

  /** Andrews (2003), table I: 5 % at 15 % trimming for 1, 2, 3 and 5 breaking coefficients. */
  @Test
  void criticalValuesDependOnTheNumberOfBreakingCoefficients() {
    double[] published = {8.68, 11.72, 14.13, 18.35};
    int[] q = {1, 2, 3, 5};
    for (int i = 0; i < q.length; i++) {
      assertThat(Hansen.critical("sup", q[i], 0.15).get(0.05) / published[i])
          .isCloseTo(1, within(0.02));
      // Bai and Perron's F(1|0) is the same statistic, by another simulation.
      assertThat(BreakTables.of(q[i], 0.15).supF(1).get(0.05)).isCloseTo(published[i], within(0.3));
    }
    double statistic = 10;
    assertThat(Hansen.p("sup", statistic, 1, 0.15)).isLessThan(0.05);
    assertThat(Hansen.p("sup", statistic, 3, 0.15)).isGreaterThan(0.2);
  }

  @Test
  void tablesGrowWithCoefficientsAndConfidence() {
    double[] trimmings = {0.05, 0.1, 0.15, 0.2, 0.25};
    int[] most = {9, 8, 5, 3, 2};
    for (int e = 0; e < trimmings.length; e++) {
      for (int q = 1; q <= 10; q++) {
        BreakTables now = BreakTables.of(q, trimmings[e]);
        assertThat(now.mostBreaks()).isEqualTo(most[e]);
        for (int m = 1; m <= most[e]; m++) {
          assertThat(now.supF(m).get(0.01)).isGreaterThan(now.supF(m).get(0.05));
          assertThat(now.sequential(m - 1).get(0.05)).isGreaterThanOrEqualTo(now.supF(m).get(0.05));
          if (q > 1) {
            BreakTables fewer = BreakTables.of(q - 1, trimmings[e]);
            assertThat(now.supF(m).get(0.05)).isGreaterThan(fewer.supF(m).get(0.05));
            assertThat(now.sequential(m - 1).get(0.1))
                .isGreaterThan(fewer.sequential(m - 1).get(0.1));
          }
        }
        assertThat(now.wdMax().get(0.05)).isGreaterThan(now.udMax().get(0.05));
        assertThat(now.udMax().get(0.05)).isGreaterThan(now.supF(1).get(0.05));
      }
    }
  }

  @Test
  void chowAgreesWithStrucchangeAndLm() {
    for (Map<String, String> e : R) {
      if (!e.get("what").startsWith("chow")) {
        continue;
      }
      int at = (int) number(e, "item");
      String kind = e.get("what").substring("chow ".length());
      BreakDesign d = design(e);
      Chow.Result r =
          switch (kind) {
            case "intercept" ->
                Chow.test(d.breaking(List.of("(Intercept)")), at, BreakErrors.HOMOSKEDASTIC);
            case "hc1" -> Chow.test(d, at, BreakErrors.ROBUST);
            default -> Chow.test(d, at, BreakErrors.HOMOSKEDASTIC);
          };
      assertThat(r.test().statistic() / number(e, "value"))
          .as(e.toString())
          .isCloseTo(1, within(1e-8));
      assertThat(r.test().pValue().orElseThrow() / number(e, "p")).isCloseTo(1, within(1e-6));
      assertThat(r.test().test()).isEqualTo(kind.equals("predictive") ? "chow-predictive" : "chow");
    }
  }

  @Test
  void partitionsAndIntervalsAgreeWithStrucchange() {
    for (String model : List.of("nile", "us")) {
      BaiPerron.Result r = new BaiPerron().fit(design(model));
      double constant = Double.NaN;
      for (Map<String, String> e : of(model, "rss")) {
        int m = (int) number(e, "item");
        assertThat(r.partitions().get(m).ssr() / number(e, "value")).isCloseTo(1, within(1e-9));
        // strucchange's BIC is T times ours and a constant.
        double shift = number(e, "p") - r.n() * r.partitions().get(m).bic();
        if (m == 0) {
          constant = shift;
        }
        assertThat(shift).isCloseTo(constant, within(1e-7));
      }
      for (Map<String, String> e : of(model, "dates")) {
        assertThat(text(r.partitions().get((int) number(e, "item")).rowsBefore()))
            .isEqualTo(e.get("value"));
      }
      for (String errors : List.of("iid", "hc0")) {
        for (Map<String, String> e : of(model, "interval " + errors)) {
          int m = (int) number(e, "item");
          BaiPerron.Result at =
              new BaiPerron()
                  .setErrors(errors.equals("iid") ? BreakErrors.HOMOSKEDASTIC : BreakErrors.ROBUST)
                  .fit(design(model));
          if (at.bySequential() == m) {
            List<Integer> found = new ArrayList<>();
            at.dates()
                .forEach(
                    b ->
                        found.addAll(
                            List.of(b.low().getAsInt(), b.rowsBefore(), b.high().getAsInt())));
            assertThat(text(found)).isEqualTo(e.get("value"));
          }
        }
      }
    }
  }

  /** Bai (1997), section IV: 90 and 95 % of a symmetric break lie within 7.7 and 11.0 units. */
  @Test
  void datesOfBreaksHaveBaisDistribution() {
    assertThat(BreakInterval.quantile(0.95, 1, 1, 1)).isCloseTo(7.7, within(0.05));
    assertThat(BreakInterval.quantile(0.975, 1, 1, 1)).isCloseTo(11.03, within(0.05));
    // Seen from the other side of the break, xi and phi become their inverses and time is rescaled.
    double[] ratios = {0.3, 0.8, 1.5, 2.5};
    for (double xi : ratios) {
      for (double phi2 : ratios) {
        double unit = phi2 * phi2 / xi;
        for (double x : new double[] {-9, -2.5, -0.4, 0.3, 1.7, 6}) {
          assertThat(BreakInterval.distribution(x, xi, 1, phi2))
              .isCloseTo(1 - BreakInterval.distribution(-x / unit, 1 / xi, phi2, 1), within(1e-12));
        }
      }
    }
  }

  @Test
  void statisticsAgreeWithEnumeration() {
    for (Map<String, String> e : Reference.rows("breaks/expected_python.csv")) {
      BaiPerron.Result r =
          new BaiPerron()
              .setErrors(
                  e.get("errors").equals("iid") ? BreakErrors.HOMOSKEDASTIC : BreakErrors.ROBUST)
              .fit(design(e));
      boolean dated = !e.get("dates").isEmpty();
      TestResult found =
          (dated ? r.supF() : r.sequential())
              .stream().filter(t -> t.test().equals(e.get("statistic"))).findFirst().orElseThrow();
      assertThat(found.statistic() / number(e, "value"))
          .as(e.toString())
          .isCloseTo(1, within(1e-7));
      if (dated) {
        int m = e.get("statistic").charAt(5) - '0';
        assertThat(text(r.partitions().get(m).rowsBefore())).isEqualTo(e.get("dates"));
      }
    }
  }

  /** The dam at Aswan: Zeileis, Kleiber, Kramer and Hornik (2003), one break after 1898. */
  @Test
  void nileBreaksOnceAfter1898() {
    BaiPerron.Result r = new BaiPerron().fit(design("nile"));
    assertThat(r.bySequential()).isEqualTo(1);
    assertThat(r.byBic()).isEqualTo(1);
    assertThat(r.byLwz()).isEqualTo(1);
    assertThat(r.dates().get(0).rowsBefore()).isEqualTo(1898 - 1871 + 1);
    assertThat(r.doubleMaximum().get(0).statistic()).isEqualTo(r.supF().get(0).statistic());
    assertThat(r.doubleMaximum().get(0).criticalValues()).containsEntry(0.05, 8.88);
    assertThat(r.sequential().get(1).criticalValues()).containsEntry(0.05, 10.13);
  }

  @Test
  void recursiveResidualsAndCusumAgreeWithStrucchange() {
    for (Map<String, String> e : R) {
      RecursiveResiduals.Result r;
      switch (e.get("what")) {
        case "cusum", "ols-cusum" -> {
          r = RecursiveResiduals.test(design(e));
          TestResult found = e.get("what").equals("cusum") ? r.cusum() : r.ols();
          assertThat(found.statistic()).isCloseTo(number(e, "value"), within(1e-8));
          assertThat(found.pValue().orElseThrow()).isCloseTo(number(e, "p"), within(1e-7));
        }
        case "recresid" -> {
          r = RecursiveResiduals.test(design(e));
          assertThat(r.residuals().get((int) number(e, "item") - 1) / number(e, "value"))
              .isCloseTo(1, within(1e-8));
        }
        default -> {}
      }
    }
  }

  @Test
  void testsHoldTheirSizeForTwoBreakingCoefficients() {
    int draws = 150;
    int sup = 0;
    int robust = 0;
    int sequential = 0;
    int cusum = 0;
    for (int i = 0; i < draws; i++) {
      BreakDesign d = drawn(i, 120, 120, 120);
      sup += rejects(SupWald.test(d, 0.15, BreakErrors.HOMOSKEDASTIC).sup());
      robust += rejects(SupWald.test(d, 0.15, BreakErrors.ROBUST).exp());
      sequential += new BaiPerron().setMost(1).fit(d).bySequential() > 0 ? 1 : 0;
      cusum += rejects(RecursiveResiduals.test(drawn(i, 60, 60, 60)).squares());
    }
    assertThat(sup / (double) draws).isBetween(0.02, 0.09);
    assertThat(robust / (double) draws).isBetween(0.02, 0.12);
    assertThat(sequential / (double) draws).isBetween(0.02, 0.09);
    assertThat(cusum / (double) draws).isBetween(0.01, 0.08);
  }

  @Test
  void breaksAreFoundWhereTheyWerePut() {
    int right = 0;
    int covered = 0;
    for (int i = 0; i < 100; i++) {
      BaiPerron.Result r = new BaiPerron().fit(drawn(i, 40, 80, 120));
      boolean two = r.bySequential() == 2;
      right += two ? 1 : 0;
      covered += two && covers(r, 0, 40) ? 1 : 0;
      covered += two && covers(r, 1, 80) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(88);
    // 95 % of small breaks; of large ones in few rows somewhat less.
    assertThat(covered / (2.0 * right)).isBetween(0.85, 1.0);
  }

  private static boolean covers(BaiPerron.Result r, int i, int date) {
    BaiPerron.DatedBreak b = r.dates().get(i);
    return b.low().getAsInt() <= date && date <= b.high().getAsInt();
  }

  @Test
  void aFitGivesItsRegression() {
    Sample nile = Reference.sample("breaks/nile.csv");
    Fit fit = new PanelOls().setFormula("flow ~ 1").fit(nile, Covariance.iid());
    assertThat(SupWald.test(BreakDesign.of(fit), 0.15, BreakErrors.HOMOSKEDASTIC).sup().statistic())
        .isCloseTo(75.929769, within(1e-5));
  }

  @Test
  void mistakesAreNamed() {
    BreakDesign d = drawn(1, 60, 60, 60);
    assertThatThrownBy(() -> Chow.test(d, 60, BreakErrors.HOMOSKEDASTIC))
        .hasMessage("chow: a break after 60 of 60 rows; 1 to 59 are possible.");
    assertThatThrownBy(() -> d.breaking(List.of("z")))
        .hasMessage("break: no term \"z\"; the regression has [(Intercept), x].");
    assertThatThrownBy(() -> new BaiPerron().fit(d.breaking(List.of("x"))))
        .hasMessageContaining("only 1 of 2 coefficients may change");
    assertThatThrownBy(() -> new BaiPerron().setTrimming(0.12).fit(d))
        .hasMessageContaining("no critical values are kept for trimming 0.12");
    assertThatThrownBy(() -> new BaiPerron().setMost(9).fit(d))
        .hasMessageContaining("1 to 5 are possible");
    assertThatThrownBy(() -> SupWald.test(d, 0.6, BreakErrors.HOMOSKEDASTIC))
        .hasMessageContaining("between 0 and 0.5");
    double[] step = new double[60];
    Arrays.fill(step, 30, 60, 1);
    BreakDesign broken =
        BreakDesign.of(List.of("(Intercept)", "late"), List.of(Regression.constant(60), step), d.y);
    assertThatThrownBy(() -> SupWald.test(broken, 0.15, BreakErrors.HOMOSKEDASTIC))
        .hasMessageContaining("is a combination of those before it");
  }

  private static int rejects(TestResult r) {
    return r.pValue().orElseThrow() < 0.05 ? 1 : 0;
  }

  /** y = 1 + x + e; both coefficients are 2.2 between rows from and to. */
  private static BreakDesign drawn(int seed, int from, int to, int n) {
    Random random = new Random(50 + seed);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      x[t] = random.nextGaussian();
      double b = t >= from && t < to ? 2.2 : 1;
      y[t] = b + b * x[t] + random.nextGaussian();
    }
    return BreakDesign.of(List.of("(Intercept)", "x"), List.of(Regression.constant(n), x), y);
  }

  private static BreakDesign design(Map<String, String> e) {
    return design(e.get("model"));
  }

  private static BreakDesign design(String model) {
    if (model.equals("nile")) {
      return BreakDesign.ofMean(Reference.sample("breaks/nile.csv").numbers("flow"));
    }
    Sample us = Reference.sample("unit_root/data.csv");
    double[] inflation = us.numbers("inflation");
    int n = inflation.length - 1;
    return BreakDesign.of(
        List.of("(Intercept)", "inflation_lag1", "unemployment_lag1"),
        List.of(
            Regression.constant(n),
            Arrays.copyOf(inflation, n),
            Arrays.copyOf(us.numbers("unemployment"), n)),
        Arrays.copyOfRange(inflation, 1, n + 1));
  }

  private static List<Map<String, String>> of(String model, String what) {
    return R.stream()
        .filter(r -> r.get("model").equals(model) && r.get("what").equals(what))
        .toList();
  }

  private static String text(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static double number(Map<String, String> e, String name) {
    return Double.parseDouble(e.get(name));
  }
}
