package jevons.econometrics.eventstudy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import jevons.econometrics.eventstudy.EventTest.Unit;

/**
 * Tests that use only the order or the sign of abnormal returns, so that neither fat tails nor
 * skewness of daily returns matter.
 *
 * <p>Each firm's abnormal returns of the estimation days and of the m days of the window are ranked
 * together, equal ones with their mean rank; K_it is the rank among the firm's M_i days, u_it =
 * K_it / (M_i + 1) - 1/2, and U_t the mean of u_it over the N_t firms that have day t. T is the
 * number of days. Days are relative ones, so firms with one day 0 share the calendar day.
 *
 * <pre>
 * corrado           sum_{t in window} sqrt(N_t) U_t / (sqrt(m) S), S^2 = sum_t N_t U_t^2 / T    normal
 * corrado_zivney    the same of returns divided by the firm's s, in the window by the standard
 *                   deviation of prediction and then by that of all firms on the day             normal
 * cumulative_rank_z U / sqrt(m (T - m) / (12 (T + 1) N)), U = sum_{t in window} U_t of
 *                   standardised returns                                                         normal
 * cumulative_rank_t Z sqrt((T - 2) / (T - 1 - Z^2)), Z = U / (s sqrt(m (T - m) / (T - 1))),
 *                   s^2 = sum_t (N_t / N) U_t^2 / T                                              t(T-2)
 * grank_t           the same with the window as one day, T = L + 1: its return is S_i divided by
 *                   the standard deviation of S over firms; Z = U_0 / s                          t(T-2)
 * grank_z           U_0 sqrt(12 N (T + 1) / (T - 1))                                             normal
 * generalized_sign  (w - N p) / sqrt(N p (1 - p)), w firms with CAR above 0, p the mean over
 *                   firms of the share of estimation days with a residual above 0                normal
 * </pre>
 *
 * @see <a href="https://doi.org/10.1016/0304-405X(89)90064-0">Corrado (1989), Journal of Financial
 *     Economics 23(2), 385-395</a>
 * @see <a href="https://doi.org/10.2307/2331331">Corrado and Zivney (1992), Journal of Financial
 *     and Quantitative Analysis 27(3), 465-478</a>
 * @see <a href="https://doi.org/10.1007/BF00939016">Cowan (1992), Review of Quantitative Finance
 *     and Accounting 2(4), 343-358</a>
 * @see <a href="https://doi.org/10.1016/j.jempfin.2011.08.003">Kolari and Pynnonen (2011), Journal
 *     of Empirical Finance 18(5), 953-971</a>
 * @see <a href="https://doi.org/10.3390/jrfm15040149">Pynnonen (2022), Journal of Risk and
 *     Financial Management 15(4), 149, on Hagnas and Pynnonen (2014), Testing for cumulative
 *     abnormal returns in event studies with the rank test</a>
 */
final class RankTests {
  private RankTests() {}

  /** Firms that all have the window, two or more. */
  static List<EventTest> of(List<FirmResult> firms, Window window) {
    List<EventTest> tests = new ArrayList<>();
    double[][] standardized = inWindow(firms, window, AbnormalReturn::standardized);
    MeanRanks plain =
        MeanRanks.of(firms, inWindow(firms, window, day -> day.abnormal() / Math.sqrt(day.span())));
    MeanRanks cumulated = MeanRanks.of(firms, timesSigma(standardized, firms));
    MeanRanks restandardized = MeanRanks.of(firms, timesSigma(restandardized(standardized), firms));
    MeanRanks generalized = MeanRanks.of(firms, timesSigma(generalized(firms, window), firms));
    tests.add(normal(EventTestName.CORRADO, plain.corrado(), firms));
    tests.add(normal(EventTestName.CORRADO_ZIVNEY, restandardized.corrado(), firms));
    tests.add(student(EventTestName.GRANK_T, generalized, firms));
    tests.add(normal(EventTestName.GRANK_Z, generalized.z(), firms));
    tests.add(student(EventTestName.CUMULATIVE_RANK_T, cumulated, firms));
    tests.add(normal(EventTestName.CUMULATIVE_RANK_Z, cumulated.z(), firms));
    tests.add(normal(EventTestName.GENERALIZED_SIGN, sign(firms, window), firms));
    return tests;
  }

  private static EventTest normal(EventTestName name, double statistic, List<FirmResult> firms) {
    return EventTest.normal(name, OptionalDouble.empty(), Unit.NONE, statistic, firms.size());
  }

  private static EventTest student(EventTestName name, MeanRanks ranks, List<FirmResult> firms) {
    return EventTest.student(
        name, OptionalDouble.empty(), Unit.NONE, ranks.t(), ranks.days() - 2, firms.size());
  }

  /** The days of the window; NaN where there is no return [firms][days]. */
  private static double[][] inWindow(
      List<FirmResult> firms, Window window, ToDoubleFunction<AbnormalReturn> value) {
    double[][] all = new double[firms.size()][window.length()];
    for (int i = 0; i < all.length; i++) {
      Arrays.fill(all[i], Double.NaN);
      for (AbnormalReturn day : firms.get(i).days()) {
        int place = day.relativeDay() - window.start();
        if (place >= 0 && place < window.length()) {
          all[i][place] = value.applyAsDouble(day);
        }
      }
    }
    return all;
  }

  /** On the scale of the firm's residuals, among which they are ranked. */
  private static double[][] timesSigma(double[][] standardized, List<FirmResult> firms) {
    double[][] all = new double[standardized.length][];
    for (int i = 0; i < all.length; i++) {
      double sigma = firms.get(i).sigma();
      all[i] = Arrays.stream(standardized[i]).map(value -> value * sigma).toArray();
    }
    return all;
  }

  /** Each day divided by its standard deviation over firms. */
  private static double[][] restandardized(double[][] standardized) {
    double[][] all = new double[standardized.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = standardized[i].clone();
    }
    for (int t = 0; t < all[0].length; t++) {
      int day = t;
      double[] there =
          Arrays.stream(standardized)
              .mapToDouble(row -> row[day])
              .filter(Double::isFinite)
              .toArray();
      double deviation = Moments.deviation(there);
      for (double[] row : all) {
        row[t] /= deviation;
      }
    }
    return all;
  }

  /** The window as one day. */
  private static double[][] generalized(List<FirmResult> firms, Window window) {
    double[] scores =
        firms.stream().mapToDouble(f -> f.find(window).orElseThrow().standardized()).toArray();
    double deviation = Moments.deviation(scores);
    return Arrays.stream(scores)
        .mapToObj(score -> new double[] {score / deviation})
        .toArray(double[][]::new);
  }

  private static double sign(List<FirmResult> firms, Window window) {
    int positive = 0;
    double share = 0;
    for (FirmResult firm : firms) {
      positive += firm.find(window).orElseThrow().car() > 0 ? 1 : 0;
      int above = 0;
      int there = 0;
      for (int t = 0; t < firm.residuals().length(); t++) {
        double e = firm.residuals().at(t);
        above += e > 0 ? 1 : 0;
        there += Double.isFinite(e) ? 1 : 0;
      }
      share += (double) above / there;
    }
    int n = firms.size();
    double p = share / n;
    return (positive - n * p) / Math.sqrt(n * p * (1 - p));
  }
}
