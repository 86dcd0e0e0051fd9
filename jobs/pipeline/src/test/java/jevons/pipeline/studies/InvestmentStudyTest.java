package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.tables.gold.EfficiencyInfluence;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/investment. */
class InvestmentStudyTest {
  private static final List<String> FIRMS = List.of("MSFT", "GOOGL", "AMZN", "META");
  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final Map<String, Double> EXPECTED = Reference.figures("investment/expected.csv");

  @Test
  void headlineAgreesWithTheReference() {
    Estimate headline = reference().get(0);
    assertThat(headline.specification()).isEqualTo("headline");
    assertAgrees(headline, "ewc", "nw", "hc1", "iid");
    assertThat(headline.headline().degreesOfFreedom()).isEqualTo(EXPECTED.get("headline cosines"));
    assertThat(headline.headline().minimumDetectableEffect())
        .isCloseTo(EXPECTED.get("headline mde"), ROUNDING);
    for (String figure :
        List.of("ar1_regressor", "ar1_residual", "correlation_regressor_time", "reliability")) {
      assertThat(headline.diagnostic(figure).statistic())
          .as(figure)
          .isCloseTo(EXPECTED.get("headline " + figure), ROUNDING);
    }
  }

  @Test
  void correctionForReliabilityAgreesWithTheReference() {
    for (Estimate estimate : reference().subList(0, 2)) {
      String name = estimate.specification();
      assertThat(estimate.diagnostic("reliability").statistic())
          .isCloseTo(EXPECTED.get(name + " reliability"), ROUNDING);
    }
    assertThat(reference().get(0).diagnostic("elasticity_corrected_for_reliability").statistic())
        .isCloseTo(EXPECTED.get("headline corrected"), ROUNDING);
  }

  /** What is left of the rates beyond their trend is error of estimation. */
  @Test
  void aReliabilityOfNoneOrLessGivesNoCorrection() {
    Estimate detrended = reference().get(1);

    assertThat(detrended.diagnostic("reliability").statistic()).isNegative();
    assertThat(detrended.diagnostics())
        .extracting(Estimate.Diagnostic::test)
        .doesNotContain("elasticity_corrected_for_reliability");
  }

  @Test
  void withoutInfluencesThereIsNoCorrection() {
    assertThat(estimates(simulated(0.5, 12, 1)).get(0).diagnostics())
        .extracting(Estimate.Diagnostic::test)
        .doesNotContain("reliability", "elasticity_corrected_for_reliability");
  }

  @Test
  void placeboTestsAgreeWithTheReference() {
    Estimate headline = reference().get(0);
    for (String test : List.of("circular_shifts", "random_walks")) {
      for (String value : List.of("zero", "minus_one")) {
        assertThat(headline.diagnostic(test + "_against_" + value).pValue().orElseThrow())
            .as(test + " against " + value)
            .isCloseTo(EXPECTED.get("headline " + test + "_p_" + value), ROUNDING);
      }
    }
  }

  @Test
  void detrendedAgreesWithTheReference() {
    Estimate detrended = reference().get(1);
    assertThat(detrended.specification()).isEqualTo("headline_detrended");
    assertAgrees(detrended, "ewc", "nw", "hc1", "iid");
  }

  @Test
  void firmEffectsAgreeWithTheReference() {
    Estimate firmEffects = reference().get(2);
    assertThat(firmEffects.specification()).isEqualTo("firm_effects");
    assertAgrees(firmEffects, "dk", "cluster(ticker)", "cluster(quarter)", "hc1", "iid");
  }

  @Test
  void r2WithinEffectsIsKnownWhereEffectsAreAbsorbed() {
    Estimate firmEffects = reference().get(2);
    assertThat(firmEffects.r2Within().orElseThrow()).isBetween(0.0, firmEffects.r2().orElseThrow());
    assertThat(reference().get(0).r2Within()).isEmpty();
  }

  @Test
  void wildBootstrapsAgreeWithTheReference() {
    Estimate firmEffects = reference().get(2);
    for (String cluster : List.of("quarter", "ticker")) {
      assertThat(wildP(firmEffects, cluster))
          .as(cluster)
          .isCloseTo(EXPECTED.get("firm_effects p_wild_" + cluster), ROUNDING);
    }
  }

  @Test
  void noWildBootstrapOverFourFirmsIsBelowAnEighth() {
    Estimate firmEffects = estimates(simulated(0.5, 80, 7)).get(2);
    assertThat(firmEffects.smallestPValue()).hasValue(0.125);
    assertThat(wildP(firmEffects, "ticker")).isEqualTo(0.125);
    assertThat(wildP(firmEffects, "quarter")).isLessThan(0.01);
  }

  private static double wildP(Estimate estimate, String cluster) {
    return estimate.errors().stream()
        .filter(errors -> errors.vcov().equals("wild(" + cluster + ")"))
        .flatMap(errors -> errors.coefficients().stream())
        .filter(c -> c.term().equals("log_rate"))
        .findFirst()
        .orElseThrow()
        .pValue();
  }

  @Test
  void placeboStatisticIsTheEstimatorsT() {
    Estimate headline = reference().get(0);
    for (String value : List.of("zero", "minus_one")) {
      double t = headline.diagnostic("t_against_" + value).statistic();
      for (String placebo : List.of("circular_shifts", "random_walks")) {
        assertThat(headline.diagnostic(placebo + "_against_" + value).statistic())
            .isCloseTo(t, ROUNDING);
      }
    }
  }

  @Test
  void verdictNeedsAllThreeTestsOnOneSide() {
    Estimate headline = reference().get(0);
    double random = headline.diagnostic("random_walks_against_zero").pValue().orElseThrow();
    double detrended = EXPECTED.get("headline_detrended p_against_zero");
    double student = EXPECTED.get("headline p_against_zero");
    assertThat(headline.diagnostic("agreement_against_zero").pValue().orElseThrow())
        .isCloseTo(Math.max(random, Math.max(detrended, student)), ROUNDING);
    assertThat(headline.diagnostic("agreement_against_zero").statistic()).isLessThan(3);
  }

  @Test
  void independentUnitsAreTheQuartersNotTheFirms() {
    for (Estimate estimate : reference()) {
      assertThat(estimate.independentUnits()).isEqualTo(EXPECTED.get("headline n").longValue());
    }
    assertThat(reference().get(2).n()).isEqualTo(EXPECTED.get("firm_effects n").longValue());
  }

  @Test
  void elasticityOfSimulatedQuartersIsFound() {
    double elasticity = 0.5;
    Estimate headline = estimates(simulated(elasticity, 80, 7)).get(0);
    Coefficient.Interval interval = headline.headline().interval(0.95);
    assertThat(headline.headline().estimate()).isCloseTo(elasticity, within(0.1));
    assertThat(interval.contains(elasticity)).isTrue();
    assertThat(interval.contains(-1)).isFalse();
    assertThat(headline.diagnostic("agreement_against_minus_one").statistic()).isEqualTo(3);
  }

  @Test
  void scalingTheRateScalesTheElasticityAndKeepsItsT() {
    List<Estimate> one = estimates(simulated(0.5, 30, 3));
    List<Estimate> half =
        estimates(
            rows(
                simulatedLines(0.5, 30, 3).stream()
                    .map(l -> l.withLogRate(l.logRate() / 2))
                    .toList()));
    assertThat(half.get(0).headline().estimate())
        .isCloseTo(2 * one.get(0).headline().estimate(), ROUNDING);
    assertThat(half.get(0).headline().t()).isCloseTo(one.get(0).headline().t(), within(1e-7));
  }

  @Test
  void sameSeedGivesTheSameFiguresAndRowOrderDoesNotMatter() {
    Dataset<Row> rows = simulated(0.5, 20, 5);
    // Recursive: a bootstrap's distribution of t has no equality of its own. Exact, NaN equals NaN.
    assertThat(estimates(rows.orderBy("ticker")))
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(estimates(rows.orderBy("quarter")));
  }

  @Test
  void aTableWithoutRatesGivesNoEstimate() {
    assertThat(estimates(simulated(0.5, 0, 1))).isEmpty();
  }

  @Test
  void fourQuartersGiveNoEstimate() {
    assertThat(estimates(simulated(0.5, 4, 1))).isEmpty();
  }

  @Test
  void fiveQuartersGiveNoDetrendedEstimate() {
    assertThat(estimates(simulated(0.5, 5, 1)))
        .extracting(Estimate::specification)
        .containsExactly("headline", "firm_effects");
  }

  @Test
  void takesTheWeakestGradeOfItsRows() {
    assertThat(reference().get(0).grade()).isEqualTo(Grade.ASSUMED);
  }

  @Test
  void quartersOfOtherFirmsAreLeftOut() {
    assertThat(new InvestmentStudy().estimate(referenceGiven(withAnotherFirm())))
        .usingRecursiveComparison()
        .withComparatorForType(Double::compare, Double.class)
        .isEqualTo(reference());
  }

  @Test
  void refusesLagsThatAreNoNumber() {
    Given given = settings(simulated(0.5, 8, 1)).with("studies.investment.covariance-lags", "few");
    assertThatThrownBy(() -> new InvestmentStudy().estimate(given))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            "studies.investment.covariance-lags = few: expected auto, or a number of periods from"
                + " 0 to 9999.");
  }

  private static void assertAgrees(Estimate estimate, String... vcovs) {
    String name = estimate.specification();
    assertThat(estimate.n()).isEqualTo(EXPECTED.get(name + " n").longValue());
    assertThat(estimate.errors().stream().map(Estimate.Errors::vcov)).contains(vcovs);
    for (Estimate.Errors errors : estimate.errors()) {
      Double standardError =
          EXPECTED.get(name + " se_" + errors.vcov().replace('(', '_').replace(")", ""));
      for (Coefficient c : errors.coefficients()) {
        if (c.term().equals("log_rate") && standardError != null) {
          assertThat(c.estimate()).isCloseTo(EXPECTED.get(name + " estimate"), ROUNDING);
          assertThat(c.standardError()).as(errors.vcov()).isCloseTo(standardError, ROUNDING);
        }
      }
    }
    for (String value : List.of("zero", "minus_one")) {
      Double p = EXPECTED.get(name + " p_against_" + value);
      if (p != null) {
        assertThat(estimate.diagnostic("t_against_" + value).pValue().orElseThrow())
            .isCloseTo(p, ROUNDING);
      }
    }
  }

  /** A row of {@code gold.firm_quarter}; {@code logRate} is NaN where no rate was known. */
  private record Line(
      String ticker, LocalDate quarter, double growth, double logRate, boolean hyperscaler) {
    Line withLogRate(double other) {
      return new Line(ticker, quarter, growth, other, hyperscaler);
    }

    String text() {
      return String.join(
          " | ",
          ticker,
          quarter.toString(),
          Double.toString(growth),
          cell(logRate),
          Boolean.toString(hyperscaler),
          "true",
          "derived",
          "assumed");
    }

    private static String cell(double figure) {
      return Double.isNaN(figure) ? "-" : Double.toString(figure);
    }
  }

  private static List<Estimate> estimates(Dataset<Row> rows) {
    return new InvestmentStudy().estimate(settings(rows));
  }

  private static Given settings(Dataset<Row> rows) {
    return Given.nothing()
        .and(new FirmQuarter(), rows)
        .and(new EfficiencyInfluence(), "quarter | method | model | log10_rate_influence\n")
        .with("studies.investment.random-walks", 9999L)
        .with("studies.investment.seed", 1865L)
        .with("studies.investment.covariance-lags", "auto");
  }

  private static List<Estimate> reference() {
    return new InvestmentStudy().estimate(referenceGiven(rows(referenceLines())));
  }

  private static Given referenceGiven(Dataset<Row> rows) {
    StringBuilder influences =
        new StringBuilder("quarter | method | model | log10_rate_influence\n");
    for (String[] cells : Reference.lines("investment/influences.csv")) {
      influences.append(cells[0]).append(" | 2pl | ");
      influences.append(cells[1]).append(" | ").append(cells[2]).append('\n');
    }
    return settings(rows).and(new EfficiencyInfluence(), influences.toString());
  }

  /** The reference's rows and, beside them, a firm that is no hyperscaler. */
  private static Dataset<Row> withAnotherFirm() {
    List<Line> lines = new ArrayList<>(referenceLines());
    referenceLines().stream()
        .filter(l -> l.ticker().equals("MSFT"))
        .map(l -> new Line("IBM", l.quarter(), 9, l.logRate(), false))
        .forEach(lines::add);
    return rows(lines);
  }

  private static List<Line> referenceLines() {
    return Reference.lines("investment/quarters.csv").stream()
        .map(
            c ->
                new Line(
                    c[0],
                    LocalDate.parse(c[1]),
                    Double.parseDouble(c[2]),
                    c[3].isEmpty() ? Double.NaN : Double.parseDouble(c[3]),
                    true))
        .toList();
  }

  private static Dataset<Row> simulated(double elasticity, int quartersWithRate, long seed) {
    return rows(simulatedLines(elasticity, quartersWithRate, seed));
  }

  /**
   * Eight quarters without a rate, then some with one: growth of four firms is seasonal, shares a
   * shock a quarter and reacts to a rate that has no trend.
   */
  private static List<Line> simulatedLines(double elasticity, int quartersWithRate, long seed) {
    double[] season = {-0.1, 0.05, 0.02, 0.03};
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    double rate = 0;
    for (int t = 0; t < 8 + quartersWithRate; t++) {
      LocalDate quarter = LocalDate.of(2000, 1, 1).plusMonths(3L * t);
      rate = 0.5 * rate + 0.2 * random.nextGaussian();
      double shock = 0.02 * random.nextGaussian();
      for (String firm : FIRMS) {
        double growth = season[t % 4] + elasticity * rate + shock + 0.02 * random.nextGaussian();
        lines.add(new Line(firm, quarter, growth, t < 8 ? Double.NaN : rate, true));
      }
    }
    return lines;
  }

  private static Dataset<Row> rows(List<Line> lines) {
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | d_log_capex | log_rate | is_hyperscaler |"
                + " is_balanced | figures_grade | grade\n");
    lines.forEach(l -> text.append(l.text()).append('\n'));
    return Given.given(new FirmQuarter(), text.toString()).read(FirmQuarter.class);
  }
}
