package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.iid;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.diagnostics.Autocorrelation;
import jevons.econometrics.diagnostics.Heteroskedasticity;
import jevons.econometrics.diagnostics.Normality;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.silver.Factor;
import org.apache.spark.sql.Column;

/**
 * What does Nvidia's daily return move with, and did that change when the market first priced
 * cheaper training?
 *
 * <p>Its return in excess of the riskless rate on the market and on the factors of Fama and French,
 * on the days that the factor library had published by the as-of day. Newey-West errors, lags in
 * trading days.
 */
public final class ValuationStudy implements Study {
  private static final String TICKER = "NVDA";
  private static final String COVARIANCE_LAGS = "studies.valuation.covariance-lags";
  private static final String AUTOCORRELATION_LAGS = "studies.valuation.autocorrelation-lags";
  private static final String BREAK_AFTER = "studies.valuation.break-after";

  /** Trading days, a quarter of a year: with fewer there is no estimate. */
  private static final int FEWEST_DAYS = 60;

  private static final String RISKLESS_RATE =
      "The factor library's riskless rate has two decimals of a per cent a day.";

  /** One way of asking: what is regressed on which factors. */
  private record Specification(String name, String regressors, String headlineTerm) {}

  private static final Specification CAPM = new Specification("capm", "mkt_rf", "mkt_rf");
  private static final Specification THREE_FACTORS =
      new Specification("ff3", "mkt_rf + smb + hml", "mkt_rf");
  private static final Specification FIVE_FACTORS =
      new Specification("ff5", "mkt_rf + smb + hml + rmw + cma", "mkt_rf");
  private static final Specification MOMENTUM =
      new Specification("ff5_momentum", "mkt_rf + smb + hml + rmw + cma + mom", "mkt_rf");
  private static final Specification BREAK =
      new Specification("capm_break", "mkt_rf + after + mkt_rf:after", "mkt_rf:after");

  @Override
  public String name() {
    return "valuation";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyReturn.class, Factor.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(COVARIANCE_LAGS, AUTOCORRELATION_LAGS, BREAK_AFTER);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    Column start = row(Regression.SAMPLE_START);
    Column end = row(Regression.SAMPLE_END);
    if (input instanceof DailyReturn) {
      return RowsBehind.where(
              input(DailyReturn.TICKER).equalTo(TICKER),
              input(DailyReturn.TRADE_DATE).between(start, end))
          .following(DailyReturn.TOTAL_RETURN);
    }
    Column set = input(Factor.FACTOR_SET);
    Column specification = row(Regression.SPECIFICATION);
    Column isUsed =
        when(specification.equalTo(MOMENTUM.name()), set.isin("ff5", "momentum"))
            .when(specification.equalTo(FIVE_FACTORS.name()), set.equalTo("ff5"))
            .otherwise(set.equalTo("ff3"));
    return RowsBehind.where(input(Factor.TRADE_DATE).between(start, end), isUsed);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    Settings settings = in.settings();
    LocalDate breakAfter = day(settings, BREAK_AFTER);
    FactorDays days = FactorDays.of(in.read(DailyReturn.class), in.read(Factor.class), TICKER);
    ReturnSample three = days.with("ff3");
    ReturnSample five = days.with("ff5");
    List<Estimate> estimates = new ArrayList<>();
    estimate(CAPM, three, settings).ifPresent(estimates::add);
    estimate(THREE_FACTORS, three, settings).ifPresent(estimates::add);
    estimate(FIVE_FACTORS, five, settings).ifPresent(estimates::add);
    estimate(MOMENTUM, days.with("ff5", "momentum"), settings).ifPresent(estimates::add);
    if (three.daysAfter(breakAfter) >= FEWEST_DAYS) {
      estimate(BREAK, three.splitAfter(breakAfter), settings).ifPresent(estimates::add);
    }
    return estimates;
  }

  private Optional<Estimate> estimate(
      Specification specification, ReturnSample days, Settings settings) {
    int n = days.days().size();
    if (n < FEWEST_DAYS) {
      return Optional.empty();
    }
    Fit fit =
        new PanelOls()
            .setFormula("excess_return ~ " + specification.regressors())
            .fit(days.columns(), Lags.read(settings, COVARIANCE_LAGS).with("nw"), hc1(), iid());
    return Optional.of(
        Estimate.of(
                name(),
                specification.name(),
                fit,
                specification.headlineTerm(),
                days.span(),
                n,
                days.grade())
            .withDiagnostics(diagnostics(fit, settings))
            .withRemarks(RISKLESS_RATE));
  }

  private static List<Diagnostic> diagnostics(Fit fit, Settings settings) {
    int lags = Math.toIntExact(settings.count(AUTOCORRELATION_LAGS));
    return List.of(
        // Its exact p needs all eigenvalues of an n x n matrix; Breusch-Godfrey has one for long
        // series.
        Diagnostic.figure("durbin_watson", Autocorrelation.durbinWatson(fit.residuals())),
        Diagnostic.of(Autocorrelation.breuschGodfrey(fit, lags)),
        Diagnostic.of(Heteroskedasticity.breuschPagan(fit)),
        Diagnostic.of(Normality.jarqueBera(fit)));
  }

  private static LocalDate day(Settings settings, String key) {
    String text = settings.text(key);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw JevonsException.usage(key + " = " + text + ": expected a day such as 2025-01-28.");
    }
  }
}
