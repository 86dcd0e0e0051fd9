package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.EventStudyResult;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.Placebo;
import jevons.econometrics.eventstudy.Returns;
import jevons.econometrics.eventstudy.Window;

/** Each firm's standardised sums among those of its earlier days, without its other events. */
final class EventPlacebos {
  private EventPlacebos() {}

  /** By event, one for each window that the firm has, in the order of its sums. */
  static Map<FirmEvent, List<Placebo>> of(
      EventStudy study, Returns returns, EventStudyResult result) {
    Map<String, double[][]> everyDay = new HashMap<>();
    Map<FirmEvent, List<Placebo>> placebos = new LinkedHashMap<>();
    for (FirmResult firm : result.firms()) {
      String name = firm.event().firm();
      double[][] all = everyDay.computeIfAbsent(name, n -> study.standardizedEveryDay(returns, n));
      List<Integer> others =
          result.firms().stream()
              .filter(f -> f.event().firm().equals(name) && f.dayZeroPlace() != firm.dayZeroPlace())
              .map(FirmResult::dayZeroPlace)
              .toList();
      List<Placebo> own = new ArrayList<>();
      firm.cumulative()
          .forEach(
              c ->
                  own.add(
                      Placebo.of(
                          c.standardized(),
                          past(
                              all[result.windows().indexOf(c.window())],
                              c.window(),
                              firm.dayZeroPlace(),
                              others))));
      placebos.put(firm.event(), own);
    }
    return placebos;
  }

  private static double[] past(double[] all, Window window, int zero, List<Integer> others) {
    double[] past = Arrays.copyOf(all, Math.max(0, zero + window.start() - window.end()));
    for (int other : others) {
      for (int day = other - window.end(); day <= other - window.start(); day++) {
        if (day >= 0 && day < past.length) {
          past[day] = Double.NaN;
        }
      }
    }
    return past;
  }
}
