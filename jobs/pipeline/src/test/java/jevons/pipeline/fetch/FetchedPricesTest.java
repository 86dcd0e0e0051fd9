package jevons.pipeline.fetch;

import static jevons.pipeline.fetch.FetchSetup.EMBEDDED;
import static jevons.pipeline.fetch.FetchSetup.outcomes;
import static jevons.pipeline.fetch.FetchSetup.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.fetch.FetchResult.Outcome;
import jevons.pipeline.fetch.ProviderServer.Answer;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.tables.bronze.PriceBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices of both providers come out split-adjusted, as the embedded files have them. */
class FetchedPricesTest {
  private static final String DAY_HEADER =
      "Code,Ex,Date,Open,High,Low,Close,Adjusted_close,Volume\n";
  private static final String HISTORY =
      """
      date,open,high,low,close,adj_close,volume
      2026-08-19,180.0000,182.0000,179.0000,181.0000,181.000000,1000
      2026-08-20,181.0000,184.0000,180.0000,183.0000,183.000000,1100
      """;

  @TempDir Path folder;
  private ProviderServer provider;
  private FetchSetup setup;

  @BeforeEach
  void start() {
    provider = new ProviderServer();
    setup = new FetchSetup(folder, provider);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NVDA", "GOOGL", "TSLA", "AAPL", "IBM"})
  void stooqsRawAndAdjustedPricesGiveSplitAdjustedOnes(String ticker) {
    setup.set("prices.tickers", "[" + ticker + "]");
    String path = "/q/d/l/?s=" + ticker.toLowerCase(java.util.Locale.ROOT) + ".us&i=d";
    StringBuilder raw = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    StringBuilder adjusted = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (String[] bar : embedded(ticker)) {
      BigDecimal ahead = splitsAfter(ticker, bar[0]);
      raw.append(String.join(",", bar[0], times(bar[1], ahead), times(bar[2], ahead)))
          .append(',')
          .append(String.join(",", times(bar[3], ahead), times(bar[4], ahead)))
          .append(',')
          .append(over(bar[6], ahead))
          .append('\n');
      adjusted.append(String.join(",", bar[0], "1", "1", "1", bar[5], "1")).append('\n');
    }
    provider.lay(path + "&o=1111111", Answer.ok("application/octet-stream", bytes(raw)));
    provider.lay(path, Answer.ok("text/plain; charset=utf-8", bytes(adjusted)));

    assertThat(Fetch.exitCode(setup.fetch("prices"))).isEqualTo(ExitCode.DONE);
    assertIsAsEmbedded(ticker);
  }

  @Test
  void pageThatAsksForAKeyInsteadOfPricesIsRefusedWithTheWayOut() {
    setup.set("prices.tickers", "[NVDA]");
    Answer page = Answer.ok("text/html; charset=utf-8", bytes(new StringBuilder("<html>Get key")));
    provider.lay("/q/d/l/?s=nvda.us&i=d&o=1111111", page);

    List<FetchResult> results = setup.fetch("prices");

    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.SOURCE_FAILED);
    assertThat(results.toString())
        .contains("is text/html; charset=utf-8, not CSV: Stooq asks programs for a key")
        .contains("STOOQ_API_KEY", "eodhd");

    setup.environment("STOOQ_API_KEY", "s3cret");
    provider.lay("/q/d/l/?s=nvda.us&i=d&o=1111111&apikey=s3cret", page);
    assertThat(setup.fetch("prices").toString())
        .contains("Stooq refuses the key in STOOQ_API_KEY")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NVDA", "AMZN"})
  void eodhdsRawPricesAndSplitsGiveSplitAdjustedOnes(String ticker) {
    setup.set("prices.tickers", "[" + ticker + "]");
    setup.set("prices.provider", "eodhd").environment("EODHD_API_KEY", "s3cret/key");
    StringBuilder bars = new StringBuilder("Date,Open,High,Low,Close,Adjusted_close,Volume\n");
    for (String[] bar : embedded(ticker)) {
      BigDecimal ahead = splitsAfter(ticker, bar[0]);
      bars.append(
              String.join(
                  ",",
                  bar[0],
                  times(bar[1], ahead),
                  times(bar[2], ahead),
                  times(bar[3], ahead),
                  times(bar[4], ahead),
                  bar[5],
                  bar[6]))
          .append('\n');
    }
    StringBuilder splits = new StringBuilder("Date,\"Stock Splits\"\n");
    splitsOf(ticker).forEach(s -> splits.append(s[1] + "," + s[2] + ".000000/1.000000\n"));
    String query = "?fmt=csv&from=2014-01-01&api_token=s3cret%2Fkey";
    provider.lay("/eod/" + ticker + ".US" + query, Answer.ok("text/csv", bytes(bars)));
    provider.lay("/splits/" + ticker + ".US" + query, Answer.ok("text/csv", bytes(splits)));

    List<FetchResult> results = setup.fetch("prices");

    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.DONE);
    assertIsAsEmbedded(ticker);
    assertThat(results.toString() + setup.text("prices/MANIFEST.csv"))
        .contains("/eod/" + ticker + ".US?fmt=csv&from=2014-01-01")
        .doesNotContain("s3cret");
  }

  @Test
  void whatIsNoNumberIsHandedOnAndSetAsideByTheParser() {
    String path = "/q/d/l/?s=nvda.us&i=d";
    String text =
        "Date,Open,High,Low,Close,Volume\n2026-08-20,1,2,0.5,n/a,10\n2026-08-21,1,2,0.5,1.5,10.4\n";
    provider.lay(path + "&o=1111111", Answer.csv(text));
    provider.lay(path, Answer.csv(text));

    setup.fetch("prices");

    assertThat(words(setup.parse(new PriceBar(), "prices/NVDA.csv")))
        .satisfiesExactly(
            one -> assertThat(one).contains("\"n/a\" is not a number above 0"),
            two ->
                assertThat(two)
                    .isEqualTo("[NVDA, 2026-08-21, 1.0000, 2.0000, 0.5000, 1.5000, 1.500000, 10]"));
  }

  @Test
  void anIndexIsFetchedWhereTheSettingsNameItAndPassedOverElsewhere() {
    setup.set("prices.tickers", "[GSPC, SOX]");
    String text = "Date,Open,High,Low,Close,Volume\n2026-08-20,6400,6410,6390,6405,\n";
    provider.lay("/q/d/l/?s=%5Espx&i=d&o=1111111", Answer.csv(text));
    provider.lay("/q/d/l/?s=%5Espx&i=d", Answer.csv(text));

    List<FetchResult> results = setup.fetch("prices");

    assertThat(outcomes(results))
        .containsEntry("prices/GSPC.csv", Outcome.NEW)
        .containsEntry("prices/SOX.csv", Outcome.PASSED_OVER);
    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.DONE);
    assertThat(words(setup.parse(new PriceBar(), "prices/GSPC.csv")))
        .containsExactly(
            "[GSPC, 2026-08-20, 6400.0000, 6410.0000, 6390.0000, 6405.0000, 6405.000000, 0]");
  }

  @Test
  void oneFileOfAllTickersForEachNewDay() {
    forDays();
    layDay(
        "2026-08-21",
        """
        NVDA,US,2026-08-21,183,186,182,185,185,1200
        SPY,US,2026-08-21,640,642,639,641,641,5
        XYZ,US,2026-08-21,1,1,1,1,1,1
        OLD,US,2026-08-14,1,1,1,1,1,1
        """,
        "",
        "");
    layDay("2026-08-24", "", "", "");

    List<FetchResult> results = setup.fetch("price_days");

    assertThat(outcomes(results))
        .containsEntry("prices/days/2026-08-21.csv", Outcome.NEW)
        .containsEntry("prices/days/2026-08-24.csv", Outcome.PASSED_OVER)
        .hasSize(2);
    assertThat(words(setup.parse(new PriceBar(), "prices/days/2026-08-21.csv")))
        .containsExactly(
            "[NVDA, 2026-08-21, 183.0000, 186.0000, 182.0000, 185.0000, 185.000000, 1200]",
            "[SPY, 2026-08-21, 640.0000, 642.0000, 639.0000, 641.0000, 641.000000, 5]");
    assertThat(provider.targets()).noneMatch(t -> t.startsWith("/eod/"));
  }

  @Test
  void everyTickerOfTheExchangeWhereTheSettingsSaySo() {
    forDays().set("prices.day-tickers", "all");
    layDay(
        "2026-08-21",
        "NVDA,US,2026-08-21,183,186,182,185,185,1200\nXYZ,US,2026-08-21,1,1,1,1,1,1\n",
        "",
        "");
    setup.at(Instant.parse("2026-08-22T02:00:00Z"));

    setup.fetch("price_days");

    assertThat(setup.text("prices/days/2026-08-21.csv"))
        .contains("\nNVDA,2026-08-21,", "\nXYZ,2026-08-21,");
  }

  @Test
  void aTickerThatSplitGetsItsHistoryAnewAndTheDaysBeforeGiveItUp() {
    forDays();
    layDay(
        "2026-08-21",
        "NVDA,US,2026-08-21,183,186,182,185,185,1200\nSPY,US,2026-08-21,1,1,1,1,1,1\n",
        "",
        "");
    layDay(
        "2026-08-24",
        "NVDA,US,2026-08-24,37,38,36,37,37,6000\nSPY,US,2026-08-24,1,1,1,1,1,1\n",
        "NVDA,US,2026-08-24,5/1\n",
        "");
    String query = ".US?fmt=csv&from=2014-01-01&api_token=k";
    provider.lay(
        "/eod/NVDA" + query,
        Answer.csv(
            """
            Date,Open,High,Low,Close,Adjusted_close,Volume
            2026-08-19,180,182,179,181,36.2,5000
            2026-08-20,181,184,180,183,36.6,5500
            2026-08-21,183,186,182,185,37,6000
            2026-08-24,37,38,36,37,37,6000
            """));
    provider.lay(
        "/splits/NVDA" + query,
        Answer.csv("Date,\"Stock Splits\"\n2026-08-24,5.000000/1.000000\n"));

    List<FetchResult> results = setup.fetch("price_days");

    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.DONE);
    assertThat(words(setup.parse(new PriceBar(), "prices/NVDA.csv")))
        .contains("[NVDA, 2026-08-21, 36.6000, 37.2000, 36.4000, 37.0000, 37.000000, 6000]")
        .hasSize(4);
    assertThat(setup.text("prices/days/2026-08-21.csv")).doesNotContain("NVDA").contains("SPY");
    assertThat(setup.text("prices/days/2026-08-24.csv")).doesNotContain("NVDA").contains("SPY");
    assertThat(setup.text("prices/days/MANIFEST.csv"))
        .contains(Sha256.of(setup.file("prices/days/2026-08-21.csv")));
  }

  @Test
  void aDayThatEveryHistoryHasMakesNoFile() {
    forDays();
    setup.put("prices/NVDA.csv", HISTORY + "2026-08-21,183,186,182,185,185,1200\n");
    setup.at(Instant.parse("2026-08-22T02:00:00Z"));
    layDay("2026-08-21", "NVDA,US,2026-08-21,183,186,182,185,185,1200\n", "", "");

    assertThat(outcomes(setup.fetch("price_days")))
        .containsEntry("prices/days/2026-08-21.csv", Outcome.PASSED_OVER);
    assertThat(setup.file("prices/days")).doesNotExist();
  }

  @Test
  void todayIsNotAskedForBeforeTheExchangeHasClosed() {
    forDays().at(Instant.parse("2026-08-21T17:00:00Z"));
    assertThat(setup.fetch("price_days")).isEmpty();
    assertThat(provider.asked()).isEmpty();
  }

  private FetchSetup forDays() {
    setup.put("prices/NVDA.csv", HISTORY);
    setup.put("prices/SPY.csv", HISTORY);
    return setup
        .set("prices.tickers", "[NVDA, SPY]")
        .set("prices.provider", "eodhd")
        .environment("EODHD_API_KEY", "k");
  }

  private void layDay(String day, String bars, String splits, String dividends) {
    String path = "/eod-bulk-last-day/US?fmt=csv&date=" + day;
    provider.lay(path + "&api_token=k", Answer.csv(bars.isEmpty() ? "[]" : DAY_HEADER + bars));
    provider.lay(path + "&type=splits&api_token=k", Answer.csv("Code,Ex,Date,Split\n" + splits));
    provider.lay(
        path + "&type=dividends&api_token=k", Answer.csv("Code,Ex,Date,Dividend\n" + dividends));
  }

  private void assertIsAsEmbedded(String ticker) {
    List<Parsed> found = setup.parse(new PriceBar(), "prices/" + ticker + ".csv");
    List<String[]> expected = embedded(ticker);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      List<String> words = ((Parsed.Line) found.get(i)).words();
      String[] bar = expected.get(i);
      assertThat(words.get(1)).isEqualTo(bar[0]);
      for (int at = 1; at < 7; at++) {
        double value = Double.parseDouble(bar[at]);
        // Four decimals of the raw price, which a split of ten for one makes five.
        double off = at == 6 ? 1e-2 * value + 1 : 1.01e-4;
        assertThat(Double.parseDouble(words.get(at + 1)))
            .as(bar[0] + " column " + at)
            .isCloseTo(value, within(off));
      }
    }
  }

  private static List<String[]> embedded(String ticker) {
    List<String[]> bars = new ArrayList<>();
    FetchSetup.read(EMBEDDED.resolve("prices/" + ticker + ".csv"))
        .lines()
        .skip(1)
        .forEach(line -> bars.add(line.split(",", -1)));
    return bars;
  }

  private static List<String[]> splitsOf(String ticker) {
    return FetchSetup.read(EMBEDDED.resolve("splits/splits.csv"))
        .lines()
        .filter(line -> line.startsWith(ticker + ","))
        .map(line -> line.split(","))
        .toList();
  }

  private static BigDecimal splitsAfter(String ticker, String day) {
    return splitsOf(ticker).stream()
        .filter(split -> split[1].compareTo(day) > 0)
        .map(split -> new BigDecimal(split[2]))
        .reduce(BigDecimal.ONE, BigDecimal::multiply);
  }

  private static String times(String price, BigDecimal ratio) {
    return new BigDecimal(price).multiply(ratio).toPlainString();
  }

  private static String over(String volume, BigDecimal ratio) {
    return new BigDecimal(volume)
        .divide(ratio, MathContext.DECIMAL64)
        .setScale(0, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static byte[] bytes(StringBuilder text) {
    return FetchSetup.utf8(text.toString());
  }
}
