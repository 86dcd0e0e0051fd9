package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.PlannedStep.Decision;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.TradingDay;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Past days filled on a small landing folder and a real lake. */
class BackfillTest {
  private static final String[] DAYS = {"2025-01-24", "2025-01-26", "2025-01-27"};
  private static final List<String> TICKERS = List.of("NVDA", "SPY");
  private static final Table RETURNS = new DailyReturn();

  @TempDir Path folder;
  private SmallLanding landing;
  private TestRun lake;

  @BeforeEach
  void aNight() {
    landing = SmallLanding.in(folder.resolve("landing"));
    lake = landing.on(folder.resolve("lake"));
    lake.run();
  }

  @Test
  void daysAreThoseOfANightAsOfEach() {
    TestRun nights = landing.on(folder.resolve("nights"));
    nights.run();
    for (String day : DAYS) {
      nights.asOf(day).run();
    }
    PublishedSet before = lake.published().set();

    RunOutcome outcome = lake.backfill(RunListener.SILENT, DAYS).run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    for (String day : DAYS) {
      assertThat(rows(lake.published(day).read(RETURNS.name())))
          .as(day)
          .isEqualTo(rows(nights.published(day).read(RETURNS.name())));
      assertThat(entry(lake.published().set(), day).contentDigest())
          .isEqualTo(entry(nights.published().set(), day).contentDigest());
    }
    PublishedSet after = lake.published().set();
    assertThat(after.number()).isEqualTo(before.number() + 1);
    assertThat(after.asOf()).isEqualTo(before.asOf());
    assertThat(after.entries()).containsAll(before.entries());
    assertThat(after.entries()).hasSize(before.entries().size() + DAYS.length);
    assertThat(folder.resolve("lake/report.html")).hasContent("report as of 2025-01-28 of 4 days");
    assertThat(lake.run().idle()).isTrue();
  }

  @Test
  void dayOnWhichNothingBecameKnownPointsAtTheDayBefore() {
    RunOutcome outcome = lake.backfill(RunListener.SILENT, DAYS).run();

    assertThat(outcome.results().stream().filter(r -> r.asOf() != null))
        .extracting(StepResult::outcome)
        .containsExactly(Outcome.MADE, Outcome.SKIPPED, Outcome.MADE);
    PublishedSet set = lake.published().set();
    assertThat(entry(set, "2025-01-26").version()).isEqualTo(entry(set, "2025-01-24").version());
    assertThat(
            rows(lake.read("ops.run"), "command", "outcome", "exit_code", "published_set", "as_of"))
        .isEqualTo(
            """
            command  | outcome   | exit_code | published_set | as_of
            backfill | published | 0         | 2             | 2025-01-27
            nightly  | published | 0         | 1             | 2025-01-28
            """);
  }

  @Test
  void secondBackfillSkipsAllAndStartsNoSpark() {
    assertThat(decisions()).containsExactly(Decision.RUN, Decision.RUN, Decision.RUN);
    lake.backfill(RunListener.SILENT, DAYS).run();
    int starts = lake.sparkStarts();

    assertThat(decisions()).containsExactly(Decision.SKIP, Decision.SKIP, Decision.SKIP);
    RunOutcome second = lake.backfill(RunListener.SILENT, DAYS).run();

    assertThat(second.idle()).isTrue();
    assertThat(lake.sparkStarts()).isEqualTo(starts);
    assertThat(new PublishedSets(lake.store()).numbers()).containsExactly(1L, 2L);
  }

  @Test
  void currentDayIsLeftToTheNightAlsoWhenItsFilesChanged() {
    PublishedSet.Entry current = entry(lake.published().set(), "2025-01-28");
    landing.put("prices/NVDA.csv", SmallLanding.NVDA.replace("142.62,142.57", "142.72,142.67"));

    RunOutcome outcome = lake.backfill(RunListener.SILENT, "2025-01-27", "2025-01-28").run();

    assertThat(outcome.results().stream().filter(r -> r.asOf() != null))
        .extracting(StepResult::asOf)
        .containsExactly(LocalDate.of(2025, 1, 27));
    assertThat(entry(lake.published().set(), "2025-01-28")).isEqualTo(current);
    assertThat(lake.run().idle()).isFalse();
    assertThat(entry(lake.published().set(), "2025-01-28").contentDigest())
        .isNotEqualTo(current.contentDigest());
  }

  @Test
  void backfillKilledInTheMiddleTakesOverWhatWasCommitted() {
    int beforeGold = SmallLanding.TABLES.size() - 1;
    AtomicInteger seen = new AtomicInteger();
    RunListener killer =
        new RunListener() {
          @Override
          public void begins(String runId, int tables) {
            assertThat(tables).isEqualTo(beforeGold + DAYS.length);
          }

          @Override
          public void ended(StepResult result) {
            if (seen.incrementAndGet() > beforeGold + 1) {
              throw new Killed();
            }
          }
        };
    assertThatThrownBy(() -> lake.backfill(killer, DAYS).run()).isInstanceOf(Killed.class);
    assertThat(new PublishedSets(lake.store()).numbers()).containsExactly(1L);

    RunOutcome resumed = lake.backfill(RunListener.SILENT, DAYS).run();

    assertThat(resumed.results().stream().filter(r -> r.asOf() != null))
        .extracting(StepResult::outcome)
        .containsExactly(Outcome.REUSED, Outcome.SKIPPED, Outcome.MADE);
    assertThat(rows(lake.published("2025-01-24").read(RETURNS.name()).groupBy("as_of").count()))
        .isEqualTo(
            """
            as_of      | count
            2025-01-24 | 2
            """);
  }

  @Test
  void daysBeforeTheDataAndAfterItAreWrongUsage() {
    assertThatThrownBy(() -> lake.backfill(RunListener.SILENT, "2013-05-31", DAYS[0]).run())
        .isInstanceOf(JevonsException.class)
        .hasMessageContaining("as of 2013-05-31: nothing that gold is made from was known by then")
        .hasMessageEndingWith("Earliest day that can be built: 2025-01-23.");
    assertThatThrownBy(() -> lake.backfill(RunListener.SILENT, "2025-02-28").plan())
        .isInstanceOf(JevonsException.class)
        .hasMessage(
            "nothing is known as of 2025-02-28 yet, the newest day known in the lake is"
                + " 2025-01-28. Expected days up to it; newer files are taken in by jevons"
                + " nightly.");
    assertThat(new PublishedSets(lake.store()).numbers()).containsExactly(1L);
  }

  /** Lines by day: which of them were known by a day decides the day's rows, nothing else. */
  @Test
  void anyDayEqualsANightOnALandingZoneWithoutWhatBecameKnownLater() {
    Random random = new Random(20250127);
    SmallLanding drawn = SmallLanding.in(folder.resolve("drawn"));
    NavigableSet<LocalDate> trading = tradingDays(random);
    writePrices(drawn, trading, LocalDate.MAX);
    TestRun whole = drawn.on(folder.resolve("whole"));
    whole.run();
    LocalDate first = trading.first();
    String[] days =
        random
            .longs(first.toEpochDay() + 1, trading.last().toEpochDay())
            .distinct()
            .limit(12)
            .mapToObj(day -> LocalDate.ofEpochDay(day).toString())
            .toArray(String[]::new);
    assertThat(whole.backfill(RunListener.SILENT, days).run().exitCode()).isEqualTo(ExitCode.DONE);

    for (String day : days) {
      assertThat(returns(whole.published(day))).as(day).isEqualTo(returns(trading, day));
    }
    // The queries alone are asked above, since a night takes seconds; here whole nights
    for (String day : List.of(days[0], days[1])) {
      SmallLanding early = SmallLanding.in(folder.resolve("early" + day));
      writePrices(early, trading, LocalDate.parse(day));
      TestRun night = early.on(folder.resolve("night" + day));
      night.run();
      assertThat(returns(whole.published(day))).as(day).isEqualTo(returns(night.published()));
    }
  }

  /** Returns made of the lines up to a day, without a lake and without a cut. */
  private static String returns(NavigableSet<LocalDate> trading, String day) {
    StringBuilder text =
        new StringBuilder("ticker | trade_date | open | high | low | close | adj_close | volume\n");
    for (String ticker : TICKERS) {
      closes(ticker, trading)
          .headMap(LocalDate.parse(day), true)
          .forEach(
              (on, close) ->
                  text.append(
                      "%s | %s | %s | %s | %s | %s | %s | 1000\n"
                          .formatted(ticker, on, close, close, close, close, close)));
    }
    Dataset<Row> prices = new DailyPrice().query(Given.given(new PriceBar(), text.toString()));
    Given in =
        Given.nothing().and(new DailyPrice(), prices).with("jevons.market.ticker", "SPY").asOf(day);
    Dataset<Row> days = new TradingDay().query(in);
    return rows(new DailyReturn().query(in.and(new TradingDay(), days)).drop("as_of"));
  }

  private static String returns(Published lake) {
    return rows(lake.read(RETURNS.name()).drop("as_of"));
  }

  private static NavigableSet<LocalDate> tradingDays(Random random) {
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (LocalDate day = LocalDate.of(2025, 1, 2); days.size() < 25; day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() <= 5 && random.nextInt(6) > 0) {
        days.add(day);
      }
    }
    return days;
  }

  private static NavigableMap<LocalDate, Double> closes(
      String ticker, NavigableSet<LocalDate> days) {
    Random random = new Random(ticker.hashCode());
    NavigableMap<LocalDate, Double> closes = new TreeMap<>();
    double close = 100;
    for (LocalDate day : days) {
      close = Math.round(close * (97 + random.nextInt(7))) / 100.0;
      closes.put(day, close);
    }
    return closes;
  }

  /** Prices and the rate, a line for each day up to {@code last}. */
  private static void writePrices(
      SmallLanding landing, NavigableSet<LocalDate> days, LocalDate last) {
    for (String ticker : TICKERS) {
      StringBuilder lines = new StringBuilder("date,open,high,low,close,adj_close,volume\n");
      closes(ticker, days)
          .headMap(last, true)
          .forEach(
              (day, close) ->
                  lines.append(
                      "%s,%s,%s,%s,%s,%s,1000\n"
                          .formatted(day, close, close, close, close, close)));
      landing.put("prices/" + ticker + ".csv", lines.toString());
    }
    StringBuilder rates = new StringBuilder("observation_date,DFF\n");
    for (LocalDate day : days) {
      LocalDate nextWeekday = day.plusDays(day.getDayOfWeek() == DayOfWeek.FRIDAY ? 3 : 1);
      if (!nextWeekday.isAfter(last)) {
        rates.append(day).append(",4.33\n");
      }
    }
    landing.put("fred/DFF.csv", rates.toString());
  }

  @Test
  void lakeWithoutANightHasNothingToAddDaysTo() {
    TestRun none = landing.on(folder.resolve("none"));
    assertThatThrownBy(() -> none.backfill(RunListener.SILENT, DAYS).run())
        .isInstanceOf(JevonsException.class)
        .hasMessageContaining("jevons nightly");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private List<Decision> decisions() {
    return lake.backfill(RunListener.SILENT, DAYS).plan().days().stream()
        .map(PlannedDay::decision)
        .toList();
  }

  private static PublishedSet.Entry entry(PublishedSet set, String day) {
    return set.find(RETURNS.name(), LocalDate.parse(day)).orElseThrow();
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
