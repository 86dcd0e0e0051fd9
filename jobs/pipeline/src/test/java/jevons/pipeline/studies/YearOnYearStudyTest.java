package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

/** From landing files; the reference is a line of reference/specifications, made by statsmodels. */
class YearOnYearStudyTest {
  @Test
  void elasticityAgreesWithTheReference() {
    Estimate found = new YearOnYearStudy().estimate(EmbeddedFirms.asOf("2026-08-21")).get(0);
    for (Estimate.Errors errors : found.errors()) {
      String[] expected =
          Reference.lines("specifications/curve.csv").stream()
              .filter(
                  c ->
                      String.join(",", c)
                          .replace("\"", "")
                          .startsWith("2pl,rate,0,year,first_rate," + errors.vcov() + ","))
              .findFirst()
              .orElseThrow();
      int last = expected.length - 1;
      assertThat(errors.coefficients().get(1).estimate())
          .isCloseTo(Double.parseDouble(expected[last - 2]), within(1e-6));
      assertThat(errors.coefficients().get(1).standardError())
          .isCloseTo(Double.parseDouble(expected[last - 1]), within(1e-6));
    }
    assertThat(found.errors())
        .extracting(Estimate.Errors::vcov)
        .containsExactly("ewc", "nw(3,fixedb)");
    assertThat(found.n()).isEqualTo(13);
    assertThat(found.independentUnits()).isEqualTo(4);
    assertThat(found.sample())
        .isEqualTo(new Estimate.Span(LocalDate.of(2023, 4, 1), LocalDate.of(2026, 4, 1)));
  }

  /** Growth makes up for the three quarters before, so that a year's is half the year's rate. */
  @Test
  void halfOfTheYearsRateIsAnElasticityOfOneHalf() {
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | d_log_capex | log_rate | is_hyperscaler | is_balanced |"
                + " figures_grade | grade\n");
    double[] growth = new double[24];
    for (int t = 0; t < 24; t++) {
      double rate = 0.1 + 0.1 * (t % 5);
      growth[t] =
          t < 3
              ? 0.1
              : 0.5 * 4 * rate + 0.001 * (t % 2) - growth[t - 1] - growth[t - 2] - growth[t - 3];
      text.append("MSFT | ")
          .append(LocalDate.of(2019, 1, 1).plusMonths(3L * t))
          .append(" | ")
          .append(growth[t])
          .append(" | ")
          .append(t < 3 ? "-" : Double.toString(rate))
          .append(" | true | true | derived | assumed\n");
    }
    Estimate found =
        new YearOnYearStudy().estimate(Given.given(new FirmQuarter(), text.toString())).get(0);
    assertThat(found.n()).isEqualTo(21);
    assertThat(found.headline().estimate()).isCloseTo(0.5, within(0.002));
  }

  @Test
  void sevenQuartersGiveNoEstimate() {
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | d_log_capex | log_rate | is_hyperscaler | is_balanced |"
                + " figures_grade | grade\n");
    for (int t = 0; t < 7; t++) {
      text.append("MSFT | ")
          .append(LocalDate.of(2019, 1, 1).plusMonths(3L * t))
          .append(" | 0.1 | 0." + (t + 1) + " | true | true | derived | assumed\n");
    }
    assertThat(new YearOnYearStudy().estimate(Given.given(new FirmQuarter(), text.toString())))
        .isEmpty();
  }
}
