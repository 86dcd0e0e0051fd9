package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Sample;
import jevons.econometrics.internal.Periods;

/**
 * Some series over the same periods, in order of time, without gaps: what the tests of this package
 * take. Periods at either end in which one of them is missing are left out; within, a missing
 * period is refused by name, since a test would take its neighbours for successive ones.
 */
public final class SeriesTable {
  private final List<String> periods;
  private final Map<String, double[]> columns;

  private SeriesTable(List<String> periods, Map<String, double[]> columns) {
    this.periods = List.copyOf(periods);
    this.columns = columns;
  }

  /**
   * Sorts columns by time.
   *
   * @param time column of the period, read as {@link jevons.econometrics.PanelOls#setTime} does
   * @param names columns of numbers
   * @throws EconometricsException when a period occurs twice, or is missing between others
   */
  public static SeriesTable of(Sample sample, String time, List<String> names) {
    List<Object> given = sample.values(time);
    Map<String, double[]> values = new HashMap<>();
    names.forEach(n -> values.put(n, sample.numbers(n)));
    Set<Object> distinct = new HashSet<>();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < sample.rows(); i++) {
      if (given.get(i) == null) {
        throw new EconometricsException("time column " + time + ", row " + (i + 1) + " is empty.");
      }
      if (!distinct.add(given.get(i))) {
        throw new EconometricsException(
            "period "
                + given.get(i)
                + " occurs twice; a series has one row a period. Choose one unit, or sum first.");
      }
      rows.add(i);
    }
    if (rows.isEmpty()) {
      throw new EconometricsException("the data have no rows.");
    }
    Map<Object, Long> numbers = Periods.number(time, distinct);
    rows.sort((a, b) -> Long.compare(numbers.get(given.get(a)), numbers.get(given.get(b))));
    int from = 0;
    int to = rows.size();
    while (from < to && missing(values, rows.get(from))) {
      from++;
    }
    while (to > from && missing(values, rows.get(to - 1))) {
      to--;
    }
    if (from == to) {
      throw new EconometricsException("no period has all of " + names + ".");
    }
    List<String> periods = new ArrayList<>();
    Map<String, double[]> columns = new HashMap<>();
    for (String name : names) {
      columns.put(name, new double[to - from]);
    }
    for (int t = from; t < to; t++) {
      int row = rows.get(t);
      if (missing(values, row)) {
        throw new EconometricsException(
            "period "
                + given.get(row)
                + ": "
                + names.stream().filter(n -> Double.isNaN(values.get(n)[row])).toList()
                + " missing between "
                + given.get(rows.get(from))
                + " and "
                + given.get(rows.get(to - 1))
                + "; fill it in, or take the periods before or after it.");
      }
      if (t > from) {
        Object before = given.get(rows.get(t - 1));
        long skipped = numbers.get(given.get(row)) - numbers.get(before) - 1;
        if (skipped > 0) {
          throw new EconometricsException(
              skipped
                  + (skipped == 1 ? " period is" : " periods are")
                  + " missing after "
                  + before
                  + " (next is "
                  + given.get(row)
                  + "); fill in, or take the periods before or after.");
        }
      }
      periods.add(String.valueOf(given.get(row)));
      for (String name : names) {
        columns.get(name)[t - from] = values.get(name)[row];
      }
    }
    return new SeriesTable(periods, columns);
  }

  private static boolean missing(Map<String, double[]> values, int row) {
    return values.values().stream().anyMatch(v -> Double.isNaN(v[row]));
  }

  /** Periods as they were given, in order. */
  public List<String> periods() {
    return periods;
  }

  /** Number of periods. */
  public int n() {
    return periods.size();
  }

  /** Values of a column in order of time. */
  public double[] values(String name) {
    double[] found = columns.get(name);
    if (found == null) {
      throw new EconometricsException(
          "no series " + name + "; there are " + columns.keySet().stream().sorted().toList() + ".");
    }
    return found.clone();
  }

  /**
   * Rows before a period, for a break that begins with it.
   *
   * @param first the first period after the break, written as in the data
   */
  public int rowsBefore(String first) {
    int at = periods.indexOf(first);
    if (at < 0) {
      throw new EconometricsException(
          "no period "
              + first
              + "; they run from "
              + periods.get(0)
              + " to "
              + periods.get(periods.size() - 1)
              + ".");
    }
    return at;
  }

  /** The first period after so many rows; of a break, the first with the new coefficients. */
  public String firstAfter(int rowsBefore) {
    return periods.get(Math.min(rowsBefore, periods.size() - 1));
  }

  /** As rows with the column {@code time}, for a regression. */
  public Sample sample(String time) {
    Sample sample = Sample.empty().withValues(time, periods);
    for (Map.Entry<String, double[]> c : columns.entrySet()) {
      sample = sample.with(c.getKey(), c.getValue());
    }
    return sample;
  }
}
