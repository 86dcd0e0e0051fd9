package jevons.pipeline.studies;

import static jevons.pipeline.testing.Given.given;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.StudyDefinition;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The rows behind an estimate of a user's study. */
class OwnStudyTraceTest {
  private static final Given IN =
      given(
              new DailyReturn(),
              """
              ticker | trade_date | total_return_share | price_return_share | grade
              NVDA   | 2025-01-24 | -0.03              | -0.03              | derived
              NVDA   | 2025-01-27 | -0.17              | -0.17              | derived
              NVDA   | 2025-01-28 | 0.09               | 0.09               | assumed
              NVDA   | 2025-01-29 | -0.04              | -0.04              | derived
              SPY    | 2025-01-27 | -0.01              | -0.01              | derived
              """)
          .and(
              new Regression(),
              """
              study | specification | sample_start | sample_end | grade
              mine  | headline      | 2025-01-24   | 2025-01-28 | estimated
              """);

  /** The last column of the condition is one that the estimate's row has, too. */
  @Test
  void thoseOfItsSampleAlone() {
    assertThat(days("ticker = 'NVDA' AND grade = 'derived'"))
        .containsExactly("2025-01-24 NVDA", "2025-01-27 NVDA");
  }

  @Test
  void allOfItsSpanWithoutASample() {
    assertThat(days(""))
        .containsExactly("2025-01-24 NVDA", "2025-01-27 NVDA", "2025-01-27 SPY", "2025-01-28 NVDA");
  }

  private static List<String> days(String sample) {
    TreeMap<String, Object> values =
        new TreeMap<>(
            Map.of(
                "title", "Mine",
                "question", "Do they move together?",
                "table", "gold.daily_return",
                "formula", "price_return_share ~ total_return_share"));
    if (!sample.isEmpty()) {
      values.put("sample", sample);
    }
    OwnStudy study =
        OwnStudies.of(
                List.of(new StudyDefinition("mine", "conf/studies/mine.conf", values, Map.of())))
            .get(0);
    DailyReturn input = new DailyReturn();
    Dataset<Row> estimate = IN.read(Regression.class).withColumn(RowsBehind.ROW_ID, lit(0L));
    return study
        .rowsBehind(input, new Asked(Set.of(), IN.settings()))
        .find(estimate, input, IN)
        .selectExpr("concat(trade_date, ' ', ticker) AS which")
        .orderBy("which")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
