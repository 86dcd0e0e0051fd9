package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.TableName.silver;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

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
    List<Close> closes = closes(material);
    List<EventDay> events = EventDay.of(closes, EventTests.configured(material.published()));
    NavigableMap<LocalDate, MarketValue> values = marketValues(material);
    Part.Builder part = Part.of().chart(longRun(thinned(closes), events));
    largestFall(events)
        .ifPresent(
            fall -> {
              Chart closeUp = closeUp(fall, events, closes, material.asOf());
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
      part.add(eventTable(events, values));
    }
    worth(values).ifPresent(part::add);
    return part.cannotTell(
            "A price moves for many reasons at once: rates, export rules, supply and rivals moved"
                + " together with efficiency.",
            "Results are announced with or before the filing, so the price's reaction on the filing"
                + " day is a noisy, lower bound.")
        .build();
  }

  /** All days of the one ticker, some 250 a year. */
  private static List<Close> closes(Material material) {
    return material
        .published()
        .read(
            silver("daily_price"),
            COLUMNS,
            all ->
                all.where(
                    col("ticker")
                        .equalTo(TICKER)
                        .and(col("close_usd").gt(0))
                        .and(col("trade_date").leq(lit(Date.valueOf(material.asOf()))))))
        .stream()
        .map(row -> new Close(Rows.day(row, "trade_date"), Rows.number(row, "close_usd")))
        .sorted(Comparator.comparing(Close::day))
        .toList();
  }

  /** The last of each week, when days are too many for a page. */
  private static List<Close> thinned(List<Close> closes) {
    if (closes.size() <= MOST_POINTS) {
      return closes;
    }
    Map<LocalDate, Close> ofWeek = new TreeMap<>();
    closes.forEach(c -> ofWeek.put(c.day().with(ChronoField.DAY_OF_WEEK, 1), c));
    return List.copyOf(ofWeek.values());
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
  private static Chart closeUp(
      EventDay fall, List<EventDay> events, List<Close> all, LocalDate asOf) {
    LocalDate from = fall.day().minusDays(DAYS_BEFORE);
    LocalDate to = fall.day().plusDays(DAYS_AFTER);
    List<Close> closes =
        all.stream().filter(c -> !c.day().isBefore(from) && !c.day().isAfter(to)).toList();
    return chart(
        "price-close-up",
        "Nvidia lost "
            + Numbers.percent(-fall.change())
            + " on "
            + fall.day()
            + " and "
            + regained(fall, all, asOf),
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

  private static DataTable eventTable(List<EventDay> events, Map<LocalDate, MarketValue> values) {
    List<List<Cell>> rows = new ArrayList<>();
    for (EventDay e : events) {
      rows.add(
          List.of(
              Cell.of(Integer.toString(rows.size() + 1)),
              Cell.of(e.words()),
              Cell.of(e.day()),
              Cell.of(e.change(), Numbers.signedPercent(e.change())),
              billions(values.getOrDefault(e.day(), MarketValue.UNKNOWN).change()),
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

  private static Optional<EventDay> largestFall(List<EventDay> events) {
    return events.stream().filter(e -> e.change() < 0).min(Comparator.comparing(EventDay::change));
  }

  private static String regained(EventDay event, List<Close> closes, LocalDate asOf) {
    return closes.stream()
        .filter(c -> c.day().isAfter(event.day()) && c.usd() >= event.closeBefore())
        .findFirst()
        .map(c -> "was back at the close before on " + c.day())
        .orElse("had not made it good by " + asOf);
  }

  /** By day; none where no filing gives the number of shares. */
  private static NavigableMap<LocalDate, MarketValue> marketValues(Material material) {
    NavigableMap<LocalDate, MarketValue> values = new TreeMap<>();
    for (Row row :
        material
            .published()
            .readIfThere(
                gold("valuation_day"),
                List.of("ticker", "trade_date", "market_value_usd", "d_market_value_usd"),
                all -> all.where(col("ticker").equalTo(TICKER)))) {
      values.put(
          Rows.day(row, "trade_date"),
          new MarketValue(
              Rows.number(row, "market_value_usd"), Rows.number(row, "d_market_value_usd")));
    }
    return values;
  }

  /** Market value on the last day that has one. */
  private static Optional<Block> worth(NavigableMap<LocalDate, MarketValue> values) {
    return values.descendingMap().entrySet().stream()
        .filter(e -> e.getValue().usd() != null)
        .findFirst()
        .map(
            e ->
                new Block.Paragraph(
                    "On "
                        + e.getKey()
                        + " Nvidia was worth "
                        + Numbers.billionUsd(e.getValue().usd())
                        + ": the close times the shares known from filings that day."));
  }

  private record Close(LocalDate day, double usd) {}

  /** What Nvidia was worth at a close, and by how much that had changed; null for unknown. */
  private record MarketValue(Double usd, Double change) {
    static final MarketValue UNKNOWN = new MarketValue(null, null);
  }

  /** What the price did on an event's trading day; {@code change} is a share. */
  private record EventDay(
      LocalDate date, String words, LocalDate day, double close, double closeBefore) {
    double change() {
      return close / closeBefore - 1;
    }

    /** The events that have a trading day and one before it, in the order of time. */
    static List<EventDay> of(List<Close> closes, List<EventTests.Happening> events) {
      return events.stream().map(e -> find(e, closes)).flatMap(Optional::stream).toList();
    }

    private static Optional<EventDay> find(EventTests.Happening event, List<Close> closes) {
      int after = 0;
      while (after < closes.size() && closes.get(after).day().isBefore(event.date())) {
        after++;
      }
      if (after == 0 || after == closes.size()) {
        return Optional.empty();
      }
      Close close = closes.get(after);
      Close before = closes.get(after - 1);
      LocalDate latest = event.date().plusDays(LONGEST_CLOSURE_DAYS);
      LocalDate earliest = event.date().minusDays(2L * LONGEST_CLOSURE_DAYS);
      return close.day().isAfter(latest) || before.day().isBefore(earliest)
          ? Optional.empty()
          : Optional.of(
              new EventDay(event.date(), event.words(), close.day(), close.usd(), before.usd()));
    }
  }
}
