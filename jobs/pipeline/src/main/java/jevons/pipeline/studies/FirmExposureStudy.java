package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.iid;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.studies.Estimate.Diagnostic.test;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.date_sub;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.NullDistribution;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.studies.Estimate.Errors;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Do hyperscalers that have more at stake in compute answer more strongly to cheaper training?
 *
 * <p>Growth of a firm's capex on its exposure times the log rate of efficiency gain, with firm and
 * quarter effects: what all firms did in a quarter drops out, and with it whatever else trended.
 *
 * <p>Exposure is known before the sample's first quarter and does not change. Spending over sales
 * would be the natural one, but the landing zone has sales of that time for one of the four.
 *
 * <ul>
 *   <li>{@code headline}: how much the firm's share moved with Nvidia's beyond the market over the
 *       three years before. It comes from prices, so it shares no error with the spending that it
 *       is to explain. It is itself estimated ({@code exposure_reliability}: the share of its
 *       variance over the firms that is not error), over one year the firms' order is another, and
 *       it also holds what moves both shares for other reasons: growth stocks move together.
 *   <li>{@code capex_share}: the firm's share in what all of them spent in their trailing years. It
 *       has no error of estimation; but warehouses are in Amazon's, and a large spender is not one
 *       that trains more.
 * </ul>
 *
 * <p>Few firms are few experiments, however many quarters: p comes from all orders of the exposures
 * over the firms (four firms: 24, so it cannot fall below 0.042), which takes the firms for
 * exchangeable, and each firm is left out once. There are no standard errors and no other p: those
 * by cluster need far more firms, and those that take firm-quarters for independent are wrong.
 *
 * @see <a href="https://doi.org/10.1214/088342304000000396">Ernst (2004), Statistical Science
 *     19(4), 676-685: permutation methods</a>
 * @see <a href="https://doi.org/10.1162/003355304772839588">Bertrand, Duflo and Mullainathan
 *     (2004), Quarterly Journal of Economics 119(1), 249-275: few units, many periods</a>
 */
public final class FirmExposureStudy implements Study {
  static final String ERRORS = "permutation(ticker)";

  private static final String MARKET = "jevons.market.ticker";
  private static final String RATE = "log_rate";
  private static final int FEWEST_QUARTERS = 6;
  private static final int QUARTERS_PER_YEAR = 4;

  /** The ways of measuring exposure, and the columns they make. */
  private static final String HEADLINE = "headline";

  private static final String CAPEX_SHARE = "capex_share";
  private static final String NVIDIA_BETA = "nvidia_beta";

  /**
   * The p of the permutation against 0; no interval, which would take a permutation at each value.
   */
  private record Permutation(double pValue) implements NullDistribution {
    @Override
    public double pValue(Coefficient coefficient, double value) {
      return value == 0 ? pValue : Double.NaN;
    }

    @Override
    public Coefficient.Interval interval(Coefficient coefficient, double level) {
      return new Coefficient.Interval(Double.NaN, Double.NaN);
    }

    @Override
    public String toString() {
      return "all orders of the exposures over the firms";
    }
  }

  @Override
  public String name() {
    return "firm_exposure";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class, DailyReturn.class, QuarterlyFundamental.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(MARKET, Firms.KEY);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    Column start = row(Regression.SAMPLE_START);
    List<String> tickers = new ArrayList<>(Firms.of(asked.settings()).tickers(Firms.HYPERSCALER));
    if (input instanceof FirmQuarter) {
      return InvestmentSample.rowsBehind()
          .following(FirmQuarter.CAPEX_GROWTH, FirmQuarter.LOG_RATE);
    }
    if (input instanceof DailyReturn) {
      tickers.addAll(List.of(NvidiaBeta.NVIDIA, asked.settings().text(MARKET)));
      return RowsBehind.where(
              row(Regression.SPECIFICATION).equalTo(HEADLINE),
              input(DailyReturn.TICKER).isin(tickers.toArray()),
              input(DailyReturn.TRADE_DATE)
                  .between(add_months(start, -12 * NvidiaBeta.YEARS_BACK), date_sub(start, 1)))
          .first(
              NvidiaBeta.DAYS,
              List.of(input(DailyReturn.TICKER)),
              input(DailyReturn.TRADE_DATE).desc())
          .following(DailyReturn.TOTAL_RETURN);
    }
    return RowsBehind.where(
            row(Regression.SPECIFICATION).equalTo(CAPEX_SHARE),
            input(QuarterlyFundamental.TICKER).isin(tickers.toArray()),
            input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.FIRST_FILED),
            input(QuarterlyFundamental.CAPEX).isNotNull())
        .knownBy(date_sub(start, 1))
        .first(
            QUARTERS_PER_YEAR,
            List.of(input(QuarterlyFundamental.TICKER)),
            input(QuarterlyFundamental.QUARTER).desc())
        .following(QuarterlyFundamental.CAPEX);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    if (sample.quarters() < FEWEST_QUARTERS
        || !sample.rateVaries()
        || sample.firms() < ExposureSlope.FEWEST_FIRMS
        || sample.firms() > ExposureSlope.MOST_FIRMS) {
      return List.of();
    }
    List<String> firms = sample.tickers();
    LocalDate start = sample.span().start();
    List<Estimate> estimates = new ArrayList<>();
    NvidiaBeta.of(in.read(DailyReturn.class), in.settings().text(MARKET), firms, start)
        .ifPresent(betas -> estimates.add(onBeta(sample, betas)));
    capexShares(in.read(QuarterlyFundamental.class, start.minusDays(1)), firms)
        .ifPresent(shares -> estimates.add(estimate(CAPEX_SHARE, CAPEX_SHARE, sample, shares)));
    return estimates;
  }

  private Estimate onBeta(InvestmentSample sample, Map<String, Coefficient> betas) {
    double[] exposure = betas.values().stream().mapToDouble(Coefficient::estimate).toArray();
    double error =
        betas.values().stream()
            .mapToDouble(beta -> beta.standardError() * beta.standardError())
            .average()
            .orElseThrow();
    List<Diagnostic> figures = new ArrayList<>();
    betas.forEach(
        (firm, beta) -> figures.add(figure("exposure_error_" + firm, beta.standardError())));
    figures.add(
        figure(
            "exposure_reliability",
            1 - error * (exposure.length - 1) / Series.squaredDeviations(exposure)));
    Map<String, Double> estimates = new TreeMap<>();
    betas.forEach((firm, beta) -> estimates.put(firm, beta.estimate()));
    return estimate(HEADLINE, NVIDIA_BETA, sample, estimates).withDiagnostics(figures);
  }

  /**
   * Each firm's spending of its newest four quarters known, as a share of all firms'; empty when
   * one has no four in a row.
   */
  private static Optional<Map<String, Double>> capexShares(
      Dataset<Row> quarterlyFundamental, List<String> firms) {
    Map<String, TreeMap<LocalDate, Double>> capex = new TreeMap<>();
    quarterlyFundamental
        .where(
            QuarterlyFundamental.VIEW
                .col()
                .equalTo(QuarterlyFundamental.FIRST_FILED)
                .and(QuarterlyFundamental.CAPEX.col().isNotNull())
                .and(QuarterlyFundamental.TICKER.col().isin(firms.toArray())))
        .select(
            QuarterlyFundamental.TICKER.col(),
            QuarterlyFundamental.QUARTER.col(),
            QuarterlyFundamental.CAPEX.col())
        .collectAsList()
        .forEach(
            row ->
                capex
                    .computeIfAbsent(row.getString(0), ticker -> new TreeMap<>())
                    .put(row.getDate(1).toLocalDate(), row.getDouble(2)));
    Map<String, Double> years = new TreeMap<>();
    for (String firm : firms) {
      TreeMap<LocalDate, Double> quarters = capex.getOrDefault(firm, new TreeMap<>());
      while (quarters.size() > QUARTERS_PER_YEAR) {
        quarters.pollFirstEntry();
      }
      if (quarters.size() < QUARTERS_PER_YEAR
          || !quarters.firstKey().plusMonths(9).equals(quarters.lastKey())) {
        return Optional.empty();
      }
      years.put(firm, quarters.values().stream().mapToDouble(Double::doubleValue).sum());
    }
    double total = years.values().stream().mapToDouble(Double::doubleValue).sum();
    years.replaceAll((firm, spent) -> spent / total);
    return Optional.of(years);
  }

  private Estimate estimate(
      String specification, String column, InvestmentSample sample, Map<String, Double> exposure) {
    Fit fit = fit(column, sample.byFirm(), exposure);
    Map<String, Double> elasticities = sample.elasticityByFirm();
    double[] exposures = values(exposure);
    ExposureSlope slope = ExposureSlope.of(exposures, values(elasticities));
    String term = fit.coefficients().get(0).term();
    List<Diagnostic> diagnostics = new ArrayList<>();
    diagnostics.add(test("permutation_over_firms", slope.slope(), slope.pValue()));
    List<String> firms = List.copyOf(exposure.keySet());
    for (int i = 0; i < firms.size(); i++) {
      diagnostics.add(figure("exposure_" + firms.get(i), exposures[i]));
      diagnostics.add(figure("elasticity_" + firms.get(i), elasticities.get(firms.get(i))));
      diagnostics.add(figure("estimate_without_" + firms.get(i), slope.without().get(i)));
    }
    return Estimate.of(
            name(), specification, fit, term, sample.span(), firms.size(), sample.grade())
        .withErrors(
            List.of(
                new Errors(
                    ERRORS,
                    "none",
                    OptionalInt.empty(),
                    List.of(
                        new Coefficient(
                            term,
                            slope.slope(),
                            Double.NaN,
                            Double.NaN,
                            new Permutation(slope.pValue()))))))
        .withSmallestPValue(slope.smallestPValue())
        .withDiagnostics(diagnostics)
        .withRemarks(remarks(firms.size(), slope));
  }

  private static Fit fit(String column, Sample byFirm, Map<String, Double> exposure) {
    List<Double> ofRows =
        byFirm.values("ticker").stream().map(ticker -> exposure.get((String) ticker)).toList();
    return new PanelOls()
        .setFormula("d_log_capex ~ " + RATE + ":" + column + " | ticker + quarter")
        .setTime("quarter")
        .fit(byFirm.withValues(column, ofRows), iid());
  }

  private static double[] values(Map<String, Double> byFirm) {
    return byFirm.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static String[] remarks(int firms, ExposureSlope slope) {
    boolean keepsItsSign =
        slope.without().stream()
            .allMatch(without -> Math.signum(without) == Math.signum(slope.slope()));
    return new String[] {
      "p from all "
          + Math.round(1 / slope.smallestPValue())
          + " orders of the exposures over "
          + firms
          + " firms; it takes the firms for exchangeable. No standard errors: "
          + firms
          + " firms are "
          + firms
          + " experiments, however many quarters.",
      keepsItsSign
          ? "The estimate keeps its sign whichever firm is left out."
          : "The estimate changes its sign with the firm that is left out."
    };
  }
}
