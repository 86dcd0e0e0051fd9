package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.run.SmallLanding;
import jevons.pipeline.testing.TestSpark;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator meets on a lake that a first night and an idle one have made. */
class LakeCommandsTest {
  @TempDir static Path shared;
  private static SmallLake lake;
  private static JsonNode firstNight;
  private static JsonNode idleNight;

  @TempDir Path folder;

  @BeforeAll
  static void twoNights() throws IOException {
    lake = SmallLake.in(shared);
    assertThat(lake.run("nightly", "--format", "json")).isZero();
    firstNight = json(lake);
    assertThat(lake.run("nightly", "--format", "json")).isZero();
    idleNight = json(lake);
  }

  @Test
  void nightTellsAsJsonWhatItMade() {
    assertThat(firstNight.get("exit_code").asInt()).isZero();
    assertThat(firstNight.get("idle").asBoolean()).isFalse();
    assertThat(firstNight.get("published_set").asInt()).isEqualTo(1);
    assertThat(firstNight.get("as_of").asText()).isEqualTo("2025-01-28");
    assertThat(firstNight.get("tables").findValuesAsText("outcome"))
        .hasSize(SmallLake.TABLES.size())
        .containsOnly("made");
    assertThat(firstNight.get("problems")).isEmpty();
  }

  @Test
  void idleNightTellsAsJsonWhichSetIsCurrent() {
    assertThat(idleNight.get("idle").asBoolean()).isTrue();
    assertThat(idleNight.get("published_set").asInt()).isEqualTo(1);
    assertThat(idleNight.get("tables")).isEmpty();
  }

  @Test
  void planAfterANightSkipsEveryStep() throws IOException {
    assertThat(lake.run("plan", "--format", "json")).isZero();
    assertThat(json(lake).findValuesAsText("decision"))
        .hasSize(SmallLake.TABLES.size())
        .containsOnly("skip");
  }

  @Test
  void planSaysWhichStepsANewFileConcerns() throws IOException {
    SmallLake.in(folder);
    new SmallLanding(folder.resolve("landing")).addDay("2025-01-29");
    SmallLake tomorrow = SmallLake.at(lake.folder(), folder.resolve("landing"));

    assertThat(tomorrow.run("plan", "--format", "json")).isZero();

    Map<String, String> decisions = new TreeMap<>();
    json(tomorrow)
        .forEach(s -> decisions.put(s.get("tables").asText(), s.get("decision").asText()));
    assertThat(decisions)
        .containsEntry("bronze.price_bar", "run")
        .containsEntry("silver.daily_price", "run if changed")
        .containsEntry("silver.rate", "skip");
  }

  @Test
  void planOfAFirstNightRunsEveryStepAndWritesNothing() throws IOException {
    SmallLake none = SmallLake.in(folder);
    assertThat(none.run("plan", "--format", "json")).isZero();
    assertThat(json(none).findValuesAsText("decision")).containsOnly("run");
    assertThat(none.folder()).doesNotExist();
  }

  @Test
  void backfillSaysFirstWhatItWillDoAndThenDoesIt() throws IOException {
    SmallLake filled = lake.copy(folder.resolve("lake"));
    String[] span = {"backfill", "--from", "2025-01-24", "--to", "2025-01-28", "--every", "day"};

    assertThat(filled.run(words(span, "--dry-run", "--format", "json"))).isZero();
    JsonNode plan = json(filled);
    assertThat(plan.get("gold_tables").asInt()).isEqualTo(4);
    assertThat(plan.get("tables_for_all_days").asInt()).isZero();
    assertThat(plan.get("days").findValuesAsText("decision"))
        .containsExactly("run", "run", "run", "run", "skip");
    assertThat(plan.has("run_id")).isFalse();

    assertThat(filled.run(words(span, "--format", "json"))).isZero();
    JsonNode done = json(filled);
    assertThat(done.get("published_set").asInt()).isEqualTo(2);
    assertThat(done.get("as_of").asText()).isEqualTo("2025-01-28");
    assertThat(done.get("days").findValuesAsText("made")).containsExactly("1", "0", "0", "1", "0");

    assertThat(filled.run(span)).isZero();
    assertThat(filled.out())
        .contains("2025-01-27  skip")
        .contains("0 days to fill, 5 skipped")
        .endsWith("nothing to fill: set 2 has these days\n");
  }

  private static String[] words(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void runsAreListedNewestFirstWithTheLastIdleNight() throws IOException {
    assertThat(lake.run("runs", "--format", "json")).isZero();

    JsonNode runs = json(lake);
    assertThat(runs.findValuesAsText("outcome")).containsExactly("idle", "published");
    assertThat(runs.get(0).get("published_set").asInt()).isEqualTo(1);
    assertThat(runs.get(0).get("run_id").isNull()).isTrue();
    assertThat(runs.get(1).get("run_id").asText()).isEqualTo(firstNight.get("run_id").asText());
  }

  @Test
  void asManyRunsAreListedAsAreAskedFor() throws IOException {
    assertThat(lake.run("runs", "--last", "1", "--format", "json")).isZero();
    assertThat(json(lake).findValuesAsText("outcome")).containsExactly("idle");
    assertThat(lake.run("runs", "--last", "0")).isEqualTo(2);
    assertThat(lake.err()).isEqualTo("--last 0: expected a number of runs from 1.\n");
  }

  @Test
  void lakeWithoutRunsListsNone() throws IOException {
    SmallLake none = SmallLake.in(folder);
    assertThat(none.run("runs", "--format", "json")).isZero();
    assertThat(json(none)).isEmpty();
  }

  @Test
  void verifyFindsAllAsItWasPublished() throws IOException {
    assertThat(lake.run("verify", "--format", "json")).isZero();
    assertThat(json(lake).findValuesAsText("verdict"))
        .hasSize(SmallLake.TABLES.size())
        .containsOnly("holds");
  }

  @Test
  void verifyNoticesADataFileThatIsGoneAndARowThatWasChanged() throws IOException {
    SmallLake damaged = lake.copy(folder.resolve("lake"));
    Files.delete(damaged.dataFile("silver.rate"));
    changeAPrice(damaged.dataFile("silver.daily_price"));

    assertThat(damaged.run("verify", "--format", "json")).isEqualTo(3);

    Map<String, String> verdicts = verdicts(damaged);
    assertThat(verdicts.remove("silver.rate")).startsWith("cannot be read at version 0: ");
    assertThat(verdicts.remove("silver.daily_price"))
        .isEqualTo("its rows are not those that were published");
    assertThat(verdicts.values()).containsOnly("holds");
  }

  @Test
  void anInterruptedVerificationGivesNoVerdict() {
    Thread.currentThread().interrupt();
    lake.run("verify");
    // Other tests run on this thread.
    Thread.interrupted();
    assertThat(lake.out()).isEmpty();
  }

  @Test
  void queryOfADataFileThatIsGoneNamesItAndTheWayOut() throws IOException {
    SmallLake damaged = lake.copy(folder.resolve("lake"));
    Path gone = damaged.dataFile("silver.rate");
    Files.delete(gone);

    assertThat(damaged.run("query", "SELECT * FROM silver.rate")).isEqualTo(3);
    assertThat(damaged.err())
        .startsWith("a file of the lake is gone or damaged: ")
        .contains(gone.getFileName().toString())
        .endsWith("Which tables it concerns: jevons verify.\n");

    Path log = damaged.folder().resolve("silver/daily_price/_delta_log");
    try (Stream<Path> commits = Files.list(log)) {
      for (Path commit : commits.toList()) {
        Files.delete(commit);
      }
    }
    assertThat(damaged.run("query", "SELECT * FROM silver.daily_price")).isEqualTo(3);
    assertThat(damaged.err())
        .startsWith("a file of the lake is gone or damaged: ")
        .contains(log.toString())
        .endsWith("jevons verify.\n");
  }

  @Test
  void queryReadsThePublishedTables() throws IOException {
    String sql = "SELECT count(*) AS days FROM silver.trading_day";
    assertThat(lake.run("query", sql, "--format", "json")).isZero();
    assertThat(json(lake).findValuesAsText("days")).containsExactly("4");
    assertThat(lake.err()).isEmpty();
  }

  @Test
  void queryAsOfADayThatWasNotBuiltNamesTheDaysThatWere() {
    assertThat(lake.run("query", "SELECT * FROM gold.daily_return", "--as-of", "2025-01-24"))
        .isEqualTo(2);
    assertThat(lake.err()).contains("2025-01-24").contains("2025-01-28");
    assertThat(lake.out()).isEmpty();
  }

  @Test
  void lakeWithoutASetIsWrongUsage() {
    SmallLake none = SmallLake.in(folder);
    for (List<String> command :
        List.of(List.of("query", "SELECT 1"), List.of("verify"), List.of("report"))) {
      assertThat(none.run(command.toArray(String[]::new))).as("%s", command).isEqualTo(2);
      assertThat(none.err()).as("%s", command).contains("jevons nightly");
    }
    assertThat(none.folder()).doesNotExist();
  }

  @Test
  void reportIsThatOfThePublishedRun() throws IOException {
    assertThat(lake.run("report")).isZero();
    Path report = lake.folder().resolve("report.html");
    assertThat(lake.out()).isEqualTo(report + "\n");

    assertThat(lake.run("report", "--format", "html")).isZero();
    assertThat(lake.out()).isEqualTo(Files.readString(report));
  }

  @Test
  void lockedLakeIsExitFiveAndNamesItsOwner() {
    SmallLake held = SmallLake.in(folder);
    LakeLocation location = LakeLocation.of(held.folder().toString());
    ControlStore store = ControlStore.open(location, Configuration::new);
    try (LakeLock lock = LakeLock.acquire(store, location, "other", LockSettings.DEFAULT)) {
      assertThat(lock.isNewest()).isTrue();
      assertThat(held.run("nightly")).isEqualTo(5);
      assertThat(held.err())
          .contains("is held by run other")
          .endsWith("if it is dead: jevons unlock other.\n");

      assertThat(held.run("unlock", "other")).isEqualTo(5);
      assertThat(held.err()).startsWith("run other is alive");
    }
    assertThat(held.run("unlock", "othr")).isEqualTo(2);
    assertThat(held.err()).isEqualTo("no run othr ever held this lake. Closest: other.\n");
    assertThat(held.run("unlock", "other")).isZero();
  }

  @Test
  void lakeBelowAFileIsExitSix() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    SmallLake impossible = SmallLake.at(file.resolve("lake"), lake.landing());
    assertThat(impossible.run("nightly")).isEqualTo(6);
    assertThat(impossible.err())
        .contains(": " + file + " is a file where a folder is needed. Name another path");
    SmallLake itself = SmallLake.at(file, lake.landing());
    for (String format : List.of("path", "html")) {
      assertThat(itself.run("report", "--format", format)).as(format).isEqualTo(6);
      assertThat(itself.err()).as(format).contains(file + " is a file where a folder is needed");
    }
    assertThat(file).isEmptyFile();
  }

  @Test
  void unknownSettingStopsTheNightBeforeThereIsALake() throws IOException {
    Path conf = Files.writeString(folder.resolve("my.conf"), "jevons.run.paralel-steps = 2\n");
    SmallLake none = SmallLake.in(folder);
    assertThat(none.run("nightly", "--config", conf.toString())).isEqualTo(2);
    assertThat(none.err()).contains("line 1").contains("Closest: jevons.run.parallel-steps.");
    assertThat(none.folder()).doesNotExist();
  }

  @Test
  void landingZoneThatIsNotThereIsWrongUsage() {
    SmallLake none = SmallLake.at(folder.resolve("lake"), folder.resolve("nowhere"));
    assertThat(none.run("nightly")).isEqualTo(2);
    assertThat(none.err()).contains("nowhere is not a folder").contains("--landing PATH");
    assertThat(none.folder()).doesNotExist();
  }

  private static Map<String, String> verdicts(SmallLake lake) throws IOException {
    Map<String, String> verdicts = new TreeMap<>();
    json(lake).forEach(v -> verdicts.put(v.get("table").asText(), v.get("verdict").asText()));
    return verdicts;
  }

  /** Standard output, which must be JSON alone. */
  private static JsonNode json(SmallLake lake) throws IOException {
    return new ObjectMapper().readTree(lake.out());
  }

  /** Writes the file anew with one other price, and its new size into the log. */
  private void changeAPrice(Path file) throws IOException {
    Dataset<Row> rows =
        TestSpark.session()
            .read()
            .parquet(file.toString())
            .withColumn(
                "close_usd",
                functions
                    .when(functions.col("close_usd").equalTo(118.42), 118.43)
                    .otherwise(functions.col("close_usd")));
    Path changed = folder.resolve("changed");
    rows.coalesce(1).write().parquet(changed.toString());
    try (Stream<Path> parts = Files.list(changed)) {
      Path part = parts.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Path table = file.getParent();
    while (!Files.isDirectory(table.resolve("_delta_log"))) {
      table = table.getParent();
    }
    Path log = table.resolve("_delta_log/00000000000000000000.json");
    String size = "\"size\":" + Files.size(file) + ",\"modificationTime\"";
    Files.writeString(
        log, Files.readString(log).replaceAll("\"size\":\\d+,\"modificationTime\"", size));
  }
}
