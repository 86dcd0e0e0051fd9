package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.testing.Jvm;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One night of all tables and studies on the embedded data, as a fresh checkout runs it. */
class WholeNightTest {
  private static SmallLake lake;
  private static JsonNode night;

  @BeforeAll
  static void oneNight() {
    lake = WholeNight.made().lake();
    night = WholeNight.made().outcome();
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
  void theStudyOfConfStudiesIsFittedAndLeadsBackToItsFiles() throws IOException {
    String sql = "SELECT n FROM gold.regression WHERE study = 'capex_on_sales' AND failure IS NULL";
    assertThat(lake.run("query", sql, "--format", "json")).as(lake.err()).isZero();
    assertThat(new ObjectMapper().readTree(lake.out()).get(0).get("n").asInt()).isGreaterThan(50);
    String key = "study=capex_on_sales";
    assertThat(lake.run("trace", "gold.regression", key, "specification=headline"))
        .as(lake.err())
        .isZero();
    assertThat(lake.out()).contains("gold.firm_quarter", "silver.quarterly_fundamental", "edgar/");
    assertThat(lake.run("etable", "capex_on_sales", "--format", "csv")).as(lake.err()).isZero();
    assertThat(lake.out())
        .contains("model,capex_on_sales.headline\n", "fixed effect quarter,Yes\n")
        .containsPattern("within r2,0\\.\\d+\n");
  }

  @Test
  void nothingIsLeftToDoAfterwards() throws IOException {
    assertThat(lake.run("plan", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(lake.out()).findValuesAsText("decision"))
        .containsOnly("skip");
    assertThat(lake.run("nightly")).isZero();
    assertThat(lake.out()).startsWith("nothing new");
  }

  /** Loading Spark or the log takes longer than all that an idle night does. */
  @Test
  void idleNightLoadsNeitherSparkNorTheLog() throws Exception {
    List<String> flags = List.of("-verbose:class", "-Djevons.home=" + WholeNight.HOME);
    List<String> lines =
        Jvm.lines(
            Jvm.start(
                flags,
                Main.class,
                "nightly",
                "--lake",
                lake.folder().toString(),
                "--landing",
                RealData.landing("").toString()));
    assertThat(lines).anyMatch(line -> line.startsWith("nothing new"));
    // The name alone of the session's type is looked at when a class is verified.
    assertThat(lines)
        .filteredOn(line -> !line.contains("] org.apache.spark.sql.SparkSession "))
        .noneMatch(line -> line.matches(".*\\] (org\\.apache|scala|io\\.delta|software)\\..*"));
  }

  @Test
  void figureOfTheMarketIsThatOfItsFile() throws IOException {
    String sql =
        "SELECT close_usd FROM silver.daily_price WHERE ticker = 'NVDA' AND trade_date = DATE'2025-01-27'";
    assertThat(lake.run("query", sql, "--format", "csv")).isZero();
    assertThat(lake.out()).isEqualTo("close_usd\n118.42\n");
  }

  @Test
  void spendingIsTracedToTheFilingsThatStateIt() throws IOException {
    assertThat(
            lake.run(
                "trace",
                "gold.firm_quarter",
                "ticker=NVDA",
                "quarter=2024-10-01",
                "capex_usd",
                "--format",
                "json"))
        .as(lake.err())
        .isZero();
    JsonNode figure = new ObjectMapper().readTree(lake.out());
    // 3236 million of the fiscal year less 2159 million of its first nine months
    assertThat(figure.get("columns").get("capex_usd").asDouble()).isEqualTo(1077e6);
    List<JsonNode> lines = lines(figure);
    assertThat(lines.stream().map(l -> l.get("accession_number").asText()))
        .containsExactlyInAnyOrder("0001045810-24-000316", "0001045810-25-000023");
    assertThat(lines.stream().map(l -> l.get("file").asText() + ":" + l.get("line").asInt()))
        .containsExactlyInAnyOrder(
            "edgar/CIK0001045810.json:1128", "edgar/CIK0001045810.json:1130");
    assertThat(lines.stream().map(l -> l.get("sha256").asText()))
        .containsOnly(sha256(RealData.landing("edgar/CIK0001045810.json")));
  }

  @Test
  void everyTableLeadsToLinesOfLandingFiles() throws IOException {
    List<Table> made = new ArrayList<>(Tables.all());
    made.removeIf(t -> t instanceof Audit || t instanceof Landed);
    Collections.reverse(made);
    Set<String> leading = new TreeSet<>();
    for (Table table : made) {
      String name = table.name().toString();
      if (!leading.contains(name)) {
        List<String> words = new ArrayList<>(List.of("trace", name, "--format", "json"));
        words.addAll(keyOfARow(table));
        assertThat(lake.run(words.toArray(String[]::new))).as("%s %s", words, lake.err()).isZero();
        addLeading(new ObjectMapper().readTree(lake.out()), leading);
      }
    }
    assertThat(leading).containsAll(made.stream().map(t -> t.name().toString()).toList());
  }

  @Test
  void reportIsWritten() {
    assertThat(lake.folder().resolve("report.html")).isNotEmptyFile();
    assertThat(lake.run("report", "--format", "markdown")).isZero();
    assertThat(lake.out()).contains("Jevons");
  }

  /** Data, script and versions: reference/claims; what needs no statistics by SQL on the files. */
  @Test
  void claimsAreJudgedByTheirRules() throws IOException {
    assertThat(figures("gold.claim", "claim", "nvidia-fell-17-percent"))
        .isEqualTo("-0.1697 - - holds");
    assertThat(figures("gold.claim", "claim", "nvidia-closed-at-118.58"))
        .isEqualTo("118.4200 - - partly");
    assertThat(figures("gold.claim", "claim", "nvidia-lost-600-billion", 1e9))
        .isEqualTo("-592.6580 - - holds");
    assertThat(figures("gold.claim", "claim", "r1-cheaper-to-read")).isEqualTo("27.2727 - - holds");
    assertThat(figures("gold.claim", "claim", "r1-cheaper-to-write"))
        .isEqualTo("27.3973 - - holds");
    assertThat(figures("gold.claim", "claim", "r1-cheaper-to-use")).isEqualTo("27.3438 - - holds");
    assertThat(figures("gold.claim", "claim", "v3-for-5.6-million", 1e6))
        .isEqualTo("5.5760 - - holds");
    assertThat(figures("gold.claim", "claim", "v3-in-two-months")).isEqualTo("56.7220 - - holds");
    assertThat(figures("gold.claim", "claim", "r1-equals-o1"))
        .isEqualTo("-0.1843 -0.7050 0.3364 cannot tell");
    assertThat(figures("gold.claim", "claim", "v3-lower-cost"))
        .isEqualTo("0.1536 0.0614 0.3839 holds");
    assertThat(figures("gold.claim", "claim", "fall-is-regained")).isEqualTo("133.0000 - - holds");
    assertThat(figures("gold.claim", "claim", "stargate-not-needed", 1e9))
        .isEqualTo("510.7030 - - fails");
    assertThat(figures("gold.claim", "claim", "capex-below-trend"))
        .isEqualTo("1.2825 0.9659 1.7028 cannot tell");
    assertThat(figures("gold.claim", "claim", "us-invests-more")).isEqualTo("2.2366 - - holds");
    assertThat(figures("gold.claim", "claim", "us-invests-faster"))
        .isEqualTo("0.0619 -0.0608 0.1845 cannot tell");
    assertThat(figures("gold.claim", "claim", "us-firms-learn"))
        .isEqualTo("-0.1806 -0.7418 0.3805 cannot tell");
    assertThat(figures("gold.claim", "claim", "compute-did-not-matter"))
        .isEqualTo("0.6044 0.4724 0.7364 fails");
    assertThat(figures("gold.claim", "claim", "compute-will-not-matter"))
        .isEqualTo("0.2200 0.1009 0.3390 fails");
    assertThat(figures("gold.claim", "claim", "fewer-chips-needed"))
        .isEqualTo("3.8250 1.2676 11.5420 fails");
    assertThat(figures("gold.claim", "claim", "less-energy-built")).isEqualTo("0.1351 - - fails");
    assertThat(figures("gold.claim", "claim", "higher-a-year-on")).isEqualTo("0.3218 - - holds");
    assertThat(figures("gold.claim", "claim", "h100-at-2-usd"))
        .isEqualTo("3.4900 3.2500 4.2900 fails");
    assertThat(figures("gold.claim", "claim", "fall-outlasts-ten-days"))
        .isEqualTo("-0.0486 -0.2205 0.1233 cannot tell");
    assertThat(figures("gold.claim", "claim", "lower-multiple")).isEqualTo("0.6579 - - holds");
  }

  @Test
  void everyClaimHasAVerdictAndEveryOneThatCannotTellSaysWhy() throws IOException {
    String sql =
        "SELECT count(*) AS n FROM gold.claim WHERE verdict IS NULL"
            + " OR (verdict = 'cannot tell' AND remark IS NULL)";
    assertThat(lake.run("query", sql, "--format", "csv")).isZero();
    assertThat(lake.out()).isEqualTo("n\n0\n");
  }

  @Test
  void growthFiguresOfOthersStandBesideOurs() throws IOException {
    assertThat(figures("gold.growth_figure", "figure", "notable-compute"))
        .isEqualTo("4.2743 3.9246 4.6551 agrees");
    assertThat(figures("gold.growth_figure", "figure", "frontier-compute"))
        .isEqualTo("4.9839 4.6759 5.3123 agrees");
    assertThat(figures("gold.growth_figure", "figure", "frontier-cost"))
        .isEqualTo("3.2240 2.5827 4.0246 partly");
    assertThat(figures("gold.growth_figure", "figure", "nvidia-value-lost", 1e9))
        .isEqualTo("-592.6580 - - agrees");
  }

  @Test
  void claimIsTracedToTheLinesOfTheTwoCloses() throws IOException {
    assertThat(
            lake.run(
                "trace",
                "gold.claim",
                "claim=nvidia-fell-17-percent",
                "measured",
                "--format",
                "json"))
        .as(lake.err())
        .isZero();
    assertThat(
            lines(new ObjectMapper().readTree(lake.out())).stream()
                .map(l -> l.get("file").asText()))
        .containsExactly("prices/NVDA.csv", "prices/NVDA.csv");
  }

  private static String figures(String table, String key, String name) throws IOException {
    return figures(table, key, name, 1);
  }

  /** Measured, both ends and the verdict, in units of {@code scale}. */
  private static String figures(String table, String key, String name, double scale)
      throws IOException {
    String verdict = table.equals("gold.claim") ? "verdict" : "agreement";
    String sql =
        "SELECT measured, ci_low, ci_high, %s AS verdict FROM %s WHERE %s = '%s'"
            .formatted(verdict, table, key, name);
    assertThat(lake.run("query", sql, "--format", "json")).as(lake.err()).isZero();
    JsonNode row = new ObjectMapper().readTree(lake.out()).get(0);
    return "%s %s %s %s"
        .formatted(
            figure(row.get("measured"), scale),
            figure(row.get("ci_low"), scale),
            figure(row.get("ci_high"), scale),
            row.get("verdict").asText());
  }

  private static String figure(JsonNode value, double scale) {
    return value.isNull() ? "-" : String.format(Locale.ROOT, "%.4f", value.asDouble() / scale);
  }

  /** As words of the command line. */
  private static List<String> keyOfARow(Table table) throws IOException {
    String columns = String.join(", ", table.key().stream().map(Field::name).toList());
    String sql = "SELECT %s FROM %s ORDER BY %s LIMIT 1".formatted(columns, table.name(), columns);
    assertThat(lake.run("query", sql, "--format", "json")).as(lake.err()).isZero();
    JsonNode row = new ObjectMapper().readTree(lake.out()).get(0);
    List<String> words = new ArrayList<>();
    for (Field field : table.key()) {
      JsonNode value = row.get(field.name());
      words.add(field.name() + "=" + (value.isNull() ? "" : value.asText()));
    }
    return words;
  }

  /** Adds the tables of the rows that stand above a line; returns whether this one does. */
  private static boolean addLeading(JsonNode node, Set<String> leading) {
    if (node.has("file")) {
      return true;
    }
    boolean leads = false;
    for (JsonNode input : node.get("inputs")) {
      leads |= addLeading(input, leading);
    }
    if (leads) {
      leading.add(node.get("table").asText());
    }
    return leads;
  }

  private static List<JsonNode> lines(JsonNode node) {
    if (node.has("file")) {
      return List.of(node);
    }
    List<JsonNode> lines = new ArrayList<>();
    node.get("inputs").forEach(input -> lines.addAll(lines(input)));
    return lines;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("SHA-256 is missing", e);
    }
  }
}
