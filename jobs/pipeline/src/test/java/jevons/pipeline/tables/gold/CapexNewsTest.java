package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

class CapexNewsTest {
  /**
   * Spending doubles over the year in 2016Q1 (ln 2) and again in 2016Q2; growth of 2016Q3 (ln 4) is
   * ln 2 more. 2015Q4 is filed a year late, so no filing up to then knows it.
   */
  private static final String FILED =
      """
      ticker | quarter    | view        | known_on   | fiscal_period_end | capex_usd | capex_tag | grade
      MSFT   | 2015-01-01 | first_filed | 2015-04-28 | 2015-03-31        | 10        | ppe       | reported
      MSFT   | 2015-04-01 | first_filed | 2015-07-28 | 2015-06-30        | 10        | ppe       | reported
      MSFT   | 2015-07-01 | first_filed | 2015-10-27 | 2015-09-30        | 10        | ppe       | derived
      MSFT   | 2015-10-01 | first_filed | 2017-01-27 | 2015-12-31        | 10        | ppe       | derived
      MSFT   | 2016-01-01 | first_filed | 2016-04-26 | 2016-03-31        | 20        | ppe       | derived
      MSFT   | 2016-04-01 | first_filed | 2016-07-26 | 2016-06-30        | 20        | ppe       | derived
      MSFT   | 2016-07-01 | first_filed | 2016-10-22 | 2016-09-30        | 40        | ppe       | derived
      MSFT   | 2016-07-01 | latest      | 2016-10-22 | 2016-09-30        | 40        | ppe       | derived
      """;

  @Test
  void newsIsGrowthOverTheYearLessTheNewestGrowthKnownThatDay() {
    assertThat(
            rows(
                new CapexNews().query(filings(FILED)),
                "filer",
                "quarter",
                "filed_on",
                "day_zero",
                "week",
                "capex_growth_year",
                "surprise",
                "surprise_long"))
        .isEqualTo(
            """
            filer | quarter    | filed_on   | day_zero   | week       | capex_growth_year  | surprise           | surprise_long
            MSFT  | 2016-01-01 | 2016-04-26 | 2016-04-26 | 2016-04-25 | 0.693147180559945  | -                  | -
            MSFT  | 2016-04-01 | 2016-07-26 | 2016-07-26 | 2016-07-25 | 0.693147180559945  | 0                  | -
            MSFT  | 2016-07-01 | 2016-10-22 | 2016-10-24 | 2016-10-24 | 1.3862943611198904 | 0.6931471805599454 | -
            """);
  }

  @Test
  void growthBetweenTwoTagsIsNone() {
    String switched =
        FILED.replace("2016-09-30        | 40        | ppe", "2016-09-30        | 40        | ppa");
    assertThat(rows(new CapexNews().query(filings(switched)), "quarter"))
        .doesNotContain("2016-07-01");
  }

  @Test
  void aFilingMoreThanSeventyFiveDaysAfterTheQuarterIsNoNews() {
    String late = FILED.replace("2016-10-22 | 2016-09-30", "2016-12-15 | 2016-09-30");
    assertThat(rows(new CapexNews().query(filings(late)), "quarter")).doesNotContain("2016-07-01");
  }

  @Test
  void aWindowThatIsNotOverYetGivesNoRow() {
    assertThat(rows(new CapexNews().query(filings(FILED, LocalDate.of(2016, 10, 24))), "quarter"))
        .doesNotContain("2016-07-01");
  }

  private static Given filings(String filed) {
    return filings(filed, LocalDate.of(2017, 1, 6));
  }

  /** Weekdays from 2015 to a last one; the supplier moves twice as much as the market. */
  private static Given filings(String filed, LocalDate last) {
    StringBuilder returns = new StringBuilder("ticker | trade_date | total_return_share | grade\n");
    int t = 0;
    for (LocalDate day = LocalDate.of(2015, 1, 5); !day.isAfter(last); day = day.plusDays(1)) {
      if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        t++;
        double market = 0.01 * Math.sin(t);
        returns.append("SPY | %s | %s | derived%n".formatted(day, market));
        returns.append(
            "NVDA | %s | %s | derived%n".formatted(day, 2 * market + 0.005 * Math.cos(3 * t)));
      }
    }
    return given(new QuarterlyFundamental(), filed)
        .and(new DailyReturn(), returns.toString())
        .and(new Factor(), "factor_set | factor | trade_date | value_share | known_on")
        .with(
            Firms.KEY,
            List.of(
                Map.of("ticker", "MSFT", "groups", List.of("hyperscaler")),
                Map.of("ticker", "NVDA", "groups", List.of("ai-hardware"))))
        .with(EventReturns.MARKET, "SPY")
        .with(EventSettings.ESTIMATION, "-260,-11");
  }
}
