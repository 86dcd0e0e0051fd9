package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.function.Supplier;
import jevons.econometrics.EconometricsException;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aMistakeOfTheUserIsItsMessageAlone() {
    TestConsole jevons = failing(() -> new JevonsException(ExitCode.LOCKED, "lake is held."));
    assertThat(jevons.run("query", "SELECT 1")).isEqualTo(5);
    assertThat(jevons.err()).isEqualTo("lake is held.\n");
    assertThat(jevons.out()).isEmpty();
  }

  @Test
  void aMistakeIsFoundBeneathSparksOwn() {
    TestConsole jevons =
        failing(() -> new IllegalStateException(JevonsException.usage("no such day.")));
    assertThat(jevons.run("query", "SELECT 1")).isEqualTo(2);
  }

  @Test
  void theRestIsABug() {
    TestConsole jevons = failing(() -> new IllegalStateException("x is null"));
    assertThat(jevons.run("query", "SELECT 1")).isEqualTo(1);
    assertThat(jevons.err()).startsWith("bug: IllegalStateException, x is null.");
  }

  @Test
  void memoryDiskAndPermissionsAreResources() {
    assertThat(failing(() -> wrapped(new OutOfMemoryError())).run("query", "x")).isEqualTo(6);
    assertThat(failing(() -> wrapped(new IOException("No space left on device"))).run("query", "x"))
        .isEqualTo(6);
    assertThat(failing(() -> wrapped(new AccessDeniedException("/lake"))).run("query", "x"))
        .isEqualTo(6);
  }

  @Test
  void aWrongFormulaIsWrongUsage() {
    assertThat(failing(() -> new EconometricsException("no x.")).run("query", "x")).isEqualTo(2);
  }

  private static RuntimeException wrapped(Throwable cause) {
    return new IllegalStateException(cause);
  }

  private static TestConsole failing(Supplier<RuntimeException> failure) {
    return new TestConsole(
        Path.of("none"),
        invocation -> {
          throw failure.get();
        });
  }
}
