package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.DAYS;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.row_number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.econometrics.eventstudy.AbnormalReturn;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.Factor;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a firm's return was, around an event, beyond what the model of its normal returns expects.
 *
 * <p>The model is fitted on the estimation days before the event, all of which must have a return.
 * A firm that is not there for an event and model was left out; {@code event_test.left_out} says
 * why.
 */
public final class EventAbnormalReturn implements Derived {
  /** More calendar days than any estimation window of trading days takes. */
  private static final int CALENDAR_DAYS_PER_TRADING_DAY = 2;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field EVENT = Event.EVENT;
  public static final Field EVENT_DATE = required("event_date", DAY, NONE, "Day it happened");
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field RETURN_MODEL =
      required(
          "return_model",
          TEXT,
          NONE,
          "market: on the market fund; capm, ff3, ff5: excess returns on 1, 3, 5 factors");
  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field RELATIVE_DAY =
      required("relative_day", COUNT, DAYS, "Trading days after day 0");
  public static final Field ABNORMAL_RETURN =
      required("abnormal_return_share", NUMBER, SHARE, "Return less the model's expectation");
  public static final Field STANDARDIZED_ABNORMAL_RETURN =
      required(
          "standardized_abnormal_return",
          NUMBER,
          NONE,
          "Abnormal return by the standard deviation of its prediction");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "estimated; assumed where a return it rests on is");

  @Override
  public TableName name() {
    return gold("event_abnormal_return");
  }

  @Override
  public String grain() {
    return "one row per as-of day, event, ticker, return model and trading day of the windows";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        EVENT,
        EVENT_DATE,
        TICKER,
        RETURN_MODEL,
        TRADE_DATE,
        RELATIVE_DAY,
        ABNORMAL_RETURN,
        STANDARDIZED_ABNORMAL_RETURN,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, EVENT, TICKER, RETURN_MODEL, RELATIVE_DAY);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "abnormal and standardised return have one sign",
            ABNORMAL_RETURN.col().multiply(STANDARDIZED_ABNORMAL_RETURN.col()).geq(0)),
        everyRow(
            "day 0 is not before the event",
            RELATIVE_DAY.col().notEqual(0).or(TRADE_DATE.col().geq(EVENT_DATE.col()))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(Event.class, DailyReturn.class, Factor.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        Firms.KEY,
        EventReturns.MARKET,
        EventSettings.GROUPS,
        EventSettings.ESTIMATION,
        EventSettings.WINDOWS);
  }

  /** The day's own returns, and those of the estimation days before the event. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof Event) {
      return RowsBehind.where(equal(AS_OF), equal(EVENT));
    }
    if (input instanceof Factor) {
      return ofDays(
              asked,
              Factor.TRADE_DATE,
              List.of(Factor.FACTOR_SET, Factor.FACTOR),
              EventReturns.factorsBehind(row(RETURN_MODEL)))
          .following(Factor.VALUE);
    }
    String market = asked.settings().text(EventReturns.MARKET);
    Column isMarket =
        row(RETURN_MODEL).equalTo("market").and(input(DailyReturn.TICKER).equalTo(market));
    return ofDays(
            asked, DailyReturn.TRADE_DATE, List.of(DailyReturn.TICKER), equal(TICKER).or(isMarket))
        .following(DailyReturn.TOTAL_RETURN);
  }

  private static RowsBehind ofDays(
      Asked asked, Field tradeDate, List<Field> series, Column isUsed) {
    EventSettings settings = new EventSettings(asked.settings());
    int reach = -settings.estimation().start() * CALENDAR_DAYS_PER_TRADING_DAY;
    Column isBefore = input(tradeDate).lt(row(EVENT_DATE));
    Column isDay = input(tradeDate).equalTo(row(TRADE_DATE));
    List<Column> part = new ArrayList<>(List.of(col("row." + RowsBehind.ROW_ID), isBefore));
    series.forEach(field -> part.add(input(field)));
    // Day 0 is the first day of trading that is not before the event.
    Column daysBefore =
        row_number()
            .over(Window.partitionBy(part.toArray(Column[]::new)).orderBy(input(tradeDate).desc()));
    Column isEstimation =
        isBefore.and(
            col("days_before")
                .between(-settings.estimation().end(), -settings.estimation().start()));
    return RowsBehind.where(
            isUsed, isDay.or(isBefore.and(input(tradeDate).geq(date_sub(row(EVENT_DATE), reach)))))
        .choose(found -> found.withColumn("days_before", daysBefore).where(isDay.or(isEstimation)));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    EventSettings settings = new EventSettings(in.settings());
    DriverRows rows = new DriverRows(this);
    List<StudiedEvent> events =
        StudiedEvent.read(in).stream().filter(e -> e.date().isPresent()).toList();
    if (events.isEmpty()) {
      return rows.dataset(in);
    }
    List<String> tickers = Firms.of(in.settings()).tickers(settings.groups());
    int reach = -settings.estimation().start() * CALENDAR_DAYS_PER_TRADING_DAY;
    LocalDate from = events.get(0).date().orElseThrow().minusDays(reach);
    EventReturns returns = EventReturns.read(in, tickers, from);
    for (StudiedEvent event : events) {
      LocalDate date = event.date().orElseThrow();
      List<FirmEvent> firms = tickers.stream().map(t -> new FirmEvent(t, date)).toList();
      for (ReturnModel model : event.models()) {
        new EventStudy()
            .setModel(model)
            .setEstimation(settings.estimation())
            .setWindows(settings.windows())
            .run(returns.returns(), firms)
            .firms()
            .forEach(firm -> add(in, event, model, firm, settings, returns, rows));
      }
    }
    return rows.dataset(in);
  }

  private static void add(
      Inputs in,
      StudiedEvent event,
      ReturnModel model,
      FirmResult firm,
      EventSettings settings,
      EventReturns returns,
      DriverRows rows) {
    int zero = firm.dayZeroPlace();
    String ticker = firm.event().firm();
    for (AbnormalReturn day : firm.days()) {
      Map<Field, Object> row = new HashMap<>();
      row.put(AS_OF, in.asOf());
      row.put(EVENT, event.event());
      row.put(EVENT_DATE, firm.event().date());
      row.put(TICKER, ticker);
      row.put(RETURN_MODEL, model.name());
      row.put(TRADE_DATE, day.day());
      row.put(RELATIVE_DAY, (long) day.relativeDay());
      row.put(ABNORMAL_RETURN, day.abnormal());
      row.put(STANDARDIZED_ABNORMAL_RETURN, day.standardized());
      row.put(
          GRADE,
          returns
              .grade(
                  returns.withMarket(
                      Map.of(
                          ticker,
                          EventReturns.places(
                              zero,
                              settings.estimation(),
                              new jevons.econometrics.eventstudy.Window(
                                  day.relativeDay(), day.relativeDay()))),
                      model))
              .weaker(event.grade())
              .word());
      rows.add(row);
    }
  }
}
