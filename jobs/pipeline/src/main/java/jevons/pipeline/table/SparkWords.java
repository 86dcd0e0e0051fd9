package jevons.pipeline.table;

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
}
