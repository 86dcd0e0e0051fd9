package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Several breaks at unknown dates, all q coefficients changing at each.
 *
 * <pre>
 *   T_1 .. T_m: the dates with the least total SSR, stretches of floor(trimming T) rows or more
 *   F(m|0)     = (T - (m+1) q)/(m T) W,  W the Wald statistic that all m changes are 0
 *                (iid: (T - (m+1) q)/m (SSR_0 - SSR_m)/SSR_m)
 *   UDmax      = max_m F(m|0),   WDmax = max_m c(q, 1)/c(q, m) F(m|0), c the critical value of F(m|0)
 *   F(l+1|l)   = greatest F(1|0) within the stretches of the best l breaks
 *   BIC(m)     = log(SSR_m/T) + p log(T)/T,   LWZ(m) = log(SSR_m/(T - p)) + 0.299 p log(T)^2.1 / T,   p = (m+1) q + m
 * </pre>
 *
 * F is in the scale of the published tables, q times an F statistic (EViews' scaled F). Critical
 * values are those for q breaking coefficients and the trimming; published for q up to 10. The
 * number by the sequential rule is the first l at which F(l+1|l) does not reject at 5 %.
 *
 * @see <a href="https://doi.org/10.2307/2998540">Bai and Perron (1998), Econometrica 66(1),
 *     47-78</a>
 * @see <a href="https://doi.org/10.1111/1368-423X.00102">Bai and Perron (2003), Econometrics
 *     Journal 6(1), 72-78</a>
 * @see "Liu, Wu and Zidek (1997), Statistica Sinica 7(2), 497-525 (LWZ)"
 */
public final class BaiPerron {
  private static final int MOST_ROWS = 5000;
  private static final double LEVEL = 0.05;

  private double trimming = SupWald.TRIMMING;
  private BreakErrors errors = BreakErrors.HOMOSKEDASTIC;
  private OptionalInt most = OptionalInt.empty();

  /** Least share of the rows between breaks. Default: 0.15. */
  public BaiPerron setTrimming(double trimming) {
    this.trimming = trimming;
    return this;
  }

  /** Of the tests and of the intervals of the dates; dates are by least squares in any case. */
  public BaiPerron setErrors(BreakErrors errors) {
    this.errors = errors;
    return this;
  }

  /** Most breaks looked at. Default: as many as the tables of the trimming have. */
  public BaiPerron setMost(int breaks) {
    this.most = OptionalInt.of(breaks);
    return this;
  }

  /**
   * The best dates of so many breaks.
   *
   * @param rowsBefore each break
   */
  public record Partition(List<Integer> rowsBefore, double ssr, double bic, double lwz) {
    public Partition {
      rowsBefore = List.copyOf(rowsBefore);
    }

    public int breaks() {
      return rowsBefore.size();
    }
  }

  /**
   * A date with its 95 % interval, in rows before the break; empty where Bai's distribution gives
   * none.
   */
  public record DatedBreak(int rowsBefore, OptionalInt low, OptionalInt high) {}

  /**
   * Dates, tests and numbers of breaks.
   *
   * @param partitions for 0, 1, ... breaks
   * @param supF F(m|0) for m = 1, 2, ...
   * @param doubleMaximum UDmax and WDmax (weights of 5 %); none when fewer breaks than in the
   *     tables were looked at
   * @param sequential F(l+1|l) for l = 0, 1, ...
   * @param bySequential number of breaks by the sequential rule
   * @param dates of that number of breaks
   */
  public record Result(
      int n,
      int q,
      int shortest,
      List<Partition> partitions,
      List<TestResult> supF,
      List<TestResult> doubleMaximum,
      List<TestResult> sequential,
      int bySequential,
      int byBic,
      int byLwz,
      List<DatedBreak> dates) {
    public Result {
      partitions = List.copyOf(partitions);
      supF = List.copyOf(supF);
      doubleMaximum = List.copyOf(doubleMaximum);
      sequential = List.copyOf(sequential);
      dates = List.copyOf(dates);
    }
  }

  /**
   * Looks for breaks in a regression.
   *
   * @throws EconometricsException when only some coefficients may change, the tables have no such q
   *     or trimming, or there are too few or too many rows
   */
  public Result fit(BreakDesign design) {
    int n = design.n();
    int q = design.q();
    if (q != design.k()) {
      throw new EconometricsException(
          "bai-perron: only "
              + q
              + " of "
              + design.k()
              + " coefficients may change; all must here. sup-wald takes some.");
    }
    BreakTables tables = BreakTables.of(q, trimming);
    int shortest = Math.max((int) Math.floor(trimming * n + 1e-9), q + 1);
    int limit = Math.min(tables.mostBreaks(), n / shortest - 1);
    int breaks = most.orElse(limit);
    if (n > MOST_ROWS) {
      throw new EconometricsException(
          "bai-perron: "
              + n
              + " rows; it compares all stretches of up to "
              + MOST_ROWS
              + ". Use a longer period.");
    }
    if (breaks < 1 || breaks > limit) {
      throw new EconometricsException(
          "bai-perron: "
              + breaks
              + " breaks of "
              + n
              + " rows, each stretch "
              + shortest
              + " or more; 1 to "
              + limit
              + " are possible.");
    }
    design.restricted("bai-perron");
    Segments segments = new Segments(design.rows(), design.y, shortest);
    List<List<Integer>> best = segments.partitions(breaks);
    List<Partition> partitions = new ArrayList<>();
    List<TestResult> supF = new ArrayList<>();
    List<TestResult> sequential = new ArrayList<>();
    double[] f = new double[breaks + 1];
    for (int m = 0; m <= breaks; m++) {
      double ssr = total(segments, best.get(m), n);
      double p = (m + 1.0) * q + m;
      partitions.add(
          new Partition(
              best.get(m),
              ssr,
              Math.log(ssr / n) + p * Math.log(n) / n,
              Math.log(ssr / (n - p)) + 0.299 * p * Math.pow(Math.log(n), 2.1) / n));
      if (m > 0) {
        f[m] = statistic(design, 0, n, best.get(m));
        supF.add(result("supF(" + m + "|0)", f[m], q, n, tables.supF(m), OptionalDouble.empty()));
      }
    }
    for (int l = 0; l < breaks; l++) {
      double greatest = 0;
      List<Integer> ends = new ArrayList<>(best.get(l));
      ends.add(n);
      int from = 0;
      for (int to : ends) {
        int at = segments.split(from, to);
        if (at >= 0) {
          greatest = Math.max(greatest, statistic(design, from, to, List.of(at)));
        }
        from = to;
      }
      OptionalDouble p =
          l == 0
              ? OptionalDouble.of(Hansen.p("sup", greatest, q, shortest / (double) n))
              : OptionalDouble.empty();
      sequential.add(
          result("supF(" + (l + 1) + "|" + l + ")", greatest, q, n, tables.sequential(l), p));
    }
    int chosen = 0;
    while (chosen < breaks
        && sequential.get(chosen).statistic()
            > sequential.get(chosen).criticalValues().get(LEVEL)) {
      chosen++;
    }
    return new Result(
        n,
        q,
        shortest,
        partitions,
        supF,
        breaks == tables.mostBreaks() ? doubleMaximum(tables, f, q, n) : List.of(),
        sequential,
        chosen,
        least(partitions.stream().map(Partition::bic).toList()),
        least(partitions.stream().map(Partition::lwz).toList()),
        dates(design, best.get(chosen)));
  }

  private static List<TestResult> doubleMaximum(BreakTables tables, double[] f, int q, int n) {
    double ud = 0;
    double wd = 0;
    for (int m = 1; m < f.length; m++) {
      ud = Math.max(ud, f[m]);
      // The weights depend on the level; those of 5 % are the usual ones.
      wd = Math.max(wd, f[m] * tables.supF(1).get(LEVEL) / tables.supF(m).get(LEVEL));
    }
    Map<Double, Double> wdCritical = new TreeMap<>();
    wdCritical.put(LEVEL, tables.wdMax().get(LEVEL));
    return List.of(
        result("udmax", ud, q, n, tables.udMax(), OptionalDouble.empty()),
        result("wdmax", wd, q, n, wdCritical, OptionalDouble.empty()));
  }

  private static TestResult result(
      String name, double statistic, int q, int n, Map<Double, Double> critical, OptionalDouble p) {
    return new TestResult(
        name, statistic, p, OptionalDouble.of(q), OptionalInt.empty(), n, critical, List.of());
  }

  /** F of breaks within rows {@code from} to before {@code to}. */
  private double statistic(BreakDesign design, int from, int to, List<Integer> breaks) {
    int q = design.q();
    int m = breaks.size();
    int n = to - from;
    List<Regression> regimes = regimes(design, from, to, breaks);
    double ssr = regimes.stream().mapToDouble(r -> r.ssr).sum();
    if (errors == BreakErrors.HOMOSKEDASTIC) {
      double without = regimes(design, from, to, List.of()).get(0).ssr;
      return (n - (m + 1.0) * q) / m * (without - ssr) / ssr;
    }
    double[] changes = new double[m * q];
    RealMatrix v = MatrixUtils.createRealMatrix(m * q, m * q);
    for (int i = 0; i < m; i++) {
      RealMatrix left = regimes.get(i).robust();
      RealMatrix right = regimes.get(i + 1).robust();
      for (int a = 0; a < q; a++) {
        changes[i * q + a] = regimes.get(i + 1).beta[a] - regimes.get(i).beta[a];
        for (int b = 0; b < q; b++) {
          v.setEntry(i * q + a, i * q + b, left.getEntry(a, b) + right.getEntry(a, b));
          if (i + 1 < m) {
            v.setEntry(i * q + a, (i + 1) * q + b, -right.getEntry(a, b));
            v.setEntry((i + 1) * q + b, i * q + a, -right.getEntry(a, b));
          }
        }
      }
    }
    return (n - (m + 1.0) * q) / m / n * Quadratic.form(changes, v);
  }

  private static List<Regression> regimes(
      BreakDesign design, int from, int to, List<Integer> breaks) {
    List<Regression> regimes = new ArrayList<>();
    List<Integer> ends = new ArrayList<>(breaks);
    ends.add(to);
    int start = from;
    for (int end : ends) {
      int first = start;
      List<double[]> x =
          design.x.stream().map(c -> java.util.Arrays.copyOfRange(c, first, end)).toList();
      regimes.add(
          Regression.of(
              "bai-perron, rows " + (first + 1) + " to " + end,
              design.names,
              x,
              java.util.Arrays.copyOfRange(design.y, first, end)));
      start = end;
    }
    return regimes;
  }

  private List<DatedBreak> dates(BreakDesign design, List<Integer> breaks) {
    List<Regression> regimes = regimes(design, 0, design.n(), breaks);
    List<DatedBreak> dates = new ArrayList<>();
    for (int i = 0; i < breaks.size(); i++) {
      Regression before = regimes.get(i);
      Regression after = regimes.get(i + 1);
      double[] d = new double[design.q()];
      for (int j = 0; j < d.length; j++) {
        d[j] = after.beta[j] - before.beta[j];
      }
      double q1 = before.meanSquare(d);
      double q2 = after.meanSquare(d);
      double phi1 = Math.sqrt(noise(before, d, q1));
      double phi2 = Math.sqrt(noise(after, d, q2));
      double unit = phi1 * phi1 / q1;
      double upper = BreakInterval.quantile(0.975, q2 / q1, phi1, phi2) * unit;
      double lower = BreakInterval.quantile(0.025, q2 / q1, phi1, phi2) * unit;
      int at = breaks.get(i);
      dates.add(
          new DatedBreak(
              at,
              Double.isNaN(upper)
                  ? OptionalInt.empty()
                  : OptionalInt.of((int) Math.max(0, at - Math.ceil(upper))),
              Double.isNaN(lower)
                  ? OptionalInt.empty()
                  : OptionalInt.of((int) Math.min(design.n(), at - Math.floor(lower)))));
    }
    return Collections.unmodifiableList(dates);
  }

  /** d'Omega d / d'Q d of a regime. */
  private double noise(Regression regime, double[] d, double meanSquare) {
    return errors == BreakErrors.HOMOSKEDASTIC
        ? regime.ssr / regime.n
        : regime.meanSquareTimesResiduals(d) / meanSquare;
  }

  private static double total(Segments segments, List<Integer> breaks, int n) {
    double sum = 0;
    int from = 0;
    for (int at : breaks) {
      sum += segments.ssr(from, at);
      from = at;
    }
    return sum + segments.ssr(from, n);
  }

  private static int least(List<Double> values) {
    return values.indexOf(Collections.min(values));
  }
}
