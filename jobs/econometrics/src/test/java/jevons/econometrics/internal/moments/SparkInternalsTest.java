package jevons.econometrics.internal.moments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import jevons.econometrics.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which plans give column batches. */
class SparkInternalsTest {
  @TempDir static Path folder;
  private static SparkSession spark;
  private static Dataset<Row> file;

  @BeforeAll
  static void start() {
    spark = TestSpark.withGeneratedCode();
    String path = folder.resolve("numbers.parquet").toString();
    spark.range(10).selectExpr("id AS a", "id * 0.5D AS b").coalesce(1).write().parquet(path);
    file = spark.read().parquet(path);
  }

  private static boolean givesBatches(Dataset<Row> data) {
    Columns columns = new Columns();
    columns.number("b");
    columns.key("a", Columns.Kind.WHOLE);
    return SparkInternals.batches(data.select("b", "a"), columns).isPresent();
  }

  @Test
  void scanGivesBatchesInAnyOrderOfItsColumns() {
    assertThat(givesBatches(file)).isTrue();
  }

  @Test
  void filtersAndComputedColumnsLeaveRows() {
    assertThat(givesBatches(file.filter("a > 3"))).isFalse();
    assertThat(givesBatches(file.withColumn("b", functions.col("b").plus(1)))).isFalse();
  }

  @Test
  void withoutGeneratedCodeThereAreRows() {
    spark.conf().set("spark.sql.codegen.wholeStage", false);
    try {
      assertThat(givesBatches(spark.read().parquet(folder.resolve("numbers.parquet").toString())))
          .isFalse();
    } finally {
      spark.conf().set("spark.sql.codegen.wholeStage", true);
    }
  }
}
