package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOG;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.InForce;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Slices;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a firm was worth at a quarter's last close, beside the year's sales and earnings and the
 * hyperscalers' spending as they were known that day.
 *
 * <p>A trailing year is the newest four quarters in a row whose figures were known by that day, as
 * they stood then. It is null when one of them is missing or the newest is older than {@value
 * #STALE_AFTER_MONTHS} months, so that a figure that came late is no year of today.
 */
public final class ValuationQuarter implements Derived {
  private static final int STALE_AFTER_MONTHS = 6;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First day of a calendar quarter that is over");
  public static final Field TRADE_DATE =
      required("trade_date", DAY, NONE, "The quarter's last day of trading");
  public static final Field CLOSE =
      required("close_usd", MONEY, USD, "Last price of that day, adjusted for splits");
  public static final Field MARKET_VALUE =
      required("market_value_usd", MONEY, USD, "At that close, by the shares known that day");
  public static final Field REVENUE_TRAILING =
      optional("revenue_trailing_usd", MONEY, USD, "Sales of the trailing year known that day");
  public static final Field REVENUE_MULTIPLE =
      optional("revenue_multiple", NUMBER, NONE, "market_value_usd over revenue_trailing_usd");
  public static final Field NET_INCOME_TRAILING =
      optional(
          "net_income_trailing_usd", MONEY, USD, "Earnings of the trailing year known that day");
  public static final Field EARNINGS_MULTIPLE =
      optional(
          "earnings_multiple",
          NUMBER,
          NONE,
          "market_value_usd over net_income_trailing_usd; null for a loss");
  public static final Field CAPEX_OF_FOUR_TRAILING =
      optional(
          "capex_of_four_trailing_usd",
          MONEY,
          USD,
          "Spending of all hyperscalers in their trailing years known that day");
  public static final Field MARKET_VALUE_GROWTH =
      optional(
          "d_log_market_value",
          NUMBER,
          LOG,
          "Change of ln market_value_usd since the quarter before");
  public static final Field CAPEX_OF_FOUR_GROWTH =
      optional(
          "d_log_capex_of_four",
          NUMBER,
          LOG,
          "Change of ln capex_of_four_trailing_usd since the quarter before; years overlap");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of its figures, at best derived");

  @Override
  public TableName name() {
    return gold("valuation_quarter");
  }

  @Override
  public String grain() {
    return "one row per as-of day, firm with a share count and calendar quarter that is over";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        TICKER,
        QUARTER,
        TRADE_DATE,
        CLOSE,
        MARKET_VALUE,
        REVENUE_TRAILING,
        REVENUE_MULTIPLE,
        NET_INCOME_TRAILING,
        EARNINGS_MULTIPLE,
        CAPEX_OF_FOUR_TRAILING,
        MARKET_VALUE_GROWTH,
        CAPEX_OF_FOUR_GROWTH,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, TICKER, QUARTER);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "the day lies in the quarter",
            trunc(TRADE_DATE.col(), "quarter").equalTo(QUARTER.col())),
        everyRow("market value is positive", MARKET_VALUE.col().gt(0)));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ValuationDay.class, QuarterlyFundamental.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY);
  }

  @Override
  public Optional<Slices> slices() {
    return Optional.of(
        new Slices(ValuationDay.class, TICKER, day -> isOver(quarterOf("trade_date"), day)));
  }

  @Override
  public String period(LocalDate asOf) {
    return AsOf.lastQuarterOver(asOf);
  }

  private static Column quarterOf(String day) {
    return trunc(col(day), "quarter");
  }

  private static Column isOver(Column quarter, LocalDate asOf) {
    return last_day(add_months(quarter, 2)).leq(lit(Date.valueOf(asOf)));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof ValuationDay) {
      return asked.isFor(
              TRADE_DATE,
              CLOSE,
              MARKET_VALUE,
              REVENUE_MULTIPLE,
              EARNINGS_MULTIPLE,
              MARKET_VALUE_GROWTH)
          ? valuationDays(asked)
          : RowsBehind.none();
    }
    return fundamentals(input, asked);
  }

  /** The quarter's last day, and for growth that of the quarter before. */
  private static RowsBehind valuationDays(Asked asked) {
    Column ofQuarter = trunc(input(ValuationDay.TRADE_DATE), "quarter");
    int quartersBefore = asked.isFor(MARKET_VALUE_GROWTH) ? 1 : 0;
    return RowsBehind.where(
            equal(TICKER),
            ofQuarter.between(add_months(row(QUARTER), -3 * quartersBefore), row(QUARTER)))
        .first(1, List.of(ofQuarter), input(ValuationDay.TRADE_DATE).desc())
        .following(ValuationDay.CLOSE, ValuationDay.MARKET_VALUE);
  }

  /** Of the newest four quarters known that day the figures in force. */
  private static RowsBehind fundamentals(Table input, Asked asked) {
    List<Field> figures = new ArrayList<>();
    if (asked.isFor(REVENUE_TRAILING, REVENUE_MULTIPLE)) {
      figures.add(QuarterlyFundamental.REVENUE);
    }
    if (asked.isFor(NET_INCOME_TRAILING, EARNINGS_MULTIPLE)) {
      figures.add(QuarterlyFundamental.NET_INCOME);
    }
    Column ofFirm = figures.isEmpty() ? lit(false) : equal(TICKER);
    if (asked.isFor(CAPEX_OF_FOUR_TRAILING, CAPEX_OF_FOUR_GROWTH)) {
      figures.add(QuarterlyFundamental.CAPEX);
      List<String> four = Firms.of(asked.settings()).tickers(Firms.HYPERSCALER);
      ofFirm = ofFirm.or(input(QuarterlyFundamental.TICKER).isin(four.toArray()));
    }
    if (figures.isEmpty()) {
      return RowsBehind.none();
    }
    Column hasFigure = coalesce(figures.stream().map(RowsBehind::input).toArray(Column[]::new));
    return RowsBehind.where(
            ofFirm,
            input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.LATEST),
            hasFigure.isNotNull())
        .knownBy(row(TRADE_DATE))
        .first(
            1,
            List.of(input(QuarterlyFundamental.TICKER), input(QuarterlyFundamental.QUARTER)),
            knownTime(input).desc())
        .first(
            4,
            List.of(input(QuarterlyFundamental.TICKER)),
            input(QuarterlyFundamental.QUARTER).desc())
        .following(figures.toArray(Field[]::new));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    List<String> four = Firms.of(in.settings()).tickers(Firms.HYPERSCALER);
    Dataset<Row> closes = lastCloses(in);
    Dataset<Row> years = trailingYears(in, closes.select("trade_date").distinct());
    Dataset<Row> ofFour =
        years
            .where(col("ticker").isin(four.toArray()))
            .groupBy("trade_date")
            .agg(
                when(count(col("capex_year")).equalTo(four.size()), sum(col("capex_year")))
                    .as("capex_of_four"),
                Grade.weakestOfGroup(col("figures_grade")).as("grade_of_four"));
    Dataset<Row> rows =
        closes
            .join(years, new String[] {"ticker", "trade_date"}, "left")
            .join(ofFour, new String[] {"trade_date"}, "left");
    return rows.select(
        AS_OF.is(lit(Date.valueOf(in.asOf()))),
        TICKER.is(col("ticker")),
        QUARTER.is(col("quarter")),
        TRADE_DATE.is(col("trade_date")),
        CLOSE.is(col("close_usd")),
        MARKET_VALUE.is(col("market_value_usd")),
        REVENUE_TRAILING.is(col("revenue_year")),
        REVENUE_MULTIPLE.is(multipleOf(col("revenue_year"))),
        NET_INCOME_TRAILING.is(col("net_income_year")),
        EARNINGS_MULTIPLE.is(multipleOf(col("net_income_year"))),
        CAPEX_OF_FOUR_TRAILING.is(col("capex_of_four")),
        MARKET_VALUE_GROWTH.is(growth(col("market_value_usd"))),
        CAPEX_OF_FOUR_GROWTH.is(growth(col("capex_of_four"))),
        GRADE.is(
            Grade.weakest(
                Grade.DERIVED.lit(),
                col("day_grade"),
                // Of growth those of the quarter before, too.
                lag(col("day_grade"), 1).over(Window.partitionBy("ticker").orderBy("quarter")),
                col("figures_grade"),
                col("grade_of_four"))));
  }

  /** The last day of trading of each quarter that is over. */
  private static Dataset<Row> lastCloses(Inputs in) {
    Column close =
        struct(
            col("trade_date"),
            col("close_usd"),
            col("market_value_usd"),
            col("grade").as("day_grade"));
    return in.read(ValuationDay.class)
        .groupBy(col("ticker"), quarterOf("trade_date").as("quarter"))
        .agg(max_by(close, col("trade_date")).as("close"))
        .where(isOver(col("quarter"), in.asOf()))
        .select("ticker", "quarter", "close.*");
  }

  /** Of each firm and day: its trailing years as known that day. */
  private static Dataset<Row> trailingYears(Inputs in, Dataset<Row> days) {
    Dataset<Row> revisions =
        in.read(QuarterlyFundamental.class)
            .where(col("view").equalTo(QuarterlyFundamental.LATEST))
            .select(
                col("ticker"),
                col("quarter").as("fundamental_quarter"),
                col("known_on"),
                col("capex_usd"),
                col("revenue_usd"),
                col("net_income_usd"),
                col("grade"));
    Column figures =
        struct(
            col("fundamental_quarter"),
            col("capex_usd"),
            col("revenue_usd"),
            col("net_income_usd"));
    Dataset<Row> years =
        InForce.beside(
                days,
                List.of(),
                "trade_date",
                revisions,
                List.of("ticker", "fundamental_quarter"),
                List.of("known_on"))
            .groupBy("ticker", "trade_date")
            .agg(
                collect_list(figures).as("figures"),
                Grade.weakestOfGroup(col("grade")).as("figures_grade"));
    for (String figure : List.of("capex", "revenue", "net_income")) {
      years = withTrailingYear(years, figure + "_usd", figure + "_year");
    }
    return years.drop("figures");
  }

  /**
   * Each step is a column of its own: written as one expression, the newest quarter would be looked
   * for again at every element that is compared with it.
   */
  private static Dataset<Row> withTrailingYear(Dataset<Row> years, String figure, String name) {
    Column quarterAndFigure =
        transform(
            filter(col("figures"), f -> f.getField(figure).isNotNull()),
            f ->
                struct(
                    f.getField("fundamental_quarter").as("quarter"),
                    f.getField(figure).as(figure)));
    Column lastFour = filter(col("known"), f -> f.getField("quarter").gt(col("year_before")));
    Column oldestNewest = add_months(trunc(col("trade_date"), "quarter"), -STALE_AFTER_MONTHS);
    return years
        .withColumn("known", quarterAndFigure)
        .withColumn("newest", array_max(col("known")).getField("quarter"))
        .withColumn("year_before", add_months(col("newest"), -12))
        .withColumn("year", lastFour)
        .withColumn(
            name,
            when(
                size(col("year")).equalTo(4).and(col("newest").geq(oldestNewest)),
                aggregate(col("year"), lit(0.0), (total, f) -> total.plus(f.getField(figure)))))
        .drop("known", "newest", "year_before", "year");
  }

  private static Column multipleOf(Column year) {
    return when(year.gt(0), col("market_value_usd").divide(year));
  }

  /** Null when the quarter before has no row. */
  private static Column growth(Column level) {
    var byQuarter = Window.partitionBy("ticker").orderBy("quarter");
    Column isNext = lag(col("quarter"), 1).over(byQuarter).equalTo(add_months(col("quarter"), -3));
    return when(isNext, ln(level).minus(ln(lag(level, 1).over(byQuarter))));
  }
}
