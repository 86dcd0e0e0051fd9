package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jevons.pipeline.testing.TextTables;
import org.junit.jupiter.api.Test;

class FirmExposureChapterTest {
  private static final String REGRESSION =
      """
      study         | specification | formula | sample_start day | sample_end day | n count | independent_units count | r2 number | r2_within number | headline_term      | headline_vcov       | smallest_p_value number | minimum_detectable_effect number | remarks | grade
      firm_exposure | headline      | y ~ x   | 2023-04-01       | 2026-04-01     | 39      | 3                       | 0.5       | -                | log_rate:beta | permutation(ticker) | 0.167                   | -                                | -       | assumed
      """;

  @Test
  void showsAPointAFirmAndSaysThatFewFirmsCannotTell() {
    Part part = part(0.5, "0.667", "-0.3");
    Chart chart = part.charts().get(0);
    assertThat(chart.series().get(0).points())
        .extracting(Chart.Point::label)
        .containsExactly("AMZN", "META", "MSFT");
    assertThat(chart.data().rows().get(0))
        .extracting(Cell::shown)
        .containsExactly("AMZN", "0.220", "0.0290", "0.400", "−0.300");
    assertThat(chart.title())
        .startsWith("Whether firms with more at stake answer more strongly, 3")
        .contains("cannot tell: slope 0.500")
        .contains("from −0.300 to 2.10 with one firm left out");
  }

  /** A small p of an estimate that hangs on one firm is no finding. */
  @Test
  void aFindingNeedsOneSignWhicheverFirmIsLeftOut() {
    assertThat(part(0.5, "0.04", "-0.3").charts().get(0).title()).contains("cannot tell");
    assertThat(part(0.5, "0.04", "0.3").charts().get(0).title())
        .startsWith("Firms with more at stake answer more strongly: slope 0.500");
    assertThat(part(-0.5, "0.04", "0.3").charts().get(0).title()).contains("answer more weakly");
  }

  @Test
  void withoutTheStudyThereIsNoChapter() {
    Published none = new Published(TextTables.asOf("2026-08-20"));
    Material material = new Material(none, ExampleState.settings(), Regressions.of(none));
    assertThatThrownBy(() -> new FirmExposureChapter().part(material))
        .isInstanceOf(MissingRows.class);
  }

  private static Part part(double slope, String p, String withoutAmazon) {
    Published published =
        new Published(
            TextTables.asOf("2026-08-20")
                .with("gold.regression", REGRESSION)
                .with(
                    "gold.regression_coefficient",
                    """
                    study         | specification | vcov                | ssc  | term          | estimate number | standard_error number | t number | df number | p_value number | ci_low number | ci_high number
                    firm_exposure | headline      | permutation(ticker) | none | log_rate:beta | %s              | -                     | -        | -         | %s             | -             | -
                    """
                        .formatted(slope, p))
                .with(
                    "gold.regression_diagnostic",
                    """
                    study         | specification | test                   | statistic number | p_value number
                    firm_exposure | headline      | exposure_AMZN          | 0.22  | -
                    firm_exposure | headline      | exposure_META          | 0.19  | -
                    firm_exposure | headline      | exposure_MSFT          | 0.17  | -
                    firm_exposure | headline      | exposure_error_AMZN    | 0.029 | -
                    firm_exposure | headline      | exposure_error_META    | 0.038 | -
                    firm_exposure | headline      | exposure_error_MSFT    | 0.019 | -
                    firm_exposure | headline      | elasticity_AMZN        | 0.4   | -
                    firm_exposure | headline      | elasticity_META        | 0.6   | -
                    firm_exposure | headline      | elasticity_MSFT        | 0.3   | -
                    firm_exposure | headline      | estimate_without_AMZN  | %s    | -
                    firm_exposure | headline      | estimate_without_META  | 2.1   | -
                    firm_exposure | headline      | estimate_without_MSFT  | 0.7   | -
                    firm_exposure | headline      | permutation_over_firms | %s    | %s
                    """
                        .formatted(withoutAmazon, slope, p)));
    return new FirmExposureChapter()
        .part(new Material(published, ExampleState.settings(), Regressions.of(published)));
  }
}
