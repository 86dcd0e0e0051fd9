package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.Type;
import jevons.pipeline.table.Unit;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.MotoServer;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Delta tables in a bucket; the server is one of this machine. */
@Tag("world")
final class LakeInBucketTest {
  private static final TableName NAME = TableName.gold("rate");

  @Test
  void tableIsWrittenReadAndCheckpointedThroughTheConditionalLog() {
    try (MotoServer server = MotoServer.start()) {
      server.createBucket("bucket-of-tables");
      SparkSession spark = TestSpark.session().newSession();
      server.hadoopSettings().forEach((key, value) -> spark.conf().set(key, value));
      LakeLocation location = LakeLocation.of("s3a://bucket-of-tables/lake");
      Lake lake = new Lake(spark, location);
      LocalDate first = LocalDate.of(2025, 1, 1);

      // One more than the ten commits after which Delta writes a checkpoint.
      for (int day = 0; day < 11; day++) {
        LocalDate asOf = first.plusDays(day);
        Commit commit =
            lake.replaceWhere(
                new Rate(), rows(spark, asOf, day), "as_of = DATE'" + asOf + "'", note(asOf));
        assertThat(commit).isEqualTo(new Commit(NAME, day));
      }

      assertThat(lake.latestVersion(NAME)).isEqualTo(OptionalLong.of(10));
      assertThat(lake.notesAfter(NAME, 8))
          .containsExactly(
              new Committed(9, note(first.plusDays(9))),
              new Committed(10, note(first.plusDays(10))));
      assertThat(Given.rows(lake.read(NAME, 1)))
          .isEqualTo(
              """
              as_of      | rate_factor_per_year
              2025-01-01 | 0
              2025-01-02 | 1
              """);
      assertThat(lake.read(NAME, 10).count()).isEqualTo(11);
      ControlStore store = ControlStore.open(location, () -> spark.sessionState().newHadoopConf());
      assertThat(store.list("gold/rate/_delta_log"))
          .contains("_last_checkpoint", "00000000000000000010.checkpoint.parquet")
          .containsAll(
              LongStream.rangeClosed(0, 10).mapToObj(v -> String.format("%020d.json", v)).toList());
    }
  }

  private static Dataset<Row> rows(SparkSession spark, LocalDate asOf, double rate) {
    return spark.createDataFrame(
        List.of(RowFactory.create(java.sql.Date.valueOf(asOf), rate)), new Rate().schema());
  }

  private static CommitNote note(LocalDate asOf) {
    return new CommitNote("run-1", NAME.toString(), asOf, "f1", "c1", 1, null, 0);
  }

  /** A gold table. */
  private static final class Rate implements Audit {
    static final Field FACTOR =
        Field.required(
            "rate_factor_per_year", Type.NUMBER, Unit.FACTOR_PER_YEAR, "How much less compute");

    @Override
    public TableName name() {
      return NAME;
    }

    @Override
    public String grain() {
      return "one row per day of knowledge";
    }

    @Override
    public List<Field> fields() {
      return List.of(AsOf.FIELD, FACTOR);
    }

    @Override
    public List<Field> key() {
      return List.of(AsOf.FIELD);
    }
  }
}
