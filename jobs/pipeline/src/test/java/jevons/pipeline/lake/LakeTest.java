package jevons.pipeline.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.Type;
import jevons.pipeline.table.Unit;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta tables on a local disk. */
final class LakeTest {
  private static final Table DAILY = new Daily();
  private static final Table SHARE = new Share();
  private static final Table NIGHT = new Night();

  @TempDir private Path folder;
  private Lake lake;

  @BeforeEach
  void open() {
    lake = new Lake(TestSpark.session(), LakeLocation.of(folder.toString()));
  }

  @Test
  void overwriteReplacesTheRowsAndKeepsTheVersionBefore() {
    Commit first = lake.overwrite(DAILY, daily("NVDA", 1.5, "AMD", 2.5), note("silver.daily", 2));
    Commit second = lake.overwrite(DAILY, daily("NVDA", 3.5), note("silver.daily", 1));

    assertThat(first).isEqualTo(new Commit(DAILY.name(), 0));
    assertThat(second).isEqualTo(new Commit(DAILY.name(), 1));
    assertThat(lake.latestVersion(DAILY.name())).hasValue(1);
    assertThat(Given.rows(lake.read(DAILY.name(), 0)))
        .isEqualTo(
            """
            ticker | close_usd
            AMD    | 2.5
            NVDA   | 1.5
            """);
    assertThat(Given.rows(lake.read(DAILY.name(), 1)))
        .isEqualTo(
            """
            ticker | close_usd
            NVDA   | 3.5
            """);
  }

  @Test
  void appendAddsRowsToATableMadeEmpty() {
    lake.createIfAbsent(NIGHT);
    lake.createIfAbsent(NIGHT);
    assertThat(lake.latestVersion(NIGHT.name())).hasValue(0);
    assertThat(lake.read(NIGHT.name(), 0).count()).isZero();

    Dataset<Row> one =
        TestSpark.session().createDataFrame(List.of(RowFactory.create("r1")), NIGHT.schema());
    Commit commit = lake.append(NIGHT, one, note("ops.night", 1));
    lake.append(NIGHT, one, note("ops.night", 1));

    assertThat(commit.version()).isEqualTo(1);
    assertThat(lake.read(NIGHT.name(), 2).count()).isEqualTo(2);
  }

  @Test
  void replaceWhereReplacesOneDayAndLeavesTheOthers() {
    lake.replaceWhere(SHARE, share("2025-01-30", 0.1), day("2025-01-30"), note("gold.share", 1));
    lake.replaceWhere(SHARE, share("2025-01-31", 0.2), day("2025-01-31"), note("gold.share", 1));
    Commit last =
        lake.replaceWhere(
            SHARE, share("2025-01-30", 0.3), day("2025-01-30"), note("gold.share", 1));

    assertThat(last.version()).isEqualTo(2);
    assertThat(Given.rows(lake.read(SHARE.name(), 2)))
        .isEqualTo(
            """
            as_of      | value_share
            2025-01-30 | 0.3
            2025-01-31 | 0.2
            """);
    assertThat(Given.rows(lake.read(SHARE.name(), 1)))
        .isEqualTo(
            """
            as_of      | value_share
            2025-01-30 | 0.1
            2025-01-31 | 0.2
            """);
  }

  @Test
  void goldLiesInAFolderForEachDay() throws IOException {
    lake.overwrite(SHARE, share("2025-01-30", 0.1), note("gold.share", 1));

    try (Stream<Path> files = Files.list(folder.resolve("gold/share"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("_delta_log", "as_of=2025-01-30");
    }
  }

  @Test
  void smallTableIsOneFile() throws IOException {
    Dataset<Row> two =
        daily("NVDA", 1.5).union(daily("AMD", 2.5)).union(daily("MU", 3.5)).repartition(3);
    lake.overwrite(DAILY, two, note("silver.daily", 3));

    try (Stream<Path> files = Files.list(folder.resolve("silver/daily"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(1);
    }
  }

  @Test
  void firstCommitAloneCarriesProtocolPropertiesAndComments() {
    lake.overwrite(DAILY, daily("NVDA", 1.5), note("silver.daily", 1));

    Row detail =
        TestSpark.session()
            .sql("DESCRIBE DETAIL delta.`" + folder.resolve("silver/daily") + "`")
            .first();
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<Integer>getAs("minWriterVersion")).isEqualTo(2);
    assertThat(detail.<String, String>getJavaMap(detail.fieldIndex("properties")))
        .isEqualTo(
            java.util.Map.of(
                "delta.logRetentionDuration", "interval 400 days",
                "delta.deletedFileRetentionDuration", "interval 400 days",
                "delta.enableDeletionVectors", "false",
                "delta.columnMapping.mode", "none"));
    assertThat(lake.read(DAILY.name(), 0).schema().apply("close_usd").getComment().get())
        .isEqualTo("Last price of the day [US$]");
    assertThat(lake.latestVersion(DAILY.name())).hasValue(0);
  }

  @Test
  void rowsOnTheDriverAreWrittenAndFoundWithoutAJob() throws TimeoutException {
    Dataset<Row> first = onDriver("2025-01-30", 0.1);
    Dataset<Row> second = onDriver("2025-01-31", 0.2);
    int jobs =
        jobsOf(
            () -> {
              lake.overwrite(SHARE, first, ofDay("2025-01-30"));
              lake.replaceDay(SHARE, second, LocalDate.of(2025, 1, 31), ofDay("2025-01-31"));
              lake.replaceDay(SHARE, first, LocalDate.of(2025, 1, 30), ofDay("2025-01-30"));
              lake.append(NIGHT, nights("r1"), note("ops.night", 1));
              lake.append(NIGHT, nights("r2"), note("ops.night", 1));
              lake.read(SHARE.name(), 2);
            });

    assertThat(jobs).isZero();
    assertThat(Given.rows(lake.read(SHARE.name(), 2)))
        .isEqualTo(
            """
            as_of      | value_share
            2025-01-30 | 0.1
            2025-01-31 | 0.2
            """);
    assertThat(Given.rows(lake.read(NIGHT.name(), 1)))
        .isEqualTo(
            """
            run_id
            r1
            r2
            """);
  }

  @Test
  void rowsOnTheDriverMakeTheTableThatSparksWriterMakes() {
    Dataset<Row> here = onDriver("2025-01-30", 0.1);
    lake.overwrite(SHARE, here, ofDay("2025-01-30"));
    Lake other = new Lake(TestSpark.session(), LakeLocation.of(folder.resolve("other").toString()));
    other.overwrite(SHARE, here.repartition(1), ofDay("2025-01-30"));

    assertThat(described("gold/share")).isEqualTo(described("other/gold/share"));
    assertThat(spark("gold/share").schema()).isEqualTo(spark("other/gold/share").schema());
    assertThat(Given.rows(spark("gold/share"))).isEqualTo(Given.rows(spark("other/gold/share")));
  }

  @Test
  void rowsOfAnotherDayAreRefusedOnTheDriverToo() {
    lake.overwrite(SHARE, onDriver("2025-01-30", 0.1), ofDay("2025-01-30"));

    assertThatThrownBy(
            () ->
                lake.replaceDay(
                    SHARE,
                    onDriver("2025-02-01", 0.3),
                    LocalDate.of(2025, 1, 31),
                    ofDay("2025-01-31")))
        .hasMessageContaining("as_of = DATE'2025-01-31'");
    assertThat(lake.latestVersion(SHARE.name())).hasValue(0);
  }

  @Test
  void logWithoutItsBeginningIsReadFromItsCheckpoint() throws IOException {
    for (int i = 0; i < 3; i++) {
      lake.append(NIGHT, nights("r" + i), note("ops.night", 1));
    }
    String path = folder.resolve("ops/night").toString();
    DeltaLog log = DeltaLog.forTable(TestSpark.session(), path);
    log.checkpoint(log.unsafeVolatileSnapshot(), scala.Option.empty());
    DeltaLog.clearCache();
    Files.delete(folder.resolve("ops/night/_delta_log/00000000000000000000.json"));

    assertThat(lake.read(NIGHT.name(), 2).count()).isEqualTo(3);
  }

  /** 26 versions of seven days, of which the last two checkpoints are of versions 10 and 20. */
  @Test
  void aLongLogIsGoneOnWithFromItsCheckpointWithoutAJob() throws Exception {
    LocalDate first = LocalDate.of(2025, 1, 1);
    for (int i = 0; i <= 25; i++) {
      LocalDate day = first.plusDays(i % 7);
      lake.replaceDay(SHARE, onDriver(day.toString(), i / 100.0), day, ofDay(day.toString()));
    }
    DeltaLog.clearCache();
    for (int i = 0; i < 20; i++) {
      Files.delete(folder.resolve("gold/share/_delta_log/%020d.json".formatted(i)));
    }
    Lake fresh = new Lake(TestSpark.session(), LakeLocation.of(folder.toString()));
    LocalDate next = first.plusDays(9);
    Dataset<Row> added = onDriver(next.toString(), 0.5);
    int jobs =
        jobsOf(
            () -> {
              assertThat(fresh.readHere(SHARE.name(), 25, null)).isPresent();
              fresh.read(SHARE.name(), 25);
              fresh.replaceDay(SHARE, added, next, ofDay(next.toString()));
            });

    assertThat(jobs).isZero();
    Dataset<Row> here = fresh.readHere(SHARE.name(), 25, null).orElseThrow();
    assertThat(Given.rows(here))
        .isEqualTo(
            """
            as_of      | value_share
            2025-01-01 | 0.21
            2025-01-02 | 0.22
            2025-01-03 | 0.23
            2025-01-04 | 0.24
            2025-01-05 | 0.25
            2025-01-06 | 0.19
            2025-01-07 | 0.2
            """);
    assertThat(Given.rows(fresh.read(SHARE.name(), 26))).isEqualTo(Given.rows(spark("gold/share")));
    assertThat(Given.rows(spark("gold/share"))).isEqualTo(Given.rows(here) + "2025-01-10 | 0.5\n");
    assertThat(fresh.read(SHARE.name(), 26).schema()).isEqualTo(spark("gold/share").schema());
  }

  /** The second commit is of a run that published nothing; nothing concerned the third day. */
  @Test
  void daysAreReadEachAtItsVersionWithoutAJob() throws TimeoutException {
    LocalDate thirtieth = LocalDate.of(2025, 1, 30);
    lake.replaceDay(SHARE, onDriver("2025-01-30", 0.1), thirtieth, ofDay("2025-01-30"));
    lake.replaceDay(SHARE, onDriver("2025-01-30", 0.9), thirtieth, ofDay("2025-01-30"));
    LocalDate next = thirtieth.plusDays(1);
    lake.replaceDay(SHARE, onDriver("2025-01-31", 0.2), next, ofDay("2025-01-31"));
    PublishedSet.Entry first = entry(thirtieth, 0, thirtieth);
    PublishedSet.Entry second = entry(next, 2, next);
    PublishedSet.Entry third = entry(next.plusDays(1), 2, next);
    List<Dataset<Row>> read = new ArrayList<>();
    int jobs =
        jobsOf(
            () ->
                read.add(
                    lake.readDaysHere(SHARE.name(), List.of(third, first, second)).orElseThrow()));

    assertThat(jobs).isZero();
    assertThat(Given.rows(read.get(0)))
        .isEqualTo(
            """
            as_of      | value_share
            2025-01-30 | 0.1
            2025-01-31 | 0.2
            2025-02-01 | 0.2
            """);
    assertThat(lake.readDaysHere(SHARE.name(), List.of())).isEmpty();
  }

  private static PublishedSet.Entry entry(LocalDate day, long version, LocalDate partition) {
    return PublishedSet.Entry.of(
        ofDay(day.toString()), version, Lake.ofDay(partition), "fingerprint");
  }

  @Test
  void fewRowsReadHereAreThoseThatSparkReads() {
    lake.overwrite(SHARE, onDriver("2025-01-30", 0.1), ofDay("2025-01-30"));
    Table wider = new WiderShare();
    Dataset<Row> graded =
        TestSpark.session()
            .createDataFrame(
                List.of(
                    RowFactory.create(java.sql.Date.valueOf("2025-01-31"), 0.2, "derived"),
                    RowFactory.create(java.sql.Date.valueOf("2025-01-31"), 0.3, null)),
                wider.schema());
    lake.replaceDay(wider, graded, LocalDate.of(2025, 1, 31), ofDay("2025-01-31"));

    Dataset<Row> all = lake.readHere(SHARE.name(), 1, null).orElseThrow();
    assertThat(all.columns()).isEqualTo(lake.read(SHARE.name(), 1).columns());
    assertThat(Given.rows(all)).isEqualTo(Given.rows(lake.read(SHARE.name(), 1)));
    assertThat(Given.rows(lake.readHere(SHARE.name(), 1, day("2025-01-30")).orElseThrow()))
        .isEqualTo(
            """
            as_of      | value_share | grade
            2025-01-30 | 0.1         | -
            """);
    assertThat(Given.rows(lake.readHere(SHARE.name(), 0, null).orElseThrow()))
        .isEqualTo(Given.rows(lake.read(SHARE.name(), 0)));
    assertThat(LocalRows.of(all)).isPresent();
  }

  /** How many Spark jobs it takes. */
  private static int jobsOf(Runnable work) throws TimeoutException {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.incrementAndGet();
          }
        };
    SparkContext context = TestSpark.session().sparkContext();
    context.addSparkListener(counting);
    work.run();
    context.listenerBus().waitUntilEmpty();
    context.removeSparkListener(counting);
    return jobs.get();
  }

  private List<Object> described(String table) {
    Row detail =
        TestSpark.session()
            .sql("DESCRIBE DETAIL delta.`" + folder.resolve(table) + "`")
            .select(
                "format",
                "partitionColumns",
                "numFiles",
                "properties",
                "minReaderVersion",
                "minWriterVersion",
                "tableFeatures")
            .first();
    return List.of(detail.toString());
  }

  private Dataset<Row> spark(String table) {
    return TestSpark.session().read().format("delta").load(folder.resolve(table).toString());
  }

  @Test
  void notesAreFoundWithoutSpark() {
    CommitNote first = note("silver.daily", 2);
    CommitNote second =
        new CommitNote(
            "20250131T0200Z-7f3a",
            "silver.daily",
            LocalDate.of(2025, 1, 31),
            "f2",
            "c2",
            1,
            LocalDate.of(2025, 1, 30),
            3);
    lake.overwrite(DAILY, daily("NVDA", 1.5, "AMD", 2.5), first);
    lake.overwrite(DAILY, daily("NVDA", 1.5), second);

    assertThat(lake.notesAfter(DAILY.name(), -1))
        .containsExactly(new Committed(0, first), new Committed(1, second));
    assertThat(lake.notesAfter(DAILY.name(), 0)).containsExactly(new Committed(1, second));
    assertThat(lake.notesAfter(DAILY.name(), 1)).isEmpty();
  }

  @Test
  void commitsOfOtherSoftwareHaveNoNote() {
    String path = folder.resolve("silver/daily").toString();
    daily("NVDA", 1.5).write().format("delta").save(path);
    daily("AMD", 1.5)
        .write()
        .format("delta")
        .mode("append")
        .option("userMetadata", "by hand")
        .save(path);
    lake.overwrite(DAILY, daily("NVDA", 1.5), note("silver.daily", 1));

    assertThat(lake.notesAfter(DAILY.name(), -1))
        .extracting(Committed::version)
        .containsExactly(2L);
  }

  @Test
  void tableThatWasNeverWrittenHasNoVersion() {
    assertThat(lake.latestVersion(DAILY.name())).isEmpty();
    assertThat(lake.notesAfter(DAILY.name(), -1)).isEmpty();
  }

  @Test
  void columnsComeInTheOrderOfTheDefinition() {
    Dataset<Row> turned = daily("NVDA", 1.5).select("close_usd", "ticker");
    lake.overwrite(DAILY, turned, note("silver.daily", 1));

    assertThat(lake.read(DAILY.name(), 0).columns()).containsExactly("ticker", "close_usd");
  }

  @Test
  void overwriteFollowsTheDefinitionWhenItChanges() {
    lake.overwrite(DAILY, daily("NVDA", 1.5), note("silver.daily", 1));
    Table wider = new WiderDaily();
    lake.overwrite(
        wider, daily("NVDA", 1.5).withColumn("volume", lit(7L)), note("silver.daily", 1));

    assertThat(lake.read(DAILY.name(), 1).schema()).isEqualTo(wider.schema());
  }

  @Test
  void replaceWhereGainsTheColumnsThatTheDefinitionGained() {
    lake.overwrite(SHARE, share("2025-01-30", 0.1), note("gold.share", 1));
    lake.replaceWhere(
        new WiderShare(),
        share("2025-01-31", 0.2).withColumn("grade", lit("derived")),
        day("2025-01-31"),
        note("gold.share", 1));

    assertThat(Given.rows(lake.read(SHARE.name(), 1)))
        .isEqualTo(
            """
            as_of      | value_share | grade
            2025-01-30 | 0.1         | -
            2025-01-31 | 0.2         | derived
            """);
  }

  @Test
  void rowsOutsideThePredicateAreRefused() {
    lake.overwrite(SHARE, share("2025-01-30", 0.1), note("gold.share", 1));

    assertThatThrownBy(
            () ->
                lake.replaceWhere(
                    SHARE, share("2025-02-01", 0.3), day("2025-01-31"), note("gold.share", 1)))
        .hasMessageContaining("as_of = DATE'2025-01-31'");
    assertThat(lake.latestVersion(SHARE.name())).hasValue(0);
  }

  @Test
  void lakeThatIsAFileIsExitSixAndNamesThePath() throws IOException {
    Path file = Files.writeString(folder.resolve("lake"), "not a folder");
    Lake broken = new Lake(TestSpark.session(), LakeLocation.of(file.toString()));

    assertThatThrownBy(() -> broken.overwrite(DAILY, daily("NVDA", 1.5), note("silver.daily", 1)))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
        .hasMessageContaining(file.toString());
  }

  private static CommitNote note(String step, long rows) {
    return new CommitNote("20250131T0200Z-7f3a", step, null, "f1", "c1", rows, null, 0);
  }

  private static CommitNote ofDay(String day) {
    return new CommitNote(
        "20250131T0200Z-7f3a", "gold.share", LocalDate.parse(day), "f1", "c1", 1, null, 0);
  }

  private static Dataset<Row> onDriver(String day, double value) {
    return TestSpark.session()
        .createDataFrame(
            List.of(RowFactory.create(java.sql.Date.valueOf(day), value)), SHARE.schema());
  }

  private static Dataset<Row> nights(String run) {
    return TestSpark.session().createDataFrame(List.of(RowFactory.create(run)), NIGHT.schema());
  }

  private static String day(String day) {
    return "as_of = DATE'" + day + "'";
  }

  private static Dataset<Row> daily(Object... tickersAndCloses) {
    List<Row> rows = new java.util.ArrayList<>();
    for (int i = 0; i < tickersAndCloses.length; i += 2) {
      rows.add(RowFactory.create(tickersAndCloses[i], tickersAndCloses[i + 1]));
    }
    return TestSpark.session().createDataFrame(rows, DAILY.schema());
  }

  private static Dataset<Row> share(String day, double value) {
    return TestSpark.session()
        .range(1)
        .select(lit(day).cast("date").as("as_of"), lit(value).as("value_share"), col("id"))
        .drop("id");
  }

  /** Prices. */
  private static class Daily implements Derived {
    static final Field TICKER = Field.required("ticker", Type.TEXT, Unit.NONE, "Exchange ticker");
    static final Field CLOSE =
        Field.required("close_usd", Type.MONEY, Unit.USD, "Last price of the day");

    @Override
    public TableName name() {
      return TableName.silver("daily");
    }

    @Override
    public String grain() {
      return "one row per firm";
    }

    @Override
    public List<Field> fields() {
      return List.of(TICKER, CLOSE);
    }

    @Override
    public List<Field> key() {
      return List.of(TICKER);
    }

    @Override
    public Set<Class<? extends Table>> inputs() {
      return Set.of();
    }

    @Override
    public Dataset<Row> query(Inputs in) {
      throw new UnsupportedOperationException();
    }
  }

  /** Prices, a release later. */
  private static final class WiderDaily extends Daily {
    @Override
    public List<Field> fields() {
      return List.of(
          TICKER, CLOSE, Field.optional("volume", Type.COUNT, Unit.SHARES, "Shares traded"));
    }
  }

  /** A gold table. */
  private static class Share extends Daily {
    static final Field VALUE = Field.required("value_share", Type.NUMBER, Unit.SHARE, "A share");

    @Override
    public TableName name() {
      return TableName.gold("share");
    }

    @Override
    public List<Field> fields() {
      return List.of(AsOf.FIELD, VALUE);
    }

    @Override
    public List<Field> key() {
      return List.of(AsOf.FIELD);
    }
  }

  /** A gold table, a release later. */
  private static final class WiderShare extends Share {
    @Override
    public List<Field> fields() {
      return List.of(
          AsOf.FIELD, VALUE, Field.optional("grade", Type.TEXT, Unit.NONE, "How it is known"));
    }
  }

  /** A table of the pipeline about itself. */
  private static final class Night implements Audit {
    static final Field RUN = Field.required("run_id", Type.TEXT, Unit.NONE, "Run");

    @Override
    public TableName name() {
      return TableName.ops("night");
    }

    @Override
    public String grain() {
      return "one row per run";
    }

    @Override
    public List<Field> fields() {
      return List.of(RUN);
    }

    @Override
    public List<Field> key() {
      return List.of(RUN);
    }
  }
}
