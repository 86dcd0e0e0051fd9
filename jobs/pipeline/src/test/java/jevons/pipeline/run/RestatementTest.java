package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.tables.bronze.Split;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An adjustment of the past is told from a correction, and moves no return. */
class RestatementTest {
  private static final PriceBar BARS = new PriceBar();
  private static final int DAYS = 40;
  private static final String HEADER =
      "ticker | trade_date | close | adj_close | volume | vintage | change | source_file"
          + " | source_line\n";

  @Test
  void splitOfTheWholePastIsAnAdjustmentThatNamesTheSplit() {
    List<ColumnChange> changes = changes(DAYS + 2, day -> 0.1, day -> 0.1, day -> 10);

    assertThat(adjustment(changes, "close").factor()).isCloseTo(0.1, within(1e-6));
    assertThat(adjustment(changes, "close").exDate()).isEqualTo("2025-02-27");
    assertThat(adjustment(changes, "close").explainedBy())
        .hasValue("split: 10 for 1 on 2025-02-27");
    assertThat(adjustment(changes, "adj_close").explainedBy())
        .hasValue("split: 10 for 1 on 2025-02-27");
    assertThat(adjustment(changes, "volume").factor()).isCloseTo(10, within(1e-6));
    assertThat(adjustment(changes, "volume").explainedBy())
        .hasValue("split: 10 for 1 on 2025-02-27");
  }

  @Test
  void dividendIsAnAdjustmentOfTheAdjustedCloseAlone() {
    double factor = 1 - 0.01 / 180;
    List<ColumnChange> changes = changes(DAYS + 1, day -> 1, day -> factor, day -> 1);

    assertThat(changes).extracting(ColumnChange::column).contains("adj_close");
    assertThat(changes.stream().filter(c -> c.changedRows() > 0)).hasSize(1);
    assertThat(adjustment(changes, "adj_close").factor()).isCloseTo(factor, within(1e-8));
    assertThat(adjustment(changes, "adj_close").exDate()).isEqualTo("2025-02-26");
    assertThat(adjustment(changes, "adj_close").explainedBy()).hasValue("dividend: 0.006 %");
  }

  @Test
  void dividendOnTopOfASplitIsSaidBesideIt() {
    List<ColumnChange> changes = changes(DAYS + 2, day -> 0.1, day -> 0.1 * 0.99, day -> 10);

    assertThat(adjustment(changes, "adj_close").explainedBy())
        .hasValue("split: 10 for 1 on 2025-02-27, dividend: 1.000 %");
  }

  @Test
  void adjustmentWithinTheFileEndsAtTheFirstDayThatKeepsItsPrice() {
    List<ColumnChange> changes =
        changes(DAYS, day -> day < 30 ? 0.5 : 1, day -> day < 30 ? 0.5 : 1, day -> 1);

    assertThat(adjustment(changes, "close").factor()).isCloseTo(0.5, within(1e-6));
    assertThat(adjustment(changes, "close").exDate()).isEqualTo("2025-02-12");
    assertThat(adjustment(changes, "close").explainedBy()).isEmpty();
  }

  @Test
  void anythingElseIsACorrection() {
    IntToDoubleFunction same = day -> 1;
    List<IntToDoubleFunction> corrections =
        List.of(
            day -> day == 20 ? 1.01 : 1, // one day
            day -> day == 0 ? 0.5 : 1, // the first day alone tells no factor
            day -> day >= 20 ? 0.5 : 1, // the end and not the past
            day -> day < 10 ? 0.5 : day < 20 ? 0.25 : 1, // two factors
            day -> day < 20 && day != 7 ? 0.5 : 1, // all but one day
            day -> 1.02); // no day keeps its price
    List<Restated> all = new ArrayList<>();
    for (int i = 0; i < corrections.size(); i++) {
      all.add(new Restated("T" + i, DAYS, corrections.get(i), same, same));
    }
    List<ColumnChange> changes = changes(all);
    for (Restated restated : all) {
      assertThat(kind(changes, restated.ticker(), "close"))
          .as(restated.ticker())
          .isEqualTo(new Restatement.Correction());
    }
  }

  @Test
  void splitOfAPartWhoseEndWasSetAsideIsACorrection() {
    IntToDoubleFunction one = day -> 1;
    IntToDoubleFunction half = day -> 0.5;
    Dataset<Row> before = bars("NVDA", 1, "new", 0, DAYS, 4, one, one, one);
    Dataset<Row> now =
        bars("NVDA", 2, "changed", 0, 20, 4, half, half, one)
            .union(bars("NVDA", 2, "gone", 20, 21, 4, one, one, one));

    assertThat(kind(told(before, now), "close")).isEqualTo(new Restatement.Correction());
  }

  @Test
  void pricesInMoreDigitsAreNoAdjustment() {
    Dataset<Row> before = bars("NVDA", 1, "new", 0, DAYS, 2, day -> 1, day -> 1, day -> 1);
    Dataset<Row> now = bars("NVDA", 2, "changed", 0, DAYS - 1, 4, day -> 1, day -> 1, day -> 1);

    assertThat(kind(told(before, now), "close")).isEqualTo(new Restatement.Correction());
  }

  @Test
  void tablesWithoutPricesHaveNoKind() {
    ColumnChange change =
        new ColumnChange(
            new Split().name(),
            "splits/splits.csv",
            "ratio",
            2,
            0,
            0,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(
            Restatements.told(
                new Split(),
                List.of(change),
                null,
                null,
                () -> {
                  throw new AssertionError("nobody asks for the splits");
                }))
        .containsExactly(change);
  }

  @Test
  void factorIsFoundWhateverItIs() {
    Random random = new Random(20240610);
    List<Restated> all = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    List<Integer> exDays = new ArrayList<>();
    for (int draw = 0; draw < 20; draw++) {
      double factor = Math.exp(random.nextDouble() * 4 - 2);
      int exDay = 2 + random.nextInt(DAYS - 2);
      factors.add(factor);
      exDays.add(exDay);
      all.add(new Restated("T" + draw, DAYS, day -> day < exDay ? factor : 1, day -> 1, day -> 1));
    }
    List<ColumnChange> changes = changes(all);
    for (int draw = 0; draw < all.size(); draw++) {
      double factor = factors.get(draw);
      Restatement.Adjustment found =
          (Restatement.Adjustment) kind(changes, all.get(draw).ticker(), "close");
      assertThat(found.factor()).isCloseTo(factor, within(1e-5 * factor));
      assertThat(found.exDate()).isEqualTo(day(exDays.get(draw)));
    }
  }

  /** Night 1 is split-unadjusted; night 2 restates it for a split and a dividend. */
  @Test
  void returnsAndKnownTimesStayUnderAnAdjustment(@TempDir Path folder) {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    TestRun night = landing.on(folder.resolve("lake"));
    IntToDoubleFunction one = day -> 1;
    landing.put("prices/NVDA.csv", csv(DAYS, one, one, one));
    IntToDoubleFunction split = day -> day < DAYS ? 0.1 : 1;
    landing.put("prices/SPY.csv", csv(DAYS + 2, split, split, one));
    night.run();
    List<Row> returns = returns(night);
    String known = known(night);

    IntToDoubleFunction both = day -> day < DAYS ? 0.1 * 0.997 : 1;
    landing.put("prices/NVDA.csv", csv(DAYS + 2, split, both, day -> day < DAYS ? 10 : 1));
    night.run();

    List<Row> after = returns(night);
    for (int i = 0; i < returns.size(); i++) {
      assertThat(after.get(i).getDate(0)).isEqualTo(returns.get(i).getDate(0));
      // Two prices of about 10 in four decimals, after: 1 in 100,000 each
      assertThat(after.get(i).getDouble(1)).isCloseTo(returns.get(i).getDouble(1), within(2e-5));
      assertThat(after.get(i).getDouble(2)).isCloseTo(returns.get(i).getDouble(2), within(2e-5));
    }
    assertThat(returns).hasSize(DAYS - 1);
    assertThat(after).hasSize(DAYS + 1);
    assertThat(known(night)).startsWith(known);
    assertThat(
            rows(
                night.read("ops.table_change").where("kind IS NOT NULL"),
                "column_name",
                "kind",
                "ex_date"))
        .isEqualTo(
            """
            column_name | kind       | ex_date
            adj_close   | adjustment | 2025-02-26
            close       | adjustment | 2025-02-26
            high        | adjustment | 2025-02-26
            low         | adjustment | 2025-02-26
            open        | adjustment | 2025-02-26
            volume      | adjustment | 2025-02-26
            """);
  }

  private static List<Row> returns(TestRun night) {
    return night
        .read("gold.daily_return")
        .where("ticker = 'NVDA'")
        .orderBy("trade_date")
        .select("trade_date", "total_return_share", "price_return_share")
        .collectAsList();
  }

  private static String known(TestRun night) {
    return rows(
        night.read("silver.daily_price").where("ticker = 'NVDA'"), "trade_date", "known_on");
  }

  /** A file that has the days, times the factors by day, where the one before had 40 without. */
  private record Restated(
      String ticker,
      int days,
      IntToDoubleFunction close,
      IntToDoubleFunction adjusted,
      IntToDoubleFunction volume) {}

  private static List<ColumnChange> changes(
      int days,
      IntToDoubleFunction close,
      IntToDoubleFunction adjusted,
      IntToDoubleFunction volume) {
    return changes(List.of(new Restated("NVDA", days, close, adjusted, volume)));
  }

  private static List<ColumnChange> changes(List<Restated> files) {
    IntToDoubleFunction one = day -> 1;
    StringBuilder old = new StringBuilder(HEADER);
    StringBuilder restated = new StringBuilder(HEADER);
    for (Restated file : files) {
      String ticker = file.ticker();
      old.append(lines(ticker, 1, "new", 0, DAYS, 4, one, one, one));
      restated.append(
          lines(ticker, 2, "changed", 0, DAYS, 4, file.close(), file.adjusted(), file.volume()));
      restated.append(lines(ticker, 2, "new", DAYS, file.days(), 4, one, one, one));
    }
    Dataset<Row> before = given(BARS, old.toString()).read(PriceBar.class);
    Dataset<Row> now = given(BARS, restated.toString()).read(PriceBar.class);
    String[] words = {"ticker", "trade_date", "close", "adj_close", "volume"};
    return told(
        before, now.join(before.selectExpr(words), words, "left_anti").select(columns(now)));
  }

  private static Column[] columns(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
  }

  private static List<ColumnChange> told(Dataset<Row> before, Dataset<Row> changed) {
    List<ColumnChange> counted = ColumnChanges.of(BARS, before, changed, 2);
    return Restatements.told(
        BARS,
        counted,
        () -> before,
        changed,
        () ->
            given(
                    new Split(),
                    """
                    ticker | ex_date    | ratio
                    NVDA   | 2021-07-20 | 4
                    NVDA   | 2025-02-27 | 10
                    AMD    | 2025-02-27 | 2
                    """)
                .read(Split.class));
  }

  private static Restatement kind(List<ColumnChange> changes, String column) {
    return kind(changes, "NVDA", column);
  }

  private static Restatement kind(List<ColumnChange> changes, String ticker, String column) {
    return changes.stream()
        .filter(change -> change.path().equals("prices/" + ticker + ".csv"))
        .filter(change -> change.column().equals(column))
        .findFirst()
        .orElseThrow()
        .restatement()
        .orElseThrow();
  }

  private static Restatement.Adjustment adjustment(List<ColumnChange> changes, String column) {
    assertThat(kind(changes, column)).isInstanceOf(Restatement.Adjustment.class);
    return (Restatement.Adjustment) kind(changes, column);
  }

  private static Dataset<Row> bars(
      String ticker,
      int vintage,
      String change,
      int from,
      int to,
      int digits,
      IntToDoubleFunction close,
      IntToDoubleFunction adjusted,
      IntToDoubleFunction volume) {
    String text =
        HEADER + lines(ticker, vintage, change, from, to, digits, close, adjusted, volume);
    return given(BARS, text).read(PriceBar.class);
  }

  private static String lines(
      String ticker,
      int vintage,
      String change,
      int from,
      int to,
      int digits,
      IntToDoubleFunction close,
      IntToDoubleFunction adjusted,
      IntToDoubleFunction volume) {
    StringBuilder text = new StringBuilder();
    for (int day = from; day < to; day++) {
      text.append(
          "%s | %s | %s | %s | %s | %d | %s | prices/%s.csv | %d%n"
              .formatted(
                  ticker,
                  day(day),
                  rounded(price(day) * close.applyAsDouble(day), digits),
                  rounded(price(day) * adjusted.applyAsDouble(day), 6),
                  rounded(1000 * (day + 100) * volume.applyAsDouble(day), 0),
                  vintage,
                  change,
                  ticker,
                  day + 2));
    }
    return text.toString();
  }

  private static String csv(
      int days,
      IntToDoubleFunction close,
      IntToDoubleFunction adjusted,
      IntToDoubleFunction volume) {
    List<String> lines = new ArrayList<>(List.of("date,open,high,low,close,adj_close,volume"));
    for (int day = 0; day < days; day++) {
      // From its ex-date on the share has a tenth of its price
      double level = day < DAYS ? 1 : 0.1;
      String price = rounded(price(day) * level * close.applyAsDouble(day), 4);
      String after = rounded(price(day) * level * adjusted.applyAsDouble(day), 6);
      lines.add(
          String.join(
              ",",
              day(day),
              price,
              price,
              price,
              price,
              after,
              rounded(1000 * (day + 100) * volume.applyAsDouble(day), 0)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static double price(int day) {
    return 100 + 20 * Math.sin(day) + day;
  }

  private static String day(int number) {
    // A Wednesday: of seven days five are trading days
    int fromMonday = number + 2;
    return LocalDate.of(2024, 12, 30).plusDays(fromMonday / 5 * 7L + fromMonday % 5).toString();
  }

  private static String rounded(double value, int digits) {
    return BigDecimal.valueOf(value)
        .setScale(digits, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
