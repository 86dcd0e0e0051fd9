package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Specifications.Outcome;
import jevons.pipeline.studies.Specifications.PlaceboShare;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.SpecificationCurve;
import jevons.pipeline.tables.gold.SpecificationTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/specifications. */
class SpecificationStudyTest {
  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final Map<String, Double> SHARES = Reference.figures("specifications/shares.csv");

  @Test
  void everySpecificationAgreesWithTheReference() {
    Map<String, Outcome> found = new HashMap<>();
    reference()
        .outcomes()
        .forEach(
            o ->
                found.put(
                    String.join(
                        ",",
                        o.choice().capability(),
                        o.choice().efficiency(),
                        Integer.toString(o.choice().lag()),
                        o.choice().growth(),
                        o.choice().start(),
                        o.vcov()),
                    o));
    List<String[]> expected =
        Reference.lines("specifications/curve.csv").stream()
            .map(SpecificationStudyTest::withoutComma)
            .toList();
    assertThat(found).hasSize(expected.size()).hasSize(240);
    for (String[] cells : expected) {
      String key = String.join(",", Arrays.asList(cells).subList(0, 6));
      Coefficient coefficient = found.get(key).coefficient();
      assertThat(found.get(key).n()).isEqualTo(Integer.parseInt(cells[6]));
      assertThat(coefficient.estimate()).as(key).isCloseTo(Double.parseDouble(cells[7]), ROUNDING);
      assertThat(coefficient.standardError())
          .as(key)
          .isCloseTo(Double.parseDouble(cells[8]), ROUNDING);
      // Kiefer and Vogelsang's polynomial was fitted to simulated quantiles: two digits.
      double critical =
          (coefficient.interval(0.95).high() - coefficient.estimate())
              / coefficient.standardError();
      assertThat(critical)
          .as(key)
          .isCloseTo(Double.parseDouble(cells[9]), within(key.endsWith("fixedb)") ? 0.05 : 1e-7));
    }
  }

  @Test
  void sharesOfOtherOrdersAgreeWithTheReference() {
    Specifications specifications = reference();
    assertShares("circular_shift", specifications.circularShifts());
    assertShares("permutation", specifications.permutations(999, 1865));
  }

  private static void assertShares(String placebo, PlaceboShare share) {
    // The critical values of fixed-b differ in the third digit, which moves a t or two across 5 %.
    assertThat(share.significant()).isCloseTo(SHARES.get(placebo + " significant"), within(0.005));
    assertThat(share.expected()).isCloseTo(SHARES.get(placebo + " expected"), within(0.002));
    assertThat(share.pValue()).isCloseTo(SHARES.get(placebo + " p"), within(0.01));
  }

  /**
   * On the embedded filings and models, from bronze: the same rows as from the reference's data.
   */
  @Test
  void embeddedDataGiveTheCurveOfTheReference() {
    List<StudyRow> rows =
        new SpecificationStudy()
            .rows(EmbeddedFirms.asOf("2026-08-21").with("studies.investment.seed", 1865L));
    List<StudyRow> curve =
        rows.stream().filter(r -> r.table().equals(SpecificationCurve.class)).toList();
    List<Double> estimates =
        curve.stream().map(r -> (Double) r.cells().get(SpecificationCurve.ESTIMATE)).toList();
    List<Double> expected =
        reference().outcomes().stream().map(Outcome::estimate).sorted().toList();
    assertThat(estimates).hasSameSizeAs(expected).isSorted();
    IntStream.range(0, expected.size())
        .forEach(i -> assertThat(estimates.get(i)).isCloseTo(expected.get(i), within(1e-6)));
    assertThat(curve.get(0).cells().get(SpecificationCurve.PLACE)).isEqualTo(1L);
    assertThat(rows.stream().filter(r -> r.table().equals(SpecificationTest.class)))
        .hasSize(2)
        .allSatisfy(
            r ->
                assertThat((Double) r.cells().get(SpecificationTest.SIGNIFICANT))
                    .isCloseTo(SHARES.get("permutation significant"), within(0.005)));
  }

  @Test
  void closedFormIsTheLibrarysFit() {
    Random random = new Random(7);
    double[] x = random.doubles(12).toArray();
    double[] y = random.doubles(12).toArray();
    int[] places = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12};
    double[] trend = Arrays.stream(places).asDoubleStream().toArray();
    Sample sample =
        Sample.empty().with("y", y).with("x", x).with("trend", trend).with("quarter", trend);
    for (boolean hasTrend : new boolean[] {false, true}) {
      Fit fit =
          new PanelOls()
              .setFormula(hasTrend ? "y ~ x + trend" : "y ~ x")
              .setTime("quarter")
              .fit(
                  sample,
                  Covariance.ewc(),
                  Covariance.neweyWest(3),
                  Covariance.hc1(),
                  Covariance.iid());
      ShortRegression closed = new ShortRegression(places, x, hasTrend);
      assertThat(closed.slope(y)).isCloseTo(fit.coefficient("x").estimate(), within(1e-12));
      List<Double> errors = List.of(closed.ewc(), closed.nw(3), closed.hc1(), closed.iid());
      for (int i = 0; i < errors.size(); i++) {
        assertThat(errors.get(i))
            .as("errors %d, trend %s", i, hasTrend)
            .isCloseTo(fit.inferences().get(i).coefficient("x").standardError(), within(1e-12));
      }
    }
  }

  /** A strong effect in every specification, and no order that does as well. */
  @Test
  void aTrueElasticityIsFoundByMoreSpecificationsThanInAnyOtherOrder() {
    List<LocalDate> quarters =
        IntStream.range(0, 40).mapToObj(i -> LocalDate.of(2016, 1, 1).plusMonths(3L * i)).toList();
    Random random = new Random(3);
    double[] rate = new double[40];
    double[] growth = new double[40];
    for (int i = 0; i < 40; i++) {
      rate[i] = i < 20 ? Double.NaN : random.nextGaussian();
      growth[i] = 0.01 * random.nextGaussian() + (i < 20 ? 0 : 0.5 * rate[i]);
    }
    Specifications specifications =
        new Specifications(quarters, growth, Map.of("2pl", List.of(rate)));
    assertThat(specifications.outcomes())
        .filteredOn(o -> o.choice().growth().equals("quarter"))
        .allSatisfy(o -> assertThat(o.estimate()).isCloseTo(0.5, within(0.02)))
        .allMatch(Outcome::isSignificant);
    assertThat(specifications.permutations(99, 1).pValue()).isEqualTo(0.01);
  }

  @Test
  void fourQuartersGiveNoSpecification() {
    List<LocalDate> quarters =
        IntStream.range(0, 4).mapToObj(i -> LocalDate.of(2023, 1, 1).plusMonths(3L * i)).toList();
    assertThat(
            new Specifications(
                    quarters,
                    new double[] {1, 2, 4, 3},
                    Map.of("2pl", List.of(new double[] {1, 3, 2, 5})))
                .outcomes())
        .isEmpty();
  }

  private static Specifications reference() {
    List<String[]> lines = Reference.lines("specifications/quarters.csv");
    List<LocalDate> quarters = lines.stream().map(c -> LocalDate.parse(c[0])).toList();
    Map<String, List<double[]>> rates = new HashMap<>();
    for (String capability : List.of("2pl", "rasch")) {
      int column = capability.equals("2pl") ? 2 : 3;
      double[] now =
          lines.stream()
              .mapToDouble(c -> c[column].isEmpty() ? Double.NaN : Double.parseDouble(c[column]))
              .toArray();
      rates.put(
          capability,
          IntStream.rangeClosed(0, 4)
              .mapToObj(
                  lag ->
                      IntStream.range(0, now.length)
                          .mapToDouble(i -> i < lag ? Double.NaN : now[i - lag])
                          .toArray())
              .toList());
    }
    return new Specifications(
        quarters, lines.stream().mapToDouble(c -> Double.parseDouble(c[1])).toArray(), rates);
  }

  /** {@code "nw(3,fixedb)"} stands in quotes. */
  private static String[] withoutComma(String[] cells) {
    if (!cells[5].startsWith("\"")) {
      return cells;
    }
    List<String> joined = new ArrayList<>(Arrays.asList(cells).subList(0, 5));
    joined.add((cells[5] + "," + cells[6]).replace("\"", ""));
    joined.addAll(Arrays.asList(cells).subList(7, cells.length));
    return joined.toArray(String[]::new);
  }
}
