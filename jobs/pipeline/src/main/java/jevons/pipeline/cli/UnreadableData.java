package jevons.pipeline.cli;

import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.SparkWords;
import org.apache.spark.SparkThrowable;

/** What a user is told of a path of their own that Spark cannot read; it is no file of the lake. */
final class UnreadableData {
  private static final Set<String> NOT_WHAT_IT_IS_CALLED =
      Set.of(
          "FAILED_READ_FILE",
          "CANNOT_READ_FILE_FOOTER",
          "UNABLE_TO_INFER_SCHEMA",
          "CONFLICTING_DIRECTORY_STRUCTURES",
          "DELTA_");

  private UnreadableData() {}

  /** Empty when the failure is none of reading {@code path}. */
  static Optional<JevonsException> of(String path, Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SparkThrowable spark && SparkWords.isNamed(spark, NOT_WHAT_IT_IS_CALLED)) {
        return Optional.of(
            new JevonsException(
                ExitCode.USAGE,
                path
                    + " cannot be read. Expected a csv or parquet file, a folder of parquet files, or"
                    + " that of one Delta table, which has a folder _delta_log.",
                failure));
      }
      if (at instanceof UnknownHostException) {
        return Optional.of(
            new JevonsException(
                ExitCode.USAGE,
                path + ": no host of that name answers. Name a path of this machine or s3a://.",
                failure));
      }
    }
    return Optional.empty();
  }
}
