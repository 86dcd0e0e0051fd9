package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FirmQuarterTest {
  private static final String NO_RATES = "quarter | method";
  private static final List<Map<String, Object>> TWO_HYPERSCALERS =
      List.of(
          Map.of("ticker", "MSFT", "groups", List.of("hyperscaler", "all")),
          Map.of("ticker", "AMZN", "groups", List.of("hyperscaler", "all")),
          Map.of("ticker", "NVDA", "groups", List.of("all")));

  @Test
  void growthNeedsTheQuarterBeforeAndTheSameTag() {
    Dataset<Row> panel =
        panel(
            """
            ticker | quarter    | view        | known_on   | fiscal_period_end | capex_usd | capex_tag | grade
            AMZN   | 2017-01-01 | first_filed | 2017-04-28 | 2017-03-31        | 100       | PPE       | reported
            AMZN   | 2017-04-01 | first_filed | 2017-07-28 | 2017-06-30        | 200       | PPE       | reported
            AMZN   | 2017-07-01 | first_filed | 2018-10-26 | 2017-09-30        | 400       | PPA       | reported
            AMZN   | 2018-01-01 | first_filed | 2019-04-26 | 2018-03-31        | 500       | PPA       | reported
            AMZN   | 2018-04-01 | first_filed | 2019-07-26 | 2018-06-30        | 1000      | PPA       | reported
            """,
            NO_RATES);
    assertThat(rows(panel.selectExpr("quarter", "round(d_log_capex, 4) AS growth")))
        .isEqualTo(
            """
            quarter    | growth
            2017-01-01 | -
            2017-04-01 | 0.6931
            2017-07-01 | -
            2018-01-01 | -
            2018-04-01 | 0.6931
            """);
  }

  @Test
  void theRateIsTheOneKnownWhenTheQuarterBegan() {
    Dataset<Row> panel =
        panel(
            """
            ticker | quarter    | view        | known_on   | fiscal_period_end | capex_usd | capex_tag | grade
            MSFT   | 2024-01-01 | first_filed | 2024-04-25 | 2024-03-31        | 10        | PPE       | reported
            MSFT   | 2024-04-01 | first_filed | 2024-07-30 | 2024-06-30        | 20        | PPE       | derived
            MSFT   | 2024-07-01 | first_filed | 2024-10-30 | 2024-09-30        | 30        | PPE       | derived
            """,
            """
            quarter    | method | direction     | sample | vcov | interval | rate_factor_per_year | log10_rate_standard_error | grade
            2023-10-01 | 2pl    | production    | all    | hc3  | fieller  | 16                   | 0.1                       | assumed
            2023-10-01 | 2pl    | production    | all    | hc3  | delta    | 99                   | 0.1                       | assumed
            2023-10-01 | 2pl    | hedonic_bound | all    | hc3  | fieller  | 99                   | 0.1                       | assumed
            2024-01-01 | 2pl    | production    | all    | hc3  | fieller  | 81                   | 0.2                       | estimated
            """);
    assertThat(
            rows(
                panel.selectExpr(
                    "quarter",
                    "round(log_rate, 6) AS log_rate",
                    "round(log_rate_lag1, 6) AS lag1",
                    "round(log_rate_lag2, 6) AS lag2",
                    "round(rate_standard_error, 6) AS error",
                    "grade")))
        .isEqualTo(
            """
            quarter    | log_rate | lag1     | lag2     | error    | grade
            2024-01-01 | 0.693147 | -        | -        | 0.057565 | assumed
            2024-04-01 | 1.098612 | 0.693147 | -        | 0.115129 | assumed
            2024-07-01 | -        | 1.098612 | 0.693147 | -        | assumed
            """);
  }

  @Test
  void aQuarterIsBalancedWhenAllHyperscalersHaveGrowth() {
    Dataset<Row> panel =
        panel(
            """
            ticker | quarter    | view        | known_on   | fiscal_period_end | capex_usd | capex_tag | grade
            MSFT   | 2024-01-01 | first_filed | 2024-04-25 | 2024-03-31        | 10        | PPE       | reported
            MSFT   | 2024-04-01 | first_filed | 2024-07-30 | 2024-06-30        | 20        | PPE       | derived
            MSFT   | 2024-07-01 | first_filed | 2024-10-30 | 2024-09-30        | 30        | PPE       | derived
            AMZN   | 2024-01-01 | first_filed | 2024-04-30 | 2024-03-31        | 10        | PPA       | reported
            AMZN   | 2024-04-01 | first_filed | 2024-08-01 | 2024-06-30        | 20        | PPA       | derived
            NVDA   | 2024-07-01 | first_filed | 2024-11-20 | 2024-10-27        | 1         | PPA       | derived
            """,
            NO_RATES);
    assertThat(rows(panel, "quarter", "ticker", "is_hyperscaler", "is_balanced"))
        .isEqualTo(
            """
            quarter    | ticker | is_hyperscaler | is_balanced
            2024-01-01 | AMZN   | true           | false
            2024-01-01 | MSFT   | true           | false
            2024-04-01 | AMZN   | true           | true
            2024-04-01 | MSFT   | true           | true
            2024-07-01 | MSFT   | true           | false
            2024-07-01 | NVDA   | false          | false
            """);
  }

  @Test
  void aQuarterWithoutSpendingKeepsItsSalesAndTheReason() {
    Dataset<Row> panel =
        panel(
            """
            ticker | quarter    | view        | known_on   | fiscal_period_end | capex_usd | missing_reason | revenue_usd | grade
            NVDA   | 2020-07-01 | latest      | 2020-11-18 | 2020-10-25        | -         | TAG_SWITCH     | 4726        | reported
            NVDA   | 2020-07-01 | latest      | 2021-08-20 | 2020-10-25        | 473       | -              | 4726        | derived
            NVDA   | 2020-07-01 | first_filed | 2021-08-20 | 2020-10-25        | 473       | -              | 4726        | derived
            NVDA   | 2013-10-01 | latest      | 2014-03-13 | 2014-01-26        | -         | NO_ANNUAL_FACT | 1144        | reported
            NVDA   | 2013-10-01 | first_filed | 2016-05-25 | 2014-01-26        | -         | NO_ANNUAL_FACT | 1144        | reported
            """,
            NO_RATES);
    assertThat(rows(panel, "quarter", "known_on", "capex_usd", "missing_reason", "revenue_usd"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd | missing_reason | revenue_usd
            2013-10-01 | 2014-03-13 | -         | NO_ANNUAL_FACT | 1144
            2020-07-01 | 2021-08-20 | 473       | -              | 4726
            """);
  }

  @Test
  void amazonsChangeOfTagIn2017IsNoGrowth() {
    assertThat(
            rows(
                real()
                    .where("ticker = 'AMZN' AND quarter BETWEEN '2016-10-01' AND '2018-01-01'")
                    .selectExpr(
                        "quarter", "right(capex_tag, 9) AS tag", "d_log_capex IS NULL AS none")))
        .isEqualTo(
            """
            quarter    | tag       | none
            2016-10-01 | Equipment | false
            2017-01-01 | Equipment | false
            2017-07-01 | iveAssets | true
            2017-10-01 | iveAssets | false
            2018-01-01 | iveAssets | false
            """);
  }

  private static Dataset<Row> real() {
    Given in =
        Given.nothing()
            .and(
                new QuarterlyFundamental(),
                EmbeddedFirms.asOf("2026-08-20").read(QuarterlyFundamental.class))
            .and(new EfficiencyIndex(), NO_RATES)
            .with(Firms.KEY, EmbeddedFirms.firms());
    return new FirmQuarter().query(in);
  }

  private static Dataset<Row> panel(String fundamentals, String rates) {
    return new FirmQuarter()
        .query(
            given(new QuarterlyFundamental(), fundamentals)
                .and(new EfficiencyIndex(), rates)
                .with(Firms.KEY, TWO_HYPERSCALERS));
  }
}
