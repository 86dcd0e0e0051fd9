package jevons.pipeline.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

/** Runs commands as a shell would, in this JVM, and keeps what they print. */
final class TestConsole {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path home;
  private final Function<Invocation, Services> services;

  TestConsole(Path home, Function<Invocation, Services> services) {
    this.home = home;
    this.services = services;
  }

  /** For commands that call no service. */
  static TestConsole withoutServices() {
    return new TestConsole(
        Path.of("../..").toAbsolutePath().normalize(),
        invocation -> {
          throw new AssertionError("the command asks for a lake");
        });
  }

  /** Runs {@code jevons args...} and returns the exit code. */
  int run(String... args) {
    out.reset();
    err.reset();
    Console console = new Console(stream(out), stream(err), false);
    int code = new CommandRunner(console, home, services, Interruption.never()).run(args);
    console.out().flush();
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
