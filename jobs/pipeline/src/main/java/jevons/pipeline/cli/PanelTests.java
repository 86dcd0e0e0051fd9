package jevons.pipeline.cli;

import static jevons.pipeline.cli.TestOptions.COLUMN;
import static jevons.pipeline.cli.TestOptions.FORMULA;
import static jevons.pipeline.cli.TestOptions.SSC;
import static jevons.pipeline.cli.TestOptions.TIME;
import static jevons.pipeline.cli.TestOptions.UNIT;
import static jevons.pipeline.cli.TestOptions.VCOV;

import java.util.List;
import java.util.Set;
import jevons.econometrics.Fit;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.CrossSection;
import jevons.econometrics.diagnostics.Hausman;

/** What an estimator of a panel assumes. */
final class PanelTests {
  private PanelTests() {}

  static List<NamedTest> all() {
    return List.of(
        new NamedTest(
            "hausman",
            "unit effects are unrelated to regressors",
            List.of(FORMULA, UNIT),
            Set.of(TIME, VCOV, SSC),
            "--formula \"y ~ x1 + x2\" --unit firm --vcov \"cluster(firm)\"",
            PanelTests::hausman),
        new NamedTest(
            "pesaran-cd",
            "units are not correlated with each other",
            List.of(FORMULA + "|" + COLUMN, UNIT, TIME),
            Set.of(),
            "--formula \"y ~ x1 + x2 | firm\" --unit firm --time year",
            PanelTests::pesaran));
  }

  private static TestOutcome hausman(TestInput in) {
    Hausman hausman =
        new Hausman()
            .setFormula(in.options().formula.orElseThrow())
            .setUnit(in.options().unit.orElseThrow())
            .setSmallSample(in.smallSample());
    in.options().time.ifPresent(hausman::setTime);
    return TestOutcome.of(
        in.options().vcov.isPresent()
            ? hausman.robust(in.sample(), in.covariance())
            : hausman.classical(in.sample()));
  }

  private static TestOutcome pesaran(TestInput in) {
    Sample sample = in.sample();
    List<Object> units = sample.values(in.options().unit.orElseThrow());
    List<Object> periods = sample.values(in.options().time.orElseThrow());
    if (in.options().column.isPresent()) {
      double[] values = sample.numbers(in.options().column.get());
      return TestOutcome.of(CrossSection.pesaran(values, units, periods));
    }
    Fit fit = in.fit();
    List<Integer> rows = TestInput.places(fit);
    TestOutcome found =
        TestOutcome.of(
                CrossSection.pesaran(
                    fit.residuals(),
                    rows.stream().map(units::get).toList(),
                    rows.stream().map(periods::get).toList()))
            .withRemarks(fit);
    String time = in.options().time.orElseThrow();
    boolean absorbed = fit.effects().stream().anyMatch(e -> e.name().equals(time));
    return absorbed
        ? found.withRemarks(
            List.of(
                "pesaran-cd: "
                    + time
                    + " effects are absorbed, under which CD is not standard normal (Juodis and"
                    + " Reese 2022)."))
        : found;
  }
}
