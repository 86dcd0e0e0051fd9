package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on small csv files, without Spark. */
class TestCommandTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final TestConsole jevons = TestConsole.withoutServices();

  @TempDir Path folder;
  private String series;
  private String panel;

  /** 80 months of walks and of what follows from them; 12 firms over 8 years. */
  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("month,quarter,y,x,x1,x2,a,b,c\n");
    double walk = 0;
    double other = 0;
    for (int t = 0; t < 80; t++) {
      walk += random.nextGaussian();
      other += random.nextGaussian();
      double x = walk + random.nextGaussian();
      double y = 1 + 2 * walk + random.nextGaussian();
      text.append(
          String.format(
              Locale.ROOT,
              "%d-%02d,%dQ%d,%f,%f,%f,%f,%f,%f,%f%n",
              2010 + t / 12,
              1 + t % 12,
              2000 + t / 4,
              1 + t % 4,
              y,
              x,
              random.nextGaussian(),
              other,
              walk,
              walk + random.nextGaussian(),
              other));
    }
    series = Files.writeString(folder.resolve("series.csv"), text.toString()).toString();
    text = new StringBuilder("firm,year,y,x1,x2\n");
    for (int firm = 0; firm < 12; firm++) {
      double effect = random.nextGaussian();
      for (int year = 2010; year < 2018; year++) {
        double x1 = random.nextGaussian() + effect;
        double x2 = random.nextGaussian();
        double y = x1 - x2 + effect + random.nextGaussian();
        text.append(String.format(Locale.ROOT, "f%d,%d,%f,%f,%f%n", firm, year, y, x1, x2));
      }
    }
    panel = Files.writeString(folder.resolve("panel.csv"), text.toString()).toString();
  }

  /** What a message shows as an example works, in both formats, with the fields of the contract. */
  @Test
  void everyTestRunsItsExample() throws IOException {
    for (NamedTest test : NamedTest.all()) {
      String data = test.example().contains("firm") ? panel : series;
      List<String> command = new ArrayList<>(List.of("test", data, test.name()));
      Matcher word = WORD.matcher(test.example());
      while (word.find()) {
        command.add(word.group(1) != null ? word.group(1) : word.group(2));
      }
      assertThat(run(command)).as(test.name() + ": " + jevons.err()).isZero();
      assertThat(jevons.out()).startsWith(test.name() + ": ").contains("statistic ");
      command.addAll(List.of("--format", "json"));
      assertThat(run(command)).as(test.name() + ": " + jevons.err()).isZero();
      JsonNode found = json();
      List<String> fields = new ArrayList<>();
      found.fieldNames().forEachRemaining(fields::add);
      assertThat(fields.subList(0, 8))
          .as(test.name())
          .containsExactly(
              "test", "statistic", "p_value", "df", "lags", "critical_values", "n", "remarks");
      assertThat(found.get("test").asText()).isEqualTo(test.name());
      assertThat(found.get("statistic").isNumber()).as(test.name()).isTrue();
    }
  }

  @Test
  void helpListsEveryTestInOneLine() {
    assertThat(jevons.run("test", "--help")).isZero();
    for (NamedTest test : NamedTest.all()) {
      assertThat(jevons.out().lines())
          .anyMatch(
              l -> l.startsWith("  " + test.name() + " ") && l.endsWith(" " + test.hypothesis()));
    }
  }

  @Test
  void fHasTwoDegreesOfFreedomAndChiSquaredOne() throws IOException {
    String formula = "y ~ x1 + x2 | firm";
    run(
        "test",
        panel,
        "wald",
        "--formula",
        formula,
        "--restriction",
        "x1 = 1, x2 = -1",
        "--vcov",
        "cluster(firm)",
        "--format",
        "json");
    assertThat(json().get("df").toString()).isEqualTo("[2,11]");
    double f = json().get("statistic").asDouble();
    run(
        "test",
        panel,
        "wald",
        "--formula",
        formula,
        "--restriction",
        "x1 = 1",
        "--restriction",
        "x2 = -1",
        "--vcov",
        "cluster(firm)",
        "--chi2",
        "--format",
        "json");
    assertThat(json().get("df").asInt()).isEqualTo(2);
    assertThat(json().get("statistic").asDouble()).isCloseTo(2 * f, within(1e-9));
  }

  @Test
  void varianceInflationHasARowForEachTerm() throws IOException {
    run("test", panel, "vif", "--formula", "y ~ x1 + x2", "--format", "json");
    assertThat(json().get("p_value").isNull()).isTrue();
    assertThat(json().get("terms")).hasSize(2);
    assertThat(json().get("terms").get(0).get("term").asText()).isEqualTo("x1");
    assertThat(json().get("terms").get(0).get("statistic").asDouble())
        .isCloseTo(json().get("statistic").asDouble(), within(1e-9));
  }

  @Test
  void johansenHasARowForEachRank() throws IOException {
    run("test", series, "johansen", "--columns", "y,x,c", "--time", "month", "--format", "json");
    assertThat(json().get("ranks")).hasSize(3);
    assertThat(json().get("rank").asInt()).isEqualTo(json().get("relations").size());
    JsonNode first = json().get("ranks").get(0);
    assertThat(first.get("trace_statistic")).isEqualTo(json().get("statistic"));
    assertThat(first.get("trace_critical_values").has("0.05")).isTrue();
  }

  /** Rows in any order give the same figures once the time column is named. */
  @Test
  void rowsAreSortedByTime() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(series)));
    String header = lines.remove(0);
    java.util.Collections.shuffle(lines, new Random(1));
    lines.add(0, header);
    Path mixed = Files.write(folder.resolve("mixed.csv"), lines);
    for (String test : List.of("adf", "ljung-box")) {
      run("test", series, test, "--column", "y", "--format", "json");
      JsonNode sorted = json();
      run("test", mixed.toString(), test, "--column", "y", "--time", "month", "--format", "json");
      assertThat(json()).isEqualTo(sorted);
    }
  }

  @Test
  void aGapInTimeIsRefusedOrRemarked() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(series)));
    lines.subList(20, 23).clear();
    Path gap = Files.write(folder.resolve("gap.csv"), lines);
    assertThat(run("test", gap.toString(), "kpss", "--column", "y", "--time", "month"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("3 periods are missing after 2011-07");
    run(
        "test",
        gap.toString(),
        "durbin-watson",
        "--formula",
        "y ~ x",
        "--time",
        "month",
        "--format",
        "json");
    assertThat(json().get("remarks").toString())
        .contains("3 periods between the first and the last");
  }

  /** A mean that jumps by five standard deviations in 2013-01. */
  @Test
  void aSeriesThatDoesNotVaryHasNoShape() throws IOException {
    Path flat = Files.writeString(folder.resolve("flat.csv"), "t,y\n1,0.1\n2,0.1\n3,0.1\n");
    assertThat(run("test", flat.toString(), "jarque-bera", "--column", "y")).isEqualTo(2);
    assertThat(jevons.err()).contains("the value is 0.1 in all 3 rows");
  }

  @Test
  void aBreakIsWrittenLikeTheColumnOfTime() throws IOException {
    Path years =
        Files.writeString(
            folder.resolve("years.csv"),
            "t,y,x\n2001,1,1\n2002,2,4\n2003,4,3\n2004,3,5\n2005,7,6\n2006,5,2\n");
    String[] chow = {"test", years.toString(), "chow", "--formula", "y ~ x", "--time", "t"};
    List<String> words = new ArrayList<>(List.of(chow));
    words.addAll(List.of("--break", "2004-01-01"));
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(jevons.err())
        .contains("\"2004-01-01\" is not written like the time column t, which holds 2001");
  }

  @Test
  void aBreakIsDatedByItsPeriod() throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("day,y\n");
    for (int t = 0; t < 60; t++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d-%02d-01,%f%n",
              2010 + t / 12,
              1 + t % 12,
              random.nextGaussian() + (t >= 36 ? 5 : 0)));
    }
    String jump = Files.writeString(folder.resolve("jump.csv"), text.toString()).toString();
    run("test", jump, "bai-perron", "--column", "y", "--time", "day", "--format", "json");
    assertThat(json().get("breaks")).hasSize(1);
    assertThat(json().get("breaks").get(0).get("break").asText()).isEqualTo("2013-01-01");
    assertThat(json().get("breaks_bic").asInt()).isEqualTo(1);
    run("test", jump, "sup-wald", "--formula", "y ~ 1", "--time", "day", "--format", "json");
    assertThat(json().get("break").asText()).isEqualTo("2013-01-01");
    assertThat(json().get("p_value").asDouble()).isLessThan(1e-4);
    // A day without a row is a date too: the break is the first row not before it.
    run(
        "test",
        jump,
        "chow",
        "--formula",
        "y ~ 1",
        "--time",
        "day",
        "--break",
        "2012-12-15",
        "--format",
        "json");
    assertThat(json().get("break").asText()).isEqualTo("2013-01-01");
    assertThat(json().get("rows_before").asInt()).isEqualTo(36);
  }

  @Test
  void anUnknownTestNamesTheClosest() {
    assertThat(run("test", series, "durbin-wotson")).isEqualTo(2);
    assertThat(jevons.err())
        .isEqualTo(
            "jevons test: unknown test durbin-wotson. Closest: durbin-watson. See: jevons test"
                + " --help.\n");
  }

  @Test
  void aMissingOptionIsNamedWithAnExample() {
    for (NamedTest test : NamedTest.all()) {
      assertThat(run("test", series, test.name())).as(test.name()).isEqualTo(2);
      assertThat(jevons.err())
          .startsWith("jevons test " + test.name() + ": --")
          .contains(" is missing. Example: jevons test " + series + " " + test.name() + " --");
    }
  }

  @Test
  void anOptionOfAnotherTestIsRefused() {
    assertThat(run("test", series, "adf", "--column", "y", "--power", "2")).isEqualTo(2);
    assertThat(jevons.err()).contains("jevons test adf: it takes no --power.");
    assertThat(run("test", series, "ljung-box", "--column", "y", "--formula", "y ~ x"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("give --formula or --column, not both.");
  }

  @Test
  void aWrongColumnTermOrRowIsNamed() {
    assertThat(run("test", series, "adf", "--column", "yy")).isEqualTo(2);
    assertThat(jevons.err()).contains("series.csv has no column yy. Closest: ");
    assertThat(run("test", panel, "wald", "--formula", "y ~ x1", "--restriction", "x2 = 0"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("character 1: x2 is not a term of the fit. Closest: x1.");
    assertThat(run("test", panel, "durbin-watson", "--formula", "y ~ x1", "--time", "year"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("year 2010 has more than one row");
    assertThat(run("test", series, "breusch-godfrey", "--formula", "y ~ x", "--lags", "aic"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("--lags aic is not a whole number");
  }

  private int run(List<String> command) {
    return run(command.toArray(String[]::new));
  }

  private int run(String... command) {
    return jevons.run(command);
  }

  private JsonNode json() throws IOException {
    assertThat(jevons.err()).isEmpty();
    return new ObjectMapper().readTree(jevons.out());
  }
}
