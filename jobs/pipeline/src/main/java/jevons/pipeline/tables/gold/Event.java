package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.DAYS;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_replace;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.TradingDay;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened on which day: the events of the configuration, releases of AI models that saved
 * much compute, and the days on which the hyperscalers filed what they had spent; then the last two
 * kinds together.
 *
 * <p>An event whose day 0 has no prices yet, or none within ten days, is not there. Which releases
 * saved much is known only from later scores, so choosing them looks back.
 */
public final class Event implements Derived {
  /** An event of {@code jevons.events}. */
  public static final String CONFIGURED = "configured";

  /** Publication of a model with a large efficiency surprise. */
  public static final String RELEASE = "release";

  /** A filing that made a quarter's capex of a hyperscaler known. */
  public static final String FILING = "filing";

  /** All events of one kind together. */
  public static final String POOLED = "pooled";

  /** All filings together. */
  public static final String FILINGS = "filings";

  private static final String EVENTS = "jevons.events";

  /** Longer than markets were ever closed: a later day is none of the event's. */
  private static final int LONGEST_CLOSURE_DAYS = 10;

  private static final String RELEASES = "releases";

  /**
   * A filing later than this after its quarter's end made nothing known that day; as in studies.
   */
  private static final int LATEST_FILING_DAYS = 75;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field EVENT =
      required("event", TEXT, NONE, "Its name: sell-off, capex-msft-2024q4, releases, filings");
  public static final Field KIND =
      required("kind", TEXT, NONE, "configured, release, filing; pooled: several of them together");
  public static final Field EVENT_DATE =
      optional("event_date", DAY, NONE, "Day it happened; null for pooled events");
  public static final Field DAY_ZERO =
      optional(
          "day_zero",
          DAY,
          NONE,
          "First trading day on or after event_date; null for pooled events");
  public static final Field WORDS = required("words", TEXT, NONE, "What happened");
  public static final Field TICKER = optional("ticker", TEXT, NONE, "The firm that filed");
  public static final Field POOL =
      optional(
          "pool", TEXT, NONE, "The pooled event that it is part of: releases, filings; else null");
  public static final Field OVERLAPPING_EVENTS =
      optional(
          "overlapping_events",
          TEXT,
          NONE,
          "Other events whose longest window shares trading days with this one's, by name");
  public static final Field TRADING_DAYS =
      required("event_days", COUNT, DAYS, "Different days 0: 1, of pooled events more");
  public static final Field GRADE =
      required(
          "grade",
          TEXT,
          NONE,
          "reported; of a filing that of its figures, of a release that of its surprise");

  @Override
  public TableName name() {
    return gold("event");
  }

  @Override
  public String grain() {
    return "one row per as-of day and event, and one per kind of events pooled";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        EVENT,
        KIND,
        EVENT_DATE,
        DAY_ZERO,
        WORDS,
        TICKER,
        POOL,
        OVERLAPPING_EVENTS,
        TRADING_DAYS,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, EVENT);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "day 0 is not before the event, or it is pooled",
            KIND.col().equalTo(POOLED).or(DAY_ZERO.col().geq(EVENT_DATE.col()))),
        everyRow("day 0 has prices", DAY_ZERO.col().isNull().or(DAY_ZERO.col().leq(AS_OF.col()))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ModelEfficiency.class, QuarterlyFundamental.class, TradingDay.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        EVENTS, Firms.KEY, EventSettings.SINCE, EventSettings.SURPRISE, EventSettings.WINDOWS);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    EventSettings settings = new EventSettings(asked.settings());
    Date since = Date.valueOf(settings.since());
    if (input instanceof TradingDay) {
      return RowsBehind.where(RowsBehind.row(DAY_ZERO).equalTo(input(TradingDay.TRADE_DATE)));
    }
    if (input instanceof ModelEfficiency) {
      Column name =
          regexp_replace(lower(input(ModelEfficiency.MODEL)), lit("[^a-z0-9.]+"), lit("-"));
      Column isPooled = RowsBehind.row(EVENT).equalTo(RELEASES);
      // The configuration's own rest on no estimate, but that they are among the releases.
      Column rests = RowsBehind.row(KIND).notEqual(CONFIGURED);
      return RowsBehind.where(
              equal(AS_OF),
              asked.columns().contains(POOL.name()) ? lit(true) : rests,
              input(ModelEfficiency.SURPRISE).geq(settings.surpriseAtLeast()),
              input(ModelEfficiency.PUBLISHED_ON).geq(since),
              isPooled.or(
                  RowsBehind.row(EVENT).equalTo(regexp_replace(name, lit("^-|-$"), lit("")))))
          .following(ModelEfficiency.PUBLISHED_ON, ModelEfficiency.SURPRISE);
    }
    Firms firms = Firms.of(asked.settings());
    Column isPooled = RowsBehind.row(EVENT).equalTo(FILINGS);
    return RowsBehind.where(
            firms.isIn(Firms.HYPERSCALER, input(QuarterlyFundamental.TICKER)),
            input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.FIRST_FILED),
            input(QuarterlyFundamental.CAPEX).isNotNull(),
            input(QuarterlyFundamental.QUARTER).geq(since),
            isPooled.or(equal(TICKER).and(RowsBehind.row(EVENT_DATE).equalTo(knownTime(input)))))
        .following(QuarterlyFundamental.CAPEX);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    List<LocalDate> days = tradingDays(in);
    Map<String, Happening> all = new LinkedHashMap<>();
    configured(in.settings()).forEach(h -> all.put(h.event(), h));
    for (Happening release : releases(in)) {
      // One that the configuration names is a release as well; its words stay.
      all.merge(release.event(), release, (named, found) -> named.in(RELEASES));
    }
    filings(in).forEach(h -> all.put(h.event(), h));
    List<Happening> placed =
        all.values().stream()
            .map(h -> h.on(days))
            .filter(h -> h.place() >= 0)
            .sorted(Comparator.comparing(Happening::date).thenComparing(Happening::event))
            .toList();
    DriverRows rows = new DriverRows(this);
    int reach = new EventSettings(in.settings()).longest();
    for (Happening h : placed) {
      Map<Field, Object> row = row(in, h.event(), h.kind(), h.words());
      row.put(EVENT_DATE, h.date());
      row.put(DAY_ZERO, days.get(h.place()));
      row.put(TICKER, h.ticker());
      row.put(POOL, h.pool());
      row.put(OVERLAPPING_EVENTS, overlapping(h, placed, reach));
      row.put(TRADING_DAYS, 1L);
      row.put(GRADE, h.grade().word());
      rows.add(row);
    }
    pool(in, RELEASES, "Releases that saved much compute", placed, rows);
    pool(in, FILINGS, "Filings of the hyperscalers' capex", placed, rows);
    return rows.dataset(in);
  }

  private static void pool(
      Inputs in, String event, String words, List<Happening> placed, DriverRows rows) {
    List<Happening> pooled = placed.stream().filter(h -> event.equals(h.pool())).toList();
    if (pooled.size() > 1) {
      Map<Field, Object> row = row(in, event, POOLED, words);
      row.put(TRADING_DAYS, pooled.stream().map(Happening::place).distinct().count());
      row.put(
          GRADE,
          pooled.stream().map(Happening::grade).reduce(Grade.REPORTED, Grade::weaker).word());
      rows.add(row);
    }
  }

  private static Map<Field, Object> row(Inputs in, String event, String kind, String words) {
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, in.asOf());
    row.put(EVENT, event);
    row.put(KIND, kind);
    row.put(WORDS, words);
    return row;
  }

  private static String overlapping(Happening one, List<Happening> all, int reach) {
    String names =
        all.stream()
            .filter(h -> !h.equals(one) && Math.abs(h.place() - one.place()) < reach)
            .map(Happening::event)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? null : names;
  }

  private static List<LocalDate> tradingDays(Inputs in) {
    return in.read(TradingDay.class).select("trade_date").collectAsList().stream()
        .map(row -> row.getDate(0).toLocalDate())
        .sorted()
        .toList();
  }

  private static List<Happening> configured(Settings settings) {
    return settings.records(EVENTS).stream()
        .map(
            e ->
                new Happening(
                    (String) e.get("event"),
                    CONFIGURED,
                    LocalDate.parse((String) e.get("date")),
                    (String) e.get("words"),
                    null,
                    null,
                    Grade.REPORTED,
                    -1))
        .toList();
  }

  private static List<Happening> releases(Inputs in) {
    EventSettings settings = new EventSettings(in.settings());
    List<Row> large =
        in.read(ModelEfficiency.class)
            .where(
                ModelEfficiency.SURPRISE
                    .col()
                    .geq(settings.surpriseAtLeast())
                    .and(ModelEfficiency.PUBLISHED_ON.col().geq(Date.valueOf(settings.since()))))
            .select("model", "published_on", "method", "grade")
            .collectAsList();
    // The capability that the other studies use, where it is there.
    boolean twoParameter = large.stream().anyMatch(row -> row.getString(2).equals("2pl"));
    return large.stream()
        .filter(row -> row.getString(2).equals(twoParameter ? "2pl" : ModelCapability.RASCH))
        .map(
            row ->
                new Happening(
                    slug(row.getString(0)),
                    RELEASE,
                    row.getDate(1).toLocalDate(),
                    row.getString(0) + " released",
                    null,
                    RELEASES,
                    Grade.of(row.getString(3)),
                    -1))
        .toList();
  }

  private static List<Happening> filings(Inputs in) {
    LocalDate since = new EventSettings(in.settings()).since();
    Firms firms = Firms.of(in.settings());
    List<Row> filed =
        in.read(QuarterlyFundamental.class)
            .where(
                firms
                    .isIn(Firms.HYPERSCALER, col("ticker"))
                    .and(col("view").equalTo(QuarterlyFundamental.FIRST_FILED))
                    .and(col("capex_usd").isNotNull())
                    .and(col("quarter").geq(Date.valueOf(since))))
            .select("ticker", "quarter", "known_on", "fiscal_period_end", "grade")
            .collectAsList();
    List<Happening> filings = new ArrayList<>();
    for (Row row : filed) {
      LocalDate date = row.getDate(2).toLocalDate();
      if (date.isAfter(row.getDate(3).toLocalDate().plusDays(LATEST_FILING_DAYS))) {
        continue;
      }
      LocalDate quarter = row.getDate(1).toLocalDate();
      String ticker = row.getString(0);
      String name = quarter.getYear() + "Q" + (quarter.getMonthValue() + 2) / 3;
      filings.add(
          new Happening(
              slug("capex-" + ticker + "-" + name),
              FILING,
              date,
              ticker + " filed its capex of " + name,
              ticker,
              FILINGS,
              Grade.of(row.getString(4)),
              -1));
    }
    return filings;
  }

  /** Lower case, everything but letters, digits and points a hyphen. */
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
  }

  /**
   * An event before it has a row.
   *
   * @param pool the pooled event it is part of, or null
   * @param place of day 0 among the trading days; -1 before it is looked up, or when there is none
   */
  private record Happening(
      String event,
      String kind,
      LocalDate date,
      String words,
      String ticker,
      String pool,
      Grade grade,
      int place) {
    Happening in(String otherPool) {
      return new Happening(event, kind, date, words, ticker, otherPool, grade, place);
    }

    Happening on(List<LocalDate> days) {
      int found = Collections.binarySearch(days, date);
      int zero = found >= 0 ? found : -found - 1;
      boolean isThere =
          zero < days.size() && !days.get(zero).isAfter(date.plusDays(LONGEST_CLOSURE_DAYS));
      return new Happening(event, kind, date, words, ticker, pool, grade, isThere ? zero : -1);
    }
  }
}
