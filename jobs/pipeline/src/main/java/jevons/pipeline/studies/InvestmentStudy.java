package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.clusteredBy;
import static jevons.econometrics.Covariance.ewc;
import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.iid;
import static jevons.econometrics.Covariance.wildCluster;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.studies.Estimate.Diagnostic.test;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.Autocorrelation;
import jevons.econometrics.diagnostics.Persistence;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.EfficiencyInfluence;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.Regression;

/**
 * Do hyperscalers spend more after training got more efficient?
 *
 * <p>The regressor is the same for all firms in a quarter, so the sample is the quarters: the mean
 * growth of their capex, less its calendar quarter's mean, on the log rate of efficiency gain known
 * before the quarter began. The coefficient is the Jevons elasticity. Spending is price times
 * quantity: 0 means that demand grows just as fast as efficiency, above it is backfire, and -1
 * means that nobody buys more.
 *
 * <p>The rate trends by construction, so one small p is not a finding: the headline is shown with
 * the trend taken out of both sides, and its t is placed among circular shifts and among random
 * walks with the rate's drift and step.
 */
public final class InvestmentStudy implements Study {
  private static final String RANDOM_WALKS = "studies.investment.random-walks";
  private static final String SEED = "studies.investment.seed";
  private static final String COVARIANCE_LAGS = "studies.investment.covariance-lags";
  private static final String RATE = "log_rate";
  private static final double LEVEL = 0.05;

  /** Quarters beyond the number of coefficients below which there is no estimate. */
  private static final int SPARE_QUARTERS = 3;

  /** Below so many quarters no circular shift can be significant at 5 %. */
  private static final int FEW_QUARTERS = 20;

  /** What a test of the elasticity is held against, and how the diagnostics call it. */
  private enum Null {
    NO_REACTION(0, "zero"),
    NO_REBOUND(-1, "minus_one");

    private final double elasticity;
    private final String word;

    Null(double elasticity, String word) {
      this.elasticity = elasticity;
      this.word = word;
    }
  }

  @Override
  public String name() {
    return "investment";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class, EfficiencyInfluence.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(RANDOM_WALKS, SEED, COVARIANCE_LAGS);
  }

  /** All quarters of the balanced panel: those before the first rate are in the seasonal means. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof FirmQuarter) {
      return InvestmentSample.rowsBehind()
          .following(FirmQuarter.CAPEX_GROWTH, FirmQuarter.LOG_RATE);
    }
    // The rate of a quarter was known at the end of the one before.
    return RowsBehind.where(
        input(EfficiencyInfluence.QUARTER)
            .between(
                add_months(row(Regression.SAMPLE_START), -3),
                add_months(row(Regression.SAMPLE_END), -3)));
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    Settings settings = in.settings();
    Lags lags = Lags.read(settings, COVARIANCE_LAGS);
    List<Estimate> estimates = new ArrayList<>();
    if (sample.quarters() >= 2 + SPARE_QUARTERS && sample.rateVaries()) {
      RateErrors errors = new RateErrors(in.read(EfficiencyInfluence.class));
      Optional<Fit> detrended =
          sample.quarters() >= 3 + SPARE_QUARTERS
              ? Optional.of(fit("mean_d_log_capex ~ log_rate + trend", sample.byQuarter(), lags))
              : Optional.empty();
      estimates.add(headline(sample, errors, lags, detrended, settings));
      detrended.ifPresent(fit -> estimates.add(detrended(fit, sample, errors)));
      estimates.add(firmEffects(sample, lags));
    }
    return estimates;
  }

  private Estimate headline(
      InvestmentSample sample,
      RateErrors errors,
      Lags lags,
      Optional<Fit> detrended,
      Settings settings) {
    Fit fit = fit("mean_d_log_capex ~ log_rate", sample.byQuarter(), lags);
    double[] rate = sample.logRate();
    List<Diagnostic> diagnostics = new ArrayList<>(againstBoth(fit));
    diagnostics.add(figure("ar1_regressor", Persistence.ar1(rate).coefficient()));
    diagnostics.add(figure("ar1_residual", Persistence.ar1(fit.residuals()).coefficient()));
    diagnostics.add(figure("correlation_regressor_time", Series.correlation(rate, sample.trend())));
    diagnostics.add(Diagnostic.of(Autocorrelation.durbinWatson(fit)));
    diagnostics.addAll(
        correction(
            fit, errors.reliability(sample.knownAtTheEndOf(), rate, Series::squaredDeviations)));
    CosineSlope slope = new CosineSlope(sample.places());
    int walks = Math.toIntExact(settings.count(RANDOM_WALKS));
    for (Null hypothesis : Null.values()) {
      double[] growth = net(sample.growth(), hypothesis.elasticity, rate);
      Placebo shifts = Placebo.circularShifts(slope, rate, growth);
      Placebo randomWalks = Placebo.randomWalks(slope, rate, growth, walks, settings.count(SEED));
      diagnostics.add(
          test("circular_shifts_against_" + hypothesis.word, shifts.t(), shifts.pValue()));
      diagnostics.add(
          test("random_walks_against_" + hypothesis.word, randomWalks.t(), randomWalks.pValue()));
      detrended.ifPresent(
          d -> diagnostics.add(agreement(hypothesis, fit, d, randomWalks.pValue())));
    }
    // The circular shifts have the coarser grid; that of the random walks is 1/(walks + 1).
    return estimate("headline", fit, sample)
        .withSmallestPValue(1.0 / sample.quarters())
        .withDiagnostics(diagnostics)
        .withRemarks(headlineRemarks(sample));
  }

  private Estimate detrended(Fit fit, InvestmentSample sample, RateErrors errors) {
    double[] trend = sample.trend();
    OptionalDouble reliability =
        errors.reliability(
            sample.knownAtTheEndOf(),
            sample.logRate(),
            series -> Series.squaredDeviationsFrom(trend, series));
    return estimate("headline_detrended", fit, sample)
        .withDiagnostics(againstBoth(fit))
        .withDiagnostics(correction(fit, reliability));
  }

  private Estimate firmEffects(InvestmentSample sample, Lags lags) {
    Fit fit =
        new PanelOls()
            .setFormula("d_log_capex ~ log_rate | ticker")
            .setTime("quarter")
            .fit(
                sample.byFirm(),
                lags.with("dk"),
                clusteredBy("ticker"),
                clusteredBy("quarter"),
                clusteredBy("ticker", "quarter"),
                wildCluster("quarter"),
                wildCluster("ticker"),
                hc1(),
                iid());
    // A draw of signs and its mirror give the same |t|, and the data are one of the draws.
    double smallestByFirm = Math.pow(2, 1.0 - sample.firms());
    return estimate("firm_effects", fit, sample)
        .withSmallestPValue(smallestByFirm)
        .withDiagnostics(againstBoth(fit))
        .withRemarks(
            "The regressor is the same for all firms of a quarter: these are no more observations"
                + " than the headline's, and only errors that let firms of a quarter move together"
                + " (dk, cluster(quarter)) apply.",
            "With some 12 quarters dk rejects a true hypothesis at 5 % about three times too"
                + " often.",
            "The wild cluster bootstrap by firm draws one sign for each of "
                + sample.firms()
                + " firms, so its p cannot fall below "
                + smallestByFirm
                + "; that by quarter takes every combination of signs up to 13 quarters, else 9,999"
                + " seeded draws.");
  }

  private static Fit fit(String formula, Sample sample, Lags lags) {
    return new PanelOls()
        .setFormula(formula)
        .setTime("quarter")
        .fit(sample, ewc(), lags.with("nw"), hc1(), iid());
  }

  private Estimate estimate(String specification, Fit fit, InvestmentSample sample) {
    return Estimate.of(
        name(), specification, fit, RATE, sample.span(), sample.quarters(), sample.grade());
  }

  private static List<Diagnostic> againstBoth(Fit fit) {
    Coefficient elasticity = fit.coefficient(RATE);
    List<Diagnostic> tests = new ArrayList<>();
    for (Null hypothesis : Null.values()) {
      tests.add(
          test(
              "t_against_" + hypothesis.word,
              elasticity.t(hypothesis.elasticity),
              elasticity.pValue(hypothesis.elasticity)));
    }
    return tests;
  }

  /**
   * What a verdict rests on: statistic, how many of headline, detrended and random walks reject at
   * 5 % on the headline's side; p, the largest of the three. Fewer than three: cannot tell.
   */
  private static Diagnostic agreement(
      Null hypothesis, Fit headline, Fit detrended, double randomWalkP) {
    Coefficient first = headline.coefficient(RATE);
    Coefficient second = detrended.coefficient(RATE);
    double firstP = first.pValue(hypothesis.elasticity);
    double secondP = second.pValue(hypothesis.elasticity);
    boolean sameSide =
        Math.signum(first.t(hypothesis.elasticity)) == Math.signum(second.t(hypothesis.elasticity));
    int rejections =
        (firstP < LEVEL ? 1 : 0)
            + (sameSide && secondP < LEVEL ? 1 : 0)
            + (randomWalkP < LEVEL ? 1 : 0);
    return test(
        "agreement_against_" + hypothesis.word,
        rejections,
        Math.max(randomWalkP, Math.max(firstP, secondP)));
  }

  /** y less {@code elasticity} times x: under the hypothesis x explains nothing of it. */
  private static double[] net(double[] y, double elasticity, double[] x) {
    double[] net = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      net[t] = y[t] - elasticity * x[t];
    }
    return net;
  }

  /**
   * The reliability of the rate as this specification uses it, and the elasticity divided by it; no
   * elasticity where the reliability is not above 0.
   */
  private static List<Diagnostic> correction(Fit fit, OptionalDouble reliability) {
    List<Diagnostic> figures = new ArrayList<>();
    reliability.ifPresent(r -> figures.add(figure("reliability", r)));
    if (reliability.orElse(0) > 0) {
      double corrected = fit.coefficient(RATE).estimate() / reliability.getAsDouble();
      figures.add(figure("elasticity_corrected_for_reliability", corrected));
    }
    return figures;
  }

  private static String[] headlineRemarks(InvestmentSample sample) {
    List<String> remarks = new ArrayList<>();
    if (sample.quarters() < FEW_QUARTERS) {
      remarks.add(
          sample.quarters()
              + " quarters, below "
              + FEW_QUARTERS
              + ": no circular shift can be significant at 5 %, and unless headline, detrended and"
              + " random walks agree the verdict is \"cannot tell\".");
    }
    remarks.add("Capex is in dollars, so changes in the price of hardware are in it.");
    return remarks.toArray(String[]::new);
  }
}
