package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.driscollKraay;
import static jevons.econometrics.Covariance.ewc;
import static jevons.econometrics.Covariance.hc1;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.eventstudy.Cumulative;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.Returns;
import jevons.econometrics.eventstudy.Window;
import jevons.econometrics.timeseries.LocalProjection;
import jevons.econometrics.timeseries.ProjectionErrors;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.EventReturns;
import jevons.pipeline.tables.gold.EventSettings;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.ImpulseResponse;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.silver.Factor;
import org.apache.spark.sql.Row;

/**
 * How does Nvidia's price answer over the {@value #DAYS} trading days after models that saved
 * compute, and the hyperscalers' spending over two quarters to a higher rate of efficiency gain?
 *
 * <p>Prices: the cumulative abnormal return from the day of release on, by the market model fitted
 * before it, on the sum of the day's efficiency surprises; one row a day with releases. Returns of
 * days a few apart overlap, so the errors allow for correlation over all trading days that two
 * windows share. Surprises are estimated with all that is known today, not on the day: no reader of
 * the news had them, and the compute behind them is often published later.
 *
 * <p>Spending: as the headline of {@link InvestmentStudy}, cumulated over the horizon.
 *
 * @see <a href="https://doi.org/10.1257/0002828053828518">Jorda (2005), American Economic Review
 *     95(1), 161-182</a>
 * @see <a href="https://doi.org/10.1162/003465398557825">Driscoll and Kraay (1998), REStat 80(4),
 *     549-560</a>
 */
public final class ResponseStudy implements Study {
  private static final String NVIDIA = "NVDA";
  private static final String METHOD = "2pl";

  /** Trading days that a release is followed. */
  static final int DAYS = 20;

  private static final int QUARTERS = 2;

  /** Days with releases below which there is no estimate. */
  private static final int FEWEST_DAYS = 20;

  /** Beyond the coefficients of the regression on the rate. */
  private static final int FEWEST_QUARTERS = 8;

  private static final String HINDSIGHT =
      "Surprises are estimated with what is known today (pseudo-real-time), so nobody could trade on"
          + " them, and an error in them pulls the response toward 0.";

  private static final String ELASTICITY =
      "Horizon 0 is the headline of the study investment, with its limits: the rate trends by"
          + " construction.";

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ModelEfficiency.class, DailyReturn.class, Factor.class, FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(EventReturns.MARKET, EventSettings.ESTIMATION);
  }

  @Override
  public Class<? extends Estimated> findings() {
    return ImpulseResponse.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(ImpulseResponse.class);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof Factor) {
      // Read with the returns; the market model does not use them.
      return RowsBehind.none();
    }
    var isOfPrices = row(ImpulseResponse.RESPONSE).equalTo("car_share");
    if (input instanceof FirmQuarter) {
      return RowsBehind.where(
              isOfPrices.equalTo(false),
              input(FirmQuarter.IS_HYPERSCALER),
              input(FirmQuarter.IS_BALANCED))
          .following(FirmQuarter.CAPEX_GROWTH, FirmQuarter.LOG_RATE);
    }
    if (input instanceof ModelEfficiency) {
      return RowsBehind.where(
              isOfPrices,
              equal(ImpulseResponse.AS_OF),
              input(ModelEfficiency.METHOD).equalTo(METHOD),
              input(ModelEfficiency.PUBLISHED_ON)
                  .between(
                      date_sub(row(ImpulseResponse.SAMPLE_START), 5),
                      row(ImpulseResponse.SAMPLE_END)))
          .following(ModelEfficiency.SURPRISE, ModelEfficiency.PUBLISHED_ON);
    }
    return RowsBehind.where(
            isOfPrices,
            input(DailyReturn.TICKER).isin(NVIDIA, asked.settings().text(EventReturns.MARKET)),
            input(DailyReturn.TRADE_DATE)
                .between(
                    date_sub(row(ImpulseResponse.SAMPLE_START), 550),
                    date_add(row(ImpulseResponse.SAMPLE_END), 40)))
        .following(DailyReturn.TOTAL_RETURN);
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    NavigableMap<LocalDate, Double> surprises = new TreeMap<>();
    List<Grade> grades = new ArrayList<>();
    for (Row row :
        in.read(ModelEfficiency.class)
            .where(col("method").equalTo(METHOD))
            .select("published_on", "surprise_log10_flop", "grade")
            .collectAsList()) {
      surprises.merge(row.getDate(0).toLocalDate(), row.getDouble(1), Double::sum);
      grades.add(Grade.of(row.getString(2)));
    }
    EventReturns returns = EventReturns.read(in, List.of(NVIDIA), LocalDate.EPOCH);
    List<StudyRow> rows = new ArrayList<>();
    Window estimation = new EventSettings(in.settings()).estimation();
    rows.addAll(
        ofPrices(returns.returns(), surprises, estimation, Estimate.weakest(grades.stream())));
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    if (sample.quarters() >= FEWEST_QUARTERS + QUARTERS && sample.rateVaries()) {
      rows.addAll(ofSpending(sample));
    }
    return rows;
  }

  /**
   * The response of Nvidia's price.
   *
   * @param surprises sum of those of each day of release, log10 FLOP; days without trading count
   *     for the next one with
   */
  static List<StudyRow> ofPrices(
      Returns returns, NavigableMap<LocalDate, Double> surprises, Window estimation, Grade grade) {
    NavigableMap<Integer, Double> byPlace = new TreeMap<>();
    surprises.forEach(
        (day, surprise) ->
            returns.dayZero(day).ifPresent(t -> byPlace.merge(t, surprise, Double::sum)));
    List<FirmEvent> events =
        byPlace.keySet().stream()
            .map(place -> new FirmEvent(NVIDIA, returns.days().get(place)))
            .toList();
    List<Window> windows = IntStream.rangeClosed(0, DAYS).mapToObj(h -> new Window(0, h)).toList();
    List<FirmResult> results =
        events.isEmpty()
            ? List.of()
            : new EventStudy()
                .setModel(EventReturns.MODELS.get(0))
                .setEstimation(estimation)
                .setWindows(windows)
                .run(returns, events)
                .firms();
    List<StudyRow> rows = new ArrayList<>();
    for (Window window : windows) {
      List<FirmResult> there = results.stream().filter(r -> r.find(window).isPresent()).toList();
      if (there.size() < FEWEST_DAYS) {
        continue;
      }
      Sample sample =
          Sample.empty()
              .withValues("day", there.stream().map(FirmResult::dayZeroPlace).toList())
              .withValues(
                  "car_share",
                  there.stream()
                      .map(r -> r.find(window).map(Cumulative::car).orElseThrow())
                      .toList())
              .withValues(
                  "surprise", there.stream().map(r -> byPlace.get(r.dayZeroPlace())).toList());
      Covariance overlap = driscollKraay(window.end());
      Fit fit =
          new PanelOls()
              .setFormula("car_share ~ surprise")
              .setTime("day")
              .fit(sample, overlap, hc1());
      for (Inference inference : fit.inferences()) {
        Map<Field, Object> cells =
            cells(
                inference,
                "surprise",
                window.end(),
                fit.n(),
                inference.equals(fit.inferences().get(0)));
        cells.put(ImpulseResponse.SPECIFICATION, "nvidia_at_releases");
        cells.put(ImpulseResponse.SHOCK, "surprise_log10_flop");
        cells.put(ImpulseResponse.RESPONSE, "car_share");
        cells.put(ImpulseResponse.HORIZON_UNIT, "trading_days");
        cells.put(
            ImpulseResponse.VCOV,
            inference.covariance().equals(overlap) ? "dk" : inference.covariance().toString());
        cells.put(ImpulseResponse.SAMPLE_START, Date.valueOf(there.get(0).dayZero()));
        cells.put(ImpulseResponse.SAMPLE_END, Date.valueOf(there.get(there.size() - 1).dayZero()));
        cells.put(ImpulseResponse.REMARKS, HINDSIGHT);
        cells.put(ImpulseResponse.GRADE, grade.word());
        rows.add(new StudyRow(ImpulseResponse.class, cells));
      }
    }
    return rows;
  }

  private static List<StudyRow> ofSpending(InvestmentSample sample) {
    List<StudyRow> rows = new ArrayList<>();
    for (Covariance covariance : List.of(ewc(), hc1())) {
      LocalProjection.Result result =
          new LocalProjection()
              .setFormula("mean_d_log_capex ~ log_rate")
              .setTime("quarter")
              .setResponse(LocalProjection.Response.SUM)
              .setHorizon(QUARTERS)
              .setErrors(ProjectionErrors.of(covariance))
              .fit(sample.byQuarter());
      for (LocalProjection.Step step : result.steps()) {
        Inference inference = step.fit().inferences().get(0);
        Map<Field, Object> cells =
            cells(inference, "log_rate", step.horizon(), step.n(), covariance.equals(ewc()));
        cells.put(ImpulseResponse.SPECIFICATION, "capex_on_efficiency");
        cells.put(ImpulseResponse.SHOCK, "log_rate");
        cells.put(ImpulseResponse.RESPONSE, "log_capex");
        cells.put(ImpulseResponse.HORIZON_UNIT, "quarters");
        cells.put(ImpulseResponse.VCOV, covariance.toString());
        cells.put(ImpulseResponse.SAMPLE_START, Date.valueOf(sample.span().start()));
        cells.put(
            ImpulseResponse.SAMPLE_END,
            Date.valueOf(sample.span().end().minusMonths(3L * step.horizon())));
        cells.put(ImpulseResponse.REMARKS, ELASTICITY);
        cells.put(ImpulseResponse.GRADE, sample.grade().word());
        rows.add(new StudyRow(ImpulseResponse.class, cells));
      }
    }
    return rows;
  }

  private static Map<Field, Object> cells(
      Inference inference, String term, int horizon, long n, boolean isHeadline) {
    Coefficient c = inference.coefficient(term);
    Coefficient.Interval interval = c.interval(0.95);
    Map<Field, Object> cells = new HashMap<>();
    cells.put(ImpulseResponse.STUDY, "responses");
    cells.put(ImpulseResponse.HORIZON, (long) horizon);
    cells.put(ImpulseResponse.IS_HEADLINE, isHeadline);
    cells.put(ImpulseResponse.ESTIMATE, c.estimate());
    cells.put(ImpulseResponse.STANDARD_ERROR, c.standardError());
    cells.put(ImpulseResponse.DF, c.degreesOfFreedom());
    cells.put(ImpulseResponse.P_VALUE, c.pValue());
    cells.put(ImpulseResponse.CI_LOW, interval.low());
    cells.put(ImpulseResponse.CI_HIGH, interval.high());
    cells.put(ImpulseResponse.MINIMUM_DETECTABLE_EFFECT, c.minimumDetectableEffect());
    cells.put(ImpulseResponse.N, n);
    cells.put(ImpulseResponse.INDEPENDENT_UNITS, n);
    return cells;
  }
}
