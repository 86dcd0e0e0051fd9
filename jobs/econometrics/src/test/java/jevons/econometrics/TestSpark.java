package jevons.econometrics;

import org.apache.spark.sql.SparkSession;

/**
 * A Spark session for small data. Tests of column batches start one of their own, since there are
 * none without generated code.
 */
public final class TestSpark {
  private TestSpark() {}

  /** The session; it is started by who asks first. */
  public static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }
}
