package jevons.econometrics.eventstudy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import jevons.econometrics.EconometricsException;

/**
 * Abnormal returns around events: returns less what a model, fitted before the event, expects.
 *
 * <p>Day 0 is the first trading day on or after the event's date. Dates may differ between firms or
 * be the same; {@link EventTests} says which test allows for which. With a single firm only its
 * standardised abnormal return and a {@link Placebo} are left.
 *
 * @see <a href="https://doi.org/10.1515/9781400830213">Campbell, Lo and MacKinlay (1997), The
 *     Econometrics of Financial Markets, chapter 4</a>
 */
public final class EventStudy {
  private static final int FEWEST_DF = 3;

  private ReturnModel model = ReturnModel.market("market");
  private Window estimation = new Window(-260, -11);
  private List<Window> windows = List.of(new Window(-1, 1));
  private MissingReturns missing = MissingReturns.LEAVE_OUT;

  /** What is expected without an event. Default: the market model on the series "market". */
  public EventStudy setModel(ReturnModel model) {
    this.model = model;
    return this;
  }

  /** The days the model is fitted on. Default: [-260,-11], 250 days. */
  public EventStudy setEstimation(Window estimation) {
    this.estimation = estimation;
    return this;
  }

  /** The windows whose abnormal returns are cumulated. Default: [-1,+1]. */
  public EventStudy setWindows(List<Window> windows) {
    this.windows = List.copyOf(windows);
    return this;
  }

  /** Default: {@link MissingReturns#LEAVE_OUT}. */
  public EventStudy setMissing(MissingReturns missing) {
    this.missing = missing;
    return this;
  }

  /**
   * Fits the model for each event.
   *
   * @throws EconometricsException when a firm or series is not there, the estimation window is too
   *     short or overlaps a window, or no window is given
   */
  public EventStudyResult run(Returns returns, List<FirmEvent> events) {
    check();
    List<FirmResult> firms = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Map<String, ReturnDays> byFirm = new HashMap<>();
    for (FirmEvent event : events) {
      ReturnDays days =
          byFirm.computeIfAbsent(
              event.firm(), firm -> new ReturnDays(returns, firm, model, missing));
      OptionalInt zero = returns.dayZero(event.date());
      if (zero.isEmpty()) {
        leftOut.add(
            new LeftOut(event, Optional.empty(), "no trading day on or after " + event.date()));
        continue;
      }
      run(returns, days, event, zero.getAsInt(), leftOut).ifPresent(firms::add);
    }
    return new EventStudyResult(model, estimation, windows, firms, leftOut);
  }

  private Optional<FirmResult> run(
      Returns returns, ReturnDays days, FirmEvent event, int zero, List<LeftOut> leftOut) {
    int from = zero + estimation.start();
    int to = zero + estimation.end();
    Optional<String> wrong = days.wrongEstimation(from, to);
    Optional<NormalReturns> fitted =
        wrong.isPresent() ? Optional.empty() : NormalReturns.fit(days, from, to);
    if (wrong.isEmpty() && fitted.filter(fit -> fit.df() >= FEWEST_DF).isEmpty()) {
      wrong = Optional.of("the factors are collinear or explain every return before the event");
    }
    if (wrong.isPresent()) {
      leftOut.add(new LeftOut(event, Optional.empty(), wrong.get()));
      return Optional.empty();
    }
    NormalReturns fit = fitted.orElseThrow();
    List<Cumulative> cumulative = new ArrayList<>();
    SortedSet<Integer> relativeDays = new TreeSet<>();
    for (Window window : windows) {
      int first = zero + window.start();
      int last = zero + window.end();
      Optional<String> reason = days.wrongWindow(first, last);
      if (reason.isPresent()) {
        leftOut.add(new LeftOut(event, Optional.of(window), reason.get()));
        continue;
      }
      cumulative.add(
          new Cumulative(
              window,
              fit.cumulative(first, last),
              fit.variance(first, last),
              fit.buyAndHold(first, last)));
      for (int day = window.start(); day <= window.end(); day++) {
        relativeDays.add(day);
      }
    }
    if (cumulative.isEmpty()) {
      return Optional.empty();
    }
    List<AbnormalReturn> abnormal = new ArrayList<>();
    for (int day : relativeDays) {
      int t = zero + day;
      if (days.has(t)) {
        abnormal.add(
            new AbnormalReturn(
                returns.days().get(t), day, days.span[t], fit.abnormal(t), fit.standardized(t, t)));
      }
    }
    return Optional.of(
        new FirmResult(
            event,
            returns.days().get(zero),
            zero,
            loadings(fit),
            fit.sigma(),
            fit.observations(),
            fit.df(),
            abnormal,
            cumulative,
            residuals(days, fit, from, to)));
  }

  /**
   * The standardised cumulative abnormal return that each trading day would have as day 0, from its
   * own fit: what a {@link Placebo} compares with. NaN where a window is not all there.
   *
   * @return [windows][days]
   */
  public double[][] standardizedEveryDay(Returns returns, String firm) {
    check();
    ReturnDays days = new ReturnDays(returns, firm, model, missing);
    MovingWindow moving = new MovingWindow(days, estimation.length());
    int n = returns.days().size();
    double[][] scores = new double[windows.size()][n];
    for (int zero = 0; zero < n; zero++) {
      int from = zero + estimation.start();
      int to = zero + estimation.end();
      Optional<NormalReturns> fit =
          to < n && days.isWholeEstimation(from, to)
              ? NormalReturns.fit(days, moving, from, to)
              : Optional.empty();
      for (int w = 0; w < scores.length; w++) {
        int first = zero + windows.get(w).start();
        int last = zero + windows.get(w).end();
        scores[w][zero] =
            fit.isPresent() && days.wrongWindow(first, last).isEmpty()
                ? fit.get().standardized(first, last)
                : Double.NaN;
      }
    }
    return scores;
  }

  private void check() {
    if (windows.isEmpty()) {
      throw new EconometricsException("an event study needs at least one window, such as -1,1.");
    }
    for (Window window : windows) {
      if (estimation.overlaps(window)) {
        throw new EconometricsException(
            "window "
                + window
                + " shares days with the estimation window "
                + estimation
                + "; what is expected must be estimated on other days.");
      }
    }
    int parameters = model instanceof ReturnModel.Regression r ? r.factors().size() + 1 : 1;
    if (estimation.length() < parameters + FEWEST_DF) {
      throw new EconometricsException(
          "estimation window %s has %d days; the model %s needs at least %d."
              .formatted(estimation, estimation.length(), model.name(), parameters + FEWEST_DF));
    }
  }

  private List<FirmResult.Loading> loadings(NormalReturns fit) {
    List<FirmResult.Loading> loadings = new ArrayList<>();
    if (model instanceof ReturnModel.Regression regression) {
      loadings.add(new FirmResult.Loading("(Intercept)", fit.constant()));
      for (int j = 0; j < regression.factors().size(); j++) {
        loadings.add(new FirmResult.Loading(regression.factors().get(j), fit.slopes()[j]));
      }
    }
    return loadings;
  }

  private static Residuals residuals(ReturnDays days, NormalReturns fit, int from, int to) {
    double[] residuals = new double[to - from + 1];
    for (int t = from; t <= to; t++) {
      residuals[t - from] = days.has(t) ? fit.abnormal(t) / Math.sqrt(days.span[t]) : Double.NaN;
    }
    return new Residuals(from, residuals);
  }
}
