package jevons.pipeline.lake;

import java.util.Map;

/**
 * How the Spark session is started.
 *
 * @param master {@code local[2]} or a cluster's address; null keeps what spark-submit was given, or
 *     else uses all cores of this machine
 * @param small whether all inputs are small (below 64 MB), so that starting a job costs more than
 *     its rows
 * @param extra Spark's own keys, {@code spark.hadoop.fs.s3a.endpoint}; they win over everything
 *     that is set here
 */
public record SessionSettings(String master, boolean small, Map<String, String> extra) {
  public SessionSettings {
    extra = Map.copyOf(extra);
  }
}
