package jevons.pipeline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command writes.
 *
 * @param out results; nothing else
 * @param err messages and the log
 * @param terminal whether a person watches {@code err}
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /**
   * The process's own streams. What a library prints to standard output goes to standard error from
   * now on.
   */
  static Console ofProcess() {
    PrintStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setOut(err);
    return new Console(out, err, Boolean.getBoolean("jevons.terminal"));
  }

  /** Why results did not arrive where they were written to; empty when they did. */
  Optional<IOException> lossOfResults() {
    return out instanceof ResultStream results ? results.loss() : Optional.empty();
  }
}
