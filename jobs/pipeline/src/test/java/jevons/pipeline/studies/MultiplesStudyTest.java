package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.pipeline.tables.gold.ValuationQuarter;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/multiples. */
class MultiplesStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("multiples/expected.csv");

  @Test
  void growthOnGrowthAgreesWithTheReference() {
    List<Estimate> estimates = new MultiplesStudy().estimate(reference());
    assertThat(estimates)
        .extracting(Estimate::specification)
        .containsExactly(
            "nvidia_market_value", "nvidia_revenue_multiple", "nvidia_earnings_multiple");
    for (Estimate estimate : estimates) {
      String name = estimate.specification() + " ";
      assertThat(estimate.n()).isEqualTo(EXPECTED.get(name + "n").longValue());
      for (Estimate.Errors errors : estimate.errors()) {
        Coefficient slope = errors.coefficients().get(1);
        assertThat(slope.estimate()).isCloseTo(EXPECTED.get(name + "estimate"), within(1e-9));
        if (EXPECTED.containsKey(name + "se_" + errors.vcov())) {
          assertThat(slope.standardError())
              .as(name + errors.vcov())
              .isCloseTo(EXPECTED.get(name + "se_" + errors.vcov()), within(1e-9));
        }
      }
      assertThat(estimate.errors().get(0).vcov()).isEqualTo("hc3");
      assertThat(estimate.errors().get(1).lags().getAsInt())
          .isEqualTo(EXPECTED.get(name + "cosines").intValue());
    }
  }

  @Test
  void aQuarterAfterAGapHasNoGrowth() {
    // Quarters 8 to 10 are not there: two runs of 7 and 17 quarters of growth.
    List<Estimate> estimates = new MultiplesStudy().estimate(drawn(28, 8, 10));
    assertThat(estimates.get(0).n()).isEqualTo(7 + 16);
  }

  @Test
  void fewerThanSixteenQuartersOfGrowthGiveNoEstimate() {
    assertThat(new MultiplesStudy().estimate(drawn(16, -1, -1))).isEmpty();
    assertThat(new MultiplesStudy().estimate(drawn(17, -1, -1))).hasSize(3);
  }

  private static Given reference() {
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | market_value_usd | revenue_multiple | earnings_multiple |"
                + " capex_of_four_trailing_usd | grade\n");
    for (String[] line : Reference.lines("multiples/quarters.csv")) {
      text.append("NVDA | " + String.join(" | ", line) + " | derived\n");
    }
    return Given.given(new ValuationQuarter(), text.toString());
  }

  private static Given drawn(int quarters, int firstMissing, int lastMissing) {
    Random random = new Random(5);
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | market_value_usd | revenue_multiple | earnings_multiple |"
                + " capex_of_four_trailing_usd | grade\n");
    for (int t = 0; t < quarters; t++) {
      double value = Math.exp(0.1 * random.nextGaussian());
      if (t < firstMissing || t > lastMissing) {
        text.append(
            "NVDA | %s | %s | %s | %s | %s | derived%n"
                .formatted(
                    LocalDate.of(2018, 1, 1).plusMonths(3L * t),
                    value,
                    value * 2,
                    value * 3,
                    Math.exp(0.1 * random.nextGaussian())));
      }
    }
    return Given.given(new ValuationQuarter(), text.toString());
  }
}
