package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.TableName.silver;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Nvidia's share price, and what it did on the days that are marked. */
final class NvidiaChapter implements Chapter {
  private static final String TICKER = "NVDA";
  private static final String UNIT = "US$ a share";

  /** More points than this are not told apart on a page: one per week is kept. */
  private static final int MOST_POINTS = 2_000;

  /** A holiday weekend and some: day 0 is the first trading day on or after the event. */
  private static final int LONGEST_CLOSURE_DAYS = 7;

  /** How much of the time around the largest fall is shown day by day. */
  private static final int DAYS_BEFORE = 90;

  private static final int DAYS_AFTER = 240;

  private static final List<String> COLUMNS = List.of("ticker", "trade_date", "close_usd");

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "Its share price";
  }

  @Override
  public Part part(Material material) {
    List<Close> closes =
        material
            .published()
            .read(silver("daily_price"), COLUMNS, all -> thinned(known(all, material)))
            .stream()
            .map(Close::of)
            .sorted(Comparator.comparing(Close::day))
            .toList();
    List<EventDay> events = EventDay.of(material);
    Part.Builder part = Part.of().chart(longRun(closes, events));
    largestFall(events)
        .ifPresent(
            fall -> {
              Chart closeUp = closeUp(fall, events, material);
              part.chart(closeUp);
              part.inShort(closeUp.title());
              part.trace(
                  "Nvidia's close on " + fall.day(),
                  "silver.daily_price",
                  "close_usd",
                  "ticker=" + TICKER,
                  "trade_date=" + fall.day());
              part.trace(
                  "Nvidia's market value on " + fall.day(),
                  "gold.valuation_day",
                  "d_market_value_usd",
                  "ticker=" + TICKER,
                  "trade_date=" + fall.day());
            });
    if (!events.isEmpty()) {
      part.add(eventTable(events, material));
    }
    worth(material).ifPresent(part::add);
    return part.cannotTell(
            "A price moves for many reasons at once: rates, export rules, supply and rivals moved"
                + " together with efficiency.",
            "Results are announced with or before the filing, so the price's reaction on the filing"
                + " day is a noisy, lower bound.")
        .build();
  }

  private static Dataset<Row> known(Dataset<Row> prices, Material material) {
    return prices.where(
        col("ticker")
            .equalTo(TICKER)
            .and(col("close_usd").gt(0))
            .and(col("trade_date").leq(lit(java.sql.Date.valueOf(material.asOf())))));
  }

  private static Dataset<Row> thinned(Dataset<Row> prices) {
    Dataset<Row> daily = prices.select("trade_date", "close_usd");
    return daily.count() <= MOST_POINTS
        ? daily
        : daily
            .groupBy(date_trunc("week", col("trade_date")))
            .agg(
                max_by(col("close_usd"), col("trade_date")).as("close_usd"),
                max("trade_date").as("trade_date"));
  }

  private static Chart longRun(List<Close> closes, List<EventDay> events) {
    Close first = closes.get(0);
    Close last = closes.get(closes.size() - 1);
    return chart(
        "price",
        "Nvidia closed at US$"
            + Numbers.SPACE
            + Numbers.fixed(last.usd(), 2)
            + " on "
            + last.day()
            + ", "
            + Numbers.figure(last.usd() / first.usd())
            + " times the close of "
            + first.day(),
        Chart.Axis.log(UNIT),
        closes,
        events);
  }

  /** The months around a fall, day by day. */
  private static Chart closeUp(EventDay fall, List<EventDay> events, Material material) {
    LocalDate from = fall.day().minusDays(DAYS_BEFORE);
    LocalDate to = fall.day().plusDays(DAYS_AFTER);
    List<Close> closes =
        material
            .published()
            .read(
                silver("daily_price"),
                COLUMNS,
                all -> known(all, material).where(between(from, to)))
            .stream()
            .map(Close::of)
            .sorted(Comparator.comparing(Close::day))
            .toList();
    return chart(
        "price-close-up",
        "Nvidia lost "
            + Numbers.percent(-fall.change())
            + " on "
            + fall.day()
            + " and "
            + regained(fall, material),
        Chart.Axis.linear(UNIT),
        closes,
        events);
  }

  /** Prices with the numbers of those events that lie within them. */
  private static Chart chart(
      String id, String finding, Chart.Axis y, List<Close> closes, List<EventDay> events) {
    LocalDate first = closes.get(0).day();
    LocalDate last = closes.get(closes.size() - 1).day();
    List<Chart.Mark> marks = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      EventDay event = events.get(i);
      if (!event.day().isBefore(first) && !event.day().isAfter(last)) {
        marks.add(new Chart.Mark(event.day().toString(), Integer.toString(i + 1), event.words()));
      }
    }
    return new Chart(
        id,
        finding,
        "Closing price, US$ a share, adjusted for splits; "
            + (y.scale() == Chart.Scale.LOG ? "logarithmic scale" : "day by day")
            + (marks.isEmpty() ? "" : "; the numbers are the days listed below"),
        finding + ". A line of closing prices from " + first + " to " + last + ".",
        Chart.Axis.time(),
        y,
        List.of(
            new Chart.Series(
                "Nvidia",
                Chart.Kind.LINE,
                closes.stream().map(c -> Chart.Point.of(c.day(), c.usd())).toList())),
        marks,
        new DataTable(
            id + "-data",
            "Nvidia's closing price, US$ a share",
            List.of(TableColumn.days("Trading day"), TableColumn.figures("Close, US$")),
            closes.stream()
                .sorted(Comparator.comparing(Close::day).reversed())
                .map(c -> List.of(Cell.of(c.day()), Cell.of(c.usd(), Numbers.fixed(c.usd(), 2))))
                .toList()));
  }

  private static DataTable eventTable(List<EventDay> events, Material material) {
    Map<LocalDate, Double> valueChanges = valueChanges(events, material);
    List<List<Cell>> rows = new ArrayList<>();
    for (EventDay e : events) {
      rows.add(
          List.of(
              Cell.of(Integer.toString(rows.size() + 1)),
              Cell.of(e.words()),
              Cell.of(e.day()),
              Cell.of(e.change(), Numbers.signedPercent(e.change())),
              billions(valueChanges.get(e.day())),
              Cell.of(e.close(), Numbers.fixed(e.close(), 2)),
              Cell.of(e.date())));
    }
    return new DataTable(
        "marked-days",
        "The marked days: Nvidia's close on the first trading day on or after each, and"
            + " the change of price and market value from the trading day before",
        List.of(
            TableColumn.figures("No."),
            TableColumn.words("What"),
            TableColumn.days("Trading day"),
            TableColumn.figures("Change"),
            TableColumn.figures("Value, bn US$"),
            TableColumn.figures("Close, US$"),
            TableColumn.days("Date")),
        rows);
  }

  private static Cell billions(Double usd) {
    return Cell.of(usd == null ? null : usd / 1e9, usd == null ? "" : Numbers.fixed(usd / 1e9, 0));
  }

  /** By how many US$ the market value changed on each day; no entry where that is not known. */
  private static Map<LocalDate, Double> valueChanges(List<EventDay> events, Material material) {
    Object[] days = events.stream().map(e -> java.sql.Date.valueOf(e.day())).toArray();
    Map<LocalDate, Double> changes = new HashMap<>();
    for (Row row :
        material
            .published()
            .readIfThere(
                gold("valuation_day"),
                List.of("ticker", "trade_date", "d_market_value_usd"),
                all ->
                    all.where(col("ticker").equalTo(TICKER).and(col("trade_date").isin(days))))) {
      changes.put(Rows.day(row, "trade_date"), Rows.number(row, "d_market_value_usd"));
    }
    return changes;
  }

  private static Optional<EventDay> largestFall(List<EventDay> events) {
    return events.stream().filter(e -> e.change() < 0).min(Comparator.comparing(EventDay::change));
  }

  private static String regained(EventDay event, Material material) {
    List<Row> above =
        material
            .published()
            .readIfThere(
                silver("daily_price"),
                COLUMNS,
                all ->
                    known(all, material)
                        .where(
                            col("trade_date")
                                .gt(lit(java.sql.Date.valueOf(event.day())))
                                .and(col("close_usd").geq(event.closeBefore())))
                        .orderBy("trade_date")
                        .limit(1));
    if (above.isEmpty()) {
      return "had not made it good by " + material.asOf();
    }
    return "was back at the close before on " + Rows.day(above.get(0), "trade_date");
  }

  /** Market value then and now; left out where no filing gives the number of shares. */
  private static Optional<Block> worth(Material material) {
    return material
        .published()
        .readIfThere(
            gold("valuation_day"),
            List.of("ticker", "trade_date", "market_value_usd"),
            all ->
                all.where(col("ticker").equalTo(TICKER).and(col("market_value_usd").isNotNull()))
                    .agg(
                        max("trade_date").as("trade_date"),
                        max_by(col("market_value_usd"), col("trade_date")).as("market_value_usd")))
        .stream()
        .filter(row -> Rows.number(row, "market_value_usd") != null)
        .findFirst()
        .map(
            row ->
                new Block.Paragraph(
                    "On "
                        + Rows.day(row, "trade_date")
                        + " Nvidia was worth "
                        + Numbers.billionUsd(Rows.number(row, "market_value_usd"))
                        + ": the close times the shares known from filings that day."));
  }

  private record Close(LocalDate day, double usd) {
    static Close of(Row row) {
      return new Close(Rows.day(row, "trade_date"), Rows.number(row, "close_usd"));
    }
  }

  /** What the price did on an event's trading day; {@code change} is a share. */
  private record EventDay(
      LocalDate date, String words, LocalDate day, double close, double closeBefore) {
    double change() {
      return close / closeBefore - 1;
    }

    /** The events that have a trading day and one before it, in the order of time. */
    static List<EventDay> of(Material material) {
      List<EventTests.Happening> events = EventTests.configured(material.published());
      if (events.isEmpty()) {
        return List.of();
      }
      List<Row> days =
          material
              .published()
              .readIfThere(
                  silver("daily_price"), COLUMNS, all -> around(known(all, material), events))
              .stream()
              .sorted(Comparator.comparing(row -> Rows.day(row, "trade_date")))
              .toList();
      return events.stream().map(e -> find(e, days)).flatMap(Optional::stream).toList();
    }

    private static Optional<EventDay> find(EventTests.Happening event, List<Row> days) {
      return days.stream()
          .filter(row -> !Rows.day(row, "trade_date").isBefore(event.date()))
          .findFirst()
          .filter(row -> isNear(event, row))
          .filter(row -> Rows.number(row, "before_usd") != null)
          .map(
              row ->
                  new EventDay(
                      event.date(),
                      event.words(),
                      Rows.day(row, "trade_date"),
                      Rows.number(row, "close_usd"),
                      Rows.number(row, "before_usd")));
    }

    private static boolean isNear(EventTests.Happening event, Row row) {
      return !Rows.day(row, "trade_date").isAfter(event.date().plusDays(LONGEST_CLOSURE_DAYS));
    }

    /** The days around each event, each with the close of the trading day before. */
    private static Dataset<Row> around(Dataset<Row> prices, List<EventTests.Happening> events) {
      Column near =
          events.stream()
              .map(
                  e ->
                      between(
                          e.date().minusDays(2L * LONGEST_CLOSURE_DAYS),
                          e.date().plusDays(LONGEST_CLOSURE_DAYS)))
              .reduce(Column::or)
              .orElseThrow();
      return prices
          .where(near)
          .withColumn(
              "before_usd",
              lag("close_usd", 1).over(Window.partitionBy("ticker").orderBy("trade_date")));
    }
  }

  private static Column between(LocalDate from, LocalDate to) {
    return col("trade_date")
        .between(lit(java.sql.Date.valueOf(from)), lit(java.sql.Date.valueOf(to)));
  }
}
