package jevons.pipeline.cli;

import java.nio.file.Path;
import jevons.pipeline.table.ExitCode;

/** Entry point of the launcher and of spark-submit. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    Interruption interruption = Interruption.watch(Thread.currentThread(), console);
    Path home = Path.of(System.getProperty("jevons.home", "")).toAbsolutePath();
    int code = ExitCode.BUG.code();
    try {
      code = new CommandRunner(console, home, LakeServices::new, interruption).run(args);
      console.out().flush();
    } finally {
      // Also when a failure could not even be reported: threads of Spark would keep the process.
      interruption.ended();
      System.exit(code);
    }
  }
}
