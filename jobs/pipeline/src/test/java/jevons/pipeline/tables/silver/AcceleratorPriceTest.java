package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcceleratorPriceTest {
  @Test
  void eachPriceOfALineIsARow() {
    var in =
        given(
            new jevons.pipeline.tables.bronze.AcceleratorPrice(),
            """
            hardware | price_date | vendor | location | usd_per_chip_hour_on_demand | usd_per_chip_hour_3y_commit | usd_purchase_per_chip
            H100     | 2024-01-01 | AWS    | us-east  | 12.29                       | 5.4                         | -
            H100     | 2024-01-01 | AWS    | us-west  | 11                          | -                           | -
            H100     | 2024-01-01 | -      | -        | -                           | -                           | 30000
            """);

    assertThat(
            rows(
                new AcceleratorPrice().query(in),
                "hardware",
                "known_on",
                "kind",
                "ordinal",
                "vendor",
                "usd_per_chip_hour",
                "usd_per_chip"))
        .isEqualTo(
            """
            hardware | known_on   | kind      | ordinal | vendor | usd_per_chip_hour | usd_per_chip
            H100     | 2024-01-01 | commit_3y | 1       | AWS    | 5.4               | -
            H100     | 2024-01-01 | on_demand | 1       | AWS    | 12.29             | -
            H100     | 2024-01-01 | on_demand | 2       | AWS    | 11                | -
            H100     | 2024-01-01 | purchase  | 1       | -      | -                 | 30000
            """);
  }
}
