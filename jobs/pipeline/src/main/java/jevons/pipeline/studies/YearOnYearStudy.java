package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.ewc;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.studies.Estimate.Diagnostic.test;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.Persistence;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;

/**
 * The Jevons elasticity from growth on the year before, beside the headline's growth on the quarter
 * before.
 *
 * <p>The mean growth of the hyperscalers' capex over four quarters on the log rate of efficiency
 * gain a year, known before the last of the four began: the coefficient is an elasticity as well.
 * Seasons drop out. Neighbouring years share three quarters, so that the residual is an MA(3) even
 * where growth is not: errors are equal-weighted cosines, or Newey-West with 3 lags or more against
 * the fixed-b limit, and never classical; of the n quarters about n/4 are independent.
 */
public final class YearOnYearStudy implements Study {
  private static final String RATE = "log_rate_year";
  private static final int QUARTERS = 4;
  private static final int FEWEST_QUARTERS = 8;

  @Override
  public String name() {
    return "year_on_year";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  /** All quarters of the balanced panel. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return InvestmentSample.rowsBehind().following(FirmQuarter.CAPEX_GROWTH, FirmQuarter.LOG_RATE);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    if (sample.quarters() < FEWEST_QUARTERS || !sample.rateVaries()) {
      return List.of();
    }
    List<LocalDate> all = sample.allQuarters();
    double[] growth = sample.allGrowth();
    double[] logRate = sample.logRate();
    int first = all.indexOf(sample.span().start());
    int[] years =
        IntStream.range(first, all.size())
            .filter(i -> i >= QUARTERS - 1)
            .filter(i -> all.get(i - QUARTERS + 1).plusMonths(9).equals(all.get(i)))
            .toArray();
    // Rates are there from the first one on, in every quarter of growth after it.
    if (years.length < FEWEST_QUARTERS || all.size() - first != logRate.length) {
      return List.of();
    }
    double[] y =
        Arrays.stream(years)
            .mapToDouble(i -> growth[i] + growth[i - 1] + growth[i - 2] + growth[i - 3])
            .toArray();
    double[] x = Arrays.stream(years).mapToDouble(i -> QUARTERS * logRate[i - first]).toArray();
    int lags = Math.max(3, (int) Math.floor(4 * Math.pow(y.length / 100.0, 2.0 / 9)));
    Fit fit =
        new PanelOls()
            .setFormula("mean_d4_log_capex ~ " + RATE)
            .setTime("quarter")
            .fit(
                Sample.empty()
                    .with("mean_d4_log_capex", y)
                    .with(RATE, x)
                    .withValues(
                        "quarter",
                        Arrays.stream(years)
                            .mapToObj(i -> InvestmentSample.number(all.get(i)))
                            .toList()),
                ewc(),
                Covariance.parse("nw(" + lags + ",fixedb)"));
    Coefficient elasticity = fit.coefficient(RATE);
    return List.of(
        Estimate.of(
                name(),
                "headline",
                fit,
                RATE,
                new Span(all.get(years[0]), all.get(years[years.length - 1])),
                (years.length + QUARTERS - 1) / QUARTERS,
                sample.grade())
            .withDiagnostics(
                List.of(
                    test("t_against_zero", elasticity.t(0), elasticity.pValue(0)),
                    test("t_against_minus_one", elasticity.t(-1), elasticity.pValue(-1)),
                    figure("ar1_residual", Persistence.ar1(fit.residuals()).coefficient())))
            .withRemarks(
                "Neighbouring years share three quarters: T counts those that do not overlap.",
                "Capex is in dollars, so changes in the price of hardware are in it."));
  }
}
