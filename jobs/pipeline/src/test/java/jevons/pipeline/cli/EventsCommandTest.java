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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three firms that follow the market, and fall by a tenth on day 80. */
class EventsCommandTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final String EVENT = FIRST.plusDays(80).toString();

  private final TestConsole jevons = TestConsole.withoutServices();

  @TempDir Path folder;
  private String data;

  @BeforeEach
  void writeData() throws IOException {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("firm,date,return,market,rf\n");
    for (int t = 0; t < 100; t++) {
      double market = 0.01 * random.nextGaussian();
      for (String firm : List.of("A", "B", "C")) {
        double r = market + 0.001 * random.nextGaussian() - (t == 80 ? 0.1 : 0);
        csv.append("%s,%s,%s,%s,0.0001%n".formatted(firm, FIRST.plusDays(t), r, market));
      }
    }
    data = Files.writeString(folder.resolve("returns.csv"), csv).toString();
  }

  @Test
  void jsonTellsOfEachFirmAndTest() throws IOException {
    assertThat(
            events(
                "--event-date",
                EVENT,
                "--market",
                "market",
                "--window",
                "0,0",
                "--placebo",
                "--format",
                "json"))
        .as(jevons.err())
        .isZero();
    JsonNode found = new ObjectMapper().readTree(jevons.out());
    assertThat(found.get("model").asText()).isEqualTo("market");
    assertThat(found.get("firms")).hasSize(3);
    JsonNode window = found.get("firms").get(0).get("windows").get(0);
    assertThat(window.get("car").asDouble()).isCloseTo(-0.1, within(0.005));
    assertThat(window.get("placebo_p_value").asDouble())
        .isEqualTo(1.0 / (1 + window.get("placebo_days").asInt()));
    assertThat(found.get("tests").findValuesAsText("test"))
        .contains("patell", "bmp", "kolari_pynnonen", "corrado", "grank_t", "generalized_sign");
    assertThat(found.get("left_out")).isEmpty();
  }

  @Test
  void textNamesWhatWasLeftOut() throws IOException {
    Path dates =
        Files.writeString(
            folder.resolve("dates.csv"), "firm,date\nA," + EVENT + "\nB,20240323\nC,2024-01-09\n");
    assertThat(
            events(
                "--events",
                dates.toString(),
                "--market",
                "market",
                "--window",
                "-1,1",
                "--window",
                "0,30"))
        .as(jevons.err())
        .isZero();
    assertThat(jevons.out())
        .startsWith("model market (market), estimated on [-60,-11]; 2 of 3 events")
        .contains("window [-1,+1]: 2 firms on 2 days 0")
        .contains("left out: C (2024-01-09): the estimation window begins 52 trading days before")
        .contains(
            "left out: A (2024-03-21), window [0,+30]: the window ends 11 trading days after");
  }

  @Test
  void noEventThatCanBeStudiedIsWrongUsage() {
    assertThat(events("--event-date", "1999-01-04", "--market", "market")).isEqualTo(2);
    assertThat(jevons.err())
        .startsWith("none of 3 events can be studied. The first, A (1999-01-04): ")
        .hasLineCount(1);
    assertThat(jevons.out()).isEmpty();
  }

  @Test
  void aFirmOfTheDataCanBeTheMarket() {
    assertThat(events("--event-date", EVENT, "--market-firm", "C")).as(jevons.err()).isZero();
    assertThat(jevons.out()).contains("model market (C)", "2 of 2 events");
  }

  @Test
  void everyModelIsThere() {
    for (List<String> model :
        List.of(
            List.of("capm", "--market", "market", "--riskless", "rf"),
            List.of("factors", "--factors", "market"),
            List.of("mean-adjusted"),
            List.of("market-adjusted", "--market", "market"))) {
      List<String> options = new ArrayList<>(List.of("--event-date", EVENT, "--model"));
      options.addAll(model);
      assertThat(events(options.toArray(String[]::new))).as(jevons.err()).isZero();
      assertThat(jevons.out()).contains("3 of 3 events");
    }
  }

  @Test
  void wrongUsageIsExplained() throws IOException {
    refused("--model market needs --market COLUMN", "--event-date", EVENT);
    refused("say when: either --events FILE", "--market", "market");
    refused("--model markt is none of market, capm", "--model", "markt", "--event-date", EVENT);
    refused(
        "--model capm needs --riskless",
        "--model",
        "capm",
        "--market",
        "market",
        "--event-date",
        EVENT);
    refused(
        "returns.csv has no column mkt. It has firm, date, return, market, rf",
        "--market",
        "mkt",
        "--event-date",
        EVENT);
    refused("--market-firm: ", "--market-firm", "SPY", "--event-date", EVENT);
    refused("\"0\" is not a window", "--market", "market", "--window", "0", "--event-date", EVENT);
    refused(
        "no rule for missing returns",
        "--market",
        "market",
        "--missing",
        "drop",
        "--event-date",
        EVENT);
    refused(
        "shares days with the estimation window",
        "--market",
        "market",
        "--window",
        "-20,0",
        "--event-date",
        EVENT);
    refused("--events: no file none.csv.", "--market", "market", "--events", "none.csv");
    Path dates = Files.writeString(folder.resolve("d.csv"), "firm,when\nA," + EVENT + "\n");
    refused(
        "has no column date; it has firm, when",
        "--market",
        "market",
        "--events",
        dates.toString());
    Files.writeString(dates, "firm,date\nA,27.1.2025\n");
    refused(
        "column date holds \"27.1.2025\", not a day",
        "--market",
        "market",
        "--events",
        dates.toString());
    Files.writeString(dates, "firm,date\nAA," + EVENT + "\n");
    refused(
        "the returns have no firm AA. Closest: A.",
        "--market",
        "market",
        "--events",
        dates.toString());
  }

  @Test
  void dataThatContradictThemselvesAreRefused() throws IOException {
    data =
        Files.writeString(
                folder.resolve("twice.csv"),
                "firm,date,return,market\nA,2024-01-01,0,0\nA,2024-01-01,1,0\n")
            .toString();
    refused("has two rows of A on 2024-01-01", "--market", "market", "--event-date", EVENT);
    data =
        Files.writeString(
                folder.resolve("markets.csv"),
                "firm,date,return,market\nA,2024-01-01,0,0.5\nB,2024-01-01,1,0.25\n")
            .toString();
    refused("market is 0.5 and 0.25 on 2024-01-01", "--market", "market", "--event-date", EVENT);
  }

  private void refused(String message, String... options) {
    assertThat(events(options)).as(message).isEqualTo(2);
    assertThat(jevons.err()).contains(message).doesNotContain("Exception");
  }

  private int events(String... options) {
    List<String> words = new ArrayList<>(List.of("events", data, "--estimation", "-60,-11"));
    words.addAll(Arrays.asList(options));
    return jevons.run(words.toArray(String[]::new));
  }
}
