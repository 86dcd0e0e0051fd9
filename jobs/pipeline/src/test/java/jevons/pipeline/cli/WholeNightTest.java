package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One night of all tables and studies on the embedded data, as a fresh checkout runs it. */
class WholeNightTest {
  @TempDir static Path folder;
  private static SmallLake lake;
  private static JsonNode night;

  @BeforeAll
  static void oneNight() throws IOException {
    Path home = Path.of("../..").toAbsolutePath().normalize();
    TestConsole jevons =
        new TestConsole(
            home, line -> new LakeServices(line, Tables.all(), Studies.all(), TestSpark.session()));
    lake = new SmallLake(folder.resolve("lake"), RealData.landing(""), jevons);
    assertThat(lake.run("nightly", "--quiet", "--format", "json")).as(lake.err()).isZero();
    night = new ObjectMapper().readTree(lake.out());
  }

  @Test
  void everyTablePassesItsChecksAndIsPublished() {
    List<String> published = night.get("tables").findValuesAsText("table");
    assertThat(night.get("tables").findValuesAsText("outcome")).containsOnly("made");
    assertThat(published)
        .containsAll(
            Tables.all().stream()
                .map(t -> t.name().toString())
                .filter(name -> !name.startsWith("ops."))
                .toList());
    assertThat(night.get("problems")).isEmpty();
  }

  @Test
  void nothingIsLeftToDoAfterwards() throws IOException {
    assertThat(lake.run("plan", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(lake.out()).findValuesAsText("decision"))
        .containsOnly("skip");
    assertThat(lake.run("nightly")).isZero();
    assertThat(lake.out()).startsWith("nothing new");
  }

  @Test
  void figureOfTheMarketIsThatOfItsFile() throws IOException {
    String sql =
        "SELECT close_usd FROM silver.daily_price WHERE ticker = 'NVDA' AND trade_date = DATE'2025-01-27'";
    assertThat(lake.run("query", sql, "--format", "csv")).isZero();
    assertThat(lake.out()).isEqualTo("close_usd\n118.42\n");
  }

  @Test
  void reportIsWritten() {
    assertThat(folder.resolve("lake/report.html")).isNotEmptyFile();
    assertThat(lake.run("report", "--format", "markdown")).isZero();
    assertThat(lake.out()).contains("Jevons");
  }
}
