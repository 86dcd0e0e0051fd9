package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jevons.pipeline.run.SmallLanding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad landing files from the file to the message that an operator reads. */
class BadInputTest {
  @TempDir Path folder;

  @Test
  void faultyFilesAreLeftOutEachWithItsReasonAndBadLinesAreSetAside() throws IOException {
    SmallLake lake = SmallLake.in(folder);
    assertThat(lake.run("nightly", "--quiet")).isZero();
    SmallLanding landing = new SmallLanding(lake.landing());
    Path facts = lake.landing().resolve("edgar/CIK0001045810.json");
    String whole = Files.readString(facts);
    landing.put("edgar/CIK0001045810.json", whole.substring(0, whole.length() - 20));
    landing.put("fred/DFF.csv", "day,rate\n2025-01-28,4.33\n");
    landing.put(
        "prices/NVDA.csv",
        SmallLanding.NVDA
            + "2025-01-29,126.50,126.89,120.05,n/a,123.65,467120600\n"
            + "2025-01-30,123.78,125.00,118.10,-124.65,124.60,394237300\n"
            + "2025-01-31,123.78\n"
            + "2025-01-28,121.81,129.00,116.25,128.99,128.94,579666400\n"
            + "2025-02-03,114.75,118.58,113.01,116.66,116.61,371235700\n");

    assertThat(lake.run("nightly", "--format", "json")).isEqualTo(4);

    JsonNode problems = new ObjectMapper().readTree(lake.out()).get("problems");
    assertThat(problems.get("edgar/CIK0001045810.json").asText())
        .startsWith("edgar/CIK0001045810.json ends ")
        .contains("cut off");
    assertThat(problems.get("fred/DFF.csv").asText()).startsWith("fred/DFF.csv").contains("header");
    assertThat(problems).hasSize(2);

    assertThat(
            column(lake, "SELECT message FROM ops.rejected_record ORDER BY source_line", "message"))
        .satisfiesExactly(
            m ->
                assertThat(m)
                    .startsWith("prices/NVDA.csv line 6, column close: \"n/a\" is not a number"),
            m -> assertThat(m).startsWith("prices/NVDA.csv line 7, column close: \"-124.65\""),
            m -> assertThat(m).startsWith("prices/NVDA.csv line 8"),
            m ->
                assertThat(m)
                    .startsWith("prices/NVDA.csv line 9: ticker=NVDA trade_date=2025-01-28"));
    assertThat(
            column(
                lake,
                "SELECT max(trade_date) AS day FROM silver.daily_price WHERE ticker = 'NVDA'",
                "day"))
        .containsExactly("2025-02-03");
    assertThat(column(lake, "SELECT count(*) AS n FROM bronze.company_fact", "n"))
        .containsExactly("1");
    assertThat(column(lake, "SELECT count(*) AS n FROM silver.rate", "n")).containsExactly("3");
  }

  @Test
  void sourceWithoutItsFolderIsToldEachNightAndTheOthersAreTakenIn() throws IOException {
    SmallLake lake = SmallLake.in(folder);
    Files.delete(lake.landing().resolve("fred/DFF.csv"));
    Files.delete(lake.landing().resolve("fred"));

    assertThat(lake.run("nightly", "--format", "json")).isEqualTo(4);

    JsonNode night = new ObjectMapper().readTree(lake.out());
    assertThat(night.get("published_set").asInt()).isEqualTo(1);
    assertThat(night.get("problems").get("fred/*.csv").asText())
        .isEqualTo(
            "no landing file fred/*.csv for bronze.interest_rate in "
                + lake.landing()
                + ". Lines taken in before stay. Fetch it again, or name the right folder with"
                + " --landing PATH.");
    assertThat(column(lake, "SELECT count(*) AS n FROM silver.daily_price", "n"))
        .containsExactly("8");
    assertThat(lake.run("nightly")).isEqualTo(4);
    assertThat(lake.out()).startsWith("nothing new");
  }

  @Test
  void aFolderWithoutAnySourceIsTheWrongOneAndNothingIsWritten() throws IOException {
    Path wrong = Files.createDirectories(folder.resolve("wrong"));
    Files.writeString(wrong.resolve("notes.txt"), "nothing to see");
    SmallLake lake = SmallLake.at(folder.resolve("lake"), wrong);

    assertThat(lake.run("nightly")).isEqualTo(2);

    assertThat(lake.err())
        .contains(
            "landing zone " + wrong + " has no file that a table is made from. Expected some of: ",
            "prices/{*,days/*}.csv",
            "Name the right folder with --landing PATH, or bring files: jevons fetch.");
    assertThat(lake.folder()).doesNotExist();
  }

  private static List<String> column(SmallLake lake, String sql, String name) throws IOException {
    assertThat(lake.run("query", sql, "--format", "json")).as(lake.err()).isZero();
    return new ObjectMapper().readTree(lake.out()).findValuesAsText(name);
  }
}
