package jevons.econometrics.eventstudy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import jevons.econometrics.eventstudy.EventTest.Unit;

/**
 * Tests of the firms' abnormal returns over one window. N firms i with CAR_i, its standardised form
 * S_i (full prediction variance), m days; bars are means over firms.
 *
 * <pre>
 * patell            sum S_i / sqrt(sum Q_i), Q_i = df_i / (df_i - 2)                        normal
 * bmp               sqrt(N) mean S / s_S, s_S with divisor N - 1                            t(N-1)
 * kp_patell         patell / sqrt(1 + (N - 1) r)                                            normal
 * kolari_pynnonen   bmp sqrt((1 - r) / (1 + (N - 1) r))                                     t(N-1)
 * cross_sectional   sqrt(N) mean CAR / s_CAR                                                t(N-1)
 * time_series       mean CAR / (sqrt(m) s), s of the equally weighted mean abnormal return
 *                   around its mean over the L estimation days, divisor L - 1               t(L-1)
 * skewness_adjusted sqrt(N) (S + g S^2/3 + g^2 S^3/27 + g/(6N)), S = mean CAR / s_CAR,
 *                   g = sum (CAR_i - mean)^3 / (N s_CAR^3)                                  normal
 * buy_and_hold      sqrt(N) (S + g S^2/3 + g/(6N)) of buy-and-hold abnormal returns         normal
 * </pre>
 *
 * <p>{@code bmp_normal} and {@code kolari_pynnonen_normal} are the same statistics with the normal
 * p that the papers use; with few firms it is too small. {@code r} is the mean over all pairs of
 * firms of the correlation of their residuals on the estimation days both have, each multiplied by
 * the share of the window that the two have in common by the calendar: with one day 0 for all this
 * is Kolari and Pynnonen's, for windows that overlap in part the correlation that the sums then
 * have, as in Kolari, Pape and Pynnonen (2018), and 0 for windows apart. Hall (1992) has divisor N
 * in the standard deviation; here it is N - 1 as in Lyon, Barber and Tsai, so that without skewness
 * the statistic is the cross-sectional t. Tests of ranks and signs: {@link RankTests}.
 *
 * <p>Which allow for what: only kp_patell, kolari_pynnonen, time_series, corrado, corrado_zivney,
 * grank_t and cumulative_rank_t for correlation between firms on one day; bmp, kolari_pynnonen,
 * cross_sectional, skewness_adjusted, corrado_zivney and grank for a variance that the event itself
 * raises.
 *
 * @see <a href="https://doi.org/10.2307/2490543">Patell (1976), Journal of Accounting Research
 *     14(2), 246-276</a>
 * @see <a href="https://doi.org/10.1016/0304-405X(80)90002-1">Brown and Warner (1980), Journal of
 *     Financial Economics 8(3), 205-258</a>
 * @see <a href="https://doi.org/10.1016/0304-405X(91)90032-F">Boehmer, Musumeci and Poulsen (1991),
 *     Journal of Financial Economics 30(2), 253-272</a>
 * @see <a href="https://doi.org/10.1093/rfs/hhq072">Kolari and Pynnonen (2010), Review of Financial
 *     Studies 23(11), 3996-4025</a>
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1992.tb01876.x">Hall (1992), Journal of the
 *     Royal Statistical Society B 54(1), 221-228</a>
 * @see <a href="https://doi.org/10.1111/0022-1082.00101">Lyon, Barber and Tsai (1999), Journal of
 *     Finance 54(1), 165-201</a>
 */
public final class EventTests {
  /** Estimation days two firms must have in common for a correlation. */
  private static final int FEWEST_COMMON_DAYS = 3;

  private EventTests() {}

  /**
   * The tests that can be computed; none for fewer than two firms that have the window. Those that
   * need three firms, or whose variance is not positive, are left out.
   */
  public static List<EventTest> of(List<FirmResult> firms, Window window) {
    return of(
        firms,
        window,
        averageCorrelation(
            firms.stream().filter(f -> f.find(window).isPresent()).toList(), window));
  }

  /**
   * The same, where {@link #averageCorrelation} is known: with many firms it is most of the work.
   */
  public static List<EventTest> of(List<FirmResult> firms, Window window, double correlation) {
    List<FirmResult> there = firms.stream().filter(f -> f.find(window).isPresent()).toList();
    if (there.size() < 2) {
      return List.of();
    }
    List<EventTest> tests = new ArrayList<>();
    standardized(there, window, correlation, tests);
    plain(there, window, tests);
    tests.addAll(RankTests.of(there, window));
    tests.removeIf(test -> !Double.isFinite(test.statistic()));
    return List.copyOf(tests);
  }

  private static void standardized(
      List<FirmResult> firms, Window window, double r, List<EventTest> tests) {
    int n = firms.size();
    double[] scores =
        firms.stream().mapToDouble(f -> f.find(window).orElseThrow().standardized()).toArray();
    double mean = Moments.mean(scores);
    OptionalDouble shown = OptionalDouble.of(mean);
    double variances = 0;
    for (FirmResult firm : firms) {
      variances += firm.df() / (firm.df() - 2.0);
    }
    double patell = mean * n / Math.sqrt(variances);
    double bmp = Math.sqrt(n) * mean / Moments.deviation(scores);
    double more = 1 + (n - 1) * r;
    double kp = bmp * Math.sqrt((1 - r) / more);
    Unit unit = Unit.STANDARD_DEVIATIONS;
    tests.add(EventTest.normal(EventTestName.PATELL, shown, unit, patell, n));
    tests.add(EventTest.normal(EventTestName.KP_PATELL, shown, unit, patell / Math.sqrt(more), n));
    tests.add(EventTest.student(EventTestName.BMP, shown, unit, bmp, n - 1, n));
    tests.add(EventTest.normal(EventTestName.BMP_NORMAL, shown, unit, bmp, n));
    tests.add(EventTest.student(EventTestName.KOLARI_PYNNONEN, shown, unit, kp, n - 1, n));
    tests.add(EventTest.normal(EventTestName.KOLARI_PYNNONEN_NORMAL, shown, unit, kp, n));
  }

  private static void plain(List<FirmResult> firms, Window window, List<EventTest> tests) {
    int n = firms.size();
    double[] cars = firms.stream().mapToDouble(f -> f.find(window).orElseThrow().car()).toArray();
    double[] held =
        firms.stream().mapToDouble(f -> f.find(window).orElseThrow().buyAndHold()).toArray();
    double mean = Moments.mean(cars);
    OptionalDouble shown = OptionalDouble.of(mean);
    double perFirm = mean / Moments.deviation(cars);
    tests.add(
        EventTest.student(
            EventTestName.CROSS_SECTIONAL, shown, Unit.SHARE, Math.sqrt(n) * perFirm, n - 1, n));
    double[] portfolio = portfolio(firms);
    tests.add(
        EventTest.student(
            EventTestName.TIME_SERIES,
            shown,
            Unit.SHARE,
            mean / (Math.sqrt(window.length()) * Moments.deviation(portfolio)),
            portfolio.length - 1,
            n));
    if (n > 2) {
      double skewness = Moments.skewness(cars);
      double adjusted =
          perFirm
              + skewness * perFirm * perFirm / 3
              + skewness * skewness * Math.pow(perFirm, 3) / 27
              + skewness / (6 * n);
      tests.add(
          EventTest.normal(
              EventTestName.SKEWNESS_ADJUSTED, shown, Unit.SHARE, Math.sqrt(n) * adjusted, n));
      double heldPerFirm = Moments.mean(held) / Moments.deviation(held);
      double heldSkewness = Moments.skewness(held);
      tests.add(
          EventTest.normal(
              EventTestName.BUY_AND_HOLD,
              OptionalDouble.of(Moments.mean(held)),
              Unit.SHARE,
              Math.sqrt(n)
                  * (heldPerFirm
                      + heldSkewness * heldPerFirm * heldPerFirm / 3
                      + heldSkewness / (6 * n)),
              n));
    }
  }

  /** The mean residual of each estimation day that any firm has. */
  private static double[] portfolio(List<FirmResult> firms) {
    int length = firms.get(0).residuals().length();
    double[] means = new double[length];
    int days = 0;
    for (int i = 0; i < length; i++) {
      double sum = 0;
      int there = 0;
      for (FirmResult firm : firms) {
        double e = firm.residuals().at(i);
        if (Double.isFinite(e)) {
          sum += e;
          there++;
        }
      }
      if (there > 0) {
        means[days] = sum / there;
        days++;
      }
    }
    return Arrays.copyOf(means, days);
  }

  /** r of the class comment: how much the firms' abnormal returns over the window move together. */
  public static double averageCorrelation(List<FirmResult> firms, Window window) {
    int n = firms.size();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        int apart = Math.abs(firms.get(i).dayZeroPlace() - firms.get(j).dayZeroPlace());
        double common = Math.max(0, window.length() - apart) / (double) window.length();
        if (common > 0) {
          sum +=
              common
                  * Residuals.correlation(
                      firms.get(i).residuals(), firms.get(j).residuals(), FEWEST_COMMON_DAYS);
        }
      }
    }
    return n < 2 ? 0 : sum / (n * (n - 1) / 2.0);
  }
}
