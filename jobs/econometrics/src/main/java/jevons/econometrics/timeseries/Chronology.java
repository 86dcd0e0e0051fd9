package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Sample;
import jevons.econometrics.internal.Periods;

/**
 * The rows of one series in order of time. Periods are read as in a regression: whole numbers,
 * days, or texts like 2024Q1.
 *
 * @param sample the rows, earliest first
 * @param column of the period
 * @param missing periods between the first and the last that have no row; days other than those of
 *     months or weeks are counted as they occur, so that none is missing
 */
public record Chronology(Sample sample, String column, long missing) {

  /**
   * Sorts rows by their period.
   *
   * @throws EconometricsException when a period is missing or has more than one row
   */
  public static Chronology of(Sample sample, String column) {
    List<Object> values = sample.values(column);
    int empty = values.indexOf(null);
    if (empty >= 0) {
      throw new EconometricsException(
          "time column " + column + " is missing in row " + (empty + 1) + ".");
    }
    Map<Object, Long> numbers = Periods.number(column, new LinkedHashSet<>(values));
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparing(i -> numbers.get(values.get(i))))
            .toList();
    for (int i = 1; i < order.size(); i++) {
      Object now = values.get(order.get(i));
      if (numbers.get(now).equals(numbers.get(values.get(order.get(i - 1))))) {
        throw new EconometricsException(
            "%s %s has more than one row, so the rows are not one series. Take the rows of one."
                .formatted(column, now));
      }
    }
    Sample sorted = Sample.empty();
    for (String name : sample.names()) {
      List<Object> all = sample.values(name);
      sorted = sorted.withValues(name, order.stream().map(all::get).toList());
    }
    long missing =
        order.isEmpty()
            ? 0
            : numbers.get(values.get(order.get(order.size() - 1)))
                - numbers.get(values.get(order.get(0)))
                + 1
                - order.size();
    return new Chronology(sorted, column, missing);
  }

  /**
   * Rows before a point in time.
   *
   * @param rows places of rows in the sample
   * @param period the first that does not count, written like those of the column
   */
  public int before(List<Integer> rows, String period) {
    List<Object> values = new ArrayList<>(sample.values(column));
    Set<Object> distinct = new LinkedHashSet<>(values);
    Object at = like(values.get(0), period);
    if (values.get(0) instanceof Number && !(at instanceof Number)) {
      throw new EconometricsException(
          "period \""
              + period
              + "\" is not written like the time column "
              + column
              + ", which holds "
              + values.get(0)
              + ".");
    }
    distinct.add(at);
    Map<Object, Long> numbers = Periods.number(column, distinct);
    long number = numbers.get(at);
    return (int) rows.stream().filter(i -> numbers.get(values.get(i)) < number).count();
  }

  /** A whole number where the column has them, else the text, which is read as the column's are. */
  private static Object like(Object example, String text) {
    boolean whole = example instanceof Number && text.strip().matches("-?\\d{1,15}");
    return whole ? (Object) Long.valueOf(text.strip()) : text.strip();
  }
}
