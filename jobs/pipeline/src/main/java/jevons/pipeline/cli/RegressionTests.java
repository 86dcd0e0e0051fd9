package jevons.pipeline.cli;

import static jevons.pipeline.cli.TestOptions.CHI2;
import static jevons.pipeline.cli.TestOptions.COLUMN;
import static jevons.pipeline.cli.TestOptions.FITTED;
import static jevons.pipeline.cli.TestOptions.FORMULA;
import static jevons.pipeline.cli.TestOptions.LAGS;
import static jevons.pipeline.cli.TestOptions.POWER;
import static jevons.pipeline.cli.TestOptions.RESTRICTION;
import static jevons.pipeline.cli.TestOptions.SSC;
import static jevons.pipeline.cli.TestOptions.TIME;
import static jevons.pipeline.cli.TestOptions.UNIT;
import static jevons.pipeline.cli.TestOptions.VCOV;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import jevons.econometrics.Fit;
import jevons.econometrics.diagnostics.Autocorrelation;
import jevons.econometrics.diagnostics.Collinearity;
import jevons.econometrics.diagnostics.Heteroskedasticity;
import jevons.econometrics.diagnostics.LinearRestrictions;
import jevons.econometrics.diagnostics.Normality;
import jevons.econometrics.diagnostics.Specification;
import jevons.econometrics.diagnostics.TestResult;
import jevons.econometrics.diagnostics.WaldTest;

/** What a regression assumes, and what its coefficients meet. */
final class RegressionTests {
  private static final List<String> REGRESSION = List.of(FORMULA);
  private static final List<String> RESIDUALS = List.of(FORMULA + "|" + COLUMN);
  private static final Set<String> PANEL = Set.of(UNIT, TIME);

  private RegressionTests() {}

  static List<NamedTest> all() {
    return List.of(
        new NamedTest(
            "breusch-pagan",
            "error variance is unrelated to regressors (Koenker)",
            REGRESSION,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            of(Heteroskedasticity::breuschPagan)),
        new NamedTest(
            "breusch-pagan-normal",
            "error variance is unrelated to regressors (1979 form)",
            REGRESSION,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            of(Heteroskedasticity::breuschPaganNormal)),
        new NamedTest(
            "white",
            "error variance is unrelated to regressors and squares",
            REGRESSION,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            of(Heteroskedasticity::white)),
        new NamedTest(
            "breusch-godfrey",
            "errors are not autocorrelated up to --lags (default 1)",
            REGRESSION,
            Set.of(LAGS, TIME),
            "--formula \"y ~ x\" --time quarter --lags 4",
            in -> ofSeries(in, fit -> Autocorrelation.breuschGodfrey(fit, in.lags().orElse(1)))),
        new NamedTest(
            "durbin-watson",
            "errors have no first-order autocorrelation",
            REGRESSION,
            Set.of(TIME),
            "--formula \"y ~ x\" --time quarter",
            in -> ofSeries(in, Autocorrelation::durbinWatson)),
        new NamedTest(
            "ljung-box",
            "errors or a series are not autocorrelated up to --lags",
            RESIDUALS,
            Set.of(LAGS, TIME, FITTED),
            "--column y --time quarter --lags 4",
            RegressionTests::ljungBox),
        new NamedTest(
            "box-pierce",
            "the same as ljung-box, uncorrected for few values",
            RESIDUALS,
            Set.of(LAGS, TIME, FITTED),
            "--column y --time quarter --lags 4",
            RegressionTests::boxPierce),
        new NamedTest(
            "jarque-bera",
            "errors or a column are normal",
            RESIDUALS,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            RegressionTests::jarqueBera),
        new NamedTest(
            "reset",
            "powers of the fitted values add nothing (Ramsey)",
            REGRESSION,
            with(POWER),
            "--formula \"y ~ x1 + x2\" --power 3 --vcov hc1",
            RegressionTests::reset),
        new NamedTest(
            "vif",
            "none; variance inflation of each term",
            REGRESSION,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            RegressionTests::vif),
        new NamedTest(
            "condition-number",
            "none; condition number of the scaled regressors",
            REGRESSION,
            PANEL,
            "--formula \"y ~ x1 + x2\"",
            RegressionTests::conditionNumber),
        new NamedTest(
            "wald",
            "coefficients meet linear restrictions (F, or --chi2)",
            List.of(FORMULA, RESTRICTION),
            with(CHI2),
            "--formula \"y ~ x1 + x2\" --restriction \"x1 = 0, x2 = 1\" --vcov hc1",
            RegressionTests::wald),
        new NamedTest(
            "joint",
            "all coefficients but the intercept are 0 (F, or --chi2)",
            REGRESSION,
            with(CHI2),
            "--formula \"y ~ x1 + x2\" --vcov hc1",
            RegressionTests::joint));
  }

  /** The options of errors and one more. */
  private static Set<String> with(String option) {
    return Set.of(UNIT, TIME, VCOV, SSC, option);
  }

  private static Function<TestInput, TestOutcome> of(Function<Fit, TestResult> test) {
    return in -> {
      Fit fit = in.fit();
      return TestOutcome.of(test.apply(fit)).withRemarks(fit);
    };
  }

  private static TestOutcome ofSeries(TestInput in, Function<Fit, TestResult> test) {
    Fit fit = in.orderedFit();
    return TestOutcome.of(test.apply(fit)).withRemarks(fit);
  }

  private static TestOutcome ljungBox(TestInput in) {
    double[] e = in.residualsOrSeries();
    return TestOutcome.of(Autocorrelation.ljungBox(e, lags(in, e), in.options().fitted.orElse(0)));
  }

  private static TestOutcome boxPierce(TestInput in) {
    double[] e = in.residualsOrSeries();
    return TestOutcome.of(Autocorrelation.boxPierce(e, lags(in, e), in.options().fitted.orElse(0)));
  }

  /** As Hyndman and Athanasopoulos advise for a series without seasons. */
  private static int lags(TestInput in, double[] e) {
    return in.lags().orElse(Math.max(1, Math.min(10, e.length / 5)));
  }

  private static TestOutcome jarqueBera(TestInput in) {
    if (in.options().column.isPresent()) {
      double[] values = in.sample().numbers(in.options().column.get());
      return TestOutcome.of(
          Normality.jarqueBera(
              java.util.Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray()));
    }
    Fit fit = in.fit();
    return TestOutcome.of(Normality.jarqueBera(fit)).withRemarks(fit);
  }

  private static TestOutcome reset(TestInput in) {
    return TestOutcome.of(
        Specification.reset(
            in.regression(), in.sample(), in.covariance(), in.options().power.orElse(3)));
  }

  private static TestOutcome vif(TestInput in) {
    Fit fit = in.fit();
    List<Collinearity.VarianceInflation> factors = Collinearity.varianceInflation(fit);
    List<Map<String, Object>> terms = new ArrayList<>();
    for (Collinearity.VarianceInflation v : factors) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", v.term());
      row.put("statistic", v.factor());
      row.put("r2", v.rSquared());
      terms.add(row);
    }
    double largest =
        factors.stream()
            .map(Collinearity.VarianceInflation::factor)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return figure("vif", largest, fit).with("terms", terms);
  }

  private static TestOutcome conditionNumber(TestInput in) {
    Fit fit = in.fit();
    Collinearity.Condition found = Collinearity.condition(fit);
    List<Map<String, Object>> dependencies = new ArrayList<>();
    for (Collinearity.Dependency d : found.dependencies()) {
      Map<String, Object> shares = new LinkedHashMap<>();
      for (int j = 0; j < found.terms().size(); j++) {
        shares.put(found.terms().get(j), d.shares().get(j));
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("index", d.index());
      row.put("variance_shares", shares);
      dependencies.add(row);
    }
    return figure("condition-number", found.number(), fit).with("dependencies", dependencies);
  }

  /** A measure without a distribution. */
  private static TestOutcome figure(String name, double value, Fit fit) {
    return new TestOutcome(
            name,
            value,
            OptionalDouble.empty(),
            List.of(),
            OptionalInt.empty(),
            Map.of(),
            fit.n(),
            List.of(),
            Map.of())
        .withRemarks(fit);
  }

  private static TestOutcome wald(TestInput in) {
    Fit fit = in.fit();
    String text = String.join(", ", in.options().restrictions);
    return restricted(in, fit, LinearRestrictions.parse(text, WaldTest.terms(fit)));
  }

  private static TestOutcome joint(TestInput in) {
    Fit fit = in.fit();
    return restricted(in, fit, WaldTest.joint(fit)).named("joint");
  }

  private static TestOutcome restricted(TestInput in, Fit fit, LinearRestrictions restrictions) {
    TestResult found =
        in.options().chiSquared
            ? WaldTest.chiSquared(fit, fit.inferences().get(0), restrictions)
            : WaldTest.f(fit, fit.inferences().get(0), restrictions);
    return TestOutcome.of(found)
        .withRemarks(fit)
        .with(
            "restrictions",
            restrictions.list().stream().map(LinearRestrictions.Restriction::text).toList());
  }
}
