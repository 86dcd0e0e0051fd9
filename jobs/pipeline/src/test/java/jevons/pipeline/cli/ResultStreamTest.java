package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results that do not arrive. */
class ResultStreamTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void resultsThatAFullDiskCutsShortAreNoSuccess() {
    assertThat(tables(failing("No space left on device"))).isEqualTo(6);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the output is cut short", "No space left on device")
        .hasLineCount(1);
  }

  @Test
  void aReaderThatHadEnoughIsNoFailure() {
    assertThat(tables(failing("Broken pipe"))).isZero();
    assertThat(err.size()).isZero();
  }

  @Test
  void rowsEndSoonAfterTheirReaderWentAway() {
    List<Integer> asked = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(List.of(i));
    }
    new RowPrinter(new ResultStream(failing("Broken pipe")))
        .print(
            RowFormat.csv,
            List.of("n"),
            rows.stream().peek(row -> asked.add((Integer) row.get(0))).iterator());
    // Some thousand short rows fit into the buffers before the first is written.
    assertThat(asked).hasSizeLessThan(rows.size() / 2);
  }

  @Test
  void jsonThatBreaksOffDoesNotLookWhole() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Iterator<List<Object>> rows =
        Stream.of(1, 2).map(n -> List.<Object>of(12 / (n - 2))).iterator();
    assertThatThrownBy(
            () -> new RowPrinter(new ResultStream(out)).print(RowFormat.json, List.of("n"), rows))
        .isInstanceOf(ArithmeticException.class);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("{\"n\":-12}").doesNotContain("]");
  }

  private int tables(OutputStream to) {
    Console console =
        new Console(
            new ResultStream(to), new PrintStream(err, true, StandardCharsets.UTF_8), false);
    return new CommandRunner(
            console,
            Path.of("../..").toAbsolutePath().normalize(),
            invocation -> {
              throw new AssertionError("the command asks for a lake");
            },
            Interruption.never())
        .run("tables");
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int word) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
