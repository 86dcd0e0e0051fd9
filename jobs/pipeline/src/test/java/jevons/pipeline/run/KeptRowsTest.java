package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows on the driver and rows where Spark keeps them say the same. */
final class KeptRowsTest {
  private static final PriceBar LINES = new PriceBar();
  private static final DailyPrice PRICES = new DailyPrice();

  @Test
  void fewRowsAreOnTheDriverAndManyArePersisted() {
    Dataset<Row> rows = lines().repartition(2);

    assertThat(LocalRows.of(rows)).isEmpty();
    assertThat(LocalRows.of(KeptRows.keep(rows, 4).rows()))
        .hasValueSatisfying(here -> assertThat(here).hasSize(4));
    KeptRows many = KeptRows.keep(rows, KeptRows.FEW + 1);
    assertThat(LocalRows.of(many.rows())).isEmpty();
    assertThat(many.rows().storageLevel().useMemory()).isTrue();
    many.letGo();
    assertThat(many.rows().storageLevel().useMemory()).isFalse();
  }

  @Test
  void moreRowsOrBytesThanTheDriverMayHoldStayWhereTheyAre() {
    Dataset<Row> rows = lines().repartition(2);

    assertThat(LocalRows.bring(rows, 3, 1 << 20)).isEmpty();
    assertThat(LocalRows.bring(rows, 1, 1 << 20)).isEmpty();
    assertThat(LocalRows.bring(rows, 4, 100)).isEmpty();
    assertThat(LocalRows.bring(rows, 4, 1 << 20)).isPresent();
  }

  @Test
  void fewPartitionsOfRowsTakenOneByOneAreBroughtWithoutAJob(@TempDir Path folder) {
    String file = folder.resolve("lines.parquet").toString();
    lines().repartition(2).write().parquet(file);
    Dataset<Row> read = TestSpark.session().read().parquet(file);
    Dataset<Row> some = read.union(read).where("trade_date > '2025-01-24'").select("ticker");

    Dataset<Row> here = withoutJob(() -> LocalRows.bring(some, 100, 1 << 20).orElseThrow());
    assertThat(Given.rows(here)).isEqualTo(Given.rows(some));
    assertThat(withoutJob(() -> LocalRows.bring(some, 1, 1 << 20))).isEmpty();
    assertThat(withoutJob(() -> LocalRows.bring(some, 100, 1))).isEmpty();
  }

  /** Sums over rows of several partitions are Spark's to make. */
  @Test
  void sumsAreBroughtByAJob() {
    Dataset<Row> sums = lines().repartition(2).groupBy("ticker").count();
    Dataset<Row> ofSums =
        TestSpark.session().createDataFrame(sums.toJavaRDD(), sums.schema()).where("count > 0");

    assertThat(Given.rows(LocalRows.bring(sums, 100, 1 << 20).orElseThrow()))
        .isEqualTo(Given.rows(sums));
    assertThat(Given.rows(LocalRows.bring(ofSums, 100, 1 << 20).orElseThrow()))
        .isEqualTo(Given.rows(sums));
  }

  private static <T> T withoutJob(Supplier<T> work) {
    SparkContext context = TestSpark.session().sparkContext();
    String group = UUID.randomUUID().toString();
    context.setJobGroup(group, "what must run none", false);
    try {
      T result = work.get();
      assertThat(context.statusTracker().getJobIdsForGroup(group)).isEmpty();
      return result;
    } finally {
      context.clearJobGroup();
    }
  }

  @Test
  void nothingIsBroughtAsNothing() {
    Dataset<Row> none = lines().repartition(2).where("ticker = 'none'");

    assertThat(LocalRows.of(LocalRows.bring(none, 1, 1).orElseThrow())).hasValue(List.of());
  }

  @Test
  void rowsThatWereBroughtAreTheSame() {
    Dataset<Row> rows = lines().repartition(2);

    Dataset<Row> here = LocalRows.bring(rows, 4, 1 << 20).orElseThrow();
    assertThat(here.schema()).isEqualTo(rows.schema());
    assertThat(Given.rows(here)).isEqualTo(Given.rows(rows));
  }

  @Test
  void auditFindsTheSameOnTheDriverAndInTasks() {
    Dataset<Row> rows =
        given(
                PRICES,
                """
                ticker | trade_date | low_usd | high_usd | close_usd | adjusted_close_usd | volume | is_index | known_on
                NVDA   | 2025-01-30 | 1       | 3        | 2         | 2                  | 0      | false    | 2025-01-30
                NVDA   | 2025-01-31 | 1       | 3        | 4         | -2                 | 5      | false    | 2025-01-31
                NVDA   | 2025-01-31 | -       | -        | 2         | 2                  | 5      | false    | 2025-01-31
                AMD    | 2025-02-01 | 1       | 3        | 2         | -                  | 5      | -        | 2025-02-01
                """)
            .read(DailyPrice.class);
    Auditor auditor = new Auditor(t -> null);

    Audited here = auditor.audit(PRICES, rows);
    assertThat(LocalRows.of(rows)).isPresent();
    assertThat(here).isEqualTo(auditor.audit(PRICES, rows.repartition(3)));
    assertThat(here.passes()).isFalse();
    assertThat(here.maxKnownOn()).isEqualTo("2025-02-01");
  }

  @Test
  void newestLinesAreTheSameOnTheDriverAndInTasks() {
    Dataset<Row> rows = lines();

    Dataset<Row> here = TakeIn.newest(LINES, rows, 2);
    assertThat(LocalRows.of(here)).isPresent();
    assertThat(Given.rows(here))
        .isEqualTo(Given.rows(TakeIn.newest(LINES, rows.repartition(3), 2)));
    assertThat(here.select("close").collectAsList().toString()).isEqualTo("[[2]]");
  }

  /** NVDA's line changed, AMD's is gone. */
  private static Dataset<Row> lines() {
    return given(
            LINES,
            """
            ticker | trade_date | close | vintage | change  | source_file     | source_line
            NVDA   | 2025-01-30 | 1     | 1       | new     | prices/NVDA.csv | 2
            AMD    | 2025-01-30 | 5     | 1       | new     | prices/AMD.csv  | 2
            NVDA   | 2025-01-30 | 2     | 2       | changed | prices/NVDA.csv | 2
            AMD    | 2025-01-30 | 5     | 2       | gone    | prices/AMD.csv  | 2
            """)
        .read(PriceBar.class);
  }
}
