package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/firm_exposure. */
class FirmExposureStudyTest {
  private static final List<String> FIRMS = List.of("AMZN", "GOOGL", "META", "MSFT");
  private static final LocalDate START = LocalDate.of(2015, 1, 1);

  /** Spending before the sample by firm, and so its share: not as far above as below the mean. */
  private static final Map<String, Integer> BILLIONS =
      Map.of("AMZN", 6, "GOOGL", 3, "META", 2, "MSFT", 1);

  @Test
  void embeddedDataAgreeWithTheReference() {
    Map<String, Double> expected = Reference.figures("firm_exposure/expected.csv");
    List<Estimate> found = new FirmExposureStudy().estimate(EmbeddedFirms.asOf("2026-08-21"));
    assertThat(found)
        .extracting(Estimate::specification)
        .containsExactly("headline", "capex_share");
    for (Estimate estimate : found) {
      String name = estimate.specification() + " ";
      assertThat((double) estimate.n()).isEqualTo(expected.get(name + "n"));
      assertThat(estimate.independentUnits()).isEqualTo(4);
      assertThat(estimate.smallestPValue()).hasValue(1.0 / 24);
      Coefficient slope = estimate.headline();
      assertThat(slope.estimate()).isCloseTo(expected.get(name + "estimate"), within(1e-6));
      assertThat(slope.pValue()).isCloseTo(expected.get(name + "p"), within(1e-12));
      assertThat(estimate.diagnostic("permutation_over_firms").pValue()).hasValue(slope.pValue());
      for (Estimate.Diagnostic diagnostic : estimate.diagnostics()) {
        Double figure = expected.get(name + diagnostic.test());
        if (figure != null) {
          assertThat(diagnostic.statistic())
              .as(name + diagnostic.test())
              .isCloseTo(figure, within(1e-6));
        }
      }
      for (String firm : FIRMS) {
        assertThat(estimate.diagnostics())
            .extracting(Estimate.Diagnostic::test)
            .contains("exposure_" + firm, "estimate_without_" + firm);
      }
    }
    assertThat(found.get(0).diagnostic("exposure_reliability").statistic()).isBetween(0.6, 0.7);
  }

  /** The interaction of the library's two-way fit is the slope over the firms' own elasticities. */
  @Test
  void neitherAStandardErrorNorAnotherPIsGiven() {
    Estimate found = simulated(2, 40, 3).get(0);
    assertThat(found.errors()).hasSize(1);
    Estimate.Errors only = found.errors().get(0);
    assertThat(only.vcov()).isEqualTo("permutation(ticker)");
    assertThat(only.coefficients()).hasSize(1);
    assertThat(only.coefficients().get(0).term()).isEqualTo("log_rate:capex_share");
    assertThat(found.headline().standardError()).isNaN();
    assertThat(found.headline().interval(0.95).low()).isNaN();
    assertThat(found.headline().minimumDetectableEffect()).isNaN();
    assertThat(found.diagnostics())
        .filteredOn(d -> d.pValue().isPresent())
        .extracting(Estimate.Diagnostic::test)
        .containsExactly("permutation_over_firms");
  }

  /** Six orders of (1, 2, 3) over (1, 2, 4) have slopes of 1.5, 1, 0.5 and their negatives. */
  @Test
  void pIsTheShareOfOrdersWithASlopeAsLarge() {
    ExposureSlope largest = ExposureSlope.of(new double[] {1, 2, 3}, new double[] {1, 2, 4});
    assertThat(largest.slope()).isCloseTo(1.5, within(1e-12));
    assertThat(largest.pValue()).isCloseTo(2 / 6.0, within(1e-12));
    assertThat(largest.smallestPValue()).isEqualTo(1 / 6.0);
    assertThat(largest.without()).containsExactly(2.0, 1.5, 1.0);

    ExposureSlope middle = ExposureSlope.of(new double[] {2, 1, 3}, new double[] {1, 2, 4});
    assertThat(middle.slope()).isCloseTo(1, within(1e-12));
    assertThat(middle.pValue()).isCloseTo(4 / 6.0, within(1e-12));

    ExposureSlope smallest = ExposureSlope.of(new double[] {1, 3, 2}, new double[] {1, 2, 4});
    assertThat(smallest.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(smallest.pValue()).isEqualTo(1);
  }

  /** One order in 24 has the largest slope: a true null is rejected at 1/24 as often. */
  @Test
  void aTrueNullHasTheSmallestPOnceInTwentyFourDraws() {
    Random random = new Random(1865);
    double[] exposure = {0.22, 0.11, 0.19, 0.17};
    int smallest = 0;
    for (int draw = 0; draw < 4000; draw++) {
      double[] elasticity = IntStream.range(0, 4).mapToDouble(i -> random.nextGaussian()).toArray();
      smallest += ExposureSlope.of(exposure, elasticity).pValue() < 1.5 / 24 ? 1 : 0;
    }
    // Four standard errors of a share of 1/24 in 4,000 draws.
    assertThat(smallest / 4000.0).isCloseTo(1 / 24.0, within(0.0126));
  }

  @Test
  void slopeThatDataWereDrawnWithIsFound() {
    Estimate found = simulated(2, 40, 7).get(0);
    assertThat(found.specification()).isEqualTo("capex_share");
    assertThat(found.headline().estimate()).isCloseTo(2, within(0.3));
    assertThat(found.headline().pValue()).isEqualTo(1.0 / 24);
    for (String firm : FIRMS) {
      double share = BILLIONS.get(firm) / 12.0;
      assertThat(found.diagnostic("exposure_" + firm).statistic()).isCloseTo(share, within(1e-12));
      // The seasonal means take a part of the elasticity that all firms share.
      assertThat(
              found.diagnostic("elasticity_" + firm).statistic()
                  - found.diagnostic("elasticity_MSFT").statistic())
          .isCloseTo(2 * (share - 1 / 12.0), within(0.1));
      assertThat(found.diagnostic("estimate_without_" + firm).statistic())
          .isCloseTo(2, within(0.8));
    }
  }

  @Test
  void whatAllFirmsDidInAQuarterMakesNoDifference() {
    double quiet = simulated(2, 40, 7, 0).get(0).headline().estimate();
    assertThat(simulated(2, 40, 7, 10).get(0).headline().estimate()).isCloseTo(quiet, within(1e-9));
  }

  /** Spending that became known on the sample's first day is not used. */
  @Test
  void exposureIsKnownBeforeTheFirstQuarter() {
    Given in = panel(2, 40, 7, 0);
    String late = "AMZN | 2014-10-01 | first_filed | 2015-01-01 | 9e10\n";
    List<Estimate> found =
        new FirmExposureStudy().estimate(in.and(new QuarterlyFundamental(), capex() + late));
    assertThat(found.get(0).diagnostic("exposure_AMZN").statistic()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aFirmWithoutAFullYearKnownGivesNoEstimate() {
    String gap = capex().replace("META | 2014-01-01", "META | 2013-07-01");
    assertThat(
            new FirmExposureStudy()
                .estimate(panel(2, 40, 7, 0).and(new QuarterlyFundamental(), gap)))
        .isEmpty();
  }

  @Test
  void fiveQuartersGiveNoEstimate() {
    assertThat(simulated(2, 5, 7)).isEmpty();
  }

  /** 800 days of which the first have another beta: outside of the 750 they do not count. */
  @Test
  void betaIsThatOfTheDaysBeforeTheFirstQuarter() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("ticker | trade_date | total_return_share\n");
    for (int t = 0; t < 800; t++) {
      LocalDate day = START.minusDays(800 - t);
      double market = 0.01 * random.nextGaussian();
      double nvidia = 1.5 * market + 0.02 * random.nextGaussian();
      double firm = market + (t < 50 ? 9 : 0.3) * nvidia + 1e-5 * random.nextGaussian();
      text.append("SPY | %s | %s\n".formatted(day, market));
      text.append("NVDA | %s | %s\n".formatted(day, nvidia));
      text.append("MSFT | %s | %s\n".formatted(day, firm));
    }
    text.append(
        "SPY | %s | 0.1\nNVDA | %s | -0.1\nMSFT | %s | 0.1\n".formatted(START, START, START));
    Given in = Given.given(new DailyReturn(), text.toString());
    Map<String, Coefficient> betas =
        NvidiaBeta.of(in.read(DailyReturn.class), "SPY", List.of("MSFT"), START).orElseThrow();
    assertThat(betas.get("MSFT").estimate()).isCloseTo(0.3, within(1e-4));

    List<String> two = List.of("META", "MSFT");
    assertThat(NvidiaBeta.of(in.read(DailyReturn.class), "SPY", two, START)).isEmpty();
    LocalDate early = START.minusDays(100);
    assertThat(NvidiaBeta.of(in.read(DailyReturn.class), "SPY", List.of("MSFT"), early)).isEmpty();
  }

  private static List<Estimate> simulated(double slope, int quarters, long seed) {
    return simulated(slope, quarters, seed, 0.05);
  }

  private static List<Estimate> simulated(double slope, int quarters, long seed, double shared) {
    return new FirmExposureStudy().estimate(panel(slope, quarters, seed, shared));
  }

  /** Four firms whose elasticity is 0.5 and {@code slope} times their share of spending. */
  private static Given panel(double slope, int quarters, long seed, double shared) {
    Random random = new Random(seed);
    Random common = new Random(seed + 1);
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | d_log_capex | log_rate | is_hyperscaler | is_balanced |"
                + " figures_grade | grade\n");
    double rate = 0.3;
    for (int t = 0; t < quarters; t++) {
      rate = 0.3 + 0.7 * (rate - 0.3) + 0.1 * random.nextGaussian();
      double shock = shared * common.nextGaussian();
      for (String firm : FIRMS) {
        double elasticity = 0.5 + slope * BILLIONS.get(firm) / 12.0;
        double growth = elasticity * rate + shock + 0.01 * random.nextGaussian();
        text.append(
            "%s | %s | %s | %s | true | true | derived | derived\n"
                .formatted(firm, START.plusMonths(3L * t), growth, rate));
      }
    }
    return Given.given(new FirmQuarter(), text.toString())
        .and(new DailyReturn(), "ticker | trade_date | total_return_share\n")
        .and(new QuarterlyFundamental(), capex())
        .with("jevons.market.ticker", "SPY")
        .asOf("2030-01-01");
  }

  private static String capex() {
    StringBuilder text = new StringBuilder("ticker | quarter | view | known_on | capex_usd\n");
    for (String firm : FIRMS) {
      for (int q = 0; q < 5; q++) {
        LocalDate quarter = LocalDate.of(2013, 7, 1).plusMonths(3L * q);
        // The oldest quarter is not of the trailing year.
        text.append(
            "%s | %s | first_filed | %s | %s\n"
                .formatted(
                    firm, quarter, quarter.plusMonths(4), (q == 0 ? 7 : BILLIONS.get(firm)) * 1e9));
      }
    }
    return text.toString();
  }
}
