package jevons.pipeline.studies;

import static jevons.pipeline.table.RowsBehind.input;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.tables.gold.FirmQuarter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The quarters that all hyperscalers have capex growth for and whose rate of efficiency gain was
 * known before they began.
 *
 * <p>Capex is seasonal: from each figure its calendar quarter's mean is taken, over all quarters
 * that the firms have, those before the first rate included.
 */
final class InvestmentSample {
  /** One firm in one quarter; {@code logRate} is NaN before the first rate. */
  private record FirmQuarterRow(
      String ticker,
      LocalDate quarter,
      double growth,
      double logRate,
      Grade figuresGrade,
      Grade grade) {
    int calendarQuarter() {
      return (quarter.getMonthValue() - 1) / 3;
    }
  }

  private final List<FirmQuarterRow> balanced;
  private final List<FirmQuarterRow> firms;
  private final List<LocalDate> quarters;
  private final Map<LocalDate, FirmQuarterRow> anyFirm;
  private final SortedMap<LocalDate, Double> meanGrowth;
  private final Map<Integer, Double> seasonalMean;

  private InvestmentSample(List<FirmQuarterRow> balanced) {
    this.balanced = List.copyOf(balanced);
    meanGrowth = new TreeMap<>(means(balanced));
    seasonalMean =
        meanGrowth.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    e -> (e.getKey().getMonthValue() - 1) / 3,
                    Collectors.averagingDouble(Map.Entry::getValue)));
    firms = balanced.stream().filter(f -> !Double.isNaN(f.logRate())).toList();
    anyFirm =
        firms.stream()
            .collect(Collectors.toMap(FirmQuarterRow::quarter, f -> f, (a, b) -> a, TreeMap::new));
    quarters = List.copyOf(anyFirm.keySet());
  }

  /**
   * The rows of {@code gold.firm_quarter} that {@link #of} takes, for a trace: all quarters of the
   * balanced panel, since those before the first rate are in the seasonal means.
   *
   * @param narrower what a study asks of them beyond that
   */
  static RowsBehind rowsBehind(Column... narrower) {
    return RowsBehind.where(
        Stream.concat(
                Stream.of(
                    input(FirmQuarter.IS_HYPERSCALER),
                    input(FirmQuarter.IS_BALANCED),
                    input(FirmQuarter.CAPEX_GROWTH).isNotNull()),
                Stream.of(narrower))
            .toArray(Column[]::new));
  }

  /** Reads {@code gold.firm_quarter}: one Spark job, some hundreds of rows. */
  static InvestmentSample of(Dataset<Row> firmQuarter) {
    List<Row> rows =
        firmQuarter
            .where("is_hyperscaler AND is_balanced AND d_log_capex IS NOT NULL")
            .select("ticker", "quarter", "d_log_capex", "log_rate", "figures_grade", "grade")
            .collectAsList();
    List<FirmQuarterRow> balanced = new ArrayList<>();
    for (Row row : rows) {
      balanced.add(
          new FirmQuarterRow(
              row.getString(0),
              row.getDate(1).toLocalDate(),
              row.getDouble(2),
              row.isNullAt(3) ? Double.NaN : row.getDouble(3),
              Grade.of(row.getString(4)),
              Grade.of(row.getString(5))));
    }
    balanced.sort(
        Comparator.comparing(FirmQuarterRow::quarter).thenComparing(FirmQuarterRow::ticker));
    return new InvestmentSample(balanced);
  }

  /** Every quarter that all firms have growth for, those before the first rate included. */
  List<LocalDate> allQuarters() {
    return List.copyOf(meanGrowth.keySet());
  }

  /** Mean growth of the firms' capex in {@link #allQuarters()}, as it is. */
  double[] allGrowth() {
    return meanGrowth.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The same less its calendar quarter's mean. */
  double[] allSeasonalGrowth() {
    return meanGrowth.entrySet().stream()
        .mapToDouble(e -> e.getValue() - seasonalMean.get((e.getKey().getMonthValue() - 1) / 3))
        .toArray();
  }

  /** T. */
  int quarters() {
    return quarters.size();
  }

  /** How many firms there are. */
  long firms() {
    return firms.stream().map(FirmQuarterRow::ticker).distinct().count();
  }

  /** The firms, in the order of their tickers. */
  List<String> tickers() {
    return firms.stream().map(FirmQuarterRow::ticker).distinct().sorted().toList();
  }

  /**
   * The slope of each firm's growth, less the season, on the rate; their mean is the headline's
   * elasticity.
   */
  SortedMap<String, Double> elasticityByFirm() {
    double[] rate = logRate();
    SortedMap<String, Double> elasticities = new TreeMap<>();
    for (String ticker : tickers()) {
      double[] growth =
          firms.stream()
              .filter(f -> f.ticker().equals(ticker))
              .mapToDouble(f -> f.growth() - seasonalMean.get(f.calendarQuarter()))
              .toArray();
      elasticities.put(ticker, Series.products(rate, growth) / Series.squaredDeviations(rate));
    }
    return elasticities;
  }

  /** Whether not all quarters had the same rate. */
  boolean rateVaries() {
    return Series.squaredDeviations(logRate()) > 0;
  }

  /** First days of the first and the last quarter. */
  Span span() {
    return new Span(quarters.get(0), quarters.get(quarters.size() - 1));
  }

  /**
   * The weakest grade of the rows, and of the figures of those before the first rate, which are in
   * the seasonal means; estimated at best.
   */
  Grade grade() {
    return Estimate.weakest(firms.stream().map(FirmQuarterRow::grade)).weaker(figuresGrade());
  }

  /** The weakest grade of the figures of {@link #allQuarters()}, whatever the rates' is. */
  Grade figuresGrade() {
    return Estimate.weakest(balanced.stream().map(FirmQuarterRow::figuresGrade));
  }

  /** Mean growth of the firms' capex less its calendar quarter's mean, by quarter. */
  double[] growth() {
    return quarters.stream()
        .mapToDouble(q -> meanGrowth.get(q) - seasonalMean.get((q.getMonthValue() - 1) / 3))
        .toArray();
  }

  /** Log rate of efficiency gain per quarter, known before the quarter began. */
  double[] logRate() {
    return ofQuarters(FirmQuarterRow::logRate);
  }

  /** The quarters at whose ends the rates were known. */
  List<LocalDate> knownAtTheEndOf() {
    return quarters.stream().map(q -> q.minusMonths(3)).toList();
  }

  /** Places of the quarters in the calendar, the first is 0. */
  int[] places() {
    return quarters.stream().mapToInt(q -> number(q) - number(quarters.get(0))).toArray();
  }

  /** {@link #places()} as a regressor. */
  double[] trend() {
    return Arrays.stream(places()).asDoubleStream().toArray();
  }

  /** One row a quarter: mean_d_log_capex, log_rate, trend, quarter. */
  Sample byQuarter() {
    return Sample.empty()
        .with("mean_d_log_capex", growth())
        .with("log_rate", logRate())
        .with("trend", trend())
        .withValues("quarter", quarters.stream().map(InvestmentSample::number).toList());
  }

  /** One row a firm and quarter: ticker, quarter, d_log_capex, log_rate. */
  Sample byFirm() {
    return Sample.empty()
        .withValues("ticker", firms.stream().map(FirmQuarterRow::ticker).toList())
        .withValues("quarter", firms.stream().map(f -> number(f.quarter())).toList())
        .with(
            "d_log_capex",
            firms.stream()
                .mapToDouble(f -> f.growth() - seasonalMean.get(f.calendarQuarter()))
                .toArray())
        .with("log_rate", firms.stream().mapToDouble(FirmQuarterRow::logRate).toArray());
  }

  private double[] ofQuarters(ToDoubleFunction<FirmQuarterRow> figure) {
    return anyFirm.values().stream().mapToDouble(figure).toArray();
  }

  private static Map<LocalDate, Double> means(List<FirmQuarterRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                FirmQuarterRow::quarter, Collectors.averagingDouble(FirmQuarterRow::growth)));
  }

  /** Calendar quarters since year 0, so that neighbours differ by 1. */
  static int number(LocalDate quarter) {
    return quarter.getYear() * 4 + (quarter.getMonthValue() - 1) / 3;
  }
}
