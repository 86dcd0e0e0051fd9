package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.tables.silver.TradingDay;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

class DailyReturnTest {
  private static final RealData REAL = EmbeddedFirms.asOf("2026-08-20");

  @Test
  void aReturnNeedsThePriceOfTheTradingDayBefore() {
    Given in =
        given(
                new DailyPrice(),
                """
                ticker | trade_date | close_usd | adjusted_close_usd | volume | is_index | known_on
                A      | 2025-01-24 | 100       | 80                 | 9      | false | 2025-01-24
                A      | 2025-01-27 | 90        | 76                 | 9      | false | 2025-01-27
                A      | 2025-01-28 | 99        | 76                 | 0      | false | 2025-01-28
                B      | 2025-01-24 | 10        | 10                 | 9      | false | 2025-01-24
                B      | 2025-01-28 | 20        | 20                 | 9      | false | 2025-01-28
                GSPC   | 2025-01-27 | 6000      | 6000               | 0      | true | 2025-01-27
                GSPC   | 2025-01-28 | 6060      | 6060               | 0      | true | 2025-01-28
                VIX    | 2025-01-27 | 18        | 18                 | 0      | true | 2025-01-27
                VIX    | 2025-01-28 | 16        | 16                 | 0      | true | 2025-01-28
                """)
            .and(
                new TradingDay(),
                """
                trade_date | previous_trade_date | known_on
                2025-01-24 | - | 2025-01-24
                2025-01-27 | 2025-01-24 | 2025-01-27
                2025-01-28 | 2025-01-27 | 2025-01-28
                """);
    assertThat(
            rows(
                new DailyReturn()
                    .query(in)
                    .selectExpr(
                        "as_of",
                        "ticker",
                        "trade_date",
                        "round(total_return_share, 9) AS total",
                        "round(price_return_share, 9) AS price",
                        "grade")))
        .isEqualTo(
            """
            as_of      | ticker | trade_date | total | price | grade
            2026-08-21 | A      | 2025-01-27 | -0.05 | -0.1  | derived
            2026-08-21 | A      | 2025-01-28 | 0     | 0.1   | assumed
            2026-08-21 | GSPC   | 2025-01-28 | 0.01  | 0.01  | derived
            """);
  }

  @Test
  void nvidiaFell17PercentOn27January2025() {
    assertThat(
            rows(
                REAL.read(DailyReturn.class)
                    .where("ticker = 'NVDA' AND trade_date = DATE '2025-01-27'")
                    .selectExpr("round(100 * price_return_share, 2) AS percent")))
        .isEqualTo(
            """
            percent
            -16.97
            """);
    assertThat(
            rows(
                REAL.read(DailyPrice.class)
                    .where("ticker = 'NVDA' AND trade_date = DATE '2025-01-27'"),
                "close_usd"))
        .isEqualTo(
            """
            close_usd
            118.42
            """);
  }

  @Test
  void amdsDeadBarOf2January2015IsKeptAndItsReturnsAreAssumed() {
    assertThat(
            rows(
                REAL.read(DailyPrice.class)
                    .where("ticker = 'AMD' AND trade_date = DATE '2015-01-02'"),
                "open_usd",
                "close_usd",
                "volume"))
        .isEqualTo(
            """
            open_usd | close_usd | volume
            2.67     | 2.67      | 0
            """);
    assertThat(
            rows(
                REAL.read(DailyReturn.class)
                    .where("ticker = 'AMD' AND trade_date BETWEEN '2014-12-31' AND '2015-01-06'"),
                "trade_date",
                "grade"))
        .isEqualTo(
            """
            trade_date | grade
            2014-12-31 | derived
            2015-01-02 | assumed
            2015-01-05 | assumed
            2015-01-06 | derived
            """);
  }

  @Test
  void theVolatilityIndexComesFromFredNotFromItsPriceFile() {
    assertThat(
            rows(
                REAL.read(Rate.class)
                    .where("series = 'VIXCLS' AND observation_date = DATE '2026-02-06'"),
                "value_percent",
                "known_on"))
        .isEqualTo(
            """
            value_percent | known_on
            17.76         | 2026-02-09
            """);
    assertThat(
            rows(
                REAL.read(DailyPrice.class)
                    .where("ticker = 'VIX' AND trade_date = DATE '2026-02-06'"),
                "close_usd"))
        .isEqualTo(
            """
            close_usd
            20.37
            """);
    assertThat(REAL.read(DailyReturn.class).where("ticker IN ('VIX', 'TNX')").count()).isZero();
  }

  @Test
  void theNasdaq100AndTheBondYieldHaveNoHighAndLow() {
    assertThat(
            REAL.read(DailyPrice.class)
                .where("ticker IN ('NDX', 'TNX') AND (high_usd IS NOT NULL OR low_usd IS NOT NULL)")
                .count())
        .isZero();
    assertThat(
            REAL.read(DailyPrice.class)
                .where("ticker NOT IN ('NDX', 'TNX') AND (high_usd IS NULL OR low_usd IS NULL)")
                .count())
        .isZero();
  }

  @Test
  void thereIsAReturnForEveryTradingDayAfterTheFirst() {
    long expected =
        REAL.read(DailyPrice.class).where("ticker NOT IN ('VIX', 'TNX')").count()
            - REAL.read(DailyPrice.class)
                .where("ticker NOT IN ('VIX', 'TNX')")
                .select("ticker")
                .distinct()
                .count();
    assertThat(REAL.read(DailyReturn.class).count()).isEqualTo(expected);
  }
}
