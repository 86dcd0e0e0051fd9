package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.bronze.InterestRate;
import jevons.pipeline.tables.bronze.MarketFactor;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

class PricesAndRatesTest {
  @Test
  void aPriceIsTypedAndAnEmptyCellIsNull() {
    Given in =
        given(
            new PriceBar(),
            """
            ticker | trade_date | open      | high    | low    | close     | adj_close   | volume     | source_line
            AMD    | 2015-01-02 | 2.6700    | 2.6700  | 2.6700 | 2.6700    | 2.670000    | 0          | 254
            NDX    | 2014-01-02 | 3575.6001 | -       | -      | 3563.5701 | 3563.570100 | 1738820000 | 2
            """);
    assertThat(
            rows(
                new DailyPrice().query(in),
                "ticker",
                "high_usd",
                "close_usd",
                "volume",
                "is_index",
                "known_on",
                "source_line"))
        .isEqualTo(
            """
            ticker | high_usd | close_usd | volume     | is_index | known_on   | source_line
            AMD    | 2.67     | 2.67      | 0          | false    | 2015-01-02 | 254
            NDX    | -        | 3563.5701 | 1738820000 | true     | 2014-01-02 | 2
            """);
  }

  @Test
  void tradingDaysAreNumberedAndKnowTheDayBefore() {
    Given in =
        given(
                new DailyPrice(),
                """
                ticker | trade_date | known_on
                SPY    | 2025-01-21 | 2025-01-21
                SPY    | 2025-01-16 | 2025-01-16
                SPY    | 2025-01-17 | 2025-01-17
                VIX    | 2025-01-20 | 2025-01-20
                """)
            .with("jevons.market.ticker", "SPY");
    assertThat(rows(new TradingDay().query(in)))
        .isEqualTo(
            """
            trade_date | ordinal | previous_trade_date | known_on
            2025-01-16 | 1       | -                   | 2025-01-16
            2025-01-17 | 2       | 2025-01-16          | 2025-01-17
            2025-01-21 | 3       | 2025-01-17          | 2025-01-21
            """);
  }

  @Test
  void aFactorIsAFractionKnownAtTheEndOfTheNextMonth() {
    Given in =
        given(
            new MarketFactor(),
            """
            factor_set | trade_date | factor | value
            ff3        | 2025-01-27 | mkt_rf | -1.52
            momentum   | 2024-12-31 | mom    | 0.40
            """);
    assertThat(rows(new Factor().query(in), "factor", "trade_date", "value_share", "known_on"))
        .isEqualTo(
            """
            factor | trade_date | value_share | known_on
            mkt_rf | 2025-01-27 | -0.0152     | 2025-02-28
            mom    | 2024-12-31 | 0.004       | 2025-01-31
            """);
  }

  @Test
  void aRateIsKnownOnTheNextWeekday() {
    Given in =
        given(
            new InterestRate(),
            """
            series | observation_date | value
            DFF    | 2025-01-23       | 4.33
            DFF    | 2025-01-24       | 4.33
            DFF    | 2025-01-25       | 4.33
            DFF    | 2025-01-26       | 4.33
            VIXCLS | 2025-01-27       | 17.90
            """);
    assertThat(
            rows(new Rate().query(in), "series", "observation_date", "value_percent", "known_on"))
        .isEqualTo(
            """
            series | observation_date | value_percent | known_on
            DFF    | 2025-01-23       | 4.33          | 2025-01-24
            DFF    | 2025-01-24       | 4.33          | 2025-01-27
            DFF    | 2025-01-25       | 4.33          | 2025-01-27
            DFF    | 2025-01-26       | 4.33          | 2025-01-27
            VIXCLS | 2025-01-27       | 17.9          | 2025-01-28
            """);
  }
}
