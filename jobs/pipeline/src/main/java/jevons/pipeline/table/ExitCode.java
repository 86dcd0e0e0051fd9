package jevons.pipeline.table;

/** How a command ended, as scripts see it. The most severe of several wins: see {@link #worst}. */
public enum ExitCode {
  /** Done, also when there was nothing to do. */
  DONE(0, 0),
  /** A bug; the log has the stack trace. */
  BUG(1, 6),
  /** Wrong usage or configuration. */
  USAGE(2, 3),
  /** A check failed and nothing of that table was published. */
  CHECK_FAILED(3, 2),
  /** A landing file, a provider or a study of the user's own failed and the rest was done. */
  SOURCE_FAILED(4, 1),
  /** The lake is locked by another run. */
  LOCKED(5, 4),
  /** Out of space, memory or permissions. */
  RESOURCES(6, 5);

  private final int code;
  private final int severity;

  ExitCode(int code, int severity) {
    this.code = code;
    this.severity = severity;
  }

  /** The number the process ends with. */
  public int code() {
    return code;
  }

  /** The more severe of the two, in the order 1, 6, 5, 2, 3, 4, 0. */
  public ExitCode worst(ExitCode other) {
    return other.severity > severity ? other : this;
  }
}
