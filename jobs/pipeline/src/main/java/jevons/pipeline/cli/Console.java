package jevons.pipeline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

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
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setOut(err);
    return new Console(out, err, Boolean.getBoolean("jevons.terminal"));
  }
}
