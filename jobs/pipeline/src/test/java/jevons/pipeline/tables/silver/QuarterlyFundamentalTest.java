package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.rows;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class QuarterlyFundamentalTest {
  @Test
  void differencesReportsAndLeavesAQuarterEmptyWhenOneIsMissing() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 12012
            PPE | 2024-01-01   | 2024-06-30 | 2024-07-24 | 25198
            PPE | 2024-01-01   | 2024-12-31 | 2025-02-05 | 52535
            """);
    assertThat(
            latest(quarters, "quarter", "known_on", "capex_usd", "capex_method", "missing_reason"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd | capex_method | missing_reason
            2024-01-01 | 2024-04-26 | 12012     | direct       | -
            2024-04-01 | 2024-07-24 | 13186     | difference   | -
            2024-10-01 | 2025-02-05 | -         | -            | NO_EARLIER_REPORT
            """);
    assertThat(firstFiled(quarters, "quarter", "capex_usd"))
        .isEqualTo(
            """
            quarter    | capex_usd
            2024-01-01 | 12012
            2024-04-01 | 13186
            """);
  }

  @Test
  void takesTheEarliestFilingOfAFactAndOfOneDayTheLowerNumber() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | accession_number | value
            PPE | 2024-01-01   | 2024-03-31 | 2024-05-03 | 0-24-9           | 111
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 0-24-8           | 101
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 0-24-7           | 100
            """);
    assertThat(firstFiled(quarters, "known_on", "capex_usd"))
        .isEqualTo(
            """
            known_on   | capex_usd
            2024-04-26 | 100
            """);
  }

  @Test
  void takesTheWayKnownFirst() {
    // The quarter alone comes a year later, beside the next year's.
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 10
            PPE | 2024-01-01   | 2024-06-30 | 2024-07-24 | 25
            PPE | 2024-04-01   | 2024-06-30 | 2025-07-24 | 16
            """);
    assertThat(firstFiled(quarters, "quarter", "known_on", "capex_usd", "capex_method"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd | capex_method
            2024-01-01 | 2024-04-26 | 10        | direct
            2024-04-01 | 2024-07-24 | 15        | difference
            """);
  }

  @Test
  void aDifferenceIsKnownOnTheLaterOfItsTwoFilingDays() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2024-01-01   | 2024-06-30 | 2025-07-24 | 25
            PPE | 2024-01-01   | 2024-09-30 | 2024-10-24 | 40
            """);
    assertThat(firstFiled(quarters, "quarter", "known_on", "capex_usd"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd
            2024-07-01 | 2025-07-24 | 15
            """);
  }

  @Test
  void onOneDayDirectComesBeforeDifferenceAndTheFirstTagBeforeTheSecond() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 10
            PPA | 2024-01-01   | 2024-03-31 | 2024-04-26 | 12
            PPE | 2024-01-01   | 2024-06-30 | 2024-07-24 | 25
            PPA | 2024-04-01   | 2024-06-30 | 2024-07-24 | 17
            """);
    assertThat(firstFiled(quarters, "quarter", "capex_usd", "capex_method", "capex_tag"))
        .isEqualTo(
            """
            quarter    | capex_usd | capex_method | capex_tag
            2024-01-01 | 10        | direct       | PaymentsToAcquirePropertyPlantAndEquipment
            2024-04-01 | 17        | direct       | PaymentsToAcquireProductiveAssets
            """);
  }

  @Test
  void neverDifferencesAcrossTagsOrTakesAYearToDateForAQuarter() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2024-01-01   | 2024-03-31 | 2024-04-26 | 10
            PPA | 2024-01-01   | 2024-06-30 | 2024-07-24 | 25
            """);
    assertThat(latest(quarters, "quarter", "capex_usd", "missing_reason"))
        .isEqualTo(
            """
            quarter    | capex_usd | missing_reason
            2024-01-01 | 10        | -
            2024-04-01 | -         | TAG_SWITCH
            """);
  }

  @Test
  void aQuarterSpansFrom80To100Days() {
    Dataset<Row> quarters =
        quarters(
            """
            ticker | tag | period_start | period_end | known_on   | value
            D79    | PPE | 2024-01-01   | 2024-03-20 | 2024-05-01 | 1
            D80    | PPE | 2024-01-01   | 2024-03-21 | 2024-05-01 | 1
            D100   | PPE | 2024-01-01   | 2024-04-10 | 2024-05-01 | 1
            D101   | PPE | 2024-01-01   | 2024-04-11 | 2024-05-01 | 1
            E79    | PPE | 2023-01-01   | 2023-09-30 | 2023-11-01 | 1
            E79    | PPE | 2023-01-01   | 2023-12-18 | 2024-05-01 | 3
            E80    | PPE | 2023-01-01   | 2023-09-30 | 2023-11-01 | 1
            E80    | PPE | 2023-01-01   | 2023-12-19 | 2024-05-01 | 3
            E100   | PPE | 2023-01-01   | 2023-09-30 | 2023-11-01 | 1
            E100   | PPE | 2023-01-01   | 2024-01-08 | 2024-05-01 | 3
            E101   | PPE | 2023-01-01   | 2023-09-30 | 2023-11-01 | 1
            E101   | PPE | 2023-01-01   | 2024-01-09 | 2024-05-01 | 3
            """);
    assertThat(firstFiled(quarters, "ticker", "quarter", "capex_usd"))
        .isEqualTo(
            """
            ticker | quarter    | capex_usd
            D100   | 2024-01-01 | 1
            D80    | 2024-01-01 | 1
            E100   | 2023-10-01 | 2
            E80    | 2023-10-01 | 2
            """);
  }

  @Test
  void aFiscalQuarterBelongsToTheCalendarQuarterOfItsMiddleDay() {
    // Nvidia's year ends on the last Sunday of January, Oracle's in May.
    Dataset<Row> quarters =
        quarters(
            """
            ticker | tag | period_start | period_end | known_on   | value
            NVDA   | PPA | 2025-01-27   | 2025-04-27 | 2025-05-28 | 1
            NVDA   | PPA | 2025-01-27   | 2025-10-26 | 2025-11-19 | 5
            NVDA   | PPA | 2025-01-27   | 2026-01-25 | 2026-02-25 | 7
            ORCL   | PPE | 2025-06-01   | 2025-08-31 | 2025-09-10 | 3
            """);
    assertThat(
            firstFiled(quarters, "ticker", "fiscal_period_start", "fiscal_period_end", "quarter"))
        .isEqualTo(
            """
            ticker | fiscal_period_start | fiscal_period_end | quarter
            NVDA   | 2025-01-27          | 2025-04-27        | 2025-01-01
            NVDA   | 2025-10-27          | 2026-01-25        | 2025-10-01
            ORCL   | 2025-06-01          | 2025-08-31        | 2025-07-01
            """);
  }

  @Test
  void aYearsReportWithoutSpendingLeavesTheLastQuarterEmpty() {
    Dataset<Row> quarters =
        quarters(
            """
            tag  | period_start | period_end | known_on   | value
            PPE  | 2023-01-01   | 2023-09-30 | 2023-10-24 | 30
            REV  | 2023-01-01   | 2023-12-31 | 2024-02-05 | 400
            REV  | 2024-01-01   | 2024-03-31 | 2024-04-24 | 110
            """);
    assertThat(
            latest(quarters, "quarter", "known_on", "capex_usd", "revenue_usd", "missing_reason"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd | revenue_usd | missing_reason
            2023-07-01 | 2023-10-24 | -         | -           | NO_EARLIER_REPORT
            2023-10-01 | 2024-02-05 | -         | -           | NO_ANNUAL_FACT
            2024-01-01 | 2024-04-24 | -         | 110         | NO_FACT
            """);
  }

  @Test
  void firstFiledGivesAQuarterUpWithTheFirmsFirstNewsAfter850Days() {
    String reports =
        """
        tag | period_start | period_end | known_on   | value
        PPE | 2021-01-01   | 2021-06-30 | 2021-07-24 | 25
        PPE | 2023-07-01   | 2023-09-30 | 2023-10-28 | 40
        PPE | 2023-10-01   | 2023-12-31 | 2024-01-30 | 41
        """;
    assertThat(firstFiled(quarters(reports), "quarter", "known_on", "capex_usd", "missing_reason"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd | missing_reason
            2021-04-01 | 2023-10-28 | -         | NO_EARLIER_REPORT
            2023-07-01 | 2023-10-28 | 40        | -
            2023-10-01 | 2024-01-30 | 41        | -
            """);
  }

  @Test
  void aRestatementAddsARowToLatestAndLeavesFirstFiledAlone() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2022-01-01   | 2022-09-30 | 2022-10-27 | 22
            PPE | 2022-01-01   | 2022-12-31 | 2023-02-02 | 31
            PPE | 2022-01-01   | 2022-12-31 | 2024-02-02 | 31
            PPE | 2022-01-01   | 2022-09-30 | 2023-10-26 | 21
            PPE | 2022-01-01   | 2022-12-31 | 2025-01-30 | 33
            """);
    assertThat(latestOf(quarters, "2022-10-01", "known_on", "capex_usd"))
        .isEqualTo(
            """
            known_on   | capex_usd
            2023-02-02 | 9
            2023-10-26 | 10
            2025-01-30 | 12
            """);
    assertThat(firstFiled(quarters, "quarter", "known_on", "capex_usd"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_usd
            2022-10-01 | 2023-02-02 | 9
            """);
  }

  @Test
  void ofTwoTagsOfRevenueTheNewerRuleComesFirst() {
    Dataset<Row> quarters =
        quarters(
            """
            tag            | period_start | period_end | known_on   | value
            SalesRevenueNet | 2018-01-01  | 2018-03-31 | 2018-05-01 | 9
            Revenues       | 2018-01-01   | 2018-03-31 | 2018-05-01 | 10
            REV            | 2018-01-01   | 2018-03-31 | 2018-05-01 | 11
            Revenues       | 2018-04-01   | 2018-06-30 | 2018-08-01 | 20
            SalesRevenueNet | 2018-04-01  | 2018-06-30 | 2018-08-01 | 19
            REV            | 2018-04-01   | 2018-06-30 | 2019-08-01 | 21
            """);
    assertThat(latest(quarters, "quarter", "revenue_usd", "revenue_tag"))
        .isEqualTo(
            """
            quarter    | revenue_usd | revenue_tag
            2018-01-01 | 11          | RevenueFromContractWithCustomerExcludingAssessedTax
            2018-04-01 | 20          | Revenues
            """);
  }

  @Test
  void salesFiledAfterSpendingAreInLatestAlone() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value
            PPE | 2020-10-01   | 2020-12-31 | 2021-02-03 | 5
            REV | 2020-10-01   | 2020-12-31 | 2023-02-03 | 56
            """);
    assertThat(latest(quarters, "known_on", "capex_usd", "revenue_usd"))
        .isEqualTo(
            """
            known_on   | capex_usd | revenue_usd
            2021-02-03 | 5         | -
            2023-02-03 | 5         | 56
            """);
    assertThat(firstFiled(quarters, "known_on", "capex_usd", "revenue_usd"))
        .isEqualTo(
            """
            known_on   | capex_usd | revenue_usd
            2021-02-03 | 5         | -
            """);
  }

  @Test
  void takesTheWeakestGradeOfItsFigures() {
    Dataset<Row> quarters =
        quarters(
            """
            tag | period_start | period_end | known_on   | value | grade
            PPE | 2025-06-01   | 2025-08-31 | 2025-09-10 | 8     | reported
            PPE | 2025-06-01   | 2025-11-30 | 2026-08-26 | 20    | assumed
            """);
    assertThat(firstFiled(quarters, "quarter", "capex_usd", "grade"))
        .isEqualTo(
            """
            quarter    | capex_usd | grade
            2025-07-01 | 8         | reported
            2025-10-01 | 12        | assumed
            """);
  }

  private static Dataset<Row> quarters(String facts) {
    Dataset<Row> full =
        Given.given(new FilingFact(), facts)
            .asOf("2026-12-31")
            .read(FilingFact.class)
            .withColumn("unit", lit("USD"))
            .withColumn("ticker", coalesce(col("ticker"), lit("GOOGL")))
            .withColumn("grade", coalesce(col("grade"), lit("reported")))
            .withColumn("tag", spelledOut("PPE", "PaymentsToAcquirePropertyPlantAndEquipment"))
            .withColumn("tag", spelledOut("PPA", "PaymentsToAcquireProductiveAssets"))
            .withColumn(
                "tag", spelledOut("REV", "RevenueFromContractWithCustomerExcludingAssessedTax"));
    return new QuarterlyFundamental()
        .query(Given.nothing().asOf("2026-12-31").and(new FilingFact(), full));
  }

  private static Column spelledOut(String shorthand, String tag) {
    return regexp_replace(col("tag"), "^" + shorthand + "$", tag);
  }

  private static String firstFiled(Dataset<Row> quarters, String... columns) {
    return rows(quarters.where("view = 'first_filed'"), columns);
  }

  private static String latest(Dataset<Row> quarters, String... columns) {
    return rows(quarters.where("view = 'latest'"), columns);
  }

  private static String latestOf(Dataset<Row> quarters, String quarter, String... columns) {
    return latest(quarters.where(col("quarter").equalTo(lit(quarter).cast("date"))), columns);
  }
}
