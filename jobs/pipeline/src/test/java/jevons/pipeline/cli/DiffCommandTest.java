package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.run.SmallLanding;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nights between which a close was corrected, and a past day of the second. */
class DiffCommandTest {
  private static final List<Table> TABLES =
      Stream.concat(
              SmallLanding.TABLES.stream(),
              Stream.of(new Regression(), new RegressionCoefficient(), new RegressionDiagnostic()))
          .toList();

  @TempDir static Path folder;
  private static SmallLake lake;
  private static String onlyRun;

  @BeforeAll
  static void twoNightsAndADay() throws IOException {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    lake =
        SmallLake.at(folder.resolve("lake"), landing.folder(), TABLES, List.of(new MeanReturn()));
    assertThat(lake.run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(lake.run("diff")).isEqualTo(2);
    onlyRun = lake.err();
    landing.put("prices/NVDA.csv", SmallLanding.NVDA.replace("118.42,118.37", "119.42,119.37"));
    assertThat(lake.run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(lake.run("nightly", "--quiet", "--as-of", "2025-01-27")).as(lake.err()).isZero();
    assertThat(lake.out())
        .contains("with gold as of 2025-01-27; the current day stays 2025-01-28\n");
  }

  @Test
  void aCorrectedCloseIsOneChangedPriceAndTwoChangedReturns() throws IOException {
    JsonNode difference = json("diff", "1", "2", "--rows", "3");

    assertThat(difference.get("landing_files"))
        .singleElement()
        .hasToString("{\"file\":\"prices/NVDA.csv\",\"change\":\"changed\"}");
    assertThat(difference.get("same_code").asBoolean()).isTrue();
    JsonNode prices = table(difference, "silver.daily_price");
    assertThat(counts(prices)).isEqualTo("0 new, 0 gone, 1 changed of 8");
    assertThat(prices.get("changed_by_column"))
        .hasToString("{\"close_usd\":1,\"adjusted_close_usd\":1}");
    assertThat(prices.get("rows").get(0).get("key"))
        .hasToString("{\"ticker\":\"NVDA\",\"trade_date\":\"2025-01-27\"}");
    assertThat(prices.get("rows").get(0).get("values").get(0))
        .hasToString("{\"column\":\"close_usd\",\"before\":118.42,\"after\":119.42}");
    assertThat(counts(table(difference, "gold.daily_return")))
        .isEqualTo("0 new, 0 gone, 2 changed of 6");
    assertThat(difference.findValuesAsText("table")).doesNotContain("silver.rate");
  }

  @Test
  void aConclusionThatMovedNamesTheTableThatMovedIt() throws IOException {
    JsonNode moved = json("diff", "1", "2").get("moved");

    assertThat(moved).hasSize(1);
    assertThat(moved.get(0).get("conclusion").asText())
        .isEqualTo("mean_return headline, (Intercept) (iid)");
    // Of -0.031246, -0.169682 and 0.089258; then of -0.031246, -0.162670 and 0.080137.
    assertThat(moved.get(0).get("before").get("estimate").asDouble()).isBetween(-0.0373, -0.0371);
    assertThat(moved.get(0).get("after").get("estimate").asDouble()).isBetween(-0.0380, -0.0378);
    assertThat(moved.get(0).get("move").asText()).isEqualTo("inside its interval");
    assertThat(moved.get(0).get("turned").asBoolean()).isFalse();
    assertThat(moved.get(0).get("changed_inputs")).hasToString("[\"silver.daily_price\"]");
  }

  @Test
  void aPastDayKnewLess() throws IOException {
    JsonNode difference = json("diff", "--from-as-of", "2025-01-27", "--to-as-of", "2025-01-28");

    assertThat(difference.get("landing_files")).isEmpty();
    assertThat(counts(table(difference, "silver.daily_price")))
        .isEqualTo("2 new, 0 gone, 0 changed of 8");
    assertThat(table(difference, "gold.daily_return").get("new").asInt()).isEqualTo(2);
    assertThat(difference.get("moved").get(0).get("changed_inputs").toString())
        .contains("silver.daily_price");
  }

  @Test
  void aRunAgainstItselfIsTheSame() throws IOException {
    JsonNode difference = json("diff", "2", "2");
    assertThat(difference.get("tables")).isEmpty();
    assertThat(difference.get("moved")).isEmpty();
    assertThat(difference.get("conclusions").asInt()).isEqualTo(1);
  }

  @Test
  void rowsOfBronzeAreComparedWhereTheyAreAskedFor() throws IOException {
    JsonNode all = table(json("diff", "1", "2"), "bronze.price_bar");
    assertThat(all.has("changed")).isFalse();
    JsonNode asked = json("diff", "1", "2", "--table", "bronze.price_bar");
    assertThat(asked.get("compared_tables").asInt()).isEqualTo(1);
    assertThat(counts(table(asked, "bronze.price_bar"))).isEqualTo("0 new, 0 gone, 1 changed of 8");
  }

  @Test
  void peopleReadTheConclusionFirst() {
    assertThat(lake.run("diff", "1", "2", "--rows", "1")).as(lake.err()).isZero();
    assertThat(lake.out())
        .contains("code: the same, settings: the same")
        .contains("Conclusions: 1 of 1 moved")
        .contains("inside its interval  silver.daily_price")
        .contains("gold.daily_return, the first 1 of 2:")
        .contains(
            "  changed  ticker=NVDA trade_date=2025-01-27: close_usd 118.42 -> 119.42,"
                + " adjusted_close_usd 118.37 -> 119.37")
        .contains("Landing files: 1 changed\n  changed  prices/NVDA.csv\n");
  }

  @Test
  void wrongWordsAreAnsweredWithWhatThereIs() {
    assertThat(onlyRun).contains("is the only one that published").contains("--from-as-of");
    assertThat(lake.run("diff", "4711")).isEqualTo(2);
    assertThat(lake.err()).contains("no run 4711 has published").contains("jevons runs");
    assertThat(lake.run("diff", "1", "2", "3")).isEqualTo(2);
    assertThat(lake.run("diff", "--rows", "-1")).isEqualTo(2);
    assertThat(lake.run("diff", "1", "2", "--table", "silver.daily_prise")).isEqualTo(2);
    assertThat(lake.err()).contains("silver.daily_price");
    assertThat(lake.run("diff", "--from-as-of", "2025-01-26")).isEqualTo(2);
    assertThat(lake.err()).contains("Days there are: 2025-01-27, 2025-01-28");
    assertThat(lake.run("diff", "1", "2", "--table", "ops.run")).isEqualTo(2);
    assertThat(lake.err()).contains("jevons runs");
  }

  private static JsonNode json(String... words) throws IOException {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--format", "json")).toArray(String[]::new);
    assertThat(lake.run(all)).as(lake.err()).isZero();
    return new ObjectMapper().readTree(lake.out());
  }

  private static JsonNode table(JsonNode difference, String name) {
    for (JsonNode table : difference.get("tables")) {
      if (table.get("table").asText().equals(name)) {
        return table;
      }
    }
    throw new AssertionError(name + " is not among the changed tables");
  }

  private static String counts(JsonNode table) {
    return "%d new, %d gone, %d changed of %d"
        .formatted(
            table.get("new").asInt(),
            table.get("gone").asInt(),
            table.get("changed").asInt(),
            table.get("rows_after").asInt());
  }
}
