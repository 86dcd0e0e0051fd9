package jevons.pipeline.tables.gold.claims;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jevons.econometrics.timeseries.TrendForecast;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.claims.Evidence.Quarter;

/**
 * What the hyperscalers spent together, and the log-linear trend of the eight quarters before a day
 * carried forward.
 *
 * <p>Growth that speeds up or slows down by chance is no part of it: the interval is of the noise
 * around a straight line.
 */
final class SpentTogether {
  private static final int QUARTERS_OF_TREND = 8;
  private static final int QUARTERS_OF_YEAR = 4;
  private static final int MONTHS_OF_QUARTER = 3;

  /** A line through fewer leaves nothing to tell noise from. */
  private static final int FEWEST_QUARTERS = 4;

  private final List<Total> totals;

  /** What all of them spent in a quarter. */
  record Total(LocalDate quarter, double usd, Grade grade) {}

  /** A quarter's prediction, with the ends of its 95 % interval, and what was spent. */
  record Forecast(LocalDate quarter, double usd, double low, double high, double spent) {
    boolean holdsSpent() {
      return low <= spent && spent <= high;
    }
  }

  /**
   * Of the quarters for which each of these firms is known.
   *
   * @param tickers the hyperscalers
   */
  SpentTogether(List<Quarter> quarters, List<String> tickers) {
    Map<LocalDate, List<Quarter>> byQuarter =
        quarters.stream()
            .collect(Collectors.groupingBy(Quarter::quarter, TreeMap::new, Collectors.toList()));
    totals =
        byQuarter.entrySet().stream()
            .filter(e -> e.getValue().stream().map(Quarter::ticker).toList().containsAll(tickers))
            .map(
                e ->
                    new Total(
                        e.getKey(),
                        e.getValue().stream().mapToDouble(Quarter::capexUsd).sum(),
                        e.getValue().stream()
                            .map(Quarter::grade)
                            .reduce(Grade.DERIVED, Grade::weaker)))
            .toList();
  }

  /** Quarters that all of them are known for, in order. */
  List<Total> totals() {
    return totals;
  }

  /** The first day of the quarter that holds a day. */
  static LocalDate quarterOf(LocalDate day) {
    return day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % MONTHS_OF_QUARTER);
  }

  /** Those from the quarter that holds the day on. */
  List<Total> since(LocalDate day) {
    LocalDate first = quarterOf(day);
    return totals.stream().filter(t -> !t.quarter().isBefore(first)).toList();
  }

  /** Those of the eight quarters before. */
  List<Total> before(LocalDate day) {
    LocalDate first = quarterOf(day);
    LocalDate start = first.minusMonths((long) QUARTERS_OF_TREND * MONTHS_OF_QUARTER);
    return totals.stream()
        .filter(t -> t.quarter().isBefore(first) && !t.quarter().isBefore(start))
        .toList();
  }

  /** The newest four of these quarters, if they are four in a row. */
  static Optional<List<Total>> newestYear(List<Total> quarters) {
    if (quarters.size() < QUARTERS_OF_YEAR) {
      return Optional.empty();
    }
    List<Total> year = quarters.subList(quarters.size() - QUARTERS_OF_YEAR, quarters.size());
    LocalDate first = year.get(0).quarter();
    LocalDate last = year.get(QUARTERS_OF_YEAR - 1).quarter();
    return first.plusMonths((long) (QUARTERS_OF_YEAR - 1) * MONTHS_OF_QUARTER).equals(last)
        ? Optional.of(year)
        : Optional.empty();
  }

  /** Growth of ln capex in each of these quarters whose quarter before is known too. */
  double[] growth(List<Total> quarters) {
    Map<LocalDate, Total> all = totals.stream().collect(Collectors.toMap(Total::quarter, t -> t));
    List<Double> growth = new ArrayList<>();
    for (Total total : quarters) {
      Total last = all.get(total.quarter().minusMonths(MONTHS_OF_QUARTER));
      if (last != null) {
        growth.add(Math.log(total.usd() / last.usd()));
      }
    }
    return growth.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Of each quarter since the day that is known; none where the trend has too few quarters. */
  List<Forecast> forecasts(LocalDate day) {
    List<Total> trend = before(day);
    if (trend.size() < FEWEST_QUARTERS) {
      return List.of();
    }
    TrendForecast fitted =
        TrendForecast.fit(
            trend.stream().mapToDouble(t -> number(t.quarter())).toArray(),
            trend.stream().mapToDouble(t -> Math.log(t.usd())).toArray());
    return since(day).stream()
        .sorted(Comparator.comparing(Total::quarter))
        .map(t -> forecast(fitted, t))
        .toList();
  }

  private static Forecast forecast(TrendForecast trend, Total total) {
    TrendForecast.Point log = trend.at(number(total.quarter()), Samples.LEVEL);
    return new Forecast(
        total.quarter(),
        Math.exp(log.forecast()),
        Math.exp(log.low()),
        Math.exp(log.high()),
        total.usd());
  }

  /** Quarters since 2024Q1. */
  private static double number(LocalDate quarter) {
    int year = 2024;
    return (quarter.getYear() - year) * (double) QUARTERS_OF_YEAR
        + (quarter.getMonthValue() - 1) / (double) MONTHS_OF_QUARTER;
  }

  /** {@code "2024Q4"}. */
  static String name(LocalDate quarter) {
    return quarter.getYear() + "Q" + ((quarter.getMonthValue() + 2) / MONTHS_OF_QUARTER);
  }
}
