package jevons.econometrics;

import org.apache.spark.sql.SparkSession;

/** The one Spark of this module's tests; it ends with them. */
public final class TestSpark {
  private TestSpark() {}

  /** A session for small data; Spark is started by who asks first. */
  public static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.ui.explainMode", "simple")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }

  /** A session that generates code; without, a scan of files gives no column batches. */
  public static SparkSession withGeneratedCode() {
    SparkSession spark = session().newSession();
    spark.conf().set("spark.sql.codegen.wholeStage", true);
    spark.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
    return spark;
  }
}
