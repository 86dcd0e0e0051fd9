package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOG;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;
import static jevons.pipeline.table.Unit.SHARE;
import static jevons.pipeline.table.Unit.USD;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the hyperscalers spent since the quarter of DeepSeek-R1 beside the trend of the two years
 * before it.
 *
 * <p>The trend is {@link CapexTrend}: log-linear, of the sum over all hyperscalers in the quarters
 * 2023Q1 to 2024Q4 whose sum is known. Its interval is that of a single quarter's spending. It
 * carries the past forward and names no cause.
 */
public final class CapexForecast implements Derived {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field QUARTER =
      required("quarter", DAY, NONE, "First day of the calendar quarter");
  public static final Field IN_TREND =
      required("is_in_trend", FLAG, NONE, "Whether the trend was fitted on the quarter");
  public static final Field CAPEX =
      optional(
          "capex_usd",
          MONEY,
          USD,
          "Spent by all hyperscalers together, as first filed; null when one is not known");
  public static final Field TREND =
      required(
          "trend_usd", MONEY, USD, "By the trend: the median, exp of the mean of ln capex_usd");
  public static final Field LOW =
      optional(
          "ci_low_usd",
          MONEY,
          USD,
          "Lower end of the 95 % prediction interval; null in the trend's own quarters");
  public static final Field HIGH =
      optional("ci_high_usd", MONEY, USD, "Upper end of the 95 % prediction interval");
  public static final Field ABOVE =
      optional("above_trend_share", NUMBER, SHARE, "capex_usd over trend_usd, less 1");
  public static final Field P_VALUE =
      optional(
          "p_value",
          NUMBER,
          SHARE,
          "Two-sided, that the quarter's spending is of the trend; null in the trend's quarters");
  public static final Field DF =
      required("df", NUMBER, NONE, "Degrees of freedom of the interval: n - 2");
  public static final Field SLOPE =
      required("trend_d_log_capex", NUMBER, LOG, "Growth a quarter along the trend");
  public static final Field TREND_START =
      required("trend_start", DAY, NONE, "First quarter that the trend was fitted on");
  public static final Field TREND_END =
      required("trend_end", DAY, NONE, "Last quarter that it was fitted on");
  public static final Field N = required("n", COUNT, ROWS, "Quarters that it was fitted on");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of what was spent; estimated by a trend at best");

  @Override
  public TableName name() {
    return gold("capex_forecast");
  }

  @Override
  public String grain() {
    return "one row per as-of day and calendar quarter from 2023Q1 on";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        QUARTER,
        IN_TREND,
        CAPEX,
        TREND,
        LOW,
        HIGH,
        ABOVE,
        P_VALUE,
        DF,
        SLOPE,
        TREND_START,
        TREND_END,
        N,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, QUARTER);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("the trend is positive", TREND.col().gt(0)),
        everyRow(
            "the interval holds the trend",
            unlessNull(LOW.col().leq(TREND.col()).and(HIGH.col().geq(TREND.col())))),
        everyRow("p is a probability", unlessNull(P_VALUE.col().between(0, 1))),
        everyRow(
            "the quarters of the trend have spending and no interval",
            IN_TREND
                .col()
                .equalTo(false)
                .or(CAPEX.col().isNotNull().and(LOW.col().isNull()).and(HIGH.col().isNull()))));
  }

  /** Spending of the quarters of the trend, and of the row's own. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    Column ofTrend = input(FirmQuarter.QUARTER).between(row(TREND_START), row(TREND_END));
    Column own = input(FirmQuarter.QUARTER).equalTo(row(QUARTER));
    boolean isOwnAlone = !asked.columns().isEmpty() && asked.columns().equals(Set.of("capex_usd"));
    return RowsBehind.where(
            equal(AS_OF), input(FirmQuarter.IS_HYPERSCALER), isOwnAlone ? own : own.or(ofTrend))
        .following(FirmQuarter.CAPEX);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    int firms = Firms.of(in.settings()).tickers(Firms.HYPERSCALER).size();
    List<Row> known = hyperscalers(in.read(FirmQuarter.class));
    SortedMap<LocalDate, Double> spent = totals(known, firms);
    DriverRows rows = new DriverRows(this);
    Optional<CapexTrend> found = CapexTrend.of(spent);
    if (found.isPresent()) {
      CapexTrend trend = found.get();
      Grade ofTrend = grade(known, q -> !q.isBefore(trend.start()) && !q.isAfter(trend.end()));
      for (CapexTrend.Quarter quarter : trend.quarters(spent)) {
        Map<Field, Object> cells = new HashMap<>();
        cells.put(AS_OF, in.asOf());
        cells.put(QUARTER, quarter.quarter());
        cells.put(IN_TREND, quarter.isInTrend());
        cells.put(TREND, quarter.trendUsd());
        cells.put(DF, (double) trend.forecast().degreesOfFreedom());
        cells.put(SLOPE, trend.forecast().slope());
        cells.put(TREND_START, trend.start());
        cells.put(TREND_END, trend.end());
        cells.put(N, (long) trend.forecast().n());
        cells.put(GRADE, grade(known, quarter.quarter()::equals).weaker(ofTrend).word());
        if (quarter.spentUsd().isPresent()) {
          cells.put(CAPEX, quarter.spentUsd().getAsDouble());
          cells.put(ABOVE, quarter.spentUsd().getAsDouble() / quarter.trendUsd() - 1);
        }
        if (!quarter.isInTrend()) {
          cells.put(LOW, quarter.lowUsd());
          cells.put(HIGH, quarter.highUsd());
          double p = trend.pValue(quarter);
          cells.put(P_VALUE, Double.isNaN(p) ? null : p);
        }
        rows.add(cells);
      }
    }
    return rows.dataset(in);
  }

  /**
   * Quarter, spending and grade of the figures: the rates of efficiency gain, which the grade of
   * firm_quarter covers, are not in a forecast. One Spark job.
   */
  private static List<Row> hyperscalers(Dataset<Row> firmQuarter) {
    return firmQuarter
        .where(
            FirmQuarter.IS_HYPERSCALER
                .col()
                .and(FirmQuarter.QUARTER.col().geq(lit(Date.valueOf(CapexTrend.FIRST)))))
        .select(FirmQuarter.QUARTER.col(), FirmQuarter.CAPEX.col(), FirmQuarter.FIGURES_GRADE.col())
        .collectAsList();
  }

  /** The weakest grade of these quarters, estimated at best. */
  private static Grade grade(List<Row> hyperscalers, Predicate<LocalDate> quarters) {
    return hyperscalers.stream()
        .filter(row -> quarters.test(row.getDate(0).toLocalDate()))
        .map(row -> Grade.of(row.getString(2)))
        .reduce(Grade.ESTIMATED, Grade::weaker);
  }

  /** Spending of all firms together, by quarter that all of them have. */
  private static SortedMap<LocalDate, Double> totals(List<Row> hyperscalers, int firms) {
    Map<LocalDate, List<Double>> byQuarter =
        hyperscalers.stream()
            .filter(row -> !row.isNullAt(1))
            .collect(
                groupingBy(
                    row -> row.getDate(0).toLocalDate(),
                    mapping(row -> row.getDouble(1), toList())));
    SortedMap<LocalDate, Double> totals = new TreeMap<>();
    byQuarter.forEach(
        (quarter, usd) -> {
          if (usd.size() == firms) {
            // Sorted: the sum must not depend on the order in which Spark hands rows over.
            totals.put(quarter, usd.stream().sorted().mapToDouble(Double::doubleValue).sum());
          }
        });
    return totals;
  }
}
