package jevons.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Parquet files with rows of a regression of y on x1 to x10, by firm and period. */
final class RegressionData {
  static final int REGRESSORS = 10;
  static final int FIRMS = 5_000;
  static final int PERIODS = 200;

  private final SparkSession spark;
  private final Path folder;

  RegressionData(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** Two folders of half the rows each, written unless they are there. */
  List<String> halves(long rows) {
    List<String> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      Path path = folder.resolve("rows-" + rows + "-half-" + half);
      halves.add(path.toString());
      if (!Files.exists(path.resolve("_SUCCESS"))) {
        write(path, half * (rows / 2), (half + 1) * (rows / 2), FIRMS, "true");
      }
    }
    return halves;
  }

  /**
   * An unbalanced panel: every firm is there in a share of the periods of its own, 0.2 to 1.
   *
   * @param cells firms times periods
   */
  String panel(long cells) {
    Path path = folder.resolve("panel-" + cells);
    if (!Files.exists(path.resolve("_SUCCESS"))) {
      String there = "pmod(xxhash64(id, 7), 1000) < 200 + pmod(xxhash64(firm, 11), 800)";
      write(path, 0, cells, cells / PERIODS, there);
    }
    return path.toString();
  }

  private void write(Path path, long from, long to, long firms, String there) {
    List<String> columns = new ArrayList<>(List.of("id", "firm", "period"));
    StringBuilder y = new StringBuilder("1 + 0.1 * (firm % 7) + 0.05 * (period % 5)");
    for (int j = 1; j <= REGRESSORS; j++) {
      columns.add("randn(" + (j + from) + ") + 0.2 * (firm % 3) + 0.01 * period AS x" + j);
      y.append(" + ").append(j / 10.0).append(" * x").append(j);
    }
    List<String> kept = new ArrayList<>(List.of("firm", "period"));
    for (int j = 1; j <= REGRESSORS; j++) {
      kept.add("x" + j);
    }
    kept.add(y + " + 2 * randn(" + (99 + from) + ") AS y");
    Dataset<Row> rows =
        spark
            .range(from, to)
            .selectExpr(
                "id",
                firms == FIRMS
                    ? "CAST(pmod(xxhash64(id, 1), " + firms + ") AS INT) AS firm"
                    : "CAST(id DIV " + PERIODS + " AS INT) AS firm",
                firms == FIRMS
                    ? "CAST(pmod(xxhash64(id, 2), " + PERIODS + ") AS INT) AS period"
                    : "CAST(id % " + PERIODS + " AS INT) AS period")
            .filter(there)
            .selectExpr(columns.toArray(String[]::new))
            .selectExpr(kept.toArray(String[]::new));
    rows.write().mode("overwrite").parquet(path.toString());
  }
}
