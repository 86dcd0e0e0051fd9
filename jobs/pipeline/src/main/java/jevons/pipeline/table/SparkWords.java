package jevons.pipeline.table;

import java.util.Collection;
import org.apache.spark.SparkThrowable;

/** What Spark says of a mistake, without what is for Spark's developers. */
public final class SparkWords {
  private SparkWords() {}

  /**
   * The first line of its message, without {@code [ERROR_CLASS]}, {@code SQLSTATE: 42703} and what
   * follows; empty when it says nothing.
   */
  public static String of(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return message
        .strip()
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("^\\[[A-Z0-9_.]+]\\s*", "")
        .replaceAll("\\s*SQLSTATE: \\w+.*$", "");
  }

  /**
   * Whether Spark's name of the mistake, {@code UNRESOLVED_COLUMN.WITH_SUGGESTION}, begins with one
   * of these.
   */
  public static boolean isNamed(SparkThrowable failure, Collection<String> beginnings) {
    String name = String.valueOf(failure.getCondition());
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
