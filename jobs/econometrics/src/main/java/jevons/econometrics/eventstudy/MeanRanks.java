package jevons.econometrics.eventstudy;

import java.util.Comparator;
import java.util.List;
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
   * Ranks each firm's days, those of the estimation window and then those of the event's.
   *
   * @param event abnormal returns of the event's days on the scale of the firm's residuals; NaN
   *     where there is none [firms][days]
   */
  static MeanRanks of(List<FirmResult> firms, double[][] event) {
    int length = firms.get(0).residuals().length();
    int window = event[0].length;
    double[] means = new double[length + window];
    int[] there = new int[length + window];
    for (int i = 0; i < event.length; i++) {
      addRanks(firms.get(i).residuals(), event[i], means, there);
    }
    for (int t = 0; t < means.length; t++) {
      means[t] = there[t] == 0 ? 0 : means[t] / there[t];
    }
    return new MeanRanks(means, there, event.length, window);
  }

  /**
   * Adds K / (M + 1) - 1/2 of each day, equal values with their mean rank. The residuals are in
   * order already, so the few days of the event are merged into them.
   */
  private static void addRanks(Residuals residuals, double[] event, double[] sums, int[] there) {
    int[] order = residuals.order();
    int[] own =
        IntStream.range(0, event.length)
            .filter(t -> Double.isFinite(event[t]))
            .boxed()
            .sorted(Comparator.comparingDouble(t -> event[t]))
            .mapToInt(Integer::intValue)
            .toArray();
    int count = order.length + own.length;
    int[] days = new int[count];
    double[] values = new double[count];
    int i = 0;
    int j = 0;
    for (int place = 0; place < count; place++) {
      boolean takeOwn =
          i == order.length || (j < own.length && event[own[j]] < residuals.at(order[i]));
      days[place] = takeOwn ? residuals.length() + own[j] : order[i];
      values[place] = takeOwn ? event[own[j]] : residuals.at(order[i]);
      i += takeOwn ? 0 : 1;
      j += takeOwn ? 1 : 0;
    }
    int first = 0;
    while (first < count) {
      int next = first + 1;
      while (next < count && values[next] == values[first]) {
        next++;
      }
      double u = (first + 1 + next) / 2.0 / (count + 1) - 0.5;
      for (int place = first; place < next; place++) {
        sums[days[place]] += u;
        there[days[place]]++;
      }
      first = next;
    }
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
