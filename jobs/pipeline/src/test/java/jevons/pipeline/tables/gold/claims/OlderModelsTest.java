package jevons.pipeline.tables.gold.claims;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Growth since 2010 rests on the list of models that was known by the day. */
class OlderModelsTest {
  private static final String DAY = "2025-01-31";

  @Test
  void aListOfLaterDaysMovesNoPastDay() {
    RealData asTheyAre = EmbeddedFirms.configured(RealData.asOf(DAY));
    List<String> growth = growth(asTheyAre);
    assertThat(growth(withRevision(asTheyAre, "2030-01-01"))).isEqualTo(growth);
    assertThat(growth(withRevision(asTheyAre, "2025-01-01"))).isNotEqualTo(growth);
  }

  /** The embedded lists, and one exported on {@code day} with a hundred times the compute. */
  private static RealData withRevision(RealData asTheyAre, String day) {
    RealData revised =
        RealData.asOf(
            DAY,
            (table, lines) -> table instanceof AiModel ? lines.union(revision(lines, day)) : lines);
    return EmbeddedFirms.configured(revised)
        .and(new DailyPrice(), asTheyAre.read(DailyPrice.class));
  }

  private static Dataset<Row> revision(Dataset<Row> lines, String day) {
    return lines
        .where(col("publication_date").lt("2012-01-01").and(col("list").equalTo("notable")))
        .withColumn(
            "training_compute_flop",
            col("training_compute_flop").cast("double").multiply(100).cast("string"))
        .withColumn("vintage", lit(2L))
        .withColumn("change", lit("changed"))
        .withColumn("exported_on", lit(day).cast("date"));
  }

  private static List<String> growth(RealData data) {
    return new GrowthFigure()
            .query(data)
            .where(col("measured_by").isin("compute-growth", "frontier-compute-growth"))
            .select("figure", "measured")
            .orderBy("figure")
            .collectAsList()
            .stream()
            .map(Row::toString)
            .toList();
  }
}
