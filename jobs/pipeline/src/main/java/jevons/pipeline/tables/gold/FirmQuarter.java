package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOG;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ln;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What a firm spent in a quarter beside how fast training had been getting more efficient when the
 * quarter began: the panel of the study of investment.
 *
 * <p>Figures are as first filed. The rate is the one known at the end of the quarter before, so
 * nothing of the quarter itself is in it; it is the same for all firms of a quarter.
 */
public final class FirmQuarter implements Derived {
  /** The measure of capability behind {@link #LOG_RATE}. */
  public static final String METHOD = ModelCapability.TWO_PARAMETER;

  private static final int LAGS = 4;
  private static final int QUARTERS_PER_YEAR = 4;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First day of the calendar quarter");
  public static final Field KNOWN_ON =
      required(
          "known_on",
          DAY,
          NONE,
          "Day capex_usd became known; without it, the sales or the quarter");
  public static final Field FISCAL_PERIOD_END =
      required("fiscal_period_end", DAY, NONE, "Last day of the fiscal quarter");
  public static final Field CAPEX =
      optional("capex_usd", MONEY, USD, "Cash paid for property and equipment, as first filed");
  public static final Field CAPEX_GROWTH =
      optional(
          "d_log_capex",
          NUMBER,
          LOG,
          "Change of ln capex_usd since the quarter before; null where capex_tag changes");
  public static final Field CAPEX_TAG = optional("capex_tag", TEXT, NONE, "Tag of capex_usd");
  public static final Field MISSING_REASON =
      optional("missing_reason", TEXT, NONE, "Why capex_usd is null, see quarterly_fundamental");
  public static final Field REVENUE =
      optional("revenue_usd", MONEY, USD, "Sales, as first derived");
  public static final Field REVENUE_GROWTH =
      optional("d_log_revenue", NUMBER, LOG, "Change of ln revenue_usd since the quarter before");
  public static final Field DATA_CENTER_REVENUE =
      optional("data_center_revenue_usd", MONEY, USD, "Nvidia's sales to data centers");
  public static final Field IS_HYPERSCALER =
      required("is_hyperscaler", FLAG, NONE, "Whether it is in the group hyperscaler");
  public static final Field IS_BALANCED =
      required("is_balanced", FLAG, NONE, "Whether all hyperscalers have d_log_capex this quarter");
  public static final Field LOG_RATE =
      optional(
          "log_rate",
          NUMBER,
          LOG,
          "ln of the rate of efficiency gain a quarter, known before this quarter began; capability"
              + " by 2pl");
  public static final List<Field> LAGGED_LOG_RATES = lags(LOG_RATE);
  public static final Field LOG_RATE_RASCH =
      optional("log_rate_rasch", NUMBER, LOG, "The same with capability by rasch");
  public static final List<Field> LAGGED_LOG_RATES_RASCH = lags(LOG_RATE_RASCH);
  public static final Field RATE_STANDARD_ERROR =
      optional("rate_standard_error", NUMBER, LOG, "Standard error of log_rate");
  public static final Field FIGURES_GRADE =
      required(
          "figures_grade", TEXT, NONE, "Weakest of its figures and, of growth, those before it");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of its figures and the rates");

  @Override
  public TableName name() {
    return gold("firm_quarter");
  }

  @Override
  public String grain() {
    return "one row per as-of day, firm and calendar quarter";
  }

  @Override
  public List<Field> fields() {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                AS_OF,
                TICKER,
                QUARTER,
                KNOWN_ON,
                FISCAL_PERIOD_END,
                CAPEX,
                CAPEX_GROWTH,
                CAPEX_TAG,
                MISSING_REASON,
                REVENUE,
                REVENUE_GROWTH,
                DATA_CENTER_REVENUE,
                IS_HYPERSCALER,
                IS_BALANCED,
                LOG_RATE));
    fields.addAll(LAGGED_LOG_RATES);
    fields.add(LOG_RATE_RASCH);
    fields.addAll(LAGGED_LOG_RATES_RASCH);
    fields.addAll(List.of(RATE_STANDARD_ERROR, FIGURES_GRADE, GRADE));
    return List.copyOf(fields);
  }

  private static List<Field> lags(Field rate) {
    return IntStream.rangeClosed(1, LAGS)
        .mapToObj(
            k ->
                optional(
                    rate.name() + "_lag" + k,
                    NUMBER,
                    LOG,
                    rate.name() + " of " + k + " quarters before"))
        .toList();
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, TICKER, QUARTER);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        everyRow(
            "capex is there, or the reason why not",
            CAPEX.col().isNull().notEqual(MISSING_REASON.col().isNull())),
        everyRow("capex changes by less than e^3", unlessNull(CAPEX_GROWTH.col().between(-3, 3))),
        everyRow(
            "a log rate has a standard error",
            LOG_RATE.col().isNull().equalTo(RATE_STANDARD_ERROR.col().isNull())));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(QuarterlyFundamental.class, EfficiencyIndex.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return input instanceof EfficiencyIndex ? ratesBehind(asked) : figuresBehind(input, asked);
  }

  /** Spending and sales as first filed, of the quarter and for growth of the one before. */
  private static RowsBehind figuresBehind(Table input, Asked asked) {
    Column isLatest = input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.LATEST);
    List<Field> followed = new ArrayList<>();
    Column isAsked = lit(false);
    if (asked.isFor(CAPEX, CAPEX_GROWTH, CAPEX_TAG, IS_BALANCED)) {
      followed.addAll(
          List.of(
              QuarterlyFundamental.CAPEX,
              QuarterlyFundamental.CAPEX_METHOD,
              QuarterlyFundamental.CAPEX_TAG));
      isAsked = isAsked.or(isLatest.equalTo(false).and(input(CAPEX).isNotNull()));
    }
    if (asked.isFor(REVENUE, REVENUE_GROWTH)) {
      followed.addAll(
          List.of(
              QuarterlyFundamental.REVENUE,
              QuarterlyFundamental.REVENUE_METHOD,
              QuarterlyFundamental.REVENUE_TAG));
      isAsked = isAsked.or(isLatest.and(input(REVENUE).isNotNull()));
    }
    if (asked.isFor(DATA_CENTER_REVENUE)) {
      followed.add(QuarterlyFundamental.DATA_CENTER_REVENUE);
      isAsked = isAsked.or(isLatest.and(input(DATA_CENTER_REVENUE).isNotNull()));
    }
    if (asked.isFor(MISSING_REASON, KNOWN_ON, FISCAL_PERIOD_END)) {
      isAsked = isAsked.or(input(CAPEX).isNull());
    }
    int quartersBefore = asked.isFor(CAPEX_GROWTH, REVENUE_GROWTH) ? 1 : 0;
    return RowsBehind.where(
            equal(TICKER),
            input(QuarterlyFundamental.QUARTER)
                .between(add_months(row(QUARTER), -3 * quartersBefore), row(QUARTER)),
            isAsked)
        .first(
            1,
            List.of(
                input(QuarterlyFundamental.QUARTER),
                input(QuarterlyFundamental.VIEW),
                input(QuarterlyFundamental.CAPEX).isNull()),
            knownTime(input))
        .following(asked.columns().isEmpty() ? new Field[0] : followed.toArray(Field[]::new));
  }

  /** The rate known at the end of the quarter before, and those of the quarters before it. */
  private static RowsBehind ratesBehind(Asked asked) {
    Column used = ratesOf(METHOD, asked, LOG_RATE, LAGGED_LOG_RATES, RATE_STANDARD_ERROR);
    Column rasch =
        ratesOf(
            ModelCapability.RASCH, asked, LOG_RATE_RASCH, LAGGED_LOG_RATES_RASCH, LOG_RATE_RASCH);
    return RowsBehind.where(
            equal(AS_OF),
            used.or(rasch),
            input(EfficiencyIndex.DIRECTION).equalTo("production"),
            input(EfficiencyIndex.SAMPLE).equalTo("all"),
            input(EfficiencyIndex.VCOV).equalTo("hc3"),
            input(EfficiencyIndex.INTERVAL).equalTo("fieller"))
        .following(EfficiencyIndex.RATE, EfficiencyIndex.STANDARD_ERROR, EfficiencyIndex.N);
  }

  private static Column ratesOf(
      String method, Asked asked, Field rate, List<Field> lagged, Field error) {
    List<Column> quarters = new ArrayList<>();
    if (asked.isFor(rate, error)) {
      quarters.add(add_months(row(QUARTER), -3));
    }
    for (int k = 1; k <= lagged.size(); k++) {
      if (asked.isFor(lagged.get(k - 1))) {
        quarters.add(add_months(row(QUARTER), -3 * (k + 1)));
      }
    }
    return quarters.isEmpty()
        ? lit(false)
        : input(EfficiencyIndex.METHOD)
            .equalTo(method)
            .and(input(EfficiencyIndex.QUARTER).isin(quarters.toArray()));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Firms firms = Firms.of(in.settings());
    Dataset<Row> grown = grown(asFirstFiled(in));
    Column isHyperscaler = firms.isIn(Firms.HYPERSCALER, col("ticker"));
    Column hyperscalersWithGrowth =
        count_if(isHyperscaler.and(col("d_log_capex").isNotNull()))
            .over(Window.partitionBy("quarter"));
    List<Column> columns =
        new ArrayList<>(
            List.of(
                AS_OF.is(lit(Date.valueOf(in.asOf()))),
                TICKER.is(col("ticker")),
                QUARTER.is(col("quarter")),
                KNOWN_ON.is(col("known_on")),
                FISCAL_PERIOD_END.is(col("fiscal_period_end")),
                CAPEX.is(col("capex_usd")),
                CAPEX_GROWTH.is(col("d_log_capex")),
                CAPEX_TAG.is(col("capex_tag")),
                MISSING_REASON.is(col("missing_reason")),
                REVENUE.is(col("revenue_usd")),
                REVENUE_GROWTH.is(col("d_log_revenue")),
                DATA_CENTER_REVENUE.is(col("data_center_revenue_usd")),
                IS_HYPERSCALER.is(isHyperscaler),
                IS_BALANCED.is(
                    hyperscalersWithGrowth.equalTo(firms.tickers(Firms.HYPERSCALER).size())),
                LOG_RATE.is(col(LOG_RATE.name()))));
    LAGGED_LOG_RATES.forEach(lagged -> columns.add(lagged.is(col(lagged.name()))));
    columns.add(LOG_RATE_RASCH.is(col(LOG_RATE_RASCH.name())));
    LAGGED_LOG_RATES_RASCH.forEach(lagged -> columns.add(lagged.is(col(lagged.name()))));
    columns.add(RATE_STANDARD_ERROR.is(col("rate_standard_error")));
    columns.add(FIGURES_GRADE.is(col("figures_grade")));
    columns.add(GRADE.is(Grade.weakest(col("figures_grade"), col("rate_grade"))));
    return grown
        .join(ratesBeforeQuarter(in), new String[] {"quarter"}, "left")
        .select(columns.toArray(Column[]::new));
  }

  /**
   * One row per ticker and quarter. Spending is that of view first_filed; sales may have become
   * known on another day, so they are the first of the changes that view latest keeps.
   */
  private static Dataset<Row> asFirstFiled(Inputs in) {
    Column isLatest = col("view").equalTo(QuarterlyFundamental.LATEST);
    Column hasCapex = col("capex_usd").isNotNull();
    Column capex =
        struct(
            col("known_on"),
            col("fiscal_period_end"),
            col("capex_usd"),
            col("capex_tag"),
            col("grade"));
    Column revenue =
        struct(col("known_on"), col("fiscal_period_end"), col("revenue_usd"), col("grade"));
    Column dataCenter = struct(col("known_on"), col("data_center_revenue_usd"), col("grade"));
    Column quarter = struct(col("known_on"), col("fiscal_period_end"), col("grade"));
    Column reason = struct(col("known_on"), col("missing_reason"), col("grade"));
    return in.read(QuarterlyFundamental.class)
        .groupBy("ticker", "quarter")
        .agg(
            min(when(hasCapex.and(isLatest.equalTo(false)), capex)).as("c"),
            min(when(isLatest.and(col("revenue_usd").isNotNull()), revenue)).as("r"),
            min(when(isLatest.and(col("data_center_revenue_usd").isNotNull()), dataCenter)).as("d"),
            min(quarter).as("q"),
            max(when(isLatest, reason)).as("m"))
        .select(
            col("ticker"),
            col("quarter"),
            coalesce(col("c.known_on"), col("r.known_on"), col("q.known_on")).as("known_on"),
            coalesce(
                    col("c.fiscal_period_end"),
                    col("r.fiscal_period_end"),
                    col("q.fiscal_period_end"))
                .as("fiscal_period_end"),
            col("c.capex_usd"),
            col("c.capex_tag"),
            col("m.missing_reason"),
            col("r.revenue_usd"),
            col("d.data_center_revenue_usd"),
            Grade.weakest(
                    col("c.grade"), col("r.grade"), col("d.grade"), col("q.grade"), col("m.grade"))
                .as("own_grade"));
  }

  private static Dataset<Row> grown(Dataset<Row> figures) {
    WindowSpec byQuarter = Window.partitionBy("ticker").orderBy("quarter");
    Column isNext = lag(col("quarter"), 1).over(byQuarter).equalTo(add_months(col("quarter"), -3));
    Column sameTag = lag(col("capex_tag"), 1).over(byQuarter).equalTo(col("capex_tag"));
    return figures
        .withColumn("d_log_capex", when(isNext.and(sameTag), growth(col("capex_usd"), byQuarter)))
        .withColumn("d_log_revenue", when(isNext, growth(col("revenue_usd"), byQuarter)))
        .withColumn(
            "figures_grade",
            Grade.weakest(
                col("own_grade"), when(isNext, lag(col("own_grade"), 1).over(byQuarter))));
  }

  private static Column growth(Column level, WindowSpec byQuarter) {
    Column before = lag(level, 1).over(byQuarter);
    return when(level.gt(0).and(before.gt(0)), ln(level).minus(ln(before)));
  }

  /** The rate of each quarter's beginning, and of the beginnings of the quarters before it. */
  private static Dataset<Row> ratesBeforeQuarter(Inputs in) {
    Column lags =
        array(IntStream.rangeClosed(0, LAGS).mapToObj(k -> lit(k)).toArray(Column[]::new));
    Column beginning = col("k").equalTo(0);
    Column used = EfficiencyIndex.METHOD.col().equalTo(METHOD);
    Column rasch = EfficiencyIndex.METHOD.col().equalTo(ModelCapability.RASCH);
    List<Column> rates = new ArrayList<>();
    addRates(rates, used, LAGGED_LOG_RATES);
    rates.add(max(when(rasch.and(beginning), col("rate"))).as(LOG_RATE_RASCH.name()));
    addRates(rates, rasch, LAGGED_LOG_RATES_RASCH);
    rates.add(max(when(used.and(beginning), col("error"))).as("rate_standard_error"));
    rates.add(Grade.weakestOfGroup(when(used.or(rasch), col("grade"))).as("rate_grade"));
    return in.read(EfficiencyIndex.class)
        .where(
            EfficiencyIndex.DIRECTION
                .col()
                .equalTo("production")
                .and(EfficiencyIndex.SAMPLE.col().equalTo("all"))
                .and(EfficiencyIndex.VCOV.col().equalTo("hc3"))
                .and(EfficiencyIndex.INTERVAL.col().equalTo("fieller")))
        .select(
            EfficiencyIndex.METHOD.col(),
            EfficiencyIndex.QUARTER.col().as("known_at_end_of"),
            ln(EfficiencyIndex.RATE.col()).divide(QUARTERS_PER_YEAR).as("rate"),
            EfficiencyIndex.STANDARD_ERROR
                .col()
                .multiply(Math.log(10))
                .divide(QUARTERS_PER_YEAR)
                .as("error"),
            EfficiencyIndex.GRADE.col().as("grade"),
            explode(lags).as("k"))
        .groupBy(add_months(col("known_at_end_of"), col("k").plus(1).multiply(3)).as("quarter"))
        .agg(
            max(when(used.and(beginning), col("rate"))).as(LOG_RATE.name()),
            rates.toArray(Column[]::new));
  }

  private static void addRates(List<Column> rates, Column ofMethod, List<Field> lagged) {
    for (int k = 1; k <= lagged.size(); k++) {
      Column of = ofMethod.and(col("k").equalTo(k));
      rates.add(max(when(of, col("rate"))).as(lagged.get(k - 1).name()));
    }
  }
}
