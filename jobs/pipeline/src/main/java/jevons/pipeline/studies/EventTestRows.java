package jevons.pipeline.studies;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import jevons.econometrics.Coefficient;
import jevons.econometrics.eventstudy.Cumulative;
import jevons.econometrics.eventstudy.EventTest.Unit;
import jevons.econometrics.eventstudy.EventTests;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.Placebo;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.tables.gold.StudiedEvent;

/** Adds rows of {@code gold.event_test} for one event, model and window. */
final class EventTestRows {
  /** The test of a firm's day among its other days. */
  static final String PLACEBO = "placebo";

  private final StudiedEvent event;
  private final ReturnModel model;
  private final Window window;
  private final boolean isOverlapping;
  private final List<StudyRow> rows;

  EventTestRows(
      StudiedEvent event,
      ReturnModel model,
      Window window,
      boolean isOverlapping,
      List<StudyRow> rows) {
    this.event = event;
    this.model = model;
    this.window = window;
    this.isOverlapping = isOverlapping;
    this.rows = rows;
  }

  /**
   * Every test of a group.
   *
   * @param there its firms that have the window
   * @param leftOut those that have not, with the reason; empty for none
   */
  void group(String group, List<FirmResult> there, Grade grade, String leftOut) {
    double correlation = EventTests.averageCorrelation(there, window);
    long days = there.stream().map(FirmResult::dayZero).distinct().count();
    for (jevons.econometrics.eventstudy.EventTest test :
        EventTests.of(there, window, correlation)) {
      Map<Field, Object> cells =
          cells(group, test.name().toString(), test.statistic(), test.pValue(), grade);
      cells.put(EventTest.DF, boxed(test.df()));
      cells.put(EventTest.N, (long) test.n());
      cells.put(EventTest.INDEPENDENT_UNITS, days);
      cells.put(EventTest.ESTIMATE, boxed(test.mean()));
      cells.put(
          EventTest.ESTIMATE_UNIT,
          test.unit() == Unit.NONE ? null : test.unit().name().toLowerCase(Locale.ROOT));
      cells.put(EventTest.STANDARD_ERROR, boxed(test.standardError()));
      test.interval(0.95)
          .ifPresent(
              i -> {
                cells.put(EventTest.CI_LOW, i.low());
                cells.put(EventTest.CI_HIGH, i.high());
              });
      cells.put(EventTest.MINIMUM_DETECTABLE_EFFECT, boxed(test.minimumDetectableEffect()));
      cells.put(EventTest.AVERAGE_CORRELATION, correlation);
      cells.put(EventTest.LEFT_OUT, leftOut.isEmpty() ? null : leftOut);
      rows.add(new StudyRow(EventTest.class, cells));
    }
  }

  /**
   * What can be said of one firm: its standardised sum, and that among its other days.
   *
   * @param others the standardised sums of other days; NaN where there is none
   * @param placeboGrade the weakest of the returns of these days too
   */
  void firm(FirmResult firm, double[] others, Grade grade, Grade placeboGrade) {
    Cumulative sum = firm.find(window).orElseThrow();
    Coefficient car =
        new Coefficient("car", sum.car(), Math.sqrt(sum.variance()), (double) firm.df());
    Coefficient.Interval interval = car.interval(0.95);
    String ticker = firm.event().firm();
    Map<Field, Object> own = cells(ticker, "standardized", car.t(), car.pValue(), grade);
    own.put(EventTest.DF, (double) firm.df());
    own.put(EventTest.N, 1L);
    own.put(EventTest.STANDARD_ERROR, car.standardError());
    own.put(EventTest.CI_LOW, interval.low());
    own.put(EventTest.CI_HIGH, interval.high());
    own.put(EventTest.MINIMUM_DETECTABLE_EFFECT, car.minimumDetectableEffect());
    Placebo placebo = Placebo.of(sum.standardized(), others);
    Map<Field, Object> among =
        cells(ticker, PLACEBO, placebo.statistic(), placebo.pValue(), placeboGrade);
    among.put(EventTest.N, (long) placebo.n());
    among.put(EventTest.SMALLEST_P_VALUE, placebo.smallestPValue());
    for (Map<Field, Object> cells : List.of(own, among)) {
      cells.put(EventTest.INDEPENDENT_UNITS, 1L);
      cells.put(EventTest.ESTIMATE, sum.car());
      cells.put(EventTest.ESTIMATE_UNIT, "share");
      rows.add(new StudyRow(EventTest.class, cells));
    }
  }

  private Map<Field, Object> cells(
      String group, String test, double statistic, double pValue, Grade grade) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(EventTest.EVENT, event.event());
    cells.put(EventTest.FIRM_GROUP, group);
    cells.put(EventTest.RETURN_MODEL, model.name());
    cells.put(EventTest.WINDOW_START, (long) window.start());
    cells.put(EventTest.WINDOW_END, (long) window.end());
    cells.put(EventTest.TEST, test);
    cells.put(EventTest.STATISTIC, statistic);
    cells.put(EventTest.P_VALUE, pValue);
    cells.put(EventTest.IS_OVERLAPPING, isOverlapping);
    cells.put(EventTest.GRADE, grade.weaker(event.grade()).word());
    return cells;
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value.getAsDouble() : null;
  }
}
