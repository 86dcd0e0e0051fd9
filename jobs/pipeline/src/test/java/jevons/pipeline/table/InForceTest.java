package jevons.pipeline.table;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class InForceTest {
  @Test
  void takesForEachDayTheNewestRowKnownByThen() {
    Dataset<Row> days =
        sql("('NVDA', 1), ('NVDA', 5), ('NVDA', 6), ('NVDA', 9), ('AMD', 9)", "ticker, day");
    Dataset<Row> counts =
        sql(
            "('NVDA', 5, 50, 1), ('NVDA', 8, 80, 2), ('NVDA', 8, 81, 3)",
            "ticker, known, cover, n");
    Dataset<Row> beside =
        InForce.beside(
            days, List.of("ticker"), "day", counts, List.of("ticker"), List.of("known", "cover"));
    assertThat(rows(beside))
        .isEqualTo(
            """
            ticker | day | known | cover | n
            NVDA   | 5   | 5     | 50    | 1
            NVDA   | 6   | 5     | 50    | 1
            NVDA   | 9   | 8     | 81    | 3
            """);
  }

  @Test
  void revisesEachThingByItself() {
    Dataset<Row> days = sql("(5), (9)", "day");
    Dataset<Row> figures =
        sql(
            "('NVDA', 'Q1', 5, 1), ('NVDA', 'Q2', 7, 2), ('NVDA', 'Q1', 8, 3)",
            "ticker, quarter, known, n");
    Dataset<Row> beside =
        InForce.beside(
            days, List.of(), "day", figures, List.of("ticker", "quarter"), List.of("known"));
    assertThat(rows(beside, "day", "quarter", "n"))
        .isEqualTo(
            """
            day | quarter | n
            5   | Q1      | 1
            9   | Q1      | 3
            9   | Q2      | 2
            """);
  }

  private static Dataset<Row> sql(String values, String columns) {
    return TestSpark.session().sql("SELECT * FROM VALUES " + values + " AS t(" + columns + ")");
  }
}
