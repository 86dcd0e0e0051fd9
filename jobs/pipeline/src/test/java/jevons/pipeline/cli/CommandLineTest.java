package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on, without a lake. */
class CommandLineTest {
  private final TestConsole jevons = TestConsole.withoutServices();

  @TempDir Path folder;

  @Test
  void helpIsAskedForAndGoesToStandardOutput() {
    assertThat(jevons.run("--help")).isZero();
    assertThat(jevons.out()).contains("query", "fit", "doctor", "Exit codes: 0 done");
    assertThat(jevons.err()).isEmpty();
  }

  @Test
  void eachCommandHasHelp() {
    for (String command : CommandRunner.names()) {
      assertThat(jevons.run(command, "--help")).as(command).isZero();
      assertThat(jevons.out()).as(command).startsWith("Usage: jevons " + command);
    }
  }

  @Test
  void helpMayBeAskedForAsACommand() {
    assertThat(jevons.run("help")).isZero();
    assertThat(jevons.out()).contains("Commands:");
    assertThat(jevons.run("help", "query")).isZero();
    assertThat(jevons.out()).startsWith("Usage: jevons query");
    assertThat(jevons.run("help", "qeury")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("jevons: unknown command help.");
  }

  @Test
  void anEmptyPathIsNotTheWorkingFolder() {
    for (String option : List.of("--lake", "--landing", "--config")) {
      assertThat(jevons.run("nightly", option, "")).as(option).isEqualTo(2);
      assertThat(jevons.err()).as(option).contains(option + " is empty: name a path");
    }
  }

  @Test
  void aFolderIsNoConfigurationFile() {
    assertThat(jevons.run("tables", "--format", "ddl", "--config", folder.toString())).isEqualTo(2);
    assertThat(jevons.err()).startsWith(folder + " is a folder. Expected a configuration file");
  }

  @Test
  void aSettingOfAWrongKindIsToldWhereItStands() {
    assertThat(jevons.run("tables", "--format", "ddl", "--set", "jevons.run.parallel-steps=two"))
        .isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo(
            "--set: jevons.run.parallel-steps is \"two\", not a whole number. Default: 2.\n");
    assertThat(jevons.run("tables", "--format", "ddl", "--set", "jevons.fetch.fred.series=[a"))
        .isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo("--set: jevons.fetch.fred.series is \"[a\", not a list of texts.\n");
  }

  @Test
  void optionsOfTheDdlThatWouldHaveNoEffectAreRefused() {
    assertThat(jevons.run("tables", "--format", "ddl", "--catalog", "research")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("--catalog is of --dialect unity");
    assertThat(jevons.run("tables", "--dialect", "unity")).isEqualTo(2);
    assertThat(jevons.err()).contains("of --format ddl");
  }

  @Test
  void traceTakesOneValueOfEachColumnOfTheKey() {
    assertThat(jevons.run("trace", "gold.claim", "claim=a", "claim=b")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("claim is named twice");
    assertThat(jevons.run("trace", "gold.claim", "=a")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("\"=a\" names no column");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(jevons.run()).isEqualTo(2);
    assertThat(jevons.err()).isEqualTo("jevons: a command is missing. See: jevons --help.\n");
    assertThat(jevons.out()).isEmpty();
  }

  @Test
  void unknownCommandNamesTheClosest() {
    assertThat(jevons.run("qeury")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo("jevons: unknown command qeury. Closest: query. See: jevons --help.\n");
  }

  @Test
  void unknownOptionNamesTheClosest() {
    assertThat(jevons.run("query", "SELECT 1", "--fromat=json")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo(
            "jevons query: unknown option --fromat. Closest: --format. See: jevons query"
                + " --help.\n");
  }

  @Test
  void aDayMustBeOne() {
    assertThat(jevons.run("query", "SELECT 1", "--as-of", "2025-02-30")).isEqualTo(2);
    assertThat(jevons.err()).contains("--as-of").contains("\"2025-02-30\" is not a day");
  }

  @Test
  void anUnquotedTextIsOneArgumentTooMany() {
    assertThat(jevons.run("query", "SELECT", "1")).isEqualTo(2);
    assertThat(jevons.err()).contains("one argument too many. Put quotes");
  }

  @Test
  void anUnknownSettingIsWrongConfiguration() {
    assertThat(jevons.run("tables", "--format", "ddl", "--set", "jevons.lake.pth=x")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo("--set: unknown setting jevons.lake.pth. Closest: jevons.lake.path.\n");
  }

  @Test
  void traceJudgesTheRowsNameBeforeThereIsALake() {
    assertThat(jevons.run("trace", "gold.firm_quater", "ticker=NVDA")).isEqualTo(2);
    assertThat(jevons.err()).isEqualTo("no table gold.firm_quater. Closest: gold.firm_quarter.\n");
    assertThat(jevons.run("trace", "gold.firm_quarter", "quartr=2024-10-01")).isEqualTo(2);
    assertThat(jevons.err()).contains("Closest: quarter. The key: as_of, ticker, quarter.");
    assertThat(jevons.run("trace", "gold.firm_quarter", "ticker=NVDA", "capx_usd")).isEqualTo(2);
    assertThat(jevons.err()).contains("has no column capx_usd. Closest: capex_usd.");
  }

  @Test
  void globalOptionsMayStandBeforeTheCommand() {
    assertThat(jevons.run("--lake", "s3a://b/p", "tables", "ops.run", "--format", "ddl")).isZero();
    assertThat(jevons.out())
        .isEqualTo(
            """
            CREATE DATABASE IF NOT EXISTS ops;
            CREATE TABLE IF NOT EXISTS ops.run USING delta COMMENT 'one row per run that took the lock' LOCATION 's3a://b/p/ops/run';
            """);
  }

  @Test
  void tablesAreRegisteredInUnityCatalogByTheBucketsOwnName() {
    assertThat(
            jevons.run(
                "--lake",
                "s3a://b/p",
                "tables",
                "gold.daily_return",
                "--format",
                "ddl",
                "--dialect",
                "unity",
                "--catalog",
                "research"))
        .isZero();
    assertThat(jevons.out())
        .isEqualTo(
            """
            CREATE SCHEMA IF NOT EXISTS `research`.gold;
            CREATE TABLE IF NOT EXISTS `research`.gold.daily_return USING delta COMMENT 'one row per as-of day, ticker and trading day after the ticker\\'s first' LOCATION 's3://b/p/gold/daily_return';
            """);
  }

  @Test
  void localLakeIsNamedByItsAddressSinceAClustersDefaultFileSystemIsAnother() {
    assertThat(ddlOfRuns("hive"))
        .isEqualTo(
            """
            CREATE DATABASE IF NOT EXISTS ops;
            CREATE TABLE IF NOT EXISTS ops.run USING delta COMMENT 'one row per run that took the lock' LOCATION 'file:/srv/lake/ops/run';
            """);
    assertThat(ddlOfRuns("unity")).contains(" LOCATION 'file:///srv/lake/ops/run';");
  }

  private String ddlOfRuns(String dialect) {
    assertThat(
            jevons.run(
                "--lake",
                "/srv/lake",
                "tables",
                "ops.run",
                "--format",
                "ddl",
                "--dialect",
                dialect))
        .isZero();
    return jevons.out();
  }

  @Test
  void tablesAreListedWithWhatTheyHold() {
    assertThat(jevons.run("tables")).isZero();
    assertThat(jevons.out()).contains("ops.run", "one row per run that took the lock");
  }

  @Test
  void oneTableIsShownWithUnits() {
    assertThat(jevons.run("tables", "ops.run")).isZero();
    assertThat(jevons.out()).contains("duration_s", "DOUBLE", "seconds", "unique: run_id");
  }

  @Test
  void anUnknownTableNamesTheClosest() {
    assertThat(jevons.run("tables", "ops.runs")).isEqualTo(2);
    assertThat(jevons.err()).isEqualTo("no table ops.runs. Closest: ops.run.\n");
  }

  @Test
  void theDictionaryIsJson() throws IOException {
    assertThat(jevons.run("tables", "ops.run", "--format", "json")).isZero();
    JsonNode run = new ObjectMapper().readTree(jevons.out()).get(0);
    assertThat(run.get("table").asText()).isEqualTo("ops.run");
    assertThat(run.get("columns").get(0).get("column").asText()).isEqualTo("run_id");
  }

  @Test
  void doctorFindsThisMachineFit() throws IOException {
    int code =
        jevons.run("doctor", "--lake", folder.resolve("lake").toString(), "--format", "json");
    List<String> failed = new ArrayList<>();
    for (JsonNode finding : new ObjectMapper().readTree(jevons.out())) {
      if (finding.get("status").asText().equals("fail")) {
        failed.add(finding.toString());
      }
    }
    assertThat(failed).isEmpty();
    assertThat(code).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void doctorSaysWhatIsWrongWithTheSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), "jevons.lakes = x\n");
    assertThat(jevons.run("doctor", "--config", file.toString())).isEqualTo(2);
    assertThat(jevons.out()).contains("fail  settings: ").contains("line 1: unknown setting");
  }

  @Test
  void doctorMissesTheLandingZone() {
    assertThat(jevons.run("doctor", "--landing", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(jevons.out()).contains("fail  landing zone: ").contains("is no folder");
  }

  @Test
  void doctorSeesALakeThatIsAFileAsANightWould() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(jevons.run("doctor", "--lake", file.toString())).isEqualTo(6);
    assertThat(jevons.out()).contains(file + " is a file where a folder is needed");
  }

  @Test
  void doctorSeesAnEndpointThatDoesNotAnswer() throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), "");
    Files.writeString(
        folder.resolve("spark-defaults.conf"), "spark.hadoop.fs.s3a.endpoint http://127.0.0.1:9\n");
    assertThat(jevons.run("doctor", "--config", file.toString(), "--lake", "s3a://b/p"))
        .isEqualTo(6);
    assertThat(jevons.out()).contains("http://127.0.0.1:9 does not answer");
  }

  @Test
  void fetchTellsEachFileAndEndsWithFourWhenAProviderIsDown() throws IOException {
    int code =
        jevons.run(
            "fetch",
            "fred",
            "--landing",
            folder.toString(),
            "--set",
            "jevons.fetch.fred.address=http://127.0.0.1:1",
            "--set",
            "jevons.fetch.fred.series=[DFF]",
            "--set",
            "jevons.fetch.attempts=1",
            "--format",
            "json");
    assertThat(code).isEqualTo(4);
    JsonNode found = new ObjectMapper().readTree(jevons.out());
    assertThat(found.get("exit_code").asInt()).isEqualTo(4);
    assertThat(found.get("files").get(0).get("file").asText()).isEqualTo("fred/DFF.csv");
    assertThat(found.get("files").get(0).get("outcome").asText()).isEqualTo("failed");
    assertThat(found.get("files").get(0).get("message").asText())
        .contains("127.0.0.1 does not answer");
  }

  @Test
  void fetchAsksNoProviderWhereItCouldNotWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(jevons.run("fetch", "fred", "--landing", file.toString())).isEqualTo(2);
    assertThat(jevons.err()).startsWith("landing zone " + file + " is not a folder");
  }

  @Test
  void fetchNamesTheSettingThatTheSecAsksFor() {
    assertThat(jevons.run("fetch", "edgar", "--landing", folder.toString())).isEqualTo(2);
    assertThat(jevons.err()).startsWith("jevons.fetch.contact is not set");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aSpanToFillHasItsEarlierDayFirstAndHoldsAnEnd() {
    assertThat(jevons.run("backfill", "--from", "2025-01-31", "--to", "2024-01-31")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo(
            "--from 2025-01-31 is after --to 2024-01-31. Expected a span, the earlier day first.\n");
    assertThat(jevons.run("backfill", "--from", "2025-01-03", "--to", "2025-01-30")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo(
            "no month ends from 2025-01-03 to 2025-01-30; the next end is 2025-01-31. Expected a span"
                + " that holds one, or --every day.\n");
    assertThat(
            jevons.run("backfill", "--from", "2025-01-03", "--to", "2025-01-30", "--every", "year"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("--every").contains("day, week, month, quarter");
    assertThat(jevons.run("backfill", "--from", "2025-01-03")).isEqualTo(2);
    assertThat(jevons.err()).contains("--to");
    assertThat(jevons.out()).isEmpty();
  }

  @Test
  void endsOfWeeksMonthsAndQuartersAreFilled() {
    LocalDate from = LocalDate.of(2024, 1, 31);
    assertThat(Every.day.in(from, from)).containsExactly(from);
    assertThat(Every.week.in(from, LocalDate.of(2024, 2, 9)))
        .containsExactly(LocalDate.of(2024, 2, 2), LocalDate.of(2024, 2, 9));
    assertThat(Every.month.in(from, LocalDate.of(2024, 3, 30)))
        .containsExactly(from, LocalDate.of(2024, 2, 29));
    assertThat(Every.quarter.in(from, LocalDate.of(2024, 12, 31)))
        .extracting(LocalDate::toString)
        .containsExactly("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(jevons.run("completion")).isZero();
    assertThat(jevons.out())
        .contains("complete -F _complete_jevons", "query", "--as-of", "backfill", "--every");
  }
}
