package jevons.pipeline.cli;

import static jevons.pipeline.cli.TestOptions.BREAK;
import static jevons.pipeline.cli.TestOptions.BREAKS;
import static jevons.pipeline.cli.TestOptions.COLUMN;
import static jevons.pipeline.cli.TestOptions.FORMULA;
import static jevons.pipeline.cli.TestOptions.TERMS;
import static jevons.pipeline.cli.TestOptions.TIME;
import static jevons.pipeline.cli.TestOptions.TRIMMING;
import static jevons.pipeline.cli.TestOptions.VCOV;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.Fit;
import jevons.econometrics.diagnostics.TestResult;
import jevons.econometrics.timeseries.BaiPerron;
import jevons.econometrics.timeseries.BreakDesign;
import jevons.econometrics.timeseries.BreakErrors;
import jevons.econometrics.timeseries.Chow;
import jevons.econometrics.timeseries.SupWald;

/** Breaks in the coefficients of one series. */
final class BreakTests {
  private BreakTests() {}

  static List<NamedTest> all() {
    return List.of(
        new NamedTest(
            "chow",
            "coefficients do not change at --break",
            List.of(FORMULA, BREAK, TIME),
            Set.of(VCOV, TERMS),
            "--formula \"y ~ x\" --time month --break 2013-01",
            BreakTests::chow),
        new NamedTest(
            "sup-wald",
            "coefficients change at no date (one break, unknown)",
            List.of(FORMULA),
            Set.of(TIME, VCOV, TERMS, TRIMMING),
            "--formula \"y ~ x\" --time month",
            BreakTests::supWald),
        new NamedTest(
            "bai-perron",
            "coefficients change at no date (several breaks)",
            List.of(FORMULA + "|" + COLUMN),
            Set.of(TIME, VCOV, BREAKS, TRIMMING),
            "--formula \"y ~ x\" --time month --breaks 3",
            BreakTests::baiPerron));
  }

  private static TestOutcome chow(TestInput in) {
    Fit fit = in.orderedFit();
    int rowsBefore = in.rowsBeforeBreak(fit);
    TestOutcome found = TestOutcome.of(Chow.test(design(in, fit), rowsBefore, errors(in)).test());
    return found
        .named("chow")
        .with("kind", found.test())
        .with("break", String.valueOf(in.periodAfter(TestInput.places(fit), rowsBefore)))
        .with("rows_before", rowsBefore)
        .withRemarks(fit);
  }

  private static TestOutcome supWald(TestInput in) {
    Fit fit = in.orderedFit();
    SupWald.Result found = SupWald.test(design(in, fit), trimming(in), errors(in));
    return TestOutcome.of(found.sup())
        .named("sup-wald")
        .with("break", String.valueOf(in.periodAfter(TestInput.places(fit), found.rowsBefore())))
        .with("rows_before", found.rowsBefore())
        .with(
            "statistics",
            List.of(
                TestOutcome.row("statistic_of", "sup", found.sup()),
                TestOutcome.row("statistic_of", "exp", found.exp()),
                TestOutcome.row("statistic_of", "ave", found.ave())))
        .withRemarks(fit);
  }

  private static TestOutcome baiPerron(TestInput in) {
    BaiPerron test = new BaiPerron().setTrimming(trimming(in)).setErrors(errors(in));
    in.options().breaks.ifPresent(test::setMost);
    if (in.options().column.isPresent()) {
      double[] y = in.series(in.options().column.get());
      return several(in, test.fit(BreakDesign.ofMean(y)), in.placesOfSeries());
    }
    Fit fit = in.orderedFit();
    return several(in, test.fit(BreakDesign.of(fit)), TestInput.places(fit)).withRemarks(fit);
  }

  private static TestOutcome several(TestInput in, BaiPerron.Result found, List<Integer> places) {
    List<Map<String, Object>> breaks = new ArrayList<>();
    for (BaiPerron.DatedBreak date : found.dates()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("break", String.valueOf(in.periodAfter(places, date.rowsBefore())));
      row.put("rows_before", date.rowsBefore());
      row.put("ci_low", period(in, places, date.low()));
      row.put("ci_high", period(in, places, date.high()));
      breaks.add(row);
    }
    List<Map<String, Object>> statistics = new ArrayList<>();
    // F(1|0) stands among the sequential ones, which have a p-value.
    for (int m = 1; m < found.supF().size(); m++) {
      statistics.add(TestOutcome.row("statistic_of", "F(" + (m + 1) + "|0)", found.supF().get(m)));
    }
    for (TestResult maximum : found.doubleMaximum()) {
      statistics.add(TestOutcome.row("statistic_of", maximum.test(), maximum));
    }
    for (int l = 0; l < found.sequential().size(); l++) {
      statistics.add(
          TestOutcome.row(
              "statistic_of", "F(" + (l + 1) + "|" + l + ")", found.sequential().get(l)));
    }
    return TestOutcome.of(found.sequential().get(0))
        .named("bai-perron")
        .with("breaks_sequential", found.bySequential())
        .with("breaks_bic", found.byBic())
        .with("breaks_lwz", found.byLwz())
        .with("breaks", breaks)
        .with("statistics", statistics);
  }

  private static Object period(TestInput in, List<Integer> places, OptionalInt rowsBefore) {
    return rowsBefore.isPresent()
        ? String.valueOf(
            in.periodAfter(places, Math.max(0, Math.min(rowsBefore.getAsInt(), places.size() - 1))))
        : null;
  }

  private static BreakDesign design(TestInput in, Fit fit) {
    BreakDesign design = BreakDesign.of(fit);
    return in.options().terms.isEmpty()
        ? design
        : design.breaking(in.options().terms.stream().map(String::strip).toList());
  }

  private static BreakErrors errors(TestInput in) {
    return BreakErrors.parse(in.options().vcov.orElse("iid"));
  }

  private static double trimming(TestInput in) {
    return in.options().trimming.orElse(SupWald.TRIMMING);
  }
}
