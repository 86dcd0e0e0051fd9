package jevons.pipeline.lake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts the Spark session that reads and writes a lake. */
public final class LakeSession {
  private static final String MASTER = "spark.master";

  /** So long a version of a table can be read again, and a published set that names it stays. */
  public static final int KEPT_DAYS = 400;

  private static final String KEPT_FOR = "interval " + KEPT_DAYS + " days";

  private LakeSession() {}

  /** Starts the session, or gives the one that runs. */
  public static SparkSession start(SessionSettings settings) {
    SparkConf conf = new SparkConf();
    if (settings.master() != null) {
      conf.set(MASTER, settings.master());
    }
    conf.setIfMissing(MASTER, "local[*]");
    conf.setIfMissing("spark.app.name", "jevons");
    delta().forEach(conf::set);
    if (conf.get(MASTER).startsWith("local")) {
      oneMachine().forEach(conf::setIfMissing);
    }
    if (settings.small()) {
      smallData().forEach(conf::set);
    }
    settings.extra().forEach(conf::set);
    // The builder of the interface finds this class by Scala's reflection, which takes longer to
    // begin than Spark.
    return org.apache.spark.sql.classic.SparkSession.builder().config(conf).getOrCreate();
  }

  /** What the tables need to be right, on any machine. */
  private static Map<String, String> delta() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    keys.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    keys.put(ConditionalLogStore.CONFIGURATION_KEY, ConditionalLogStore.class.getName());
    keys.put("spark.sql.session.timeZone", "UTC");
    // With the default, a union of bucketed tables and a groupBy gives wrong groups (SPARK-59141).
    keys.put("spark.sql.unionOutputPartitioning", "false");
    // ICU takes half a second to load, for letters that no name in the tables has.
    keys.put("spark.sql.icu.caseMappings.enabled", "false");
    // Plain Delta that every reader opens: reader 1, writer 2.
    keys.put("spark.databricks.delta.properties.defaults.minReaderVersion", "1");
    keys.put("spark.databricks.delta.properties.defaults.minWriterVersion", "2");
    keys.put("spark.databricks.delta.properties.defaults.enableDeletionVectors", "false");
    keys.put("spark.databricks.delta.properties.defaults.columnMapping.mode", "none");
    // What a report quotes can be read again for a year.
    keys.put("spark.databricks.delta.properties.defaults.logRetentionDuration", KEPT_FOR);
    keys.put("spark.databricks.delta.properties.defaults.deletedFileRetentionDuration", KEPT_FOR);
    return keys;
  }

  /** Nothing listens on the network. */
  private static Map<String, String> oneMachine() {
    return Map.of("spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1");
  }

  /** Many queries over few rows: compile nothing, plan once, keep partitions few. */
  private static Map<String, String> smallData() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("spark.ui.enabled", "false");
    // Each query's plan is written down for the page that is off: in few words it takes less time.
    keys.put("spark.sql.ui.explainMode", "simple");
    keys.put("spark.sql.codegen.wholeStage", "false");
    keys.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    // Looking a common part up again costs more than most parts, where nothing is compiled.
    keys.put("spark.sql.subexpressionElimination.enabled", "false");
    keys.put("spark.sql.adaptive.enabled", "false");
    keys.put("spark.sql.shuffle.partitions", "2");
    keys.put("spark.databricks.delta.snapshotPartitions", "2");
    // Each sort and each sum takes a page first, of 64 MB on a large heap, and Java fills it with
    // zeros.
    keys.put("spark.buffer.pageSize", "1m");
    // More than that is fetched through this process' own network server.
    keys.put("spark.task.maxDirectResultSize", "64m");
    // Rows that are kept for seconds are not worth packing.
    keys.put("spark.sql.inMemoryColumnarStorage.compressed", "false");
    // Per-file minima and maxima let a reader skip files; a small table has one file.
    keys.put("spark.databricks.delta.stats.collect", "false");
    // A copy of the file list in each commit's checksum: three jobs more per commit, and the lake
    // reads the files of a short log from its commits.
    keys.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
    return keys;
  }
}
