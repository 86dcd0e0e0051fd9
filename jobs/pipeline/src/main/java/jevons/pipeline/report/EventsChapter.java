package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jevons.pipeline.report.EventTests.Happening;
import jevons.pipeline.report.EventTests.Tested;

/** What prices did around events beyond what the market explains, and whether that is chance. */
final class EventsChapter implements Chapter {
  private static final String HEADLINE = "market";

  private static final String[] CANNOT_TELL = {
    "Why prices moved. A day has much news; an event study dates a move, it does not explain it.",
    "One day is one event, however many firms it moved: with a single day 0 no test can separate"
        + " what the event did from a day that was volatile anyway.",
    "Windows that overlap share returns: the release, the sell-off and the day after are not three"
        + " findings.",
    "Whether the market was right. A return says what was expected that day.",
    "Which releases saved much compute is known from scores of later; choosing them as events looks"
        + " back."
  };

  private static final String METHOD =
      "Day 0 is the first trading day on or after the event. What a firm's return would have been"
          + " comes from a regression on the market fund (or on one, three or five factors) over"
          + " trading days −260 to −11 before it, all of which must be there, or the firm is left"
          + " out by name. The placebo p of a firm is the share of its past days, each with its own"
          + " regression, whose standardised abnormal return was as large, itself counted; it"
          + " assumes no distribution.";

  @Override
  public Page page() {
    return Page.EVENTS;
  }

  @Override
  public String title() {
    return "The day that moved most";
  }

  @Override
  public Part part(Material material) {
    EventTests found = EventTests.of(material.published());
    Happening event =
        found
            .largest()
            .orElseThrow(
                () -> new MissingRows("no event has prices as of " + material.asOf() + "."));
    Part.Builder part =
        Part.of()
            .inShort(finding(found, event))
            .chart(chart(found, event))
            .add(tests(found, event))
            .text(
                "Firms that share one day are not independent: Patell and BMP count each as if it"
                    + " were. Kolari-Pynnonen and the generalised rank test allow for it, and they"
                    + " decide.");
    leftOut(found, event).ifPresent(part::add);
    part.add(models(found, event)).add(firms(found, event)).add(all(found));
    found.groups().stream()
        .findFirst()
        .ifPresent(
            group ->
                part.trace(
                    "The mean abnormal return of " + words(group) + " on " + event.dayZero(),
                    "gold.event_test",
                    "estimate",
                    "event=" + event.event(),
                    "firm_group=" + group,
                    "return_model=" + HEADLINE,
                    "window_start=0",
                    "window_end=0",
                    "test=cross_sectional"));
    return part.cannotTell(CANNOT_TELL).method("Abnormal returns", METHOD).build();
  }

  private static Chart chart(EventTests found, Happening event) {
    List<String> categories = new ArrayList<>();
    List<Chart.Point> points = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : found.groups()) {
      for (Tested t : windows(found, event, group, HEADLINE, "time_series")) {
        points.add(
            new Chart.Point(
                (double) categories.size(),
                percent(t.estimate()),
                percent(t.low()),
                percent(t.high()),
                null,
                false));
        categories.add(words(group) + " " + t.window());
        rows.add(
            List.of(
                Cell.of(words(group)),
                Cell.of(t.window()),
                Cell.ofPercent(t.estimate()),
                Cell.ofPercent(t.low()),
                Cell.ofPercent(t.high()),
                Cell.ofCount(t.n())));
      }
    }
    String finding = finding(found, event);
    return new Chart(
        "event-chart",
        finding,
        "Mean abnormal return of each group around "
            + event.dayZero()
            + ", per cent, by window of trading days, with 95 % interval (crude dependence"
            + " adjustment)",
        finding + ". Intervals of " + categories.size() + " mean abnormal returns.",
        Chart.Axis.linear("per cent").withLinesAt(0.0),
        Chart.Axis.categories(categories),
        List.of(new Chart.Series("95 % interval", Chart.Kind.INTERVALS, points)),
        List.of(),
        new DataTable(
            "event-chart-data",
            event.words() + ", " + event.dayZero() + ": mean abnormal returns, market model",
            List.of(
                TableColumn.words("Group"),
                TableColumn.days("Window"),
                TableColumn.figures("Mean, %"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("Firms")),
            rows));
  }

  private static String finding(EventTests found, Happening event) {
    String moves =
        found.groups().stream()
            .flatMap(
                group ->
                    found
                        .find(event.event(), group, HEADLINE, 0, 0, "cross_sectional")
                        .map(t -> words(group) + " " + Numbers.signedPercent(t.estimate()))
                        .stream())
            .collect(Collectors.joining(", "));
    return "On " + event.dayZero() + ", beyond the market: " + moves;
  }

  private static DataTable tests(EventTests found, Happening event) {
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : found.groups()) {
      for (Tested t : windows(found, event, group, HEADLINE, "cross_sectional")) {
        rows.add(
            List.of(
                Cell.of(words(group)),
                Cell.of(t.window()),
                Cell.ofPercent(t.estimate()),
                p(found, t, "kolari_pynnonen"),
                p(found, t, "grank_t"),
                p(found, t, "time_series"),
                p(found, t, "bmp"),
                p(found, t, "patell"),
                Cell.of(t.correlation()),
                Cell.ofCount(t.n())));
      }
    }
    return new DataTable(
        "event-tests",
        event.words() + ", day 0 " + event.dayZero() + ": p-values side by side, market model",
        List.of(
            TableColumn.words("Group"),
            TableColumn.days("Window"),
            TableColumn.figures("Mean, %"),
            TableColumn.figures("p, Kolari-Pynnonen"),
            TableColumn.figures("p, generalised rank"),
            TableColumn.figures("p, time series"),
            TableColumn.figures("p, BMP"),
            TableColumn.figures("p, Patell"),
            TableColumn.figures("Mean correlation"),
            TableColumn.figures("Firms")),
        rows);
  }

  private static Optional<Block> leftOut(EventTests found, Happening event) {
    List<String> reasons =
        found.tests().stream()
            .filter(t -> t.event().equals(event.event()) && t.model().equals(HEADLINE))
            .map(Tested::leftOut)
            .filter(reason -> reason != null)
            .distinct()
            .sorted()
            .toList();
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(new Block.Folded("Firms left out", List.of(new Block.Bullets(reasons))));
  }

  private static DataTable models(EventTests found, Happening event) {
    List<List<Cell>> rows = new ArrayList<>();
    for (String group : found.groups()) {
      for (String model : found.models()) {
        found
            .find(event.event(), group, model, 0, 0, "cross_sectional")
            .ifPresent(
                t ->
                    rows.add(
                        List.of(
                            Cell.of(words(group)),
                            Cell.of(modelWords(model)),
                            Cell.ofPercent(t.estimate()),
                            p(found, t, "kolari_pynnonen"),
                            p(found, t, "grank_t"),
                            Cell.of(t.correlation()),
                            Cell.ofCount(t.n()))));
      }
    }
    return new DataTable(
        "event-models",
        event.words() + ", day 0 alone: models of normal returns side by side",
        List.of(
            TableColumn.words("Group"),
            TableColumn.words("Model"),
            TableColumn.figures("Mean, %"),
            TableColumn.figures("p, Kolari-Pynnonen"),
            TableColumn.figures("p, generalised rank"),
            TableColumn.figures("Mean correlation"),
            TableColumn.figures("Firms")),
        rows);
  }

  private static DataTable firms(EventTests found, Happening event) {
    List<List<Cell>> rows =
        found.tests().stream()
            .filter(t -> t.event().equals(event.event()) && t.model().equals(HEADLINE))
            .filter(t -> t.test().equals("standardized") && t.start() == 0 && t.end() == 0)
            .sorted(Comparator.comparing(Tested::estimate))
            .map(
                t ->
                    List.of(
                        Cell.of(t.group()),
                        Cell.ofPercent(t.estimate()),
                        Cell.ofPercent(t.low()),
                        Cell.ofPercent(t.high()),
                        Cell.of(t.statistic()),
                        p(found, t, "placebo"),
                        Cell.ofCount(
                            found
                                .find(t.event(), t.group(), HEADLINE, t.start(), t.end(), "placebo")
                                .map(Tested::n)
                                .orElse(null))))
            .toList();
    return new DataTable(
        "event-firms",
        event.words()
            + ", day 0: each firm's abnormal return, and its place among those of its past days",
        List.of(
            TableColumn.words("Firm"),
            TableColumn.figures("Abnormal return, %"),
            TableColumn.figures("Low, 95 %"),
            TableColumn.figures("High, 95 %"),
            TableColumn.figures("t"),
            TableColumn.figures("p, placebo"),
            TableColumn.figures("Past days")),
        rows);
  }

  private static DataTable all(EventTests found) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Happening event : found.events()) {
      for (String group : found.groups()) {
        found
            .find(event.event(), group, HEADLINE, -1, 1, "cross_sectional")
            .ifPresent(
                t ->
                    rows.add(
                        List.of(
                            Cell.of(event.words()),
                            Cell.of(event.dayZero()),
                            Cell.of(words(group)),
                            Cell.ofPercent(t.estimate()),
                            p(found, t, "kolari_pynnonen"),
                            p(found, t, "grank_t"),
                            Cell.ofCount(t.n()),
                            Cell.of(event.overlapping()))));
      }
    }
    return new DataTable(
        "event-list",
        "All events, from the day before to the day after, market model; of pooled events firms and"
            + " days together",
        List.of(
            TableColumn.words("What"),
            TableColumn.days("Day 0"),
            TableColumn.words("Group"),
            TableColumn.figures("Mean, %"),
            TableColumn.figures("p, Kolari-Pynnonen"),
            TableColumn.figures("p, generalised rank"),
            TableColumn.figures("N"),
            TableColumn.words("Windows overlap with")),
        rows);
  }

  /** The windows of one event, group, model and test, the shortest first. */
  private static List<Tested> windows(
      EventTests found, Happening event, String group, String model, String test) {
    return found.tests().stream()
        .filter(t -> t.event().equals(event.event()) && t.group().equals(group))
        .filter(t -> t.model().equals(model) && t.test().equals(test))
        .sorted(
            Comparator.comparingInt((Tested t) -> t.end() - t.start())
                .thenComparing(Comparator.comparingInt(Tested::start).reversed()))
        .toList();
  }

  private static Cell p(EventTests found, Tested t, String test) {
    return Cell.ofP(
        found
            .find(t.event(), t.group(), t.model(), t.start(), t.end(), test)
            .map(Tested::pValue)
            .orElse(null));
  }

  private static Double percent(Double share) {
    return share == null ? null : 100 * share;
  }

  private static String modelWords(String model) {
    return switch (model) {
      case "market" -> "market";
      case "capm" -> "CAPM";
      case "ff3" -> "three factors";
      case "ff5" -> "five factors";
      default -> model;
    };
  }

  private static String words(String group) {
    String words = group.equals("hyperscaler") ? "hyperscalers" : group.replace('-', ' ');
    return words.startsWith("ai ") ? "AI" + words.substring(2) : words;
  }
}
