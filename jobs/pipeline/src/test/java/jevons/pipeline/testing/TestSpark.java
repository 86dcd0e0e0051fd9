package jevons.pipeline.testing;

import java.util.Map;
import jevons.pipeline.lake.LakeSession;
import jevons.pipeline.lake.SessionSettings;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the module's tests: that of a run on small data. */
public final class TestSpark {
  private static SparkSession session;

  private TestSpark() {}

  /** The session; started at the first call and ended with the JVM. */
  public static synchronized SparkSession session() {
    if (session == null) {
      session = LakeSession.start(new SessionSettings("local[2]", true, Map.of()));
    }
    return session;
  }
}
