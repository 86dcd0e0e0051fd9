package jevons.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jevons.econometrics.Sample;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.Returns;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;

/**
 * Returns in rows of firm and day as an event study needs them. Trading days are all days that any
 * firm has a row of.
 *
 * @param returns firms in the order of the data, without one that stands for the market
 */
record EventData(Returns returns) {
  private static final int MOST_EVENTS = 1_000_000;

  /**
   * Reads the data.
   *
   * @param series market and factor columns; one of them may be {@code marketFirm}
   * @throws JevonsException USAGE: a column is not there, a day none, a firm has two rows of a day,
   *     or a series two values on one
   */
  static EventData read(
      GivenData data,
      String firm,
      String date,
      String returned,
      List<String> series,
      Optional<String> marketFirm) {
    List<String> columns = new ArrayList<>(List.of(firm, date, returned));
    List<String> inColumns =
        series.stream().filter(s -> !marketFirm.equals(Optional.of(s))).distinct().toList();
    columns.addAll(inColumns);
    Sample rows = data.sample(columns, List.of());
    List<Object> firms = rows.values(firm);
    List<LocalDate> dates = days(data.name(), rows, date);
    List<LocalDate> days = List.copyOf(new TreeSet<>(dates));
    Map<LocalDate, Integer> places = new HashMap<>();
    days.forEach(day -> places.put(day, places.size()));
    Map<String, double[]> byFirm = new LinkedHashMap<>();
    double[] values = rows.numbers(returned);
    Set<List<Object>> seen = new LinkedHashSet<>();
    for (int i = 0; i < values.length; i++) {
      if (firms.get(i) == null) {
        throw JevonsException.usage(
            "%s: a row of %s has no %s.".formatted(data.name(), dates.get(i), firm));
      }
      String name = String.valueOf(firms.get(i));
      if (!seen.add(List.of(name, dates.get(i)))) {
        throw JevonsException.usage(
            "%s has two rows of %s on %s; one is needed."
                .formatted(data.name(), name, dates.get(i)));
      }
      byFirm.computeIfAbsent(name, n -> missing(days.size()))[places.get(dates.get(i))] = values[i];
    }
    Returns returns = Returns.on(days);
    for (String name : inColumns) {
      returns = returns.withSeries(name, series(data.name(), rows, name, dates, places));
    }
    if (marketFirm.isPresent()) {
      double[] market = byFirm.remove(marketFirm.get());
      if (market == null) {
        throw JevonsException.usage(
            "--market-firm: %s has no firm %s.%s"
                .formatted(
                    data.name(),
                    marketFirm.get(),
                    Closest.hint(marketFirm.get(), byFirm.keySet())));
      }
      returns = returns.withSeries(marketFirm.get(), market);
    }
    for (Map.Entry<String, double[]> one : byFirm.entrySet()) {
      returns = returns.withFirm(one.getKey(), one.getValue());
    }
    return new EventData(returns);
  }

  /** A series is the same for all firms on a day, or missing. */
  private static double[] series(
      String data,
      Sample rows,
      String name,
      List<LocalDate> dates,
      Map<LocalDate, Integer> places) {
    double[] all = rows.numbers(name);
    double[] series = missing(places.size());
    for (int i = 0; i < all.length; i++) {
      int place = places.get(dates.get(i));
      if (Double.isFinite(all[i])) {
        if (Double.isFinite(series[place]) && series[place] != all[i]) {
          throw JevonsException.usage(
              "%s: %s is %s and %s on %s; a market or factor has one return a day."
                  .formatted(data, name, series[place], all[i], dates.get(i)));
        }
        series[place] = all[i];
      }
    }
    return series;
  }

  /** The same dates for every firm of the data. */
  List<FirmEvent> everyFirm(List<LocalDate> dates) {
    return dates.stream()
        .distinct()
        .flatMap(date -> returns.firms().stream().map(firm -> new FirmEvent(firm, date)))
        .toList();
  }

  /** Firms and dates of a csv file, in its order. */
  static List<FirmEvent> events(Path file, String firm, String date) {
    if (!Files.isRegularFile(file)) {
      throw JevonsException.usage("--events: no file " + file + ".");
    }
    Sample rows =
        CsvSample.read(file, MOST_EVENTS)
            .orElseThrow(
                () -> JevonsException.usage(file + " has more than " + MOST_EVENTS + " events."));
    for (String column : List.of(firm, date)) {
      if (!rows.names().contains(column)) {
        throw JevonsException.usage(
            "%s has no column %s; it has %s. The columns are called as in DATA: see --firm, --date."
                .formatted(file, column, String.join(", ", rows.names())));
      }
    }
    List<LocalDate> dates = days(file.toString(), rows, date);
    List<FirmEvent> events = new ArrayList<>();
    for (int i = 0; i < dates.size(); i++) {
      events.add(new FirmEvent(String.valueOf(rows.values(firm).get(i)), dates.get(i)));
    }
    return events.stream().distinct().toList();
  }

  private static List<LocalDate> days(String data, Sample rows, String column) {
    List<LocalDate> days = new ArrayList<>();
    for (Object value : rows.values(column)) {
      days.add(day(data, column, value));
    }
    return days;
  }

  private static LocalDate day(String data, String column, Object value) {
    if (value instanceof LocalDate day) {
      return day;
    }
    if (value instanceof java.sql.Date day) {
      return day.toLocalDate();
    }
    String text = String.valueOf(value).strip();
    try {
      return text.matches("\\d{8}")
          ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
          : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw JevonsException.usage(
          "%s: column %s holds \"%s\", not a day such as 2025-01-27 or 20250127."
              .formatted(data, column, value == null ? "" : text));
    }
  }

  private static double[] missing(int days) {
    double[] values = new double[days];
    Arrays.fill(values, Double.NaN);
    return values;
  }
}
