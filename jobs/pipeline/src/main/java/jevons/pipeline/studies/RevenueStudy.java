package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.ewc;
import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.iid;
import static jevons.econometrics.Covariance.neweyWest;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.studies.Estimate.Diagnostic.test;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.diagnostics.Persistence;
import jevons.econometrics.diagnostics.TestResult;
import jevons.econometrics.timeseries.AugmentedDickeyFuller;
import jevons.econometrics.timeseries.Bandwidth;
import jevons.econometrics.timeseries.Deterministic;
import jevons.econometrics.timeseries.ErrorCorrection;
import jevons.econometrics.timeseries.Johansen;
import jevons.econometrics.timeseries.Kpss;
import jevons.econometrics.timeseries.LagRule;
import jevons.econometrics.timeseries.PhillipsPerron;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.studies.Estimate.Errors;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.Regression;

/**
 * Do Nvidia's sales, all of them and those to data centers, follow what the hyperscalers spend?
 *
 * <p>Growth on growth is the headline, errors by equal-weighted cosines. Levels come behind a gate:
 * both series trend, and two trending series always look related. The error-correction model is
 * always shown, but only where Engle and Granger's test refuses "not cointegrated" at 5 % and
 * Johansen's trace finds one relation is it more than a description ({@code is_cointegrated} = 1);
 * else it carries a remark, and no claim may rest on it.
 *
 * @see <a href="https://doi.org/10.2307/1913236">Engle and Granger (1987), Econometrica 55(2),
 *     251-276</a>
 * @see <a href="https://doi.org/10.2307/2938278">Johansen (1991), Econometrica 59(6), 1551-1580</a>
 * @see <a href="https://doi.org/10.1016/0304-4076(74)90034-7">Granger and Newbold (1974), Journal
 *     of Econometrics 2(2), 111-120: spurious regressions</a>
 */
public final class RevenueStudy implements Study {
  /** Of levels, below which there is no estimate. */
  private static final int FEWEST_QUARTERS = 20;

  /** Lagged differences of the unit roots' tests: the criterion looks at up to a year. */
  private static final LagRule UNIT_ROOT_LAGS = new LagRule.Akaike(OptionalInt.of(4));

  /** Lagged differences of the error-correction model and of Johansen's. */
  private static final int LAGS = 1;

  private static final double LEVEL = 0.05;

  static final String GATE = "is_cointegrated";

  static final String REFUSED =
      "Not cointegrated by Engle and Granger at 5 % and Johansen's rank together: this is a"
          + " description of two trending series, its t has no t distribution, and nothing may rest"
          + " on it; the growth regressions stand in its place.";

  private static final String SEASONS =
      "Each calendar quarter's mean is taken out of sales and spending, which the errors do not"
          + " count.";

  private static final String FEW =
      "Quarters are few and nearly all variation is one upswing: a growth rate that other things"
          + " moved as well is no effect of spending.";

  @Override
  public String name() {
    return "revenue";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  /** Nvidia's sales and the hyperscalers' spending in the quarters of the sample. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
            input(FirmQuarter.TICKER)
                .equalTo(RevenueQuarters.TICKER)
                .or(input(FirmQuarter.IS_HYPERSCALER)),
            input(FirmQuarter.QUARTER)
                .between(add_months(row(Regression.SAMPLE_START), -3), row(Regression.SAMPLE_END)))
        .following(FirmQuarter.CAPEX, FirmQuarter.REVENUE, FirmQuarter.DATA_CENTER_REVENUE);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    return estimates(RevenueQuarters.of(in.read(FirmQuarter.class)));
  }

  /** By the sales' name. */
  List<Estimate> estimates(Map<String, RevenueQuarters> samples) {
    List<Estimate> estimates = new ArrayList<>();
    for (String revenue : RevenueQuarters.REVENUES) {
      RevenueQuarters sample = samples.get(revenue);
      if (sample.quarters().size() >= FEWEST_QUARTERS) {
        estimates.add(growth(revenue, sample, "d_log_capex", ""));
        estimates.add(
            growth(
                revenue,
                sample,
                "d_log_capex + lag(d_log_capex, 1) + lag(d_log_capex, 2)",
                "_lags"));
      }
    }
    for (String revenue : RevenueQuarters.REVENUES) {
      RevenueQuarters sample = samples.get(revenue);
      if (sample.quarters().size() >= FEWEST_QUARTERS) {
        estimates.add(levels(revenue, sample));
      }
    }
    return estimates;
  }

  Estimate growth(String revenue, RevenueQuarters sample, String regressors, String suffix) {
    Fit fit =
        new PanelOls()
            .setFormula("d_log_" + revenue + " ~ " + regressors)
            .setTime("quarter")
            .fit(sample.growth(revenue), ewc(), neweyWest(), hc1(), iid());
    String headline = suffix.isEmpty() ? "d_log_capex" : "lag(d_log_capex, 1)";
    int lost = Math.toIntExact(sample.changes() - fit.n());
    Estimate.Span span =
        new Estimate.Span(sample.quartersOfChanges().get(lost), sample.spanOfChanges().end());
    return Estimate.of(
            name(), "growth_" + revenue + suffix, fit, headline, span, fit.n(), sample.grade())
        .withDiagnostics(
            List.of(
                figure("ar1_regressor", Persistence.ar1(sample.capexGrowth()).coefficient()),
                figure("ar1_residual", Persistence.ar1(fit.residuals()).coefficient())))
        .withRemarks(SEASONS, FEW);
  }

  Estimate levels(String revenue, RevenueQuarters sample) {
    String response = "log_" + revenue;
    double[] y = sample.logRevenue();
    double[] x = sample.logCapex();
    List<ErrorCorrection.Result> results = new ArrayList<>();
    for (Covariance covariance : List.of(ewc(), hc1(), iid())) {
      results.add(
          new ErrorCorrection()
              .setLags(LAGS)
              .setTestLags(UNIT_ROOT_LAGS)
              .setCovariance(covariance)
              .fit(response, y, List.of("log_capex"), List.of(x)));
    }
    ErrorCorrection.Result first = results.get(0);
    TestResult engleGranger = first.cointegration().test();
    Johansen.Result johansen =
        Johansen.test(List.of(response, "log_capex"), List.of(y, x), Johansen.Case.III, LAGS);
    boolean isCointegrated = engleGranger.pValue().orElse(1) < LEVEL && johansen.rank() == 1;
    List<Diagnostic> diagnostics = new ArrayList<>();
    diagnostics.add(figure(GATE, isCointegrated ? 1 : 0));
    diagnostics.add(named("engle_granger", engleGranger));
    for (int r = 0; r < johansen.trace().size(); r++) {
      diagnostics.add(named("johansen_trace_" + r, johansen.trace().get(r)));
      diagnostics.add(named("johansen_max_" + r, johansen.max().get(r)));
    }
    diagnostics.add(figure("johansen_rank", johansen.rank()));
    diagnostics.add(figure("long_run_elasticity", first.longRun().get(0).elasticity()));
    first.halfLife().ifPresent(quarters -> diagnostics.add(figure("half_life", quarters)));
    diagnostics.addAll(unitRoots(response, y));
    diagnostics.addAll(unitRoots("log_capex", x));
    Fit fit = first.fit();
    Estimate all =
        new Estimate(
            name(),
            "levels_" + revenue,
            fit.formula().toString(),
            sample.span(),
            fit.n(),
            fit.n(),
            OptionalDouble.of(fit.r2()),
            ErrorCorrection.DEVIATION,
            results.stream().map(r -> Errors.of(r.fit().inferences().get(0))).toList(),
            OptionalDouble.empty(),
            diagnostics,
            fit.remarks().stream().map(Object::toString).toList(),
            sample.grade());
    return isCointegrated ? all : all.withRemarks(REFUSED);
  }

  /** Of levels around a trend, of changes around a mean; the null of KPSS is no unit root. */
  private static List<Diagnostic> unitRoots(String series, double[] levels) {
    List<Diagnostic> tests = new ArrayList<>();
    double[] changes = RevenueQuarters.differences(levels);
    Map<String, double[]> both = Map.of(series, levels, "d_" + series, changes);
    for (String name : List.of(series, "d_" + series)) {
      double[] values = both.get(name);
      Deterministic terms = name.equals(series) ? Deterministic.TREND : Deterministic.CONSTANT;
      tests.add(named("adf_" + name, AugmentedDickeyFuller.test(values, terms, UNIT_ROOT_LAGS)));
      tests.add(named("kpss_" + name, Kpss.test(values, terms, Bandwidth.automatic())));
      tests.add(
          named("pp_" + name, PhillipsPerron.test(values, terms, Bandwidth.shortLags()).tau()));
    }
    return tests;
  }

  private static Diagnostic named(String name, TestResult result) {
    return result.pValue().isPresent()
        ? test(name, result.statistic(), result.pValue().getAsDouble())
        : figure(name, result.statistic());
  }
}
