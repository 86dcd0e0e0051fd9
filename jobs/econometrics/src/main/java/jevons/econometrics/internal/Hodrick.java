package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Formula;

/** {@link Covariance.Hodrick} from the rows and the one-period returns by period. */
final class Hodrick {
  /** Share of y's sum of squares that sums of returns may leave: data are rounded. */
  private static final double UNEXPLAINED = 1e-5;

  private final Covariance.Hodrick covariance;
  private final Solved solved;
  private final SortedMap<Long, double[]> rows;
  private final SortedMap<Long, Double> returns;

  /**
   * How y is made: y_t = scale (r_{t+start} + ... + r_{t+start+h-1}).
   *
   * @param explained share of y's sum of squares
   */
  private record Window(int start, double scale, double explained) {}

  private Hodrick(Covariance.Hodrick covariance, Solved solved, SortedMap<Long, double[]> rows) {
    this.covariance = covariance;
    this.solved = solved;
    this.rows = rows;
    this.returns = solved.design().series().get(covariance.returns());
  }

  /**
   * @param rows y and the regressors by period
   */
  static double[][] covariance(
      Covariance.Hodrick covariance, Solved solved, SortedMap<Long, double[]> rows) {
    Formula formula = solved.design().formula();
    if (!formula.effects().isEmpty() || formula.instruments().isPresent()) {
      throw new EconometricsException(
          covariance
              + " is for one series without absorbed effects and instruments, not \""
              + formula
              + "\".");
    }
    if (solved.design().series().isEmpty()) {
      throw new EconometricsException(
          covariance
              + " needs all rows of the series on the driver; raise setDriverRows above their"
              + " number.");
    }
    return new Hodrick(covariance, solved, rows).covariance();
  }

  private double[][] covariance() {
    Window window = window();
    int k = solved.k();
    SortedMap<Long, double[]> sums = new java.util.TreeMap<>();
    for (Map.Entry<Long, double[]> row : rows.entrySet()) {
      for (int i = 0; i < covariance.horizon(); i++) {
        double[] into = sums.computeIfAbsent(row.getKey() + window.start() + i, t -> new double[k]);
        for (int j = 0; j < k; j++) {
          into[j] += row.getValue()[Layout.X + j];
        }
      }
    }
    List<Long> missing = new ArrayList<>();
    double mean = 0;
    for (long t : sums.keySet()) {
      Double r = returns.get(t);
      if (r == null) {
        missing.add(t);
      } else {
        mean += r / sums.size();
      }
    }
    if (!missing.isEmpty()) {
      throw new EconometricsException(
          covariance
              + ": "
              + covariance.returns()
              + " is missing in "
              + missing.size()
              + " of the "
              + sums.size()
              + " periods that y spans.");
    }
    if (!solved.design().formula().intercept()) {
      mean = 0;
    }
    double[][] v = new double[k][k];
    for (Map.Entry<Long, double[]> period : sums.entrySet()) {
      double e = window.scale() * (returns.get(period.getKey()) - mean);
      double[] u =
          Triangle.solve(solved.r(), Triangle.solveTransposed(solved.r(), period.getValue()));
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          v[a][b] += e * e * u[a] * u[b];
        }
      }
    }
    return v;
  }

  /** The h periods whose returns y adds up, by which fits best. */
  private Window window() {
    int h = covariance.horizon();
    Window best = new Window(0, 0, -1);
    // From the next period on first: of two that fit alike it is the usual one.
    List<Integer> starts = new ArrayList<>(List.of(1));
    for (int start = -h; start <= 2; start++) {
      starts.add(start);
    }
    for (int start : starts) {
      double yy = 0;
      double ys = 0;
      double ss = 0;
      for (Map.Entry<Long, double[]> row : rows.entrySet()) {
        double sum = 0;
        for (int i = 0; i < h; i++) {
          Double r = returns.get(row.getKey() + start + i);
          sum += r == null ? Double.NaN : r;
        }
        if (!Double.isNaN(sum)) {
          double y = row.getValue()[Layout.Y];
          yy += y * y;
          ys += y * sum;
          ss += sum * sum;
        }
      }
      double explained = ys * ys / (yy * ss);
      if (explained > best.explained() + UNEXPLAINED) {
        best = new Window(start, ys / ss, explained);
      }
    }
    if (!(best.explained() >= 1 - UNEXPLAINED)) {
      throw new EconometricsException(
          covariance
              + ": "
              + solved.design().formula().response()
              + " is not a multiple of the sum of "
              + covariance.returns()
              + " over "
              + h
              + " periods in a row; the closest, from "
              + (best.start() < 0 ? "t - " + -best.start() : "t + " + best.start())
              + " on, explains "
              + Math.max(best.explained(), 0)
              + " of it. Give the horizon of y and the column of its one-period returns.");
    }
    return best;
  }
}
