package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.testing.TextTables;
import org.junit.jupiter.api.Test;

class PriceChapterTest {
  private static final TextTables PRICES =
      TextTables.asOf("2026-08-20")
          .with(
              "gold.price_index",
              """
              benchmark | threshold_share number | rate_factor_per_year number | ci_low number | ci_high number | records count | first_record_on day | last_record_on day | last_price_usd_per_mtok number
              MMLU      | 0.5                    | 21.0                        | 6             | 74             | 10            | 2023-03-14          | 2025-06-01         | 0.05
              MMLU      | 0.6                    | 20.2                        | 6             | 70             | 9             | 2023-03-14          | 2025-06-01         | 0.06
              MMLU      | 0.9                    | -                           | -             | -              | 2             | 2024-03-14          | 2025-06-01         | 0.30
              GPQA      | 0.2                    | 45.3                        | 16            | 127            | 8             | 2023-03-14          | 2025-06-01         | 0.07
              GPQA      | 0.3                    | 84.7                        | 20            | 300            | 8             | 2023-03-14          | 2025-06-01         | 0.08
              """);

  @Test
  void showsOfEachBenchmarkTheThresholdThatMostRecordsSpeakFor() {
    Chart chart = part(PRICES).charts().get(0);
    assertThat(chart.y().categories())
        .map(name -> name.replace(Numbers.SPACE, " "))
        .containsExactly("GPQA 30 %", "MMLU 50 %");
    assertThat(chart.title().replace(Numbers.SPACE, " "))
        .isEqualTo(
            "The price of a fixed quality falls by a factor of 21 (MMLU 50 %) to 84.7 (GPQA 30 %) a"
                + " year");
    assertThat(chart.data().rows()).hasSize(2);
  }

  /** A slope of -1 on years is a tenth of the price in a year; its ends change places. */
  @Test
  void putsThePriceAtEqualCapabilityBesideThem() {
    TextTables tables =
        PRICES
            .with(
                "gold.regression",
                """
                study         | specification | formula | sample_start day | sample_end day | n count | independent_units count | r2 number | r2_within number | headline_term | headline_vcov | smallest_p_value number | minimum_detectable_effect number | remarks | grade
                hedonic_price | headline      | y ~ x   | 2023-03-14       | 2026-08-01     | 92      | 92                      | 0.4       | -                | years         | hc3           | -                       | 0.4                              | -       | assumed
                """)
            .with(
                "gold.regression_coefficient",
                """
                study         | specification | vcov | ssc    | term  | estimate number | standard_error number | t number | df number | p_value number | ci_low number | ci_high number
                hedonic_price | headline      | hc3  | fixest | years | -1              | 0.15                  | -6.7     | 89        | 1e-9           | -1.3          | -0.7
                """)
            .with(
                "gold.regression_diagnostic",
                """
                study         | specification | test                            | statistic number | p_value number
                hedonic_price | headline      | years_corrected_for_reliability | -2               | -
                """);
    Part part = part(tables);
    Chart chart = part.charts().get(0);
    assertThat(chart.y().categories()).hasSize(3).startsWith("equal capability");
    assertThat(chart.data().rows().get(0))
        .extracting(Cell::shown)
        .startsWith("Equal capability, all models", "10", "5.01", "20.0", "92");
    assertThat(part.blocks())
        .contains(
            new Block.Paragraph(
                "At equal capability the first price of a model falls by a factor of 10 a year (95 %"
                    + " interval 5.01 to 20.0, 92 models). Capability is itself estimated, which"
                    + " makes that look slower than it is: corrected for it the factor is 100."));
    assertThat(part.traces()).hasSize(2);
  }

  private static Part part(TextTables tables) {
    Published published = new Published(tables);
    return new PriceChapter()
        .part(new Material(published, ExampleState.settings(), Regressions.of(published)));
  }
}
