package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** y is 0.8 times itself a period ago plus a shock, so the answer at horizon h is 0.8^h. */
class IrfCommandTest {
  private static final double PERSISTENCE = 0.8;

  private final TestConsole jevons = TestConsole.withoutServices();

  @TempDir Path folder;
  private String data;

  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder("quarter,y,shock\n");
    double y = 0;
    for (int t = 0; t < 2000; t++) {
      double shock = random.nextGaussian();
      y = PERSISTENCE * y + shock;
      text.append(
          String.format(Locale.ROOT, "%dQ%d,%.12f,%.12f%n", 1000 + t / 4, 1 + t % 4, y, shock));
    }
    data = Files.writeString(folder.resolve("series.csv"), text.toString()).toString();
  }

  @Test
  void jsonHasALineForEachHorizon() throws IOException {
    JsonNode found = json("--horizon", "4", "--lags", "1");
    assertThat(found.fieldNames())
        .toIterable()
        .containsExactly("formula", "shock", "horizons", "remarks");
    assertThat(found.get("shock").asText()).isEqualTo("shock");
    assertThat(found.get("horizons")).hasSize(5);
    JsonNode first = found.get("horizons").get(1);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "horizon",
            "estimate",
            "standard_error",
            "t",
            "p_value",
            "ci_low",
            "ci_high",
            "df",
            "n");
    for (int h = 0; h <= 4; h++) {
      JsonNode step = found.get("horizons").get(h);
      assertThat(step.get("estimate").asDouble())
          .as("horizon " + h)
          .isCloseTo(Math.pow(PERSISTENCE, h), within(0.15));
      // The lag takes the first row, the lead the last h.
      assertThat(step.get("n").asInt()).isEqualTo(1999 - h);
    }
  }

  /** The sum of y over the horizon answers by the sum of the answers. */
  @Test
  void cumulativeAddsUp() throws IOException {
    JsonNode sum = json("--horizon", "3", "--lags", "1", "--cumulative");
    assertThat(sum.get("horizons").get(3).get("estimate").asDouble())
        .isCloseTo(1 + 0.8 + 0.64 + 0.512, within(0.4));
    assertThat(json("--horizon", "3", "--lags", "1", "--response", "sum")).isEqualTo(sum);
  }

  @Test
  void tableShowsErrorAndInterval() {
    assertThat(run("--horizon", "2", "--time", "quarter", "--vcov", "nw(4)"))
        .as(jevons.err())
        .isZero();
    assertThat(jevons.out())
        .startsWith("y ~ shock\nanswer to shock, level, errors nw(4)\n")
        .contains("horizon  estimate  std. error", "95 % from");
  }

  @Test
  void whatIsMissingIsNamedWithAnExample() {
    assertThat(run()).isEqualTo(2);
    assertThat(jevons.err())
        .startsWith("jevons irf: --horizon is missing")
        .contains("Example: jevons irf " + data);
    assertThat(run("--horizon", "2", "--where", "y > 0")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("jevons irf: --time is missing");
  }

  @Test
  void wrongWordsAreNamed() {
    assertThat(run("--horizon", "2", "--shock", "shok")).isEqualTo(2);
    assertThat(jevons.err()).contains("no term \"shok\"");
    assertThat(run("--horizon", "2", "--response", "growth")).isEqualTo(2);
    assertThat(jevons.err()).contains("response \"growth\" is not known");
    assertThat(run("--horizon", "2", "--response", "sum", "--cumulative")).isEqualTo(2);
    assertThat(jevons.err()).contains("--response or --cumulative, not both");
    assertThat(run("--horizon", "-1")).isEqualTo(2);
    assertThat(jevons.err()).contains("0 or more are needed");
    assertThat(run("--horizon", "2", "--vcov", "hc9")).isEqualTo(2);
    assertThat(jevons.err()).contains("hc9");
  }

  private int run(String... options) {
    String[] command = new String[options.length + 3];
    command[0] = "irf";
    command[1] = data;
    command[2] = "y ~ shock";
    System.arraycopy(options, 0, command, 3, options.length);
    return jevons.run(command);
  }

  private JsonNode json(String... options) throws IOException {
    String[] all = java.util.Arrays.copyOf(options, options.length + 2);
    all[options.length] = "--format";
    all[options.length + 1] = "json";
    assertThat(run(all)).as(jevons.err()).isZero();
    return new ObjectMapper().readTree(jevons.out());
  }
}
