package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

class SharesOutstandingTest {
  private static final Given IN =
      Given.given(
              new FilingFact(),
              """
              ticker | taxonomy | tag                                | unit   | period_end | value | accession_number | known_on
              NVDA   | dei      | EntityCommonStockSharesOutstanding | shares | 2021-05-21 | 623   | 0-21-1           | 2021-05-26
              NVDA   | dei      | EntityCommonStockSharesOutstanding | shares | 2024-05-24 | 2460  | 0-24-1           | 2024-06-12
              NVDA   | dei      | EntityCommonStockSharesOutstanding | shares | 2024-06-10 | 24530 | 0-24-2           | 2024-08-28
              AMD    | dei      | EntityCommonStockSharesOutstanding | shares | 2026-01-30 | 1630  | 0-26-18          | 2026-02-04
              AMD    | dei      | EntityCommonStockSharesOutstanding | shares | 2026-01-30 | 1630  | 0-26-21          | 2026-02-04
              AMD    | us-gaap  | Assets                             | USD    | 2026-01-30 | 70    | 0-26-18          | 2026-02-04
              """)
          .and(
              new Split(),
              """
              ticker | ex_date    | ratio
              NVDA   | 2021-07-20 | 4
              NVDA   | 2024-06-10 | 10
              """);

  @Test
  void adjustsForTheSplitsAfterTheCoverDateAlsoWhenFiledAfterThem() {
    assertThat(
            rows(
                new SharesOutstanding().query(IN).where("ticker = 'NVDA'"),
                "cover_date",
                "known_on",
                "shares",
                "shares_as_filed"))
        .isEqualTo(
            """
            cover_date | known_on   | shares | shares_as_filed
            2021-05-21 | 2021-05-26 | 24920  | 623
            2024-05-24 | 2024-06-12 | 24600  | 2460
            2024-06-10 | 2024-08-28 | 24530  | 24530
            """);
  }

  @Test
  void anAmendmentOfTheSameDayIsOneRow() {
    assertThat(
            rows(new SharesOutstanding().query(IN).where("ticker = 'AMD'"), "cover_date", "shares"))
        .isEqualTo(
            """
            cover_date | shares
            2026-01-30 | 1630
            """);
  }
}
