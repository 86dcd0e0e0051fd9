package jevons.pipeline.cli;

import java.nio.file.Path;

/** Entry point of the launcher and of spark-submit. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    Interruption interruption = Interruption.watch(Thread.currentThread(), console);
    Path home = Path.of(System.getProperty("jevons.home", "")).toAbsolutePath();
    int code = new CommandRunner(console, home, LakeServices::new, interruption).run(args);
    console.out().flush();
    interruption.ended();
    System.exit(code);
  }
}
