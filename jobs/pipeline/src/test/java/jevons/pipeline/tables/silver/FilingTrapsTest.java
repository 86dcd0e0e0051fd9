package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.table.Table;
import jevons.pipeline.tables.EmbeddedFirms;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * What the embedded filings set as traps: each figure here is one that an obvious way gets wrong.
 */
class FilingTrapsTest {
  private static final String TODAY = "2026-09-11";

  @Test
  void alphabetsQuartersOf2024AreDifferencesOfTheYearToDate() {
    assertThat(
            millions(
                firstFiled("GOOGL").where("year(quarter) = 2024"),
                "quarter",
                "known_on",
                "capex_musd",
                "capex_method"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_musd | capex_method
            2024-01-01 | 2024-04-26 | 12012      | direct
            2024-04-01 | 2024-07-24 | 13186      | difference
            2024-07-01 | 2024-10-30 | 13061      | difference
            2024-10-01 | 2025-02-05 | 14276      | difference
            """);
  }

  @Test
  void nvidiasSpendingByFiscalYear() {
    Dataset<Row> years =
        read(FilingFact.class)
            .where(
                """
                ticker = 'NVDA' AND tag = 'PaymentsToAcquireProductiveAssets' AND days > 300
                AND is_first_filed AND period_end >= '2022-02-01'""")
            .selectExpr("period_end", "known_on", "value / 1e6 AS musd");
    assertThat(rows(years))
        .isEqualTo(
            """
            period_end | known_on   | musd
            2023-01-29 | 2024-02-21 | 1833
            2024-01-28 | 2024-02-21 | 1069
            2025-01-26 | 2025-02-26 | 3236
            2026-01-25 | 2026-02-25 | 6042
            """);
  }

  @Test
  void nvidiasFiscalYear2026EndsInJanuaryAndFillsTheQuartersOf2025() {
    assertThat(
            millions(
                firstFiled("NVDA").where("year(quarter) = 2025"),
                "quarter",
                "fiscal_period_end",
                "capex_musd"))
        .isEqualTo(
            """
            quarter    | fiscal_period_end | capex_musd
            2025-01-01 | 2025-04-27        | 1227
            2025-04-01 | 2025-07-27        | 1895
            2025-07-01 | 2025-10-26        | 1636
            2025-10-01 | 2026-01-25        | 1284
            """);
  }

  @Test
  void everyQuarterOfFirstFiledHasOneRow() {
    assertThat(firstFiled().groupBy("ticker", "quarter").count().where("count > 1").count())
        .isZero();
  }

  @Test
  void aQuarterIsNeverAYearToDate() {
    Dataset<Row> tooLong =
        read(QuarterlyFundamental.class)
            .where(
                """
                capex_usd IS NOT NULL
                AND datediff(fiscal_period_end, fiscal_period_start) NOT BETWEEN 76 AND 100""");
    assertThat(tooLong.count()).isZero();
  }

  @Test
  void figuresMissingFromTheEmbeddedFilesAreKnownLate() {
    Dataset<Row> late =
        firstFiled()
            .where("capex_usd IS NOT NULL AND datediff(known_on, fiscal_period_end) > 250")
            .where("ticker IN ('NVDA', 'AMZN', 'GOOGL')")
            .where("ticker <> 'NVDA' OR year(quarter) = 2021");
    assertThat(millions(late, "ticker", "quarter", "known_on", "capex_musd"))
        .isEqualTo(
            """
            ticker | quarter    | known_on   | capex_musd
            AMZN   | 2017-07-01 | 2018-10-26 | 3074
            AMZN   | 2017-10-01 | 2019-02-01 | 3619
            AMZN   | 2018-01-01 | 2019-04-26 | 3098
            AMZN   | 2018-04-01 | 2019-07-26 | 3243
            GOOGL  | 2014-10-01 | 2016-02-11 | 3551
            GOOGL  | 2015-01-01 | 2016-05-03 | 2927
            GOOGL  | 2015-04-01 | 2016-08-04 | 2515
            GOOGL  | 2015-07-01 | 2016-08-04 | 2373
            NVDA   | 2021-10-01 | 2024-02-21 | 273
            """);
  }

  @Test
  void aSwitchOfTagsLeavesTheQuarterEmptyUntilItsOwnTagHasBoth() {
    // Nine months under the new tag in 2020; its half-year came a year later.
    assertThat(
            millions(
                latest("NVDA").where("quarter = DATE '2020-07-01'"),
                "known_on",
                "capex_musd",
                "missing_reason"))
        .isEqualTo(
            """
            known_on   | capex_musd | missing_reason
            2020-11-18 | -          | TAG_SWITCH
            2021-08-20 | 473        | -
            """);
  }

  @Test
  void aQuarterWithoutTheReportBeforeItStaysEmpty() {
    assertThat(reasons("NVDA", "2022-07-01", "first_filed")).contains("NO_EARLIER_REPORT");
    assertThat(reasons("GOOGL", "2014-07-01", "first_filed")).contains("NO_EARLIER_REPORT");
  }

  @Test
  void aYearWithoutSpendingLeavesItsLastQuarterEmpty() {
    assertThat(reasons("NVDA", "2013-10-01", "first_filed")).contains("NO_ANNUAL_FACT");
    assertThat(reasons("NVDA", "2018-10-01", "first_filed")).contains("NO_ANNUAL_FACT");
  }

  @Test
  void amazonsTwoTagsMeasureTwoThingsAndAreNeverSubtracted() {
    Dataset<Row> year2016 =
        read(FilingFact.class)
            .where(
                """
                ticker = 'AMZN' AND period_start = '2016-01-01' AND period_end = '2016-12-31'
                AND tag LIKE 'PaymentsToAcquire%' AND is_first_filed""")
            .selectExpr("tag", "value / 1e6 AS musd");
    assertThat(rows(year2016))
        .isEqualTo(
            """
            tag                                        | musd
            PaymentsToAcquireProductiveAssets          | 7804
            PaymentsToAcquirePropertyPlantAndEquipment | 6737
            """);
    assertThat(
            millions(
                firstFiled("AMZN").where("quarter BETWEEN '2016-10-01' AND '2017-09-30'"),
                "quarter",
                "capex_musd",
                "capex_tag"))
        .isEqualTo(
            """
            quarter    | capex_musd | capex_tag
            2016-10-01 | 2006       | PaymentsToAcquirePropertyPlantAndEquipment
            2017-01-01 | 1861       | PaymentsToAcquirePropertyPlantAndEquipment
            2017-07-01 | 3074       | PaymentsToAcquireProductiveAssets
            """);
  }

  @Test
  void metasRestatementsLeaveFirstFiledUnchanged() {
    assertThat(
            millions(
                read(QuarterlyFundamental.class)
                    .where("ticker = 'META' AND quarter = DATE '2022-10-01'"),
                "view",
                "known_on",
                "capex_musd"))
        .isEqualTo(
            """
            view        | known_on   | capex_musd
            first_filed | 2023-02-02 | 9043
            latest      | 2023-02-02 | 9043
            latest      | 2025-01-30 | 8798
            """);
    // 31,431 as first filed, 31,186 as restated.
    assertThat(total(firstFiled("META").where("year(quarter) = 2022"))).isEqualTo(31431);
  }

  @Test
  void nvidiasHalfYearOf2017WithTheWrongPeriodChangesNothing() {
    // The 10-K of 2018-02-28 files the second quarter's 2,230 as the half-year's sales.
    assertThat(
            rows(
                read(FilingFact.class)
                    .where(
                        """
                        ticker = 'NVDA' AND tag = 'Revenues'
                        AND period_start = '2017-01-30' AND period_end = '2017-07-30'"""),
                "known_on",
                "value",
                "is_first_filed"))
        .isEqualTo(
            """
            known_on   | value      | is_first_filed
            2017-08-23 | 4167000000 | true
            2018-02-28 | 2230000000 | false
            2018-08-16 | 4167000000 | false
            """);
    assertThat(
            rows(
                read(QuarterlyFundamental.class)
                    .where("ticker = 'NVDA' AND quarter BETWEEN '2017-04-01' AND '2017-09-30'"),
                "quarter",
                "view",
                "known_on",
                "revenue_usd"))
        .isEqualTo(
            """
            quarter    | view        | known_on   | revenue_usd
            2017-04-01 | first_filed | 2017-08-23 | 2230000000
            2017-04-01 | latest      | 2017-08-23 | 2230000000
            2017-07-01 | first_filed | 2017-11-21 | 2636000000
            2017-07-01 | latest      | 2017-11-21 | 2636000000
            """);
  }

  @Test
  void dataCenterRevenueIsKnownWhenTheTotalWasFirstFiled() {
    // The table has 2026-02-25 for it: the latest filing with the figure.
    assertThat(
            rows(
                read(FilingFact.class)
                    .where("tag LIKE '%DataCenterMember%' AND period_end = '2025-01-26'"),
                "filed_on",
                "known_on",
                "value",
                "grade"))
        .isEqualTo(
            """
            filed_on   | known_on   | value       | grade
            2026-02-25 | 2025-02-26 | 35580000000 | derived
            """);
  }

  @Test
  void oraclesReportsWithoutFilingDayAreKnownWhenTheFileWasExported() {
    assertThat(
            millions(
                read(QuarterlyFundamental.class).where("ticker = 'ORCL' AND view = 'first_filed'"),
                "quarter",
                "known_on",
                "capex_musd",
                "grade"))
        .isEqualTo(
            """
            quarter    | known_on   | capex_musd | grade
            2025-04-01 | 2026-08-26 | 9080       | assumed
            2025-07-01 | 2025-09-10 | 8502       | reported
            2025-10-01 | 2026-08-26 | 12033      | assumed
            2026-01-01 | 2026-08-26 | 18635      | assumed
            2026-04-01 | 2026-08-26 | 16493      | assumed
            """);
  }

  @Test
  void coreweavesHalfYearsAreNoQuarters() {
    assertThat(read(QuarterlyFundamental.class).where("ticker = 'CRWV'").count()).isZero();
    assertThat(
            rows(
                read(FilingFact.class).where("ticker = 'CRWV' AND period_end = '2024-06-30'"),
                "taxonomy",
                "days",
                "value"))
        .isEqualTo(
            """
            taxonomy   | days | value
            aggregator | 181  | 3989096000
            """);
  }

  @Test
  void managementsOwnMeasureIsNotTheCashFlowTag() {
    assertThat(read(QuarterlyFundamental.class).where("capex_tag LIKE 'company:%'").count())
        .isZero();
    assertThat(read(FilingFact.class).where("taxonomy = 'company'").count()).isEqualTo(10);
  }

  @Test
  void sharesAreAdjustedForSplitsAfterTheCoverNotTheFiling() {
    // The 10-Q to 2024-04-28 was filed before Nvidia's split of 2024-06-10, Apple's of 2014-04 too.
    assertThat(
            rows(
                read(SharesOutstanding.class)
                    .where(
                        """
                        (ticker = 'NVDA' AND cover_date BETWEEN '2024-05-01' AND '2024-09-01')
                        OR (ticker = 'AAPL' AND cover_date BETWEEN '2014-04-01' AND '2014-08-01')"""),
                "ticker",
                "cover_date",
                "shares",
                "shares_as_filed"))
        .isEqualTo(
            """
            ticker | cover_date | shares      | shares_as_filed
            AAPL   | 2014-04-11 | 24118668000 | 861381000
            AAPL   | 2014-07-11 | 23951468000 | 5987867000
            NVDA   | 2024-05-24 | 24600000000 | 2460000000
            NVDA   | 2024-08-23 | 24530000000 | 24530000000
            """);
  }

  private static Dataset<Row> read(Class<? extends Table> table) {
    return EmbeddedFirms.asOf(TODAY).read(table);
  }

  private static Dataset<Row> firstFiled() {
    return read(QuarterlyFundamental.class).where("view = 'first_filed'");
  }

  private static Dataset<Row> firstFiled(String ticker) {
    return firstFiled().where("ticker = '" + ticker + "'");
  }

  private static Dataset<Row> latest(String ticker) {
    return read(QuarterlyFundamental.class).where("view = 'latest' AND ticker = '" + ticker + "'");
  }

  private static String millions(Dataset<Row> quarters, String... columns) {
    return rows(quarters.selectExpr("*", "capex_usd / 1e6 AS capex_musd"), columns);
  }

  private static long total(Dataset<Row> quarters) {
    return Math.round(quarters.selectExpr("sum(capex_usd) / 1e6").head().getDouble(0));
  }

  private static String reasons(String ticker, String quarter, String view) {
    return rows(
        read(QuarterlyFundamental.class)
            .where("ticker = '" + ticker + "' AND view = '" + view + "'")
            .where("quarter = DATE '" + quarter + "' AND capex_usd IS NULL"),
        "missing_reason");
  }
}
