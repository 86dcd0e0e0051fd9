package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jevons.econometrics.Coefficient;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

/**
 * From landing files to the elasticity. The reference takes the same way without a line of this
 * code: reference/investment and reference/efficiency.
 */
class InvestmentOnEmbeddedDataTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("investment/expected.csv");

  @Test
  void elasticityAgreesWithTheReference() {
    List<Estimate> estimates = new InvestmentStudy().estimate(embeddedAsOf("2026-08-21"));
    for (Estimate estimate : estimates) {
      Coefficient elasticity = estimate.headline();
      String name = estimate.specification();
      assertThat(estimate.n()).isEqualTo(EXPECTED.get(name + " n").longValue());
      assertThat(elasticity.estimate())
          .as(name)
          .isCloseTo(EXPECTED.get(name + " estimate"), within(1e-7));
      assertThat(elasticity.standardError())
          .as(name)
          .isCloseTo(EXPECTED.get(name + " se_" + estimate.errors().get(0).vcov()), within(1e-7));
    }
    assertThat(estimates)
        .extracting(Estimate::specification)
        .containsExactly("headline", "headline_detrended", "firm_effects");
    assertThat(estimates.get(0).sample())
        .isEqualTo(new Estimate.Span(LocalDate.of(2023, 4, 1), LocalDate.of(2026, 4, 1)));
    for (String value : List.of("zero", "minus_one")) {
      assertThat(
              estimates.get(0).diagnostic("random_walks_against_" + value).pValue().getAsDouble())
          .isCloseTo(EXPECTED.get("headline random_walks_p_" + value), within(1e-9));
    }
  }

  @Test
  void aDayOf2015GivesNoEstimate() {
    assertThat(new InvestmentStudy().estimate(embeddedAsOf("2015-06-30"))).isEmpty();
  }

  private static RealData embeddedAsOf(String day) {
    return EmbeddedFirms.asOf(day)
        .with("studies.investment.random-walks", 9999L)
        .with("studies.investment.seed", 1865L)
        .with("studies.investment.covariance-lags", "auto");
  }
}
