package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import jevons.econometrics.Coefficient;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.CapexForecast;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** From landing files; reference figures, script and versions: reference/before_after. */
class BeforeAfterStudyTest {
  private static final Map<String, Double> EXPECTED =
      Reference.figures("before_after/expected.csv");

  @Test
  void growthBeforeAndAfterAgreesWithTheReference() {
    List<Estimate> estimates = new BeforeAfterStudy().estimate(EmbeddedFirms.asOf("2026-08-26"));
    assertThat(estimates)
        .extracting(Estimate::specification)
        .containsExactly("headline", "seasonal");
    for (Estimate estimate : estimates) {
      String name = estimate.specification() + " ";
      Coefficient welch = estimate.headline();
      assertThat((double) estimate.n()).isEqualTo(EXPECTED.get(name + "n"));
      for (String mean : List.of("mean_before", "mean_after")) {
        assertThat(estimate.diagnostic(mean).statistic())
            .isCloseTo(EXPECTED.get(name + mean), within(1e-12));
      }
      assertThat(welch.pValue()).isCloseTo(EXPECTED.get(name + "p"), within(1e-10));
      assertThat(welch.degreesOfFreedom()).isCloseTo(EXPECTED.get(name + "df"), within(1e-8));
      assertThat(welch.interval(0.95).low()).isCloseTo(EXPECTED.get(name + "low"), within(1e-10));
      assertThat(welch.interval(0.95).high()).isCloseTo(EXPECTED.get(name + "high"), within(1e-10));
      assertThat(standardError(estimate, "iid"))
          .isCloseTo(EXPECTED.get(name + "se_iid"), within(1e-10));
    }
  }

  @Test
  void spendingBesideTheTrendAgreesWithTheReference() {
    List<Row> forecasts = forecasts("2026-08-26");
    assertThat(forecasts).hasSize(6);
    forecasts.forEach(row -> assertAgrees("today", row, true));
  }

  /** Alphabet filed its fourth quarter of 2024 on 5 February 2025. */
  @Test
  void inJanuary2025TheTrendStopsInTheThirdQuarter() {
    List<Row> forecasts = forecasts("2025-01-31");
    assertThat(forecasts).hasSize(5);
    forecasts.forEach(row -> assertAgrees("january", row, false));
  }

  @Test
  void aDayOf2015GivesNeitherEstimateNorForecast() {
    assertThat(new BeforeAfterStudy().estimate(EmbeddedFirms.asOf("2015-06-30"))).isEmpty();
    assertThat(forecasts("2015-06-30")).isEmpty();
  }

  @Test
  void oneQuarterAfterGivesNoEstimate() {
    Given in =
        Given.given(
            new FirmQuarter(),
            """
            ticker | quarter    | d_log_capex | is_hyperscaler | is_balanced | figures_grade | grade
            MSFT   | 2024-04-01 | 0.1         | true           | true        | derived       | derived
            MSFT   | 2024-07-01 | 0.2         | true           | true        | derived       | derived
            MSFT   | 2024-10-01 | 0.1         | true           | true        | derived       | derived
            MSFT   | 2025-01-01 | 0.3         | true           | true        | derived       | derived
            """);
    assertThat(new BeforeAfterStudy().estimate(in)).isEmpty();
  }

  private static List<Row> forecasts(String asOf) {
    return new CapexForecast()
        .query(EmbeddedFirms.asOf(asOf))
        .where("NOT is_in_trend")
        .orderBy("quarter")
        .collectAsList();
  }

  private static void assertAgrees(String name, Row row, boolean isSpent) {
    String key = name + " " + row.getAs("quarter") + " ";
    Map<String, String> columns =
        Map.of("trend", "trend_usd", "low", "ci_low_usd", "high", "ci_high_usd");
    columns.forEach(
        (figure, column) ->
            assertThat(row.<Double>getAs(column))
                .as(key + figure)
                .isCloseTo(EXPECTED.get(key + figure), Percentage.withPercentage(1e-8)));
    assertThat(row.<Double>getAs("trend_d_log_capex"))
        .isCloseTo(EXPECTED.get(name + " slope"), within(1e-12));
    assertThat(row.<Double>getAs("capex_usd"))
        .isEqualTo(isSpent ? EXPECTED.get(key + "spent") : null);
    if (isSpent) {
      assertThat(row.<Double>getAs("p_value")).isCloseTo(EXPECTED.get(key + "p"), within(1e-9));
    }
  }

  private static double standardError(Estimate estimate, String vcov) {
    return estimate.errors().stream()
        .filter(e -> e.vcov().equals(vcov))
        .flatMap(e -> e.coefficients().stream())
        .filter(c -> c.term().equals("after"))
        .findFirst()
        .orElseThrow()
        .standardError();
  }
}
