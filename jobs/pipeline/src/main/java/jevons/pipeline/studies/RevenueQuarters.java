package jevons.pipeline.studies;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Grade;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Nvidia's sales beside what the hyperscalers spend, over the newest quarters in a row that have
 * both.
 *
 * <p>Spending is the sum of all hyperscalers; a quarter counts only when all of them have growth,
 * so that no firm is missing and no firm's tag changes within the run.
 */
final class RevenueQuarters {
  static final String TICKER = "NVDA";

  /** The columns of sales that are studied, as in {@code gold.firm_quarter} without the unit. */
  static final List<String> REVENUES = List.of("revenue", "data_center_revenue");

  private final List<LocalDate> quarters;
  private final double[] logRevenue;
  private final double[] logCapex;
  private final Grade grade;

  private RevenueQuarters(
      List<LocalDate> quarters, double[] logRevenue, double[] logCapex, Grade grade) {
    this.quarters = quarters;
    this.logRevenue = logRevenue;
    this.logCapex = logCapex;
    this.grade = grade;
  }

  /** Quarters in a row from a first one on. */
  static RevenueQuarters from(LocalDate first, double[] logRevenue, double[] logCapex) {
    List<LocalDate> quarters =
        IntStream.range(0, logRevenue.length).mapToObj(t -> first.plusMonths(3L * t)).toList();
    return new RevenueQuarters(quarters, logRevenue.clone(), logCapex.clone(), Grade.ESTIMATED);
  }

  /** The run of each column of sales, by its name; one that has none is empty. */
  static SortedMap<String, RevenueQuarters> of(Dataset<Row> firmQuarter) {
    List<Row> rows =
        firmQuarter
            .where(col("is_hyperscaler").or(col("ticker").equalTo(TICKER)))
            .select(
                "ticker",
                "quarter",
                "capex_usd",
                "is_hyperscaler",
                "is_balanced",
                "grade",
                "revenue_usd",
                "data_center_revenue_usd")
            .collectAsList();
    NavigableMap<LocalDate, Double> capex = capexOfAll(rows);
    SortedMap<String, RevenueQuarters> samples = new TreeMap<>();
    for (String revenue : REVENUES) {
      NavigableMap<LocalDate, Double> sales = new TreeMap<>();
      for (Row row : rows) {
        Double value = row.getAs(revenue + "_usd");
        if (row.getString(0).equals(TICKER) && value != null && value > 0) {
          sales.put(quarter(row), Math.log(value));
        }
      }
      NavigableMap<LocalDate, Double> both = new TreeMap<>(capex);
      both.keySet().retainAll(sales.keySet());
      List<LocalDate> run = newestRun(both);
      samples.put(
          revenue,
          new RevenueQuarters(
              run,
              run.stream().mapToDouble(sales::get).toArray(),
              run.stream().mapToDouble(capex::get).toArray(),
              Estimate.weakest(grades(rows, run))));
    }
    return samples;
  }

  /** ln of the hyperscalers' total, over the newest run of quarters with growth of all. */
  private static NavigableMap<LocalDate, Double> capexOfAll(List<Row> rows) {
    NavigableMap<LocalDate, Double> total = new TreeMap<>();
    NavigableMap<LocalDate, Boolean> balanced = new TreeMap<>();
    for (Row row : rows) {
      if (row.getBoolean(3) && !row.isNullAt(2)) {
        total.merge(quarter(row), row.getDouble(2), Double::sum);
        balanced.merge(quarter(row), row.getBoolean(4), Boolean::logicalAnd);
      }
    }
    balanced.values().removeIf(isBalanced -> !isBalanced);
    List<LocalDate> grown = newestRun(balanced);
    NavigableMap<LocalDate, Double> logs = new TreeMap<>();
    if (!grown.isEmpty()) {
      // Growth of the first one means that all have the quarter before, too.
      logs.put(grown.get(0).minusMonths(3), Math.log(total.get(grown.get(0).minusMonths(3))));
      grown.forEach(q -> logs.put(q, Math.log(total.get(q))));
    }
    return logs;
  }

  private static List<LocalDate> newestRun(NavigableMap<LocalDate, ?> quarters) {
    List<LocalDate> run = new ArrayList<>();
    for (LocalDate quarter : quarters.descendingKeySet()) {
      if (!run.isEmpty() && !quarter.equals(run.get(run.size() - 1).minusMonths(3))) {
        break;
      }
      run.add(quarter);
    }
    Collections.reverse(run);
    return List.copyOf(run);
  }

  private static Stream<Grade> grades(List<Row> rows, List<LocalDate> run) {
    return rows.stream()
        .filter(row -> run.contains(quarter(row)))
        .map(row -> Grade.of(row.getString(5)));
  }

  private static LocalDate quarter(Row row) {
    return row.getDate(1).toLocalDate();
  }

  /** First days, each three months after the one before. */
  List<LocalDate> quarters() {
    return quarters;
  }

  /** ln of sales in US$. */
  double[] logRevenue() {
    return logRevenue.clone();
  }

  /** ln of the hyperscalers' spending in US$. */
  double[] logCapex() {
    return logCapex.clone();
  }

  /** The weakest of the figures; estimated at best. */
  Grade grade() {
    return grade;
  }

  /** Quarters of growth: one fewer than those of levels. */
  int changes() {
    return Math.max(0, quarters.size() - 1);
  }

  /** From the first to the last quarter. */
  Span span() {
    return new Span(quarters.get(0), quarters.get(quarters.size() - 1));
  }

  /** From the first to the last quarter of growth. */
  Span spanOfChanges() {
    return new Span(quarters.get(1), quarters.get(quarters.size() - 1));
  }

  /** The quarters of growth. */
  List<LocalDate> quartersOfChanges() {
    return quarters.subList(1, quarters.size());
  }

  /** Change of ln sales less the mean of its calendar quarter. */
  double[] revenueGrowth() {
    return lessCalendarQuarter(differences(logRevenue));
  }

  /** Change of ln spending less the mean of its calendar quarter. */
  double[] capexGrowth() {
    return lessCalendarQuarter(differences(logCapex));
  }

  /** One row a quarter of growth: {@code d_log_} and the sales' name, d_log_capex, quarter. */
  Sample growth(String revenue) {
    return Sample.empty()
        .with("d_log_" + revenue, revenueGrowth())
        .with("d_log_capex", capexGrowth())
        .withValues("quarter", quartersOfChanges().stream().map(RevenueQuarters::number).toList());
  }

  static double[] differences(double[] levels) {
    return IntStream.range(1, levels.length).mapToDouble(t -> levels[t] - levels[t - 1]).toArray();
  }

  private double[] lessCalendarQuarter(double[] changes) {
    List<LocalDate> days = quartersOfChanges();
    var means =
        IntStream.range(0, changes.length)
            .boxed()
            .collect(
                Collectors.groupingBy(
                    t -> days.get(t).getMonthValue(), Collectors.averagingDouble(t -> changes[t])));
    double[] less = changes.clone();
    Arrays.setAll(less, t -> changes[t] - means.get(days.get(t).getMonthValue()));
    return less;
  }

  /** Calendar quarters since year 0, so that neighbours differ by 1. */
  private static int number(LocalDate quarter) {
    return quarter.getYear() * 4 + (quarter.getMonthValue() - 1) / 3;
  }
}
