package jevons.econometrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.SmallSample;
import jevons.econometrics.TestSpark;
import jevons.econometrics.internal.moments.BlockReader;
import jevons.econometrics.internal.moments.MomentRegression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ways of reading a Dataset give the same digits. */
class BlockReaderTest {
  @TempDir static Path folder;
  private static SparkSession spark;
  private static Dataset<Row> file;

  @BeforeAll
  static void start() {
    spark = TestSpark.withGeneratedCode();
    String path = folder.resolve("panel.parquet").toString();
    spark
        .createDataFrame(MomentsFitTest.panel(60, 30, 9), MomentsFitTest.SCHEMA)
        .coalesce(1)
        .write()
        .parquet(path);
    file = spark.read().parquet(path);
  }

  private static Dataset<Row> selected(Dataset<Row> data, Roles roles) {
    return data.select(roles.columns().stream().map(functions::col).toArray(Column[]::new));
  }

  private static Fit fit(Roles roles, Dataset<Row> data, BlockReader.Way way) {
    Dataset<Row> selected = selected(data, roles);
    return MomentsFit.fit(
            roles,
            selected.schema(),
            columns -> new BlockReader(selected, columns, way),
            selected(file, roles).takeAsList(50),
            MomentRegression.LIMIT,
            SmallSample.FIXEST)
        .orElseThrow(() -> new AssertionError("sums of products were not used"));
  }

  @Test
  void batchesInternalRowsAndRowObjectsGiveTheSameDigits() {
    // A filter above the scan leaves no batches; its random numbers keep it out of the reader.
    Dataset<Row> filtered = file.filter(functions.rand(1).geq(0));
    for (String formula : List.of("y ~ z + count + x", "y ~ x + z | town + day")) {
      Roles roles =
          MomentsFitTest.roles(formula, true, "iid", "cluster(town)", "dk(2)", "cluster(firm)");
      Fit batches = fit(roles, file, BlockReader.Way.INTERNAL);
      Fit rows = fit(roles, filtered, BlockReader.Way.INTERNAL);
      Fit objects = fit(roles, file, BlockReader.Way.PUBLIC);
      for (Fit other : List.of(rows, objects)) {
        assertThat(other.sigma()).isEqualTo(batches.sigma());
        assertThat(other.droppedRows()).isEqualTo(batches.droppedRows());
        for (Inference i : batches.inferences()) {
          assertThat(other.inference(i.covariance()).terms()).isEqualTo(i.terms());
        }
      }
    }
  }

  @Test
  void momentsEqualFactorisedRows() {
    Roles roles =
        MomentsFitTest.roles("y ~ x + z | town + day", true, "iid", "hc1", "cluster(firm)", "dk");
    Fit factorised = SparkBinding.fit(roles, selected(file, roles), SmallSample.FIXEST);
    MomentsFitTest.same(factorised, fit(roles, file, BlockReader.Way.INTERNAL), 1e-10);
  }
}
