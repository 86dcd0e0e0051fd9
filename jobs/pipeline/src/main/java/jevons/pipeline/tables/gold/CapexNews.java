package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOG;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;

import java.sql.Date;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import jevons.econometrics.eventstudy.Cumulative;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.InForce;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a hyperscaler's filing said about its spending that was not known before, and what
 * suppliers' prices did around that day.
 *
 * <p>The news is how much faster spending grew over the year than the newest growth known that day;
 * beside it, than the mean of the eight before. Growth between two tags is none. A filing later
 * than {@value #LATEST_FILING_DAYS} days after the quarter's end is no news. Results are announced
 * with or before the filing, so part of the reaction lies outside the window.
 */
public final class CapexNews implements Derived {
  private static final int LATEST_FILING_DAYS = 75;
  private static final int LONG_MEMORY = 8;
  private static final Window WINDOW = new Window(-1, 1);

  private static final ReturnModel MODEL = EventReturns.MODELS.get(0);

  /** Group of the suppliers, Nvidia among them. */
  public static final String SUPPLIERS = "ai-hardware";

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field FILER =
      required("filer", TEXT, NONE, "Ticker of the hyperscaler that filed");
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "Calendar quarter that the filing is about");
  public static final Field TICKER =
      required("ticker", TEXT, NONE, "Supplier whose price is looked at");
  public static final Field FILED_ON =
      required("filed_on", DAY, NONE, "Day the quarter's capex became known");
  public static final Field DAY_ZERO =
      required("day_zero", DAY, NONE, "First trading day on or after filed_on");
  public static final Field WEEK =
      required("week", DAY, NONE, "Monday of day_zero's week, the cluster of its errors");
  public static final Field CAPEX_GROWTH =
      required(
          "capex_growth_year", NUMBER, LOG, "ln of capex over that of the same quarter a year ago");
  public static final Field SURPRISE =
      optional(
          "surprise",
          NUMBER,
          LOG,
          "capex_growth_year less that of the newest earlier quarter known that day");
  public static final Field SURPRISE_LONG =
      optional(
          "surprise_long",
          NUMBER,
          LOG,
          "capex_growth_year less the mean of the 8 newest earlier quarters known that day");
  public static final Field CAR =
      required(
          "car_share",
          NUMBER,
          SHARE,
          "Cumulative abnormal return of trading days -1 to +1 by the market model");
  public static final Field CAR_STANDARD_ERROR =
      required("car_standard_error", NUMBER, SHARE, "Standard deviation of car_share's prediction");
  public static final Field SURPRISE_GRADE =
      required("surprise_grade", TEXT, NONE, "derived, or assumed where a known day is");
  public static final Field GRADE =
      required(
          "grade", TEXT, NONE, "Weakest of the surprise's and the returns'; estimated at best");

  @Override
  public TableName name() {
    return gold("capex_news");
  }

  @Override
  public String grain() {
    return "one row per as-of day, hyperscaler, quarter and supplier";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        FILER,
        QUARTER,
        TICKER,
        FILED_ON,
        DAY_ZERO,
        WEEK,
        CAPEX_GROWTH,
        SURPRISE,
        SURPRISE_LONG,
        CAR,
        CAR_STANDARD_ERROR,
        SURPRISE_GRADE,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, FILER, QUARTER, TICKER);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("day 0 is not before the filing", DAY_ZERO.col().geq(FILED_ON.col())),
        everyRow("the week begins by day 0", WEEK.col().leq(DAY_ZERO.col())),
        everyRow("an abnormal return has an error", CAR_STANDARD_ERROR.col().gt(0)),
        everyRow("growth by less than e^3 in a year", CAPEX_GROWTH.col().between(-3, 3)));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(QuarterlyFundamental.class, DailyReturn.class, Factor.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY, EventReturns.MARKET, EventSettings.ESTIMATION);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof QuarterlyFundamental) {
      return RowsBehind.where(
              input(QuarterlyFundamental.TICKER).equalTo(row(FILER)),
              input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.FIRST_FILED),
              input(QuarterlyFundamental.CAPEX).isNotNull(),
              input(QuarterlyFundamental.QUARTER).leq(row(QUARTER)))
          .knownBy(row(FILED_ON))
          .first(LONG_MEMORY + 5, List.of(), input(QuarterlyFundamental.QUARTER).desc())
          .following(QuarterlyFundamental.CAPEX, QuarterlyFundamental.CAPEX_TAG);
    }
    if (input instanceof Factor) {
      // Read with the returns; the market model does not use them.
      return RowsBehind.none();
    }
    return RowsBehind.where()
        .only(
            List.of(DailyReturn.TICKER, DailyReturn.TRADE_DATE),
            in -> {
              EventReturns returns = returns(in);
              Window estimation = new EventSettings(in.settings()).estimation();
              return row ->
                  returns.keys(
                      used(
                          returns,
                          row.getAs(TICKER.name()),
                          row.<Date>getAs(DAY_ZERO.name()).toLocalDate(),
                          estimation));
            })
        .following(DailyReturn.TOTAL_RETURN);
  }

  private static EventReturns returns(Inputs in) {
    return EventReturns.read(in, Firms.of(in.settings()).tickers(SUPPLIERS), LocalDate.EPOCH);
  }

  /** Places of the days behind an abnormal return, by ticker. */
  private static Map<String, BitSet> used(
      EventReturns returns, String ticker, LocalDate dayZero, Window estimation) {
    int zero = returns.returns().dayZero(dayZero).orElseThrow();
    return returns.withMarket(Map.of(ticker, EventReturns.places(zero, estimation, WINDOW)), MODEL);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    DriverRows rows = new DriverRows(this);
    List<Filing> filings = filings(in);
    if (filings.isEmpty()) {
      return rows.dataset(in);
    }
    List<String> suppliers = Firms.of(in.settings()).tickers(SUPPLIERS);
    EventReturns returns = returns(in);
    Window estimation = new EventSettings(in.settings()).estimation();
    EventStudy study =
        new EventStudy().setModel(MODEL).setEstimation(estimation).setWindows(List.of(WINDOW));
    for (Filing filing : filings) {
      List<FirmEvent> events =
          suppliers.stream().map(s -> new FirmEvent(s, filing.filedOn())).toList();
      for (FirmResult firm : study.run(returns.returns(), events).firms()) {
        Grade grade = returns.grade(used(returns, firm.event().firm(), firm.dayZero(), estimation));
        rows.add(cells(in, filing, firm, grade.weaker(filing.grade())));
      }
    }
    return rows.dataset(in);
  }

  private static Map<Field, Object> cells(Inputs in, Filing filing, FirmResult firm, Grade grade) {
    Cumulative car = firm.find(WINDOW).orElseThrow();
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, in.asOf());
    row.put(FILER, filing.filer());
    row.put(QUARTER, filing.quarter());
    row.put(TICKER, firm.event().firm());
    row.put(FILED_ON, filing.filedOn());
    row.put(DAY_ZERO, firm.dayZero());
    row.put(WEEK, firm.dayZero().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    row.put(CAPEX_GROWTH, filing.growth());
    filing.surprise().ifPresent(s -> row.put(SURPRISE, s));
    filing.surpriseLong().ifPresent(s -> row.put(SURPRISE_LONG, s));
    row.put(CAR, car.car());
    row.put(CAR_STANDARD_ERROR, Math.sqrt(car.variance()));
    row.put(SURPRISE_GRADE, filing.grade().word());
    row.put(GRADE, grade.word());
    return row;
  }

  /** Spending of one quarter as it was first filed. */
  private record Spent(double logCapex, String tag, Grade grade) {}

  /**
   * A filing with its news.
   *
   * @param growth over the year, of ln capex
   */
  private record Filing(
      String filer,
      LocalDate quarter,
      LocalDate filedOn,
      double growth,
      OptionalDouble surprise,
      OptionalDouble surpriseLong,
      Grade grade) {

    /**
     * Of what was known on the filing day; empty without growth of the quarter itself.
     *
     * @param known by quarter, the quarter filed and those before it
     */
    static Optional<Filing> of(
        String filer, LocalDate quarter, LocalDate filedOn, NavigableMap<LocalDate, Spent> known) {
      OptionalDouble growth = growth(known, quarter);
      if (growth.isEmpty()) {
        return Optional.empty();
      }
      List<Double> before = new ArrayList<>();
      for (LocalDate earlier : known.headMap(quarter, false).descendingKeySet()) {
        growth(known, earlier).ifPresent(before::add);
        if (before.size() == LONG_MEMORY) {
          break;
        }
      }
      double own = growth.getAsDouble();
      return Optional.of(
          new Filing(
              filer,
              quarter,
              filedOn,
              own,
              before.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(own - before.get(0)),
              before.size() < LONG_MEMORY
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(
                      own - before.stream().mapToDouble(g -> g).average().orElseThrow()),
              known.values().stream().map(Spent::grade).reduce(Grade.DERIVED, Grade::weaker)));
    }

    private static OptionalDouble growth(NavigableMap<LocalDate, Spent> known, LocalDate quarter) {
      Spent now = known.get(quarter);
      Spent yearAgo = known.get(quarter.minusYears(1));
      return now == null || yearAgo == null || !now.tag().equals(yearAgo.tag())
          ? OptionalDouble.empty()
          : OptionalDouble.of(now.logCapex() - yearAgo.logCapex());
    }
  }

  /** The filings with growth, in the order of time. */
  private static List<Filing> filings(Inputs in) {
    Firms firms = Firms.of(in.settings());
    Dataset<Row> filed =
        in.read(QuarterlyFundamental.class)
            .where(
                firms
                    .isIn(Firms.HYPERSCALER, col("ticker"))
                    .and(col("view").equalTo(QuarterlyFundamental.FIRST_FILED))
                    .and(col("capex_usd").gt(0)));
    Column lastDay = date_add(col("fiscal_period_end"), LATEST_FILING_DAYS);
    Dataset<Row> days =
        filed.select(
            col("ticker"),
            col("quarter").as("filed_quarter"),
            col("known_on").as("filed_on"),
            lastDay.as("last_day"));
    Dataset<Row> figures =
        filed.select("ticker", "quarter", "known_on", "capex_usd", "capex_tag", "grade");
    List<Row> rows =
        InForce.beside(
                days,
                List.of("ticker"),
                "filed_on",
                figures,
                List.of("ticker", "quarter"),
                List.of("known_on"))
            .where(col("quarter").leq(col("filed_quarter")))
            .where(col("filed_on").leq(col("last_day")))
            .select(
                "ticker", "filed_quarter", "filed_on", "quarter", "capex_usd", "capex_tag", "grade")
            .collectAsList();
    Map<List<Object>, NavigableMap<LocalDate, Spent>> known = new HashMap<>();
    for (Row row : rows) {
      List<Object> filing =
          List.of(row.getString(0), row.getDate(1).toLocalDate(), row.getDate(2).toLocalDate());
      known
          .computeIfAbsent(filing, f -> new TreeMap<>())
          .put(
              row.getDate(3).toLocalDate(),
              new Spent(Math.log(row.getDouble(4)), row.getString(5), Grade.of(row.getString(6))));
    }
    return known.entrySet().stream()
        .flatMap(
            e ->
                Filing.of(
                    (String) e.getKey().get(0),
                    (LocalDate) e.getKey().get(1),
                    (LocalDate) e.getKey().get(2),
                    e.getValue())
                    .stream())
        .sorted(
            Comparator.comparing(Filing::filedOn)
                .thenComparing(Filing::filer)
                .thenComparing(Filing::quarter))
        .toList();
  }
}
