package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.bronze.ApiPrice;
import jevons.pipeline.tables.bronze.PriceAlias;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TokenPriceTest {
  private static Dataset<Row> prices(String prices, String aliases) {
    return new TokenPrice()
        .query(
            given(new ApiPrice(), prices)
                .and(new PriceAlias(), aliases)
                .and(
                    new ModelAlias(),
                    """
                    source_name | model
                    o1-high     | o1
                    o1-medium   | o1
                    """));
  }

  @Test
  void aPriceIsKnownFromTheEarlierDayAndInForceFromTheStatedOne() {
    assertThat(
            rows(
                prices(
                    """
                    model | effective_date | observed_on | input_usd_per_mtok | output_usd_per_mtok | price_list
                    a     | 2025-02-08     | 2025-10-10  | 1                  | 5                   | first_party
                    b     | 2025-03-01     | 2025-02-01  | 1                  | 5                   | first_party
                    c     | -              | 2025-01-21  | 1                  | 5                   | first_party
                    d     | 2025-01-20     | -           | 1                  | 5                   | first_party
                    """,
                    "source_name | model"),
                "source_name",
                "known_on",
                "in_force_from",
                "blended_usd_per_mtok"))
        .isEqualTo(
            """
            source_name | known_on   | in_force_from | blended_usd_per_mtok
            a           | 2025-02-08 | 2025-02-08    | 2
            b           | 2025-02-01 | 2025-03-01    | 2
            c           | 2025-01-21 | 2025-01-21    | 2
            d           | 2025-01-20 | 2025-01-20    | 2
            """);
  }

  @Test
  void aRollingIdTakesItsPriceAlongToTheNextModel() {
    assertThat(
            rows(
                prices(
                    """
                    model         | effective_date | observed_on | input_usd_per_mtok | output_usd_per_mtok | price_list
                    deepseek-chat | -              | 2024-05-21  | 0.14               | 0.28                | first_party
                    deepseek-chat | 2025-02-08     | 2025-10-10  | 0.27               | 1.1                 | first_party
                    """,
                    """
                    source_name   | model                  | valid_from | valid_to   | price_list
                    deepseek-chat | DeepSeek-V3            | 2024-12-26 | 2025-03-24 | first_party
                    deepseek-chat | DeepSeek-V3 (Mar 2025) | 2025-03-24 | -          | first_party
                    """),
                "in_force_from",
                "known_on",
                "model",
                "input_usd_per_mtok"))
        .isEqualTo(
            """
            in_force_from | known_on   | model                  | input_usd_per_mtok
            2024-05-21    | 2024-05-21 | -                      | 0.14
            2024-12-26    | 2024-12-26 | DeepSeek-V3            | 0.14
            2025-02-08    | 2025-02-08 | DeepSeek-V3            | 0.27
            2025-03-24    | 2025-03-24 | DeepSeek-V3 (Mar 2025) | 0.27
            """);
  }

  @Test
  void aPriceThatEndedBeforeTheIdMovedOnStaysBehind() {
    assertThat(
            rows(
                prices(
                    """
                    model | observed_on | input_usd_per_mtok | output_usd_per_mtok | price_list
                    chat  | 2024-01-01  | 1                  | 1                   | first_party
                    chat  | 2024-06-01  | 2                  | 2                   | first_party
                    """,
                    """
                    source_name | model | valid_from | valid_to | price_list
                    chat        | New   | 2024-09-01 | -        | first_party
                    """),
                "in_force_from",
                "model",
                "input_usd_per_mtok"))
        .isEqualTo(
            """
            in_force_from | model | input_usd_per_mtok
            2024-01-01    | -     | 1
            2024-06-01    | -     | 2
            2024-09-01    | New   | 2
            """);
  }

  @Test
  void aBlendedPriceFindsItsModelByWayOfScoreNames() {
    assertThat(
            rows(
                prices(
                    """
                    model | effective_date | blended_usd_per_mtok | price_list
                    o1    | 2024-12-17     | 26.25                | epoch_blended
                    GPT-3 | 2021-11-20     | 60                   | epoch_blended
                    """,
                    """
                    source_name | model     | price_list
                    o1          | o1-high   | epoch_blended
                    o1          | o1-medium | epoch_blended
                    GPT-3       | davinci   | first_party
                    """),
                "source_name",
                "model",
                "blended_usd_per_mtok"))
        .isEqualTo(
            """
            source_name | model | blended_usd_per_mtok
            GPT-3       | -     | 60
            o1          | o1    | 26.25
            """);
  }

  @Test
  void ofTwoPricesOfOneDayTheOneWhoseDayIsStatedCounts() {
    assertThat(
            rows(
                prices(
                    """
                    model | effective_date | observed_on | input_usd_per_mtok | output_usd_per_mtok | price_list
                    luna  | -              | 2026-07-30  | 2                  | 9                   | first_party
                    luna  | 2026-07-30     | 2026-07-30  | 0.4                | 1.8                 | first_party
                    """,
                    "source_name | model"),
                "source_name",
                "input_usd_per_mtok"))
        .isEqualTo(
            """
            source_name | input_usd_per_mtok
            luna        | 0.4
            """);
  }
}
