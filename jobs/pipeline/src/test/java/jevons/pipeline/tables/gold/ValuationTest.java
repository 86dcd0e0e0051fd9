package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.SharesOutstanding;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

class ValuationTest {
  private static final RealData REAL = EmbeddedFirms.asOf("2026-08-20");

  @Test
  void sharesInForceAreThoseFiledLastAndAChangeOfTheirCountIsNoGain() {
    Given in =
        given(
                new DailyPrice(),
                """
                ticker | trade_date | close_usd | is_index | known_on
                NVDA   | 2025-02-25 | 120       | false | 2025-02-25
                NVDA   | 2025-02-26 | 130       | false | 2025-02-26
                NVDA   | 2025-02-27 | 120       | false | 2025-02-27
                GSPC   | 2025-02-27 | 6000      | true | 2025-02-27
                MSFT   | 2025-02-27 | 400       | false | 2025-02-27
                """)
            .and(
                new SharesOutstanding(),
                """
                ticker | cover_date | known_on   | shares
                NVDA   | 2024-11-15 | 2024-11-20 | 10
                NVDA   | 2025-02-21 | 2025-02-26 | 11
                """);
    assertThat(
            rows(
                new ValuationDay().query(in),
                "ticker",
                "trade_date",
                "shares",
                "shares_known_on",
                "market_value_usd",
                "d_market_value_usd"))
        .isEqualTo(
            """
            ticker | trade_date | shares | shares_known_on | market_value_usd | d_market_value_usd
            NVDA   | 2025-02-25 | 10     | 2024-11-20      | 1200             | -
            NVDA   | 2025-02-26 | 11     | 2025-02-26      | 1430             | 110
            NVDA   | 2025-02-27 | 11     | 2025-02-26      | 1320             | -110
            """);
  }

  @Test
  void nvidiaLostAlmost600BillionOn27January2025() {
    assertThat(
            rows(
                REAL.read(ValuationDay.class)
                    .where("ticker = 'NVDA' AND trade_date = DATE '2025-01-27'")
                    .selectExpr(
                        "shares_known_on",
                        "shares / 1e6 AS million_shares",
                        "round(market_value_usd / 1e9, 1) AS value_busd",
                        "round(d_market_value_usd / 1e9, 1) AS change_busd")))
        .isEqualTo(
            """
            shares_known_on | million_shares | value_busd | change_busd
            2024-11-20      | 24490          | 2900.1     | -592.7
            """);
  }

  @Test
  void aTrailingYearIsTheNewestFourQuartersKnownThatDay() {
    Given in =
        given(
                new ValuationDay(),
                """
                ticker | trade_date | close_usd | market_value_usd
                NVDA   | 2025-03-28 | 1         | 900
                NVDA   | 2025-03-31 | 1         | 1000
                NVDA   | 2025-06-30 | 1         | 2000
                NVDA   | 2025-08-20 | 1         | 3000
                """)
            .and(
                new QuarterlyFundamental(),
                """
                ticker | quarter    | view        | known_on   | capex_usd | revenue_usd | net_income_usd | grade
                NVDA   | 2024-01-01 | latest      | 2024-05-29 | -         | 26          | 14             | reported
                NVDA   | 2024-04-01 | latest      | 2024-08-28 | -         | 30          | 16             | derived
                NVDA   | 2024-07-01 | latest      | 2024-11-20 | -         | 35          | 19             | derived
                NVDA   | 2024-10-01 | latest      | 2025-02-26 | -         | 39          | 22             | derived
                NVDA   | 2024-10-01 | latest      | 2025-05-28 | -         | 40          | 22             | derived
                NVDA   | 2025-01-01 | latest      | 2025-05-28 | -         | 44          | -              | derived
                NVDA   | 2025-01-01 | first_filed | 2025-05-28 | -         | 99          | -              | derived
                MSFT   | 2024-01-01 | latest      | 2024-04-25 | 10        | -           | -              | derived
                MSFT   | 2024-04-01 | latest      | 2024-07-30 | 13        | -           | -              | derived
                MSFT   | 2024-07-01 | latest      | 2024-10-30 | 14        | -           | -              | derived
                MSFT   | 2024-10-01 | latest      | 2025-01-29 | 16        | -           | -              | derived
                """)
            .with(Firms.KEY, List.of(Map.of("ticker", "MSFT", "groups", List.of("hyperscaler"))))
            .asOf("2025-08-20");
    assertThat(
            rows(
                new ValuationQuarter().query(in),
                "quarter",
                "trade_date",
                "revenue_trailing_usd",
                "revenue_multiple",
                "net_income_trailing_usd",
                "capex_of_four_trailing_usd",
                "d_log_market_value"))
        .isEqualTo(
            """
            quarter    | trade_date | revenue_trailing_usd | revenue_multiple   | net_income_trailing_usd | capex_of_four_trailing_usd | d_log_market_value
            2025-01-01 | 2025-03-31 | 130                  | 7.6923076923076925 | 71                      | 53                         | -
            2025-04-01 | 2025-06-30 | 149                  | 13.422818791946309 | 71                      | 53                         | 0.6931471805599454
            """);
  }

  @Test
  void nvidiasRevenueMultipleAtTheEndOf2024() {
    assertThat(
            rows(
                REAL.read(ValuationQuarter.class)
                    .where("ticker = 'NVDA' AND quarter = DATE '2024-10-01'")
                    .selectExpr(
                        "trade_date",
                        "revenue_trailing_usd / 1e6 AS revenue_musd",
                        "round(revenue_multiple, 1) AS multiple",
                        "capex_of_four_trailing_usd / 1e6 AS capex_musd")))
        .isEqualTo(
            """
            trade_date | revenue_musd | multiple | capex_musd
            2024-12-31 | 113269       | 29       | 199158
            """);
  }
}
