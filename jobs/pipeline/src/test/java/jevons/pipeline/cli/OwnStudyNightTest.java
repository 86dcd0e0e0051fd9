package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jevons.econometrics.Coefficient;
import jevons.pipeline.run.SmallLanding;
import jevons.pipeline.studies.Estimate;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import jevons.pipeline.testing.TestSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies of one's own on a lake of two tickers and three days of returns, beside a built-in one.
 */
class OwnStudyNightTest {
  private static final List<Table> TABLES =
      Stream.concat(
              SmallLanding.TABLES.stream(),
              Stream.of(new Regression(), new RegressionCoefficient(), new RegressionDiagnostic()))
          .toList();
  private static final String FORMULA = "price_return_share ~ total_return_share";
  private static final String RETURNS =
      """
      title = "Prices and returns"
      question = "Do they move together?"
      table = gold.daily_return
      formula = "%s"
      time = trade_date
      errors = [hc1, "cluster(trade_date)"]
      """
          .formatted(FORMULA);
  private static final String NVIDIA =
      """
      title = "Nvidia alone"
      question = "And Nvidia's?"
      table = gold.daily_return
      formula = "price_return_share ~ total_return_share"
      sample = "ticker = 'NVDA'"
      """;

  @TempDir Path folder;
  private final BuiltIn builtIn = new BuiltIn();
  private SmallLake lake;
  private Path settings;

  @BeforeEach
  void oneNightWithTwoStudies() throws IOException {
    Path home = Path.of("../..").toAbsolutePath().normalize();
    lake =
        new SmallLake(
            folder.resolve("lake"),
            SmallLanding.in(folder.resolve("landing")).folder(),
            new TestConsole(
                home,
                line -> new LakeServices(line, TABLES, List.of(builtIn), TestSpark.session())));
    settings = Files.writeString(folder.resolve("jevons.conf"), "");
    Files.createDirectory(folder.resolve("studies"));
    write("returns", RETURNS);
    write("nvidia", NVIDIA);
  }

  @Test
  void itsRowsLandBesideTheOthersAndEqualWhatFitPrints() throws IOException {
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();

    assertThat(column("SELECT study FROM gold.regression ORDER BY study", "study"))
        .containsExactly("built_in", "nvidia", "returns");
    JsonNode fit =
        json(
            "fit",
            "gold.daily_return",
            FORMULA,
            "--vcov",
            "hc1",
            "--vcov",
            "cluster(trade_date)",
            "--format",
            "json");
    JsonNode rows =
        query(
            "SELECT vcov, term, estimate, standard_error, p_value FROM gold.regression_coefficient"
                + " WHERE study = 'returns'");
    assertThat(rows).hasSize(4);
    for (JsonNode inference : fit.get("inference")) {
      for (JsonNode term : inference.get("terms")) {
        JsonNode row = row(rows, inference.get("vcov").asText(), term.get("term").asText());
        for (String figure : List.of("estimate", "standard_error", "p_value")) {
          assertThat(row.get(figure).asDouble())
              .isCloseTo(term.get(figure).asDouble(), within(1e-15));
        }
      }
    }
    JsonNode regression = query("SELECT * FROM gold.regression WHERE study = 'returns'").get(0);
    assertThat(regression.get("n").asInt()).isEqualTo(6);
    assertThat(regression.get("independent_units").asInt()).isEqualTo(6);
    assertThat(regression.get("sample_start").asText()).isEqualTo("2025-01-24");
    assertThat(regression.get("sample_end").asText()).isEqualTo("2025-01-28");
    assertThat(regression.get("headline_term").asText()).isEqualTo("total_return_share");
    assertThat(regression.get("remarks").asText()).endsWith("Rows of gold.daily_return.");

    assertThat(Files.readString(folder.resolve("lake/report.html")))
        .contains("Studies of your own", "Prices and returns. Do they move together?");
    JsonNode listed = json("studies", "--format", "json");
    assertThat(listed.get(1).get("study").asText()).isEqualTo("returns");
    assertThat(listed.get(1).get("n").asInt()).isEqualTo(6);
    assertThat(listed.get(1).get("estimate").asDouble())
        .isEqualTo(row(rows, "hc1", "total_return_share").get("estimate").asDouble());
  }

  /** Another day is in its input and not in what it says it reads. */
  @Test
  void aStudyWhoseReadingIsUnchangedIsNotMadeAgain() throws IOException {
    builtIn.reading = Optional.of("figures");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    String first = fingerprints().get("built_in");

    SmallLanding landing = new SmallLanding(folder.resolve("landing"));
    landing.addDay("2025-01-29");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(builtIn.estimated).hasValue(1);
    assertThat(fingerprints()).containsEntry("built_in", first);
    assertThat(query("SELECT n FROM gold.regression WHERE study = 'returns'").get(0).get("n"))
        .hasToString("8");

    builtIn.reading = Optional.of("other figures");
    landing.addDay("2025-01-30");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(builtIn.estimated).hasValue(2);
    assertThat(fingerprints().get("built_in")).isNotEqualTo(first);
  }

  @Test
  void onlyWhatItsFileMeansMakesItAnew() throws IOException {
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    Map<String, String> first = fingerprints();
    assertThat(decisions()).containsOnly("skip");

    write("returns", "# A comment, and another layout.\n" + RETURNS.replace(" = ", "="));
    assertThat(run("nightly", "--quiet")).isZero();
    assertThat(lake.out()).startsWith("nothing new");

    write("returns", RETURNS.replace(FORMULA, "price_return_share ~ i(ticker)"));
    JsonNode plan = json("plan", "--format", "json");
    assertThat(step(plan, "study returns").get("decision").asText()).isEqualTo("run");
    assertThat(step(plan, "study returns").get("reason").asText())
        .isEqualTo("its file or gold.daily_return changed");
    assertThat(step(plan, "study nvidia").get("decision").asText()).isEqualTo("skip");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    Map<String, String> second = fingerprints();
    assertThat(second.get("returns")).isNotEqualTo(first.get("returns"));
    assertThat(second.get("nvidia")).isEqualTo(first.get("nvidia"));
    assertThat(second.get("built_in")).isEqualTo(first.get("built_in"));
    assertThat(builtIn.estimated.get()).isEqualTo(1);
    assertThat(
            column(
                "SELECT DISTINCT term FROM gold.regression_coefficient WHERE study = 'returns'"
                    + " ORDER BY term",
                "term"))
        .containsExactly("(Intercept)", "ticker::SPY");

    Files.delete(folder.resolve("studies/nvidia.conf"));
    plan = json("plan", "--format", "json");
    assertThat(step(plan, "study nvidia").get("reason").asText())
        .isEqualTo("its file is gone: its rows go");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(fingerprints()).containsOnlyKeys("built_in", "returns");
    assertThat(column("SELECT DISTINCT study FROM gold.regression_coefficient", "study"))
        .containsExactlyInAnyOrder("built_in", "returns");
    assertThat(builtIn.estimated.get()).isEqualTo(1);
    assertThat(decisions()).containsOnly("skip");
  }

  @Test
  void aStudyThatTheDataDoNotAllowDoesNotStopTheNight() throws IOException {
    write("nvidia", NVIDIA.replace("NVDA", "AMD"));
    assertThat(run("nightly", "--quiet", "--format", "json")).as(lake.err()).isEqualTo(4);
    assertThat(new ObjectMapper().readTree(lake.out()).get("problems").get("study nvidia").asText())
        .startsWith("study nvidia as of 2025-01-28 could not be fitted: ");
    JsonNode rows = query("SELECT study, n, failure FROM gold.regression ORDER BY study");
    assertThat(rows.findValuesAsText("study")).containsExactly("built_in", "nvidia", "returns");
    assertThat(rows.get(1).get("n").asInt()).isZero();
    assertThat(rows.get(1).get("failure").asText()).isNotBlank();
    assertThat(rows.get(2).get("failure").isNull()).isTrue();
    assertThat(Files.readString(folder.resolve("lake/report.html")))
        .contains("Not fitted as of <time>2025-01-28</time>: ");

    assertThat(run("nightly", "--quiet")).as("idle, and still so").isEqualTo(4);
    assertThat(lake.out()).startsWith("nothing new");

    write("nvidia", NVIDIA);
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(run("nightly", "--quiet")).isZero();
  }

  @Test
  void tooFewDataOnAPastDayAreNoProblemOfTheNight() throws IOException {
    assertThat(run("nightly", "--as-of", "2025-01-24", "--quiet")).as(lake.err()).isZero();
    assertThat(run("nightly", "--as-of", "2025-01-24", "--quiet")).as("idle").isZero();
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(run("backfill", "--from", "2025-01-24", "--to", "2025-01-27", "--every", "day"))
        .as(lake.err())
        .isZero();
    assertThat(
            column(
                "SELECT as_of FROM gold_history.regression WHERE study = 'nvidia' AND failure IS"
                    + " NOT NULL",
                "as_of"))
        .contains("2025-01-24")
        .doesNotContain("2025-01-28");
  }

  @Test
  void aWrongFileStopsBeforeAnythingIsWritten() throws IOException {
    write("nvidia", NVIDIA.replace("ticker = 'NVDA'", "ticker = DATE'2025-01-01' + 'x'"));
    assertThat(run("nightly", "--quiet")).isEqualTo(2);
    assertThat(lake.err()).contains("studies/nvidia.conf line 5, sample: ");
    assertThat(folder.resolve("lake/gold")).doesNotExist();
    assertThat(folder.resolve("lake/bronze")).doesNotExist();

    write("nvidia", NVIDIA.replace("ticker = 'NVDA'", "tickr = 'NVDA'"));
    assertThat(run("plan")).isEqualTo(2);
    assertThat(run("nightly", "--quiet")).isEqualTo(2);
    assertThat(lake.err()).contains("studies/nvidia.conf line 5, sample: ", "Closest: ticker.");
    assertThat(folder.resolve("lake/bronze")).doesNotExist();
  }

  @Test
  void aBackfillTakesItOnItsDaysAlone() throws IOException {
    write("nvidia", NVIDIA + "as-of = month-end\n");
    assertThat(run("nightly", "--quiet")).as(lake.err()).isZero();
    assertThat(run("backfill", "--from", "2025-01-27", "--to", "2025-01-27", "--every", "day"))
        .as(lake.err())
        .isZero();
    assertThat(
            column(
                "SELECT CONCAT(as_of, ' ', study) AS what FROM gold_history.regression ORDER BY"
                    + " what",
                "what"))
        .containsExactly(
            "2025-01-27 built_in",
            "2025-01-27 returns",
            "2025-01-28 built_in",
            "2025-01-28 nvidia",
            "2025-01-28 returns");
  }

  private void write(String study, String text) throws IOException {
    Files.writeString(folder.resolve("studies/" + study + ".conf"), text);
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", settings.toString()));
    return lake.run(all.toArray(String[]::new));
  }

  private JsonNode json(String... words) throws IOException {
    assertThat(run(words)).as(lake.err()).isZero();
    return new ObjectMapper().readTree(lake.out());
  }

  private JsonNode query(String sql) throws IOException {
    return json("query", sql, "--format", "json");
  }

  private List<String> column(String sql, String name) throws IOException {
    return query(sql).findValuesAsText(name);
  }

  private List<String> decisions() throws IOException {
    return json("plan", "--format", "json").findValuesAsText("decision");
  }

  private Map<String, String> fingerprints() throws IOException {
    Map<String, String> fingerprints = new HashMap<>();
    query("SELECT study, fingerprint FROM gold.regression")
        .forEach(r -> fingerprints.put(r.get("study").asText(), r.get("fingerprint").asText()));
    return fingerprints;
  }

  private static JsonNode step(JsonNode plan, String name) {
    for (JsonNode step : plan) {
      if (step.get("tables").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step " + name + " in " + plan);
  }

  private static JsonNode row(JsonNode rows, String vcov, String term) {
    for (JsonNode row : rows) {
      if (row.get("vcov").asText().equals(vcov) && row.get("term").asText().equals(term)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + term + " under " + vcov);
  }

  /** A study of Jevons itself that counts how often it is made. */
  private static final class BuiltIn implements Study {
    private final AtomicInteger estimated = new AtomicInteger();
    private Optional<String> reading = Optional.empty();

    @Override
    public String name() {
      return "built_in";
    }

    @Override
    public Optional<String> reads(Inputs in) {
      return reading;
    }

    @Override
    public Set<Class<? extends Table>> inputs() {
      return Set.of(DailyReturn.class);
    }

    @Override
    public Set<String> settings() {
      return Set.of();
    }

    @Override
    public RowsBehind rowsBehind(Table input, Asked asked) {
      return RowsBehind.none();
    }

    @Override
    public List<Estimate> estimate(Inputs in) {
      estimated.incrementAndGet();
      LocalDate day = in.asOf();
      Coefficient one = new Coefficient("x", 1, 0.5, 10);
      return List.of(
          new Estimate(
              name(),
              "headline",
              "y ~ x",
              new Estimate.Span(day, day),
              12,
              12,
              OptionalDouble.empty(),
              "x",
              List.of(new Estimate.Errors("iid", "fixest", OptionalInt.empty(), List.of(one))),
              OptionalDouble.empty(),
              List.of(),
              List.of(),
              Grade.ESTIMATED));
    }
  }
}
