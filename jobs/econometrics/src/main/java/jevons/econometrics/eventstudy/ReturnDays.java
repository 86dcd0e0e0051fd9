package jevons.econometrics.eventstudy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A firm's returns and what a model explains them by, missing ones treated as the rule says.
 *
 * @see MissingReturns
 */
final class ReturnDays {
  /** Excess returns [days], NaN where there is none. */
  final double[] y;

  /** The firm's returns themselves [days]. */
  final double[] raw;

  /** Number of trading days a return is over [days]; 1 but under trade-to-trade. */
  final int[] span;

  /** Regressors [factors][days], over the span of the return. */
  final double[][] x;

  /** Whether the model estimates its coefficients. */
  final boolean fitted;

  private final Returns returns;
  private final ReturnModel model;
  private final MissingReturns rule;

  /** Whether the return file has a return [days]. */
  private final boolean[] traded;

  /** The model's series as they are in the data [series][days]. */
  private final double[][] daily;

  /** Days before each on which a series is missing [days + 1]. */
  private final int[] seriesMissing;

  /** Days before each on which the return file has none [days + 1]. */
  private final int[] returnsMissing;

  ReturnDays(Returns returns, String firm, ReturnModel model, MissingReturns rule) {
    this.returns = returns;
    this.model = model;
    this.rule = rule;
    int days = returns.days().size();
    raw = returns.firm(firm);
    traded = new boolean[days];
    span = new int[days];
    Arrays.fill(span, 1);
    daily = model.series().stream().map(returns::series).toArray(double[][]::new);
    fitted = model instanceof ReturnModel.Regression;
    List<String> names =
        model instanceof ReturnModel.Regression regression ? regression.factors() : model.series();
    x = new double[names.size()][];
    for (int f = 0; f < x.length; f++) {
      x[f] = returns.series(names.get(f));
    }
    double[] riskless = model.riskless().map(returns::series).orElseGet(() -> new double[days]);
    int last = -1;
    for (int t = 0; t < days; t++) {
      traded[t] = Double.isFinite(raw[t]);
      if (traded[t]) {
        if (rule == MissingReturns.TRADE_TO_TRADE && last >= 0) {
          span[t] = t - last;
        }
        last = t;
      } else if (rule == MissingReturns.LUMPED && last >= 0) {
        raw[t] = 0;
      }
    }
    seriesMissing = new int[days + 1];
    returnsMissing = new int[days + 1];
    for (int t = 0; t < days; t++) {
      boolean lacks = false;
      for (double[] series : daily) {
        lacks |= Double.isNaN(series[t]);
      }
      seriesMissing[t + 1] = seriesMissing[t] + (lacks ? 1 : 0);
      returnsMissing[t + 1] = returnsMissing[t] + (traded[t] ? 0 : 1);
    }
    for (double[] series : x) {
      compound(series);
    }
    compound(riskless);
    y = new double[days];
    for (int t = 0; t < days; t++) {
      y[t] = raw[t] - riskless[t];
      for (double[] series : x) {
        if (Double.isNaN(series[t])) {
          y[t] = Double.NaN;
        }
      }
    }
  }

  /** Returns over the span of the firm's. */
  private void compound(double[] series) {
    double[] byDay = series.clone();
    for (int t = 0; t < series.length; t++) {
      if (span[t] > 1) {
        double product = 1;
        for (int s = t - span[t] + 1; s <= t; s++) {
          product *= 1 + byDay[s];
        }
        series[t] = product - 1;
      }
    }
  }

  /** Whether day t has a return that can be used. */
  boolean has(int t) {
    return Double.isFinite(y[t]);
  }

  /** Whether the estimation window, places from to to, can be used. */
  boolean isWholeEstimation(int from, int to) {
    if (from < 0 || seriesMissing[to + 1] > seriesMissing[from]) {
      return false;
    }
    int length = to - from + 1;
    int most = rule == MissingReturns.LEAVE_OUT ? 0 : length / 2;
    return returnsMissing[to + 1] - returnsMissing[from] <= most;
  }

  /** Why the estimation window, places from to to, cannot be used; empty when it can. */
  Optional<String> wrongEstimation(int from, int to) {
    if (from < 0) {
      return Optional.of(
          "the estimation window begins %d trading days before the first day of the data, %s"
              .formatted(-from, returns.days().get(0)));
    }
    Optional<String> series = missingSeries(from, to);
    if (series.isPresent()) {
      return series;
    }
    if (isWholeEstimation(from, to)) {
      return Optional.empty();
    }
    int firstMissing = from;
    while (traded[firstMissing]) {
      firstMissing++;
    }
    return Optional.of(
        "%d of the %d estimation days have no return, the first %s"
            .formatted(
                returnsMissing[to + 1] - returnsMissing[from],
                to - from + 1,
                returns.days().get(firstMissing)));
  }

  /** Why an event window, places from to to, cannot be used; empty when it can. */
  Optional<String> wrongWindow(int from, int to) {
    int days = returns.days().size();
    if (from < 0) {
      return Optional.of("the window begins before the first day of the data");
    }
    if (to >= days) {
      return Optional.of(
          "the window ends %d trading days after the last day of the data, %s"
              .formatted(to - days + 1, returns.days().get(days - 1)));
    }
    Optional<String> series = missingSeries(from, to);
    if (series.isPresent()) {
      return series;
    }
    for (int t = from; t <= to; t++) {
      boolean missing = rule == MissingReturns.LEAVE_OUT ? !traded[t] : t == to && !has(t);
      if (missing) {
        return Optional.of("no return on " + returns.days().get(t));
      }
      if (has(t) && t - span[t] + 1 < from) {
        return Optional.of(
            "the return of "
                + returns.days().get(t)
                + " began before the window, on "
                + returns.days().get(t - span[t] + 1));
      }
    }
    return Optional.empty();
  }

  private Optional<String> missingSeries(int from, int to) {
    if (seriesMissing[to + 1] == seriesMissing[from]) {
      return Optional.empty();
    }
    for (int s = 0; s < daily.length; s++) {
      for (int t = from; t <= to; t++) {
        if (Double.isNaN(daily[s][t])) {
          return Optional.of(model.series().get(s) + " is missing on " + returns.days().get(t));
        }
      }
    }
    return Optional.empty();
  }
}
