package jevons.pipeline.lake;

import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's settings before there is a Spark session that would hand them on. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /**
   * Hadoop's own settings with those of Spark's {@code spark.hadoop.*} keys.
   *
   * @param spark win over the system properties that spark-submit sets, as in {@link LakeSession}
   */
  public static Configuration of(Map<String, String> spark) {
    Configuration hadoop = new Configuration();
    Properties system = System.getProperties();
    system.stringPropertyNames().forEach(key -> set(hadoop, key, system.getProperty(key)));
    spark.forEach((key, value) -> set(hadoop, key, value));
    return hadoop;
  }

  private static void set(Configuration hadoop, String sparkKey, String value) {
    if (sparkKey.startsWith(PREFIX)) {
      hadoop.set(sparkKey.substring(PREFIX.length()), value);
    }
  }
}
