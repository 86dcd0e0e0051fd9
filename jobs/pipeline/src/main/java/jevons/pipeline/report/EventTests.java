package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The events of the configuration and the pooled ones, and what was tested of them.
 *
 * @param events in the order of time, pooled ones last
 * @param tests the tests that the report shows
 */
record EventTests(List<Happening> events, List<Tested> tests) {
  private static final String POOLED = "pooled";
  private static final List<String> SHOWN =
      List.of(
          "patell",
          "bmp",
          "kolari_pynnonen",
          "grank_t",
          "cross_sectional",
          "time_series",
          "standardized",
          "placebo");

  /**
   * An event.
   *
   * @param dayZero null for a pooled one
   * @param overlapping names of events whose windows share days; null for none
   */
  record Happening(
      String event, LocalDate date, LocalDate dayZero, String words, String overlapping) {
    boolean isPooled() {
      return dayZero == null;
    }
  }

  /** A test; {@code group} is a group of firms or a firm. */
  record Tested(
      String event,
      String group,
      String model,
      int start,
      int end,
      String test,
      Double statistic,
      Double pValue,
      Double n,
      Double estimate,
      Double low,
      Double high,
      Double correlation,
      String leftOut) {
    String window() {
      return "[" + signed(start) + ", " + signed(end) + "]";
    }

    private static String signed(int day) {
      return day > 0 ? "+" + day : Numbers.figure(day);
    }
  }

  EventTests {
    events = List.copyOf(events);
    tests = List.copyOf(tests);
  }

  /** Configured events with a trading day; none where the table is not there. */
  static List<Happening> configured(Published published) {
    return happenings(published, List.of("configured"));
  }

  /**
   * Reads both tables.
   *
   * @throws MissingRows when there is nothing to show
   */
  static EventTests of(Published published) {
    List<Happening> events = happenings(published, List.of("configured", POOLED));
    Object[] names = events.stream().map(Happening::event).toArray();
    List<Row> rows =
        published.read(
            gold("event_test"),
            List.of(
                "event",
                "firm_group",
                "return_model",
                "window_start",
                "window_end",
                "test",
                "statistic",
                "p_value",
                "n",
                "estimate",
                "ci_low",
                "ci_high",
                "average_correlation",
                "left_out"),
            all -> all.where(col("event").isin(names).and(col("test").isin(SHOWN.toArray()))));
    return new EventTests(events, rows.stream().map(EventTests::tested).toList());
  }

  private static List<Happening> happenings(Published published, List<String> kinds) {
    return published
        .readIfThere(
            gold("event"),
            List.of("event", "kind", "event_date", "day_zero", "words", "overlapping_events"),
            all -> all.where(col("kind").isin(kinds.toArray())))
        .stream()
        .map(
            row ->
                new Happening(
                    Rows.text(row, "event"),
                    Rows.day(row, "event_date"),
                    Rows.day(row, "day_zero"),
                    Rows.text(row, "words"),
                    Rows.text(row, "overlapping_events")))
        .sorted(
            Comparator.comparing(Happening::date, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Happening::event))
        .toList();
  }

  private static Tested tested(Row row) {
    return new Tested(
        Rows.text(row, "event"),
        Rows.text(row, "firm_group"),
        Rows.text(row, "return_model"),
        Rows.number(row, "window_start").intValue(),
        Rows.number(row, "window_end").intValue(),
        Rows.text(row, "test"),
        Rows.number(row, "statistic"),
        Rows.number(row, "p_value"),
        Rows.number(row, "n"),
        Rows.number(row, "estimate"),
        Rows.number(row, "ci_low"),
        Rows.number(row, "ci_high"),
        Rows.number(row, "average_correlation"),
        Rows.text(row, "left_out"));
  }

  /** The groups, the one with the most firms first. */
  List<String> groups() {
    return tests.stream()
        .filter(t -> t.test().equals("cross_sectional"))
        .sorted(
            Comparator.comparing((Tested t) -> -Objects.requireNonNullElse(t.n(), 0.0))
                .thenComparing(Tested::group))
        .map(Tested::group)
        .distinct()
        .toList();
  }

  /** The return models, the headline's first. */
  List<String> models() {
    return List.of("market", "capm", "ff3", "ff5").stream()
        .filter(m -> tests.stream().anyMatch(t -> t.model().equals(m)))
        .toList();
  }

  /** A test of one event, group, model and window by its ends, if it could be made. */
  Optional<Tested> find(String event, String group, String model, int start, int end, String test) {
    return tests.stream()
        .filter(t -> t.event().equals(event) && t.group().equals(group))
        .filter(t -> t.model().equals(model) && t.start() == start && t.end() == end)
        .filter(t -> t.test().equals(test))
        .findFirst();
  }

  /** The configured event on whose day 0 the largest group moved most. */
  Optional<Happening> largest() {
    return groups().stream()
        .findFirst()
        .flatMap(
            group ->
                events.stream()
                    .filter(e -> !e.isPooled())
                    .filter(e -> move(e, group).isPresent())
                    .max(Comparator.comparing(e -> Math.abs(move(e, group).orElseThrow()))));
  }

  private Optional<Double> move(Happening event, String group) {
    return find(event.event(), group, "market", 0, 0, "cross_sectional").map(Tested::estimate);
  }
}
