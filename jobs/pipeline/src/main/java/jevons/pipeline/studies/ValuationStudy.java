package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.iid;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.date_sub;
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
import jevons.pipeline.tables.silver.Rate;
import org.apache.spark.sql.Column;

/**
 * What does Nvidia's daily return move with, and did that change when the market first priced
 * cheaper training?
 *
 * <p>Its return in excess of the riskless rate on the market and on the factors of Fama and French,
 * on the days that the factor library had published by the as-of day; beside them the changes of
 * the ten-year yield and of the VIX. Newey-West errors, lags in trading days.
 *
 * @see <a href="https://doi.org/10.1016/0304-405X(93)90023-5">Fama and French (1993), Journal of
 *     Financial Economics 33(1), 3-56</a>
 * @see <a href="https://doi.org/10.1016/j.jfineco.2014.10.010">Fama and French (2015), Journal of
 *     Financial Economics 116(1), 1-22</a>
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

  private static final String RATES =
      "Changes of the ten-year yield are in percentage points, of the VIX in points; the VIX moves"
          + " with the market of the same day, so its coefficient is no effect of its own.";

  /** One way of asking: what is regressed on which factors. */
  private record Specification(String name, String regressors, String headlineTerm) {}

  private static final Specification CAPM = new Specification("capm", "mkt_rf", "mkt_rf");
  private static final Specification THREE_FACTORS =
      new Specification("ff3", "mkt_rf + smb + hml", "mkt_rf");
  private static final Specification FIVE_FACTORS =
      new Specification("ff5", "mkt_rf + smb + hml + rmw + cma", "mkt_rf");
  private static final Specification MOMENTUM =
      new Specification("ff5_momentum", "mkt_rf + smb + hml + rmw + cma + mom", "mkt_rf");
  private static final Specification CAPM_RATES =
      new Specification("capm_rates", "mkt_rf + d_dgs10 + d_vixcls", "d_dgs10");
  private static final Specification MOMENTUM_RATES =
      new Specification(
          "ff5_momentum_rates",
          "mkt_rf + smb + hml + rmw + cma + mom + d_dgs10 + d_vixcls",
          "d_dgs10");
  private static final Specification BREAK =
      new Specification("capm_break", "mkt_rf + after + mkt_rf:after", "mkt_rf:after");

  @Override
  public String name() {
    return "valuation";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyReturn.class, Factor.class, Rate.class);
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
    Column specification = row(Regression.SPECIFICATION);
    if (input instanceof Rate) {
      // A change looks back to the trading day before the first one, at most a long weekend.
      return RowsBehind.where(
              specification.isin(CAPM_RATES.name(), MOMENTUM_RATES.name()),
              input(Rate.SERIES).isin(RateChanges.SERIES.toArray()),
              input(Rate.OBSERVATION_DATE).between(date_sub(start, 5), end))
          .following(Rate.VALUE);
    }
    Column set = input(Factor.FACTOR_SET);
    Column isUsed =
        when(
                specification.isin(MOMENTUM.name(), MOMENTUM_RATES.name()),
                set.isin("ff5", "momentum"))
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
    ReturnSample momentum = days.with("ff5", "momentum");
    estimate(MOMENTUM, momentum, settings).ifPresent(estimates::add);
    RateChanges rates = RateChanges.of(in.read(Rate.class));
    estimate(CAPM_RATES, three.with(rates), settings, RATES).ifPresent(estimates::add);
    estimate(MOMENTUM_RATES, momentum.with(rates), settings, RATES).ifPresent(estimates::add);
    changeOfBeta(three, breakAfter, settings).ifPresent(estimates::add);
    return estimates;
  }

  /** The market's coefficient before and after a day; empty with few days after it. */
  Optional<Estimate> changeOfBeta(ReturnSample days, LocalDate breakAfter, Settings settings) {
    return days.daysAfter(breakAfter) < FEWEST_DAYS
        ? Optional.empty()
        : estimate(BREAK, days.splitAfter(breakAfter), settings);
  }

  private Optional<Estimate> estimate(
      Specification specification, ReturnSample days, Settings settings, String... remarks) {
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
            .withRemarks(RISKLESS_RATE)
            .withRemarks(remarks));
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
