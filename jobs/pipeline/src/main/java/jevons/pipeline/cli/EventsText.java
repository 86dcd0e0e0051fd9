package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jevons.econometrics.Coefficient;
import jevons.econometrics.eventstudy.Cumulative;
import jevons.econometrics.eventstudy.EventStudyResult;
import jevons.econometrics.eventstudy.EventTest;
import jevons.econometrics.eventstudy.EventTests;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.Placebo;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Window;

/** An event study for people: firms, then tests by window, then what was left out. */
final class EventsText {
  private static final int MOST_FIRMS = 40;

  private EventsText() {}

  static String of(EventStudyResult result, Map<FirmEvent, List<Placebo>> placebos) {
    StringBuilder text = new StringBuilder();
    text.append(
        "model %s%s, estimated on %s; %d of %d events%n%n"
            .formatted(
                result.model().name(),
                series(result.model()),
                result.estimation(),
                result.firms().size(),
                events(result)));
    if (!result.firms().isEmpty()) {
      text.append(firms(result, placebos)).append('\n');
    }
    for (Window window : result.windows()) {
      tests(result, window, text);
    }
    result.leftOut().forEach(l -> text.append("left out: ").append(l).append('\n'));
    return text.toString();
  }

  private static long events(EventStudyResult result) {
    return result.firms().size()
        + result.leftOut().stream()
            .map(l -> l.event())
            .distinct()
            .filter(e -> result.firms().stream().noneMatch(f -> f.event().equals(e)))
            .count();
  }

  private static String series(ReturnModel model) {
    return model.series().isEmpty() ? "" : " (" + String.join(", ", model.series()) + ")";
  }

  private static String firms(EventStudyResult result, Map<FirmEvent, List<Placebo>> placebos) {
    List<String> columns =
        new ArrayList<>(List.of("firm", "day 0", "window", "car", "std. error", "t", "df", "p"));
    if (!placebos.isEmpty()) {
      columns.addAll(List.of("placebo p", "days"));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (FirmResult firm : result.firms().stream().limit(MOST_FIRMS).toList()) {
      for (int w = 0; w < firm.cumulative().size(); w++) {
        Cumulative sum = firm.cumulative().get(w);
        Coefficient car = car(firm, sum);
        List<Object> row = new ArrayList<>();
        row.add(w == 0 ? firm.event().firm() : "");
        row.add(w == 0 ? firm.dayZero() : "");
        row.add(sum.window().toString());
        row.addAll(
            List.of(
                car.estimate(), car.standardError(), car.t(), (long) firm.df(), p(car.pValue())));
        if (!placebos.isEmpty()) {
          Placebo placebo = placebos.get(firm.event()).get(w);
          row.addAll(List.of(p(placebo.pValue()), (long) placebo.n()));
        }
        rows.add(row);
      }
    }
    String more =
        result.firms().size() > MOST_FIRMS
            ? "... and %d more; --format json has all%n"
                .formatted(result.firms().size() - MOST_FIRMS)
            : "";
    return table(columns, rows) + more;
  }

  /** A firm's sum of abnormal returns as an estimate. */
  static Coefficient car(FirmResult firm, Cumulative sum) {
    return new Coefficient("car", sum.car(), Math.sqrt(sum.variance()), (double) firm.df());
  }

  private static void tests(EventStudyResult result, Window window, StringBuilder text) {
    List<EventTest> tests = result.tests(window);
    if (tests.isEmpty()) {
      return;
    }
    List<List<Object>> rows = new ArrayList<>();
    for (EventTest test : tests) {
      List<Object> row = new ArrayList<>();
      row.add(test.name().toString());
      row.add(test.mean().isPresent() ? Values.readable(test.mean().getAsDouble()) : "");
      row.add(Values.readable(test.statistic()));
      row.add(test.df().isPresent() ? "t(" + Values.readable(test.df().getAsDouble()) + ")" : "N");
      row.add(p(test.pValue()));
      row.add(test.name().words());
      rows.add(row);
    }
    List<FirmResult> there =
        result.firms().stream().filter(f -> f.find(window).isPresent()).toList();
    long days = there.stream().map(FirmResult::dayZero).distinct().count();
    double correlation = EventTests.averageCorrelation(there, window);
    text.append("window ")
        .append(window)
        .append(
            ": %d firms on %d days 0, average correlation %s%n"
                .formatted(there.size(), days, Values.readable(correlation)))
        .append(table(List.of("test", "mean", "statistic", "against", "p", ""), rows));
    if (days < there.size() && correlation > 0) {
      text.append(
          "remark: firms share days 0. Only kp_patell, kolari_pynnonen, time_series, corrado,"
              + " corrado_zivney, grank_t and cumulative_rank_t allow for that.\n");
    }
    text.append('\n');
  }

  private static String table(List<String> columns, List<List<Object>> rows) {
    TextTable table = TextTable.of(columns, rows);
    return table.header()
        + System.lineSeparator()
        + rows.stream()
            .map(row -> table.line(row) + System.lineSeparator())
            .collect(Collectors.joining());
  }

  private static String p(double p) {
    return p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
