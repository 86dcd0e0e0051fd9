package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test of one break at an unknown date.
 *
 * <pre>
 *   W_t for each t = floor(trimming n) .. n - floor(trimming n) rows before the break, as in {@link Chow} times q
 *   sup = max W_t,   exp = log(mean of exp(W_t/2)),   ave = mean of W_t
 * </pre>
 *
 * p-values by Hansen (1997) for the number q of coefficients that may change, up to 40, and for the
 * window in force (where it must leave more rows than coefficients on both sides it is narrower).
 * Critical values where the p-value takes the level.
 *
 * @see <a href="https://doi.org/10.2307/2951764">Andrews (1993), Econometrica 61(4), 821-856</a>
 * @see <a href="https://doi.org/10.2307/2951753">Andrews and Ploberger (1994), Econometrica 62(6),
 *     1383-1414</a>
 */
public final class SupWald {
  /** Share of rows at either end in which no break is looked for. */
  public static final double TRIMMING = 0.15;

  private SupWald() {}

  /**
   * The three statistics and where they come from.
   *
   * @param rowsBefore the date at which W is greatest
   * @param firstCandidate rows before the first date looked at
   * @param path W at each date looked at
   */
  public record Result(
      TestResult sup,
      TestResult exp,
      TestResult ave,
      int rowsBefore,
      int firstCandidate,
      List<Double> path) {
    public Result {
      path = List.copyOf(path);
    }
  }

  /**
   * Tests all dates but those at the ends.
   *
   * @param trimming above 0, below 0.5
   * @throws EconometricsException when no date is left or more than 40 coefficients may change
   */
  public static Result test(BreakDesign design, double trimming, BreakErrors errors) {
    int n = design.n();
    int q = design.q();
    if (!(trimming > 0 && trimming < 0.5)) {
      throw new EconometricsException(
          "sup-wald: trimming " + trimming + " is not between 0 and 0.5, such as 0.15.");
    }
    if (q > Hansen.MOST) {
      throw new EconometricsException(
          "sup-wald: "
              + q
              + " coefficients may change; distributions are published for up to "
              + Hansen.MOST
              + ". Name fewer.");
    }
    int first = Math.max((int) Math.floor(trimming * n), design.k() + 1);
    int last = Math.min(n - (int) Math.floor(trimming * n), n - design.k() - 1);
    if (first > last) {
      throw new EconometricsException(
          "sup-wald: "
              + n
              + " rows, trimming "
              + trimming
              + " and "
              + design.k()
              + " coefficients leave no date of a break.");
    }
    Regression restricted = design.restricted("sup-wald");
    List<Double> path =
        q == design.k() && errors == BreakErrors.HOMOSKEDASTIC
            ? twoParts(design, restricted, first, last)
            : split(design, restricted, first, last, errors);
    int best = first + path.indexOf(Collections.max(path));
    double max = path.get(best - first);
    double mean = path.stream().mapToDouble(w -> w).average().orElseThrow();
    // exp(max/2) is taken out: it overflows above 1400.
    double exp =
        max / 2
            + Math.log(
                path.stream().mapToDouble(w -> Math.exp((w - max) / 2)).average().orElseThrow());
    double odds = (double) (n - first) * last / ((double) first * (n - last));
    double tau = 1 / (1 + Math.sqrt(odds));
    return new Result(
        result("sup", max, q, tau, n),
        result("exp", exp, q, tau, n),
        result("ave", mean, q, tau, n),
        best,
        first,
        path);
  }

  private static List<Double> split(
      BreakDesign design, Regression restricted, int first, int last, BreakErrors errors) {
    List<Double> path = new ArrayList<>();
    for (int t = first; t <= last; t++) {
      path.add(design.wald(restricted, design.split("sup-wald", t), errors));
    }
    return path;
  }

  /** Where all coefficients change the two parts are regressions of their own, grown row by row. */
  private static List<Double> twoParts(
      BreakDesign design, Regression restricted, int first, int last) {
    // Columns that are collinear in some part are so in the shortest one.
    design.split("sup-wald", first);
    design.split("sup-wald", last);
    int n = design.n();
    double[][] x = design.rows();
    double[] before = Segments.growing(x, design.y);
    double[][] xBack = new double[n][];
    double[] yBack = new double[n];
    for (int t = 0; t < n; t++) {
      xBack[t] = x[n - 1 - t];
      yBack[t] = design.y[n - 1 - t];
    }
    double[] after = Segments.growing(xBack, yBack);
    List<Double> path = new ArrayList<>();
    for (int t = first; t <= last; t++) {
      double ssr = before[t - 1] + after[n - t - 1];
      path.add((restricted.ssr - ssr) / (ssr / (n - 2.0 * design.k())));
    }
    return path;
  }

  private static TestResult result(String kind, double statistic, int q, double tau, int n) {
    return new TestResult(
        kind + "-wald",
        statistic,
        OptionalDouble.of(Hansen.p(kind, statistic, q, tau)),
        OptionalDouble.of(q),
        OptionalInt.empty(),
        n,
        Hansen.critical(kind, q, tau),
        List.of());
  }
}
