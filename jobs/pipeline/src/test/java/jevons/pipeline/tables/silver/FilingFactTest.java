package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.FilingTableFact;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FilingFactTest {
  private static final String NO_COMPANY_FACTS =
      "cik | taxonomy | tag | unit | period_end | value | accession_number | filed";
  private static final String NO_TABLE_FACTS = "ticker | cik | tag | unit | period_end | value";

  @Test
  void marksTheFirstFilingOfAFactAndOfOneDayTheLowerNumber() {
    Dataset<Row> facts =
        facts(
            """
            cik        | taxonomy | tag | unit | period_start | period_end | value | accession_number | filed
            0001045810 | us-gaap  | T   | USD  | 2024-01-29   | 2024-04-28 | 369   | 0-25-3           | 2025-05-28
            0001045810 | us-gaap  | T   | USD  | 2024-01-29   | 2024-04-28 | 369   | 0-24-2           | 2024-05-29
            0001045810 | us-gaap  | T   | USD  | 2024-01-29   | 2024-04-28 | 370   | 0-24-1           | 2024-05-29
            0009999999 | us-gaap  | T   | USD  | 2024-01-29   | 2024-04-28 | 1     | 0-24-1           | 2024-05-29
            """,
            NO_TABLE_FACTS);
    assertThat(rows(facts, "ticker", "days", "value", "known_on", "is_first_filed", "grade"))
        .isEqualTo(
            """
            ticker | days | value | known_on   | is_first_filed | grade
            NVDA   | 90   | 369   | 2024-05-29 | false          | reported
            NVDA   | 90   | 369   | 2025-05-28 | false          | reported
            NVDA   | 90   | 370   | 2024-05-29 | true           | reported
            """);
  }

  @Test
  void aTableFactWithoutFilingDayIsKnownWhenTheFileWasExported() {
    Dataset<Row> facts =
        facts(
            NO_COMPANY_FACTS,
            """
            ticker | cik        | tag              | unit | period_start | period_end | value | filed      | exported_on | method
            ORCL   | 0001341439 | PPE              | USD  | 2025-06-01   | 2025-08-31 | 8502  | 2025-09-10 | 2026-08-26  | as_reported
            ORCL   | 0001341439 | PPE              | USD  | 2025-06-01   | 2026-05-31 | 55663 | -          | 2026-08-26  | as_reported
            CRWV   | 0001769628 | aggregator:Capex | USD  | 2024-01-01   | 2024-06-30 | 3989  | -          | 2026-08-26  | aggregator
            """);
    assertThat(rows(facts, "ticker", "taxonomy", "value", "filed_on", "known_on", "grade"))
        .isEqualTo(
            """
            ticker | taxonomy   | value | filed_on   | known_on   | grade
            CRWV   | aggregator | 3989  | -          | 2026-08-26 | assumed
            ORCL   | us-gaap    | 55663 | -          | 2026-08-26 | assumed
            ORCL   | us-gaap    | 8502  | 2025-09-10 | 2025-09-10 | reported
            """);
  }

  @Test
  void dataCenterRevenueIsKnownWithTheFirstTotalOfItsPeriod() {
    Dataset<Row> facts =
        facts(
            """
            cik        | taxonomy | tag      | unit | period_start | period_end | value | accession_number | filed
            0001045810 | us-gaap  | Revenues | USD  | 2024-01-29   | 2025-01-26 | 130   | 0-25-1           | 2025-02-26
            0001045810 | us-gaap  | Revenues | USD  | 2024-01-29   | 2025-01-26 | 130   | 0-26-1           | 2026-02-25
            """,
            """
            ticker | cik        | tag                                                      | unit | period_start | period_end | value | filed      | exported_on | method
            NVDA   | 0001045810 | Revenues[srt:ProductOrServiceAxis=nvda:DataCenterMember] | USD  | 2024-10-28   | 2025-01-26 | 35580 | 2026-02-25 | 2026-08-26  | year_to_date_difference
            NVDA   | 0001045810 | Revenues[srt:ProductOrServiceAxis=nvda:DataCenterMember] | USD  | 2026-04-27   | 2026-07-26 | 89000 | 2026-08-26 | 2026-08-27  | as_reported
            """);
    assertThat(
            rows(facts.where("tag <> 'Revenues'"), "period_end", "filed_on", "known_on", "grade"))
        .isEqualTo(
            """
            period_end | filed_on   | known_on   | grade
            2025-01-26 | 2026-02-25 | 2025-02-26 | derived
            2026-07-26 | 2026-08-26 | 2026-08-26 | assumed
            """);
  }

  @Test
  void companyFactsOverruleTheTable() {
    Dataset<Row> facts =
        facts(
            """
            cik        | taxonomy | tag | unit | period_start | period_end | value | accession_number | filed
            0001045810 | us-gaap  | PPE | USD  | 2025-06-01   | 2026-05-31 | 55663 | 0-26-1           | 2026-06-22
            """,
            """
            ticker | cik        | tag | unit | period_start | period_end | value | accession_number | exported_on
            NVDA   | 0001045810 | PPE | USD  | 2025-06-01   | 2026-05-31 | 55663 | 0-26-1           | 2026-08-26
            """);
    assertThat(rows(facts, "known_on", "is_first_filed", "grade"))
        .isEqualTo(
            """
            known_on   | is_first_filed | grade
            2026-06-22 | true           | reported
            """);
  }

  private static Dataset<Row> facts(String companyFacts, String tableFacts) {
    return new FilingFact()
        .query(
            Given.given(new CompanyFact(), companyFacts)
                .and(new FilingTableFact(), tableFacts)
                .with(Firms.KEY, List.of(Map.of("ticker", "NVDA", "cik", "0001045810"))));
  }
}
