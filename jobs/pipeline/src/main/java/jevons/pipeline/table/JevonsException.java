package jevons.pipeline.table;

/**
 * A mistake that the user can mend: shown as its message alone, without a stack trace. The message
 * says what was found, where, what was expected and what to do.
 */
public final class JevonsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;

  /** A mistake that ends the command with {@code exitCode}. */
  public JevonsException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  /** The same, with what lay beneath it; the cause goes to the log at debug level only. */
  public JevonsException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code of the command. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Wrong usage or configuration, exit 2. */
  public static JevonsException usage(String message) {
    return new JevonsException(ExitCode.USAGE, message);
  }
}
