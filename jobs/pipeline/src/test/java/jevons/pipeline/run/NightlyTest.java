package jevons.pipeline.run;

import static java.util.stream.Collectors.toMap;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights on a small landing folder and a real lake. */
class NightlyTest {
  @TempDir Path folder;
  private SmallLanding landing;
  private TestRun night;

  @BeforeEach
  void aLandingFolder() {
    landing = SmallLanding.in(folder.resolve("landing"));
    night = landing.on(folder.resolve("lake"));
  }

  @Test
  void firstNightPublishesAsOfTheNewestKnownDay() {
    RunOutcome outcome = night.run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(outcome.published().orElseThrow().asOf()).isEqualTo(LocalDate.of(2025, 1, 28));
    assertThat(
            rows(night.read("gold.daily_return").where("ticker = 'NVDA'"), "as_of", "trade_date"))
        .isEqualTo(
            """
            as_of      | trade_date
            2025-01-28 | 2025-01-24
            2025-01-28 | 2025-01-27
            2025-01-28 | 2025-01-28
            """);
    assertThat(outcome.report()).isEqualTo("report.html");
    assertThat(folder.resolve("lake/report.html")).hasContent("report as of 2025-01-28");
  }

  @Test
  void theNewestKnownDayIsToldWithoutRowsUnlessTheDayCutsThem() {
    night.run();
    TableName prices = TableName.silver("daily_price");
    assertThat(night.published().newestKnown(prices)).contains(LocalDate.of(2025, 1, 28));

    night.asOf("2025-01-27").run();
    Published then =
        Published.open(
            new Lake(TestSpark.session(), night.location()),
            Published.newest(night.store(), night.location()),
            Optional.of(LocalDate.of(2025, 1, 27)));
    assertThat(then.newestKnown(prices)).isEmpty();
  }

  @Test
  void aLakeThatAnotherRunHoldsIsRefusedBeforeSparkStarts() {
    try (LakeLock other =
        LakeLock.acquire(
            night.store(), night.location(), "20250131T0200Z-7f3a", LockSettings.DEFAULT)) {
      assertThatThrownBy(() -> night.run())
          .isInstanceOfSatisfying(
              JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessageContaining("is held by run " + other.runId());
    }
    assertThat(night.sparkStarts()).isZero();
  }

  @Test
  void secondNightWithNothingNewStartsNoSparkAndWritesNoTable() throws IOException {
    night.run();
    int starts = night.sparkStarts();
    Map<String, Long> before = files(folder.resolve("lake"));

    RunOutcome outcome = night.run();

    assertThat(outcome.idle()).isTrue();
    assertThat(night.sparkStarts()).isEqualTo(starts);
    Map<String, Long> after = files(folder.resolve("lake"));
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet()).containsExactly("_jevons/last_idle.json");
    assertThat(Nightly.lastIdle(night.store()).orElseThrow().publishedSet()).isEqualTo(1);
  }

  @Test
  void fileThatWasOnlyTouchedIsNothingNew() throws IOException {
    night.run();
    Files.setLastModifiedTime(
        folder.resolve("landing/prices/NVDA.csv"),
        FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

    assertThat(night.run().idle()).isTrue();
  }

  @Test
  void oneChangedFileRemakesJustWhatDependsOnIt() {
    night.run();
    landing.addDay("2025-01-29");

    Map<String, Outcome> outcomes = outcomes(night.run());

    assertThat(outcomes)
        .containsEntry("bronze.price_bar", Outcome.MADE)
        .containsEntry("bronze.interest_rate", Outcome.SKIPPED)
        .containsEntry("silver.daily_price", Outcome.MADE)
        .containsEntry("silver.rate", Outcome.SKIPPED)
        .containsEntry("gold.daily_return", Outcome.MADE);
    assertThat(rows(night.published().history(new DailyReturn().name()).groupBy("as_of").count()))
        .isEqualTo(
            """
            as_of      | count
            2025-01-28 | 6
            2025-01-29 | 8
            """);
  }

  @Test
  void newKnownDayThatDoesNotConcernATablePointsAtThePartitionThatIsThere() {
    night.run();
    landing.put("fred/DFF.csv", SmallLanding.DFF + "2025-01-28,4.33\n");

    RunOutcome outcome = night.run();

    assertThat(outcomes(outcome)).containsEntry("gold.daily_return", Outcome.SKIPPED);
    assertThat(outcome.published().orElseThrow().asOf()).isEqualTo(LocalDate.of(2025, 1, 29));
    assertThat(night.read("gold.daily_return").select("as_of").distinct().head().get(0).toString())
        .isEqualTo("2025-01-29");
  }

  @Test
  void bronzeKeepsOnlyWhatChangedAndMarksWhatIsGone() {
    night.run();
    landing.put(
        "prices/NVDA.csv",
        SmallLanding.NVDA
                .replace("2025-01-23,145.05,147.23,143.72,147.22,147.16,155915500\n", "")
                .replace("118.42,118.37", "118.52,118.47")
            + "2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600\n");
    night.run();

    long version =
        night.published().set().find(new PriceBar().name(), null).orElseThrow().version();
    Dataset<Row> stored =
        new Lake(TestSpark.session(), night.location()).read(new PriceBar().name(), version);
    assertThat(rows(stored.where("vintage = 2"), "trade_date", "close", "change"))
        .isEqualTo(
            """
            trade_date | close  | change
            2025-01-23 | 147.22 | gone
            2025-01-27 | 118.52 | changed
            2025-01-29 | 123.70 | new
            """);
    assertThat(
            rows(
                night.read("silver.daily_price").where("ticker = 'NVDA'"),
                "trade_date",
                "close_usd"))
        .isEqualTo(
            """
            trade_date | close_usd
            2025-01-24 | 142.62
            2025-01-27 | 118.52
            2025-01-28 | 128.99
            2025-01-29 | 123.7
            """);
  }

  @Test
  void asOfAnEarlierDayEqualsANightOnWhatWasKnownThen() {
    night.run();
    night.asOf("2025-01-27").run();
    SmallLanding early = SmallLanding.in(folder.resolve("early"));
    early.put("prices/NVDA.csv", withoutLastLine(SmallLanding.NVDA));
    early.put("prices/SPY.csv", withoutLastLine(SmallLanding.SPY));
    early.put("fred/DFF.csv", withoutLastLine(SmallLanding.DFF));
    TestRun earlyNight = early.on(folder.resolve("early-lake"));
    earlyNight.run();

    Published then =
        Published.open(
            new Lake(TestSpark.session(), night.location()),
            Published.newest(night.store(), night.location()),
            Optional.of(LocalDate.of(2025, 1, 27)));
    assertThat(rows(then.read(new DailyReturn().name())))
        .isEqualTo(rows(earlyNight.read("gold.daily_return")));
    assertThat(night.published().asOf()).isEqualTo(LocalDate.of(2025, 1, 28));
  }

  @Test
  void theNewestKnownDayIsCurrentAgainAfterADayYetToCome() {
    night.asOf("2099-01-01").run();
    assertThat(night.published().asOf()).isEqualTo(LocalDate.of(2099, 1, 1));
    night.asOf(null).run();
    assertThat(night.published().asOf()).isEqualTo(LocalDate.of(2025, 1, 28));
    assertThat(night.run().idle()).isTrue();
  }

  @Test
  void asOfBeforeAnythingIsKnownNamesTheEarliestDay() {
    assertThatThrownBy(() -> night.asOf("2013-05-01").run())
        .isInstanceOf(JevonsException.class)
        .hasMessage(
            "as of 2013-05-01: nothing that gold is made from was known by then; the first became known on"
                + " 2025-01-23. Earliest day that can be built: 2025-01-23.");
    assertThat(new PublishedSets(night.store()).newest()).isEmpty();
  }

  @Test
  void badLinesAreSetAsideWithTheirReasonAndTheRestIsTakenIn() {
    landing.put(
        "prices/NVDA.csv",
        SmallLanding.NVDA
            + "2025-01-29,126.50,126.89,120.05,n/a,123.65,467120600\n"
            + "2025-01-30,123.78,125.00,118.10,-124.65,124.60,394237300\n"
            + "2025-01-28,121.81,129.00,116.25,128.99,128.94,579666400\n");

    RunOutcome outcome = night.run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(rows(night.read("ops.rejected_record"), "source_file", "source_line", "reason"))
        .isEqualTo(
            """
            source_file     | source_line | reason
            prices/NVDA.csv | 6           | NOT_A_NUMBER
            prices/NVDA.csv | 7           | OUT_OF_RANGE
            prices/NVDA.csv | 8           | DUPLICATE_KEY
            """);
    assertThat(night.read("silver.daily_price").count()).isEqualTo(8);
    assertThat(
            rows(
                night.read("ops.source_file").where("source_file = 'prices/NVDA.csv'"),
                "line_count",
                "rejected_count"))
        .isEqualTo(
            """
            line_count | rejected_count
            7          | 3
            """);
  }

  @Test
  void faultyFileIsLeftOutWhileTheOthersAreTakenIn() {
    night.run();
    landing.addDay("2025-01-29");
    landing.put("prices/NVDA.csv", "day,price\n2025-01-29,123.70\n");

    RunOutcome outcome = night.run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.SOURCE_FAILED);
    assertThat(outcome.problems()).containsOnlyKeys("prices/NVDA.csv");
    assertThat(rows(night.read("silver.daily_price").groupBy("ticker").count()))
        .isEqualTo(
            """
            ticker | count
            NVDA   | 4
            SPY    | 5
            """);
    RunOutcome idle = night.run();
    assertThat(idle.idle()).isTrue();
    assertThat(idle.exitCode()).isEqualTo(ExitCode.SOURCE_FAILED);
  }

  @Test
  void failingCheckLeavesThePublishedTablesAndStopsWhatDependsOnIt() {
    night.run();
    landing.put("fred/DFF.csv", SmallLanding.DFF + "2025-01-28,4.33\n");
    // A Saturday: a well-formed bar that cannot be true.
    landing.addDay("2025-02-01");

    RunOutcome outcome = night.run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(outcomes(outcome))
        .containsEntry("silver.daily_price", Outcome.FAILED)
        .containsEntry("silver.rate", Outcome.MADE)
        .containsEntry("gold.daily_return", Outcome.BLOCKED);
    assertThat(new PublishedSets(night.store()).numbers()).containsExactly(1L);
    assertThat(night.read("silver.daily_price").count()).isEqualTo(8);
    assertThat(
            rows(
                night.read("ops.expectation").where("NOT holds"),
                "table_name",
                "check_name",
                "bad_row_count"))
        .isEqualTo(
            """
            table_name         | check_name          | bad_row_count
            silver.daily_price | traded on a weekday | 2
            """);

    landing.addDay("2025-01-31");
    RunOutcome repaired = night.run();

    assertThat(repaired.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(outcomes(repaired)).containsEntry("silver.rate", Outcome.REUSED);
    assertThat(night.read("silver.daily_price").count()).isEqualTo(10);
  }

  @Test
  void runKilledAfterAnyStepEndsWithTheSameRows() throws IOException {
    night.run();
    landing.addDay("2025-01-29");
    landing.put("fred/DFF.csv", SmallLanding.DFF + "2025-01-28,4.35\n");
    Path published = folder.resolve("lake");
    TestRun whole = landing.on(copy(published, folder.resolve("whole")));
    whole.run();
    Map<String, String> expected = content(whole);

    for (int steps = 1; steps <= SmallLanding.TABLES.size(); steps++) {
      TestRun killed = landing.on(copy(published, folder.resolve("killed" + steps)));
      int after = steps;
      assertThatThrownBy(() -> killed.run(new KillAfter(after))).isInstanceOf(Killed.class);
      assertThat(new PublishedSets(killed.store()).numbers()).containsExactly(1L);

      RunOutcome resumed = killed.run();

      assertThat(resumed.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(content(killed)).as("killed after step %d", steps).isEqualTo(expected);
    }
  }

  @Test
  void landingZoneThatIsNotThereStopsTheRunBeforeAnythingIsWritten() {
    TestRun lost = new SmallLanding(folder.resolve("nowhere")).on(folder.resolve("lost"));

    assertThatThrownBy(lost::run)
        .isInstanceOf(JevonsException.class)
        .hasMessageContaining("is not a folder")
        .hasMessageContaining("--landing");
    assertThat(folder.resolve("lost")).doesNotExist();
  }

  @Test
  void everyRunTellsWhatItDidAndWhy() {
    night.run();
    landing.addDay("2025-01-29");
    night.run();

    assertThat(
            rows(
                night.read("ops.run"), "command", "outcome", "exit_code", "published_set", "as_of"))
        .isEqualTo(
            """
            command | outcome   | exit_code | published_set | as_of
            nightly | published | 0         | 1             | 2025-01-28
            nightly | published | 0         | 2             | 2025-01-29
            """);
    assertThat(
            rows(
                night.read("ops.step").where("table_name = 'silver.daily_price'"),
                "outcome",
                "reason"))
        .isEqualTo(
            """
            outcome | reason
            made    | bronze.price_bar changed; what that concerns was made anew
            made    | first time
            """);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends the run as abruptly as a test in one process can. */
  private record KillAfter(int steps, AtomicInteger seen) implements RunListener {
    KillAfter(int steps) {
      this(steps, new AtomicInteger());
    }

    @Override
    public void begins(String runId, int tables) {}

    @Override
    public void ended(StepResult result) {
      if (seen.incrementAndGet() >= steps) {
        throw new Killed();
      }
    }
  }

  /** Every table's rows, without what names the run. */
  private static Map<String, String> content(TestRun run) {
    Map<String, String> content = new TreeMap<>();
    for (Table table : SmallLanding.TABLES) {
      content.put(
          table.name().toString(),
          rows(
              run.published()
                  .read(table.name())
                  .drop("run_id", "source_sha256", "vintage", "change", "exported_on")));
    }
    return content;
  }

  private static Map<String, Outcome> outcomes(RunOutcome outcome) {
    return outcome.results().stream()
        .collect(toMap(r -> r.table().toString(), StepResult::outcome));
  }

  private static String withoutLastLine(String text) {
    return text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
  }

  private static Map<String, Long> files(Path lake) throws IOException {
    try (Stream<Path> all = Files.walk(lake)) {
      return all.filter(Files::isRegularFile)
          .collect(
              toMap(
                  p -> lake.relativize(p).toString(),
                  p -> p.toFile().length(),
                  (a, b) -> a,
                  TreeMap::new));
    }
  }
}
