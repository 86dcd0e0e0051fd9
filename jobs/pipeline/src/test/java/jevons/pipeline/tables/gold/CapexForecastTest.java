package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

class CapexForecastTest {
  /**
   * Two firms that double each quarter; one has not filed 2024Q1 yet, and one is no hyperscaler.
   */
  private static final Given TWO_FIRMS =
      given(
              new FirmQuarter(),
              """
              ticker | quarter    | capex_usd | is_hyperscaler | figures_grade
              MSFT   | 2022-10-01 | 9         | true           | derived
              META   | 2022-10-01 | 9         | true           | derived
              MSFT   | 2023-01-01 | 1         | true           | derived
              META   | 2023-01-01 | 3         | true           | derived
              MSFT   | 2023-04-01 | 4         | true           | derived
              META   | 2023-04-01 | 4         | true           | derived
              MSFT   | 2023-07-01 | 4         | true           | derived
              META   | 2023-07-01 | 12        | true           | derived
              NVDA   | 2023-07-01 | 99        | false          | derived
              MSFT   | 2023-10-01 | 16        | true           | derived
              META   | 2023-10-01 | 16        | true           | derived
              MSFT   | 2024-01-01 | 60        | true           | derived
              META   | 2024-01-01 | -         | true           | derived
              MSFT   | 2025-01-01 | 1000      | true           | derived
              META   | 2025-01-01 | 1048      | true           | derived
              """)
          .with(
              Firms.KEY,
              List.of(
                  Map.of("ticker", "MSFT", "groups", List.of("hyperscaler")),
                  Map.of("ticker", "META", "groups", List.of("hyperscaler")),
                  Map.of("ticker", "NVDA", "groups", List.of("ai-hardware"))));

  @Test
  void aTrendThatDoublesIsCarriedOnAndQuartersWithoutAFirmHaveNoSpending() {
    assertThat(
            rows(
                new CapexForecast()
                    .query(TWO_FIRMS)
                    .selectExpr(
                        "quarter",
                        "is_in_trend",
                        "capex_usd",
                        "round(trend_usd, 6) AS trend",
                        "round(above_trend_share, 6) AS above",
                        "ci_low_usd IS NULL AS no_band",
                        "trend_end",
                        "n")))
        .isEqualTo(
            """
            quarter    | is_in_trend | capex_usd | trend | above | no_band | trend_end  | n
            2023-01-01 | true        | 4         | 4     | 0     | true    | 2023-10-01 | 4
            2023-04-01 | true        | 8         | 8     | 0     | true    | 2023-10-01 | 4
            2023-07-01 | true        | 16        | 16    | 0     | true    | 2023-10-01 | 4
            2023-10-01 | true        | 32        | 32    | 0     | true    | 2023-10-01 | 4
            2024-01-01 | false       | -         | 64    | -     | false   | 2023-10-01 | 4
            2024-04-01 | false       | -         | 128   | -     | false   | 2023-10-01 | 4
            2024-07-01 | false       | -         | 256   | -     | false   | 2023-10-01 | 4
            2024-10-01 | false       | -         | 512   | -     | false   | 2023-10-01 | 4
            2025-01-01 | false       | 2048      | 1024  | 1     | false   | 2023-10-01 | 4
            2025-04-01 | false       | -         | 2048  | -     | false   | 2023-10-01 | 4
            2025-07-01 | false       | -         | 4096  | -     | false   | 2023-10-01 | 4
            2025-10-01 | false       | -         | 8192  | -     | false   | 2023-10-01 | 4
            """);
  }

  @Test
  void fewerThanFourQuartersGiveNoTrend() {
    Given few =
        given(
                new FirmQuarter(),
                """
                ticker | quarter    | capex_usd | is_hyperscaler | figures_grade
                MSFT   | 2023-01-01 | 1         | true           | derived
                MSFT   | 2023-04-01 | 2         | true           | derived
                MSFT   | 2023-07-01 | 4         | true           | derived
                """)
            .with(Firms.KEY, List.of(Map.of("ticker", "MSFT", "groups", List.of("hyperscaler"))));
    assertThat(new CapexForecast().query(few).collectAsList()).isEmpty();
  }
}
