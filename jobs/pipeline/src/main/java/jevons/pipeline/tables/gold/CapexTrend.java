package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.econometrics.timeseries.TrendForecast;

/**
 * The log-linear trend of what the hyperscalers spent together from 2023Q1 to 2024Q4, the two years
 * before DeepSeek-R1, carried forward.
 *
 * @param forecast of ln US$ by calendar quarters since 2023Q1
 * @param start first quarter that it was fitted on
 * @param end last quarter that it was fitted on: earlier than 2024Q4 where that was not yet known
 */
public record CapexTrend(TrendForecast forecast, LocalDate start, LocalDate end) {
  /** The first quarter of the trend's window. */
  public static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

  /** The last quarter of the trend's window; R1 appeared in the next. */
  public static final LocalDate LAST = LocalDate.of(2024, 10, 1);

  /** The trend is carried forward at least over the year after its window. */
  private static final LocalDate AT_LEAST_TO = LAST.plusYears(1);

  private static final int FEWEST_QUARTERS = 4;
  private static final double LEVEL = 0.95;

  /**
   * One quarter beside the trend.
   *
   * @param isInTrend whether the trend was fitted on it
   * @param spentUsd empty where it is not known
   * @param trendUsd the median by the trend
   * @param lowUsd lower end of the 95 % prediction interval
   * @param highUsd its upper end
   */
  public record Quarter(
      LocalDate quarter,
      boolean isInTrend,
      OptionalDouble spentUsd,
      double trendUsd,
      double lowUsd,
      double highUsd) {}

  /**
   * The trend, or nothing while fewer than four of its quarters are known.
   *
   * @param spentUsd of all firms together by first day of the quarter; only quarters that all have
   */
  public static Optional<CapexTrend> of(SortedMap<LocalDate, Double> spentUsd) {
    SortedMap<LocalDate, Double> window = new TreeMap<>(spentUsd.subMap(FIRST, LAST.plusDays(1)));
    if (window.size() < FEWEST_QUARTERS) {
      return Optional.empty();
    }
    double[] times = window.keySet().stream().mapToDouble(CapexTrend::time).toArray();
    double[] logs = window.values().stream().mapToDouble(Math::log).toArray();
    return Optional.of(
        new CapexTrend(TrendForecast.fit(times, logs), window.firstKey(), window.lastKey()));
  }

  /** A quarter's place by the trend, whether or not it is over. */
  public Quarter at(LocalDate quarter, OptionalDouble spentUsd) {
    TrendForecast.Point point = forecast.at(time(quarter), LEVEL);
    boolean isInTrend = spentUsd.isPresent() && !quarter.isBefore(start) && !quarter.isAfter(end);
    return new Quarter(
        quarter,
        isInTrend,
        spentUsd,
        Math.exp(point.forecast()),
        Math.exp(point.low()),
        Math.exp(point.high()));
  }

  /** All quarters from the trend's first to the newest known one, and to 2025Q4 at least. */
  public List<Quarter> quarters(Map<LocalDate, Double> spentUsd) {
    LocalDate newest = spentUsd.keySet().stream().max(LocalDate::compareTo).orElse(end);
    LocalDate last = newest.isAfter(AT_LEAST_TO) ? newest : AT_LEAST_TO;
    List<Quarter> quarters = new ArrayList<>();
    for (LocalDate q = start; !q.isAfter(last); q = q.plusMonths(3)) {
      Double spent = spentUsd.get(q);
      quarters.add(at(q, spent == null ? OptionalDouble.empty() : OptionalDouble.of(spent)));
    }
    return quarters;
  }

  /** Two-sided p of "the quarter's spending is of the trend"; NaN where it is not known. */
  public double pValue(Quarter quarter) {
    return quarter.spentUsd().isPresent()
        ? forecast.pValue(time(quarter.quarter()), Math.log(quarter.spentUsd().getAsDouble()))
        : Double.NaN;
  }

  private static double time(LocalDate quarter) {
    return (quarter.getYear() - FIRST.getYear()) * 4 + (quarter.getMonthValue() - 1) / 3.0;
  }
}
