package jevons.econometrics.eventstudy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Ranks of firms' abnormal returns, averaged over firms day by day; see {@link RankTests}. */
final class MeanRanks {
  /** U_t [days], the window's last. */
  private final double[] means;

  /** N_t [days]. */
  private final int[] there;

  /** N. */
  private final int firms;

  /** m, days of the window. */
  private final int window;

  private MeanRanks(double[] means, int[] there, int firms, int window) {
    this.means = means;
    this.there = there;
    this.firms = firms;
    this.window = window;
  }

  /**
   * Ranks each firm's days.
   *
   * @param abnormal [firms][days], the window's last; NaN where there is none
   */
  static MeanRanks of(Window window, double[][] abnormal) {
    int days = abnormal[0].length;
    double[] means = new double[days];
    int[] there = new int[days];
    for (double[] row : abnormal) {
      double[] u = centredRanks(row);
      for (int t = 0; t < days; t++) {
        if (Double.isFinite(u[t])) {
          means[t] += u[t];
          there[t]++;
        }
      }
    }
    for (int t = 0; t < days; t++) {
      means[t] = there[t] == 0 ? 0 : means[t] / there[t];
    }
    return new MeanRanks(means, there, abnormal.length, window.length());
  }

  /** K / (M + 1) - 1/2, equal values with their mean rank. */
  private static double[] centredRanks(double[] row) {
    int[] order =
        IntStream.range(0, row.length)
            .filter(t -> Double.isFinite(row[t]))
            .boxed()
            .sorted(Comparator.comparingDouble(t -> row[t]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] u = new double[row.length];
    Arrays.fill(u, Double.NaN);
    int first = 0;
    while (first < order.length) {
      int next = first + 1;
      while (next < order.length && row[order[next]] == row[order[first]]) {
        next++;
      }
      for (int i = first; i < next; i++) {
        u[order[i]] = (first + 1 + next) / 2.0 / (order.length + 1) - 0.5;
      }
      first = next;
    }
    return u;
  }

  /** T. */
  int days() {
    return means.length;
  }

  /** Corrado's statistic. */
  double corrado() {
    return overWindow(t -> Math.sqrt(there[t]) * means[t]) / Math.sqrt(window * meanSquare());
  }

  /** Against the variance that ranks have by themselves. */
  double z() {
    double t = days();
    return overWindow(day -> means[day])
        / Math.sqrt(window * (t - window) / (12 * (t + 1) * firms));
  }

  /** Against the variance that the mean ranks of all days have. */
  double t() {
    double t = days();
    double z =
        overWindow(day -> means[day])
            / Math.sqrt(meanSquare() / firms * window * (t - window) / (t - 1));
    return z * Math.sqrt((t - 2) / (t - 1 - z * z));
  }

  private double overWindow(IntToDoubleFunction value) {
    return IntStream.range(days() - window, days()).mapToDouble(value).sum();
  }

  /** Mean over days of N_t U_t^2. */
  private double meanSquare() {
    return IntStream.range(0, days()).mapToDouble(t -> there[t] * means[t] * means[t]).sum()
        / days();
  }
}
