package jevons.econometrics.eventstudy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.internal.Names;

/**
 * Simple returns of firms and of the series that explain them, on one calendar of trading days;
 * shares, NaN where missing. Immutable: {@code with} gives a new one.
 */
public final class Returns {
  private final List<LocalDate> days;
  private final Map<String, double[]> firms;
  private final Map<String, double[]> series;

  private Returns(List<LocalDate> days, Map<String, double[]> firms, Map<String, double[]> series) {
    this.days = days;
    this.firms = firms;
    this.series = series;
  }

  /**
   * On these trading days.
   *
   * @throws EconometricsException when they do not ascend
   */
  public static Returns on(List<LocalDate> days) {
    for (int t = 1; t < days.size(); t++) {
      if (!days.get(t).isAfter(days.get(t - 1))) {
        throw new EconometricsException(
            "trading days must ascend without repetition; "
                + days.get(t)
                + " follows "
                + days.get(t - 1)
                + ".");
      }
    }
    return new Returns(List.copyOf(days), Map.of(), Map.of());
  }

  /** With a firm's returns, one a trading day. */
  public Returns withFirm(String firm, double[] returns) {
    return new Returns(days, with(firms, "firm " + firm, firm, returns), series);
  }

  /** With a market, factor or riskless series, one figure a trading day. */
  public Returns withSeries(String name, double[] values) {
    return new Returns(days, firms, with(series, "series " + name, name, values));
  }

  /** The trading days, ascending. */
  public List<LocalDate> days() {
    return days;
  }

  /** The firms, in the order they were given. */
  public Set<String> firms() {
    return Collections.unmodifiableSet(firms.keySet());
  }

  /** A firm's returns [days]. */
  public double[] firm(String firm) {
    return find(firms, "firm", firm).clone();
  }

  /** A series [days]. */
  public double[] series(String name) {
    return find(series, "market or factor series", name).clone();
  }

  /** Place of the first trading day on or after {@code date}; empty when there is none. */
  public OptionalInt dayZero(LocalDate date) {
    int place = Collections.binarySearch(days, date);
    int first = place >= 0 ? place : -place - 1;
    return first < days.size() ? OptionalInt.of(first) : OptionalInt.empty();
  }

  private Map<String, double[]> with(
      Map<String, double[]> all, String what, String name, double[] values) {
    if (values.length != days.size()) {
      throw new EconometricsException(
          "%s has %d returns for %d trading days.".formatted(what, values.length, days.size()));
    }
    Map<String, double[]> more = new LinkedHashMap<>(all);
    more.put(name, values.clone());
    return more;
  }

  private static double[] find(Map<String, double[]> all, String what, String name) {
    double[] values = all.get(name);
    if (values == null) {
      throw new EconometricsException(
          "the returns have no " + what + " " + name + "." + Names.hint(name, all.keySet()));
    }
    return values;
  }
}
