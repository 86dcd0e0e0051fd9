package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.PriceRecords.Offer;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PriceIndexTest {
  private static Given prices() {
    return given(
            new TokenPrice(),
            """
            source_name | model | price_list  | blended_usd_per_mtok | in_force_from | known_on
            a           | a     | first_party | 100                  | 2022-01-01    | 2022-01-01
            b           | b     | first_party | 10                   | 2023-01-01    | 2023-01-01
            c           | c     | first_party | 10                   | 2023-06-01    | 2023-06-01
            weak        | weak  | first_party | 0.01                 | 2023-01-01    | 2023-01-01
            d           | d     | first_party | 1                    | 2024-01-01    | 2024-01-01
            unscored    | e     | first_party | 0.1                  | 2024-06-01    | 2024-06-01
            f           | f     | first_party | 0.1                  | 2025-01-01    | 2024-12-15
            """)
        .and(
            new Score(),
            """
            model | benchmark | score_share | known_on   | known_grade
            a     | x         | 0.55        | 2022-02-01 | reported
            b     | x         | 0.4         | 2022-02-01 | reported
            b     | x         | 0.5         | 2023-02-01 | assumed
            c     | x         | 0.9         | 2023-06-01 | reported
            weak  | x         | 0.49        | 2023-02-01 | reported
            d     | x         | 0.7         | 2024-02-01 | reported
            f     | x         | 0.6         | 2024-12-20 | reported
            """);
  }

  @Test
  void recordsAreStrictlyCheaperThanAllBeforeAmongModelsAtTheThreshold() {
    assertThat(
            rows(
                new PriceIndex().query(prices().asOf("2025-01-01")).where("threshold_share = 0.5"),
                "benchmark",
                "threshold_share",
                "records",
                "first_record_on",
                "last_record_on",
                "last_price_usd_per_mtok",
                "last_record_model",
                "suppressed_reason",
                "grade"))
        .isEqualTo(
            """
            benchmark | threshold_share | records | first_record_on | last_record_on | last_price_usd_per_mtok | last_record_model | suppressed_reason | grade
            x         | 0.5             | 4       | 2022-01-01      | 2025-01-01     | 0.1                     | f                 | -                 | assumed
            """);
  }

  @Test
  void aTenthAYearIsAFactorOfTen() {
    Row row =
        new PriceIndex().query(prices().asOf("2025-01-01")).where("threshold_share = 0.5").head();

    assertThat(row.<Double>getAs("rate_factor_per_year")).isCloseTo(10, within(0.02));
    assertThat(row.<Double>getAs("ci_low")).isLessThan(row.<Double>getAs("rate_factor_per_year"));
  }

  @Test
  void aPriceThatIsKnownButNotInForceIsNoRecordYet() {
    Row row =
        new PriceIndex().query(prices().asOf("2024-12-31")).where("threshold_share = 0.5").head();

    assertThat(row.<Long>getAs("records")).isEqualTo(3);
    assertThat(row.<String>getAs("suppressed_reason"))
        .isEqualTo("3 records; 4 or more make a rate");
    assertThat(row.<Double>getAs("rate_factor_per_year")).isNull();
  }

  @Test
  void recordsOfLessThanAYearGiveNoRate() {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      offers.add(
          new Offer("m" + i, LocalDate.of(2024, 1 + i, 1), Math.pow(2, -i), 0.8, Grade.REPORTED));
    }
    PriceRecords records = PriceRecords.of(offers, 0.8);

    assertThat(records.records()).hasSize(6);
    assertThat(records.rate()).isEmpty();
    assertThat(records.suppressedReason())
        .contains("152 days from the first record to the last; a year or more makes a rate");
    assertThat(PriceRecords.of(offers, 0.81).records()).isEmpty();
  }

  @Test
  void onTheEmbeddedDataThePriceOfGpt4LevelOnGpqaFallsByAFactorOverTen() {
    List<Row> rows =
        RealData.asOf("2026-08-22")
            .read(PriceIndex.class)
            .where("benchmark = 'GPQA Diamond' and suppressed_reason is null")
            .orderBy("threshold_share")
            .collectAsList();

    assertThat(rows).hasSizeGreaterThan(2);
    assertThat(rows).allMatch(r -> r.<Double>getAs("rate_factor_per_year") > 3);
    // Epoch AI (2025): 9 to 900 times a year over benchmarks
    assertThat(rows).anyMatch(r -> r.<Double>getAs("ci_high") > 9);
  }
}
