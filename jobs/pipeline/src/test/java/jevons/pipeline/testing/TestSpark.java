package jevons.pipeline.testing;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of the module's tests, with the settings for small data. */
public final class TestSpark {
  private static SparkSession session;

  private TestSpark() {}

  /** The session; started at the first call and ended with the JVM. */
  public static synchronized SparkSession session() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("jevons-tests")
              .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.shuffle.partitions", "2")
              .config("spark.sql.adaptive.enabled", "false")
              .config("spark.sql.codegen.wholeStage", "false")
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.unionOutputPartitioning", "false")
              .config("spark.databricks.delta.snapshotPartitions", "2")
              .getOrCreate();
    }
    return session;
  }
}
