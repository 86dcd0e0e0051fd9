package jevons.pipeline.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake and a landing folder of a test, and the runs on them. */
final class TestRun {
  private final String lake;
  private final String landing;
  private final List<Table> tables;
  private final List<Study> studies;
  private final Map<String, String> hadoop;
  private LocalDate asOf;
  private SettingsSource settings = JevonsConfig.load(ConfigSource.defaults(Path.of(".")));
  private int sparkStarts;

  TestRun(Path lake, Path landing, List<Table> tables, List<Study> studies) {
    this(lake.toString(), landing.toString(), tables, studies, Map.of());
  }

  /** {@code hadoop} has the settings of the file system that the lake or the landing zone is on. */
  TestRun(
      String lake,
      String landing,
      List<Table> tables,
      List<Study> studies,
      Map<String, String> hadoop) {
    this.lake = lake;
    this.landing = landing;
    this.hadoop = hadoop;
    this.tables = tables;
    this.studies = studies;
  }

  TestRun asOf(String day) {
    asOf = day == null ? null : LocalDate.parse(day);
    return this;
  }

  TestRun settings(SettingsSource other) {
    settings = other;
    return this;
  }

  LakeLocation location() {
    return LakeLocation.of(lake);
  }

  ControlStore store() {
    return ControlStore.open(location(), sparkKeys());
  }

  RunOutcome run() {
    return run(RunListener.SILENT);
  }

  RunOutcome run(RunListener listener) {
    return new Nightly(
            request("nightly"),
            tables,
            studies,
            this::spark,
            sparkKeys(),
            state -> ("report as of " + state.asOf()).getBytes(StandardCharsets.UTF_8),
            listener)
        .run();
  }

  /** Gold as of past days. */
  Backfill backfill(RunListener listener, String... days) {
    return new Backfill(
        request("backfill"),
        Stream.of(days).map(LocalDate::parse).toList(),
        tables,
        studies,
        this::spark,
        sparkKeys(),
        state ->
            "report as of %s of %d days"
                .formatted(state.asOf(), state.days().size())
                .getBytes(StandardCharsets.UTF_8),
        listener);
  }

  private RunRequest request(String command) {
    return new RunRequest(
        command,
        location(),
        landing,
        Optional.ofNullable(asOf),
        settings,
        "config",
        LockSettings.DEFAULT,
        2,
        "test");
  }

  private Map<String, String> sparkKeys() {
    Map<String, String> keys = new HashMap<>();
    hadoop.forEach((key, value) -> keys.put("spark.hadoop." + key, value));
    return keys;
  }

  private SparkSession spark() {
    sparkStarts++;
    SparkSession spark = TestSpark.session();
    hadoop.forEach(spark.sparkContext().hadoopConfiguration()::set);
    return spark;
  }

  /** How often a run asked for Spark. */
  int sparkStarts() {
    return sparkStarts;
  }

  Published published() {
    return Published.open(
        new Lake(TestSpark.session(), location()),
        Published.newest(store(), location()),
        Optional.empty());
  }

  Published published(String day) {
    return Published.open(
        new Lake(TestSpark.session(), location()),
        Published.newest(store(), location()),
        Optional.of(LocalDate.parse(day)));
  }

  Dataset<Row> read(String table) {
    return published().read(TableName.parse(table));
  }
}
