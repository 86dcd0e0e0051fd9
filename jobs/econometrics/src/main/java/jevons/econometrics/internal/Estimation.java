package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.Vcov;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * Least squares with absorbed effects: coefficients from a QR factorisation of the demeaned rows,
 * covariances from sums of the rows' influences u_i = R^-1 R^-T x_i w_i e_i, so that X'X is never
 * formed.
 */
public final class Estimation {
  /** Norm left of a demeaned column, as a share of the raw one, at which it counts as absorbed. */
  private static final double ABSORBED = 1e-10;

  /**
   * Norm left of a column after those before it at which it counts as their combination. Rounding
   * leaves about 1e-16; NIST's Filip, the most collinear data meant to be fitted, 1e-11.
   */
  private static final double COLLINEAR = 1e-13;

  /** Share of variance left below which fixest drops a column; here it is kept and remarked. */
  private static final double NEARLY_COLLINEAR = 1e-9;

  private static final double PERFECT = 1e-24;
  private static final double FULL_LEVERAGE = 1e-10;
  private static final int FEW = 20;

  private final Design design;
  private final Layout at;
  private final SmallSample ssc;
  private final List<Remark> remarks = new ArrayList<>();
  private Rows rows;
  private Absorption absorption;
  private long n;
  private int k;
  private int parameters;
  private double[][] r;
  private double sigma2;

  private Estimation(Design design, Rows rows, SmallSample ssc) {
    this.design = design;
    this.at = design.layout();
    this.rows = rows;
    this.ssc = ssc;
  }

  /** Fits columns on the driver. */
  public static Fit fit(Roles roles, Sample sample, SmallSample ssc) {
    Bound bound = LocalBinding.bind(roles, sample);
    return fit(bound, roles.covariances(), ssc);
  }

  static Fit fit(Bound bound, List<Covariance> covariances, SmallSample ssc) {
    return new Estimation(bound.design(), bound.rows(), ssc).run(covariances, bound.origin());
  }

  private Fit run(List<Covariance> covariances, List<Integer> origin) {
    k = at.k();
    double[] count = rows.sum(1, (s, row) -> s[0]++);
    n = (long) count[0];
    if (n == 0) {
      throw new EconometricsException(
          "formula \""
              + design.formula()
              + "\": no row is left"
              + (design.dropped().isEmpty() ? "; the data are empty." : ": " + dropped() + "."));
    }
    Scale raw = scale(rows);
    checkConstant(raw);
    int effects = at.effects();
    parameters = k;
    if (effects > 0) {
      absorption = new Absorption(at, design.effectLevels(), rows);
      for (int levels : design.effectLevels()) {
        parameters += levels - 1;
      }
      parameters++;
      for (int q = 0; q < effects; q++) {
        long alone = absorption.singletons(q);
        if (alone > 0) {
          remarks.add(new Remark.Singletons(effectName(q), alone));
        }
      }
    }
    if (n <= parameters) {
      throw new EconometricsException(
          "formula \""
              + design.formula()
              + "\": "
              + n
              + " rows for "
              + parameters
              + " coefficients"
              + (effects > 0 ? " (absorbed levels included)" : "")
              + "; more rows than coefficients are needed."
              + (design.dropped().isEmpty() ? "" : " Left out: " + dropped() + "."));
    }
    Rows before = rows;
    Scale within = raw;
    if (effects > 0) {
      rows = absorption.demean(rows);
      within = scale(rows);
      for (int j = 0; j < k; j++) {
        if (within.square[j + 1] <= ABSORBED * ABSORBED * raw.square[j + 1]) {
          throw new EconometricsException(absorbed(before, j));
        }
      }
      if (within.square[0] <= ABSORBED * ABSORBED * raw.square[0]) {
        throw new EconometricsException(
            "the effects "
                + effectNames()
                + " explain "
                + design.formula().response()
                + " completely; there is nothing left for the regressors.");
      }
    }
    Triangle.Solution solution = rows.solve(at);
    r = solution.r();
    checkCollinear(solution, raw, within);
    double[] beta = solution.beta();
    appendResidual(beta);
    // A local, so that the lambda does not drag this object along to the executors.
    Layout l = at;
    double[] ssr =
        rows.sum(1, (s, row) -> s[0] += row[l.weight()] * row[l.residual()] * row[l.residual()]);
    sigma2 = ssr[0] / (n - parameters);
    double totalSquare =
        effects > 0 || design.formula().intercept() ? raw.centred[0] : raw.square[0];
    if (ssr[0] <= PERFECT * totalSquare) {
      remarks.add(new Remark.PerfectFit(ssr[0] / totalSquare));
    }
    boolean wantsLeverage =
        covariances.stream()
            .anyMatch(c -> c instanceof Covariance.Heteroskedastic h && h.type() > 1);
    boolean local = !origin.isEmpty();
    boolean leverage =
        wantsLeverage || (local && (absorption == null || absorption.leverageIsCheap()));
    if (leverage) {
      appendLeverage();
    }
    List<Inference> inferences = new ArrayList<>();
    for (Covariance c : covariances) {
      inferences.add(infer(c, beta));
    }
    List<Fit.AbsorbedEffect> absorbed = new ArrayList<>();
    for (int q = 0; q < effects; q++) {
      absorbed.add(new Fit.AbsorbedEffect(effectName(q), design.effectLevels()[q]));
    }
    return new Fit(
        design.formula(),
        n,
        k,
        1 - ssr[0] / totalSquare,
        effects > 0 ? 1 - ssr[0] / within.square[0] : Double.NaN,
        n - parameters,
        Math.sqrt(sigma2),
        inferences,
        absorbed,
        remarks.stream().distinct().toList(),
        design.dropped(),
        local ? Optional.of(figures(before, origin, leverage)) : Optional.empty());
  }

  /** Weighted sums of squares of y and the regressors, about 0 and about the mean. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  private record Scale(double[] mean, double[] square, double[] centred) {}

  private Scale scale(Rows of) {
    int columns = k + 1;
    Layout l = at;
    double[] sums =
        of.sum(
            columns + 1,
            (s, row) -> {
              for (int c = 0; c < columns; c++) {
                s[c] += row[l.weight()] * row[c];
              }
              s[columns] += row[l.weight()];
            });
    double[] mean = new double[columns];
    for (int c = 0; c < columns; c++) {
      mean[c] = sums[c] / sums[columns];
    }
    double[] squares =
        of.sum(
            2 * columns,
            (s, row) -> {
              for (int c = 0; c < columns; c++) {
                double z = row[c] - mean[c];
                s[c] += row[l.weight()] * row[c] * row[c];
                s[columns + c] += row[l.weight()] * z * z;
              }
            });
    return new Scale(
        mean,
        java.util.Arrays.copyOf(squares, columns),
        java.util.Arrays.copyOfRange(squares, columns, 2 * columns));
  }

  private void checkConstant(Scale raw) {
    Formula formula = design.formula();
    boolean centred = formula.intercept() || at.effects() > 0;
    for (int c = 0; c <= k; c++) {
      String name = c == 0 ? formula.response().toString() : design.terms().get(c - 1);
      boolean zero = raw.square[c] == 0;
      boolean constant = centred && raw.centred[c] <= 1e-28 * raw.square[c];
      if ((name.equals(Formula.INTERCEPT) && c > 0) || !(zero || constant)) {
        continue;
      }
      String found = name + " is " + short6(raw.mean[c]) + " in all " + n + " rows";
      if (c == 0) {
        throw new EconometricsException(found + ": there is nothing to explain.");
      }
      throw new EconometricsException(
          found
              + (zero
                  ? ". Drop it."
                  : formula.intercept()
                      ? ", so it is constant and equals a multiple of the intercept. Drop it, or the"
                          + " intercept with - 1."
                      : ", so it is constant and the effects absorb it. Drop it."));
    }
  }

  /** Which effect absorbs a regressor: the one in whose levels it does not vary. */
  private String absorbed(Rows before, int j) {
    String name = design.terms().get(j);
    for (int q = 0; q < at.effects(); q++) {
      int place = at.effect(q);
      int levels = design.effectLevels()[q];
      double[] range =
          before.fold(
              () -> {
                double[] start = new double[2 * levels];
                java.util.Arrays.fill(start, Double.NEGATIVE_INFINITY);
                return start;
              },
              (s, row) -> {
                int level = (int) row[place];
                s[level] = Math.max(s[level], row[Layout.X + j]);
                s[levels + level] = Math.max(s[levels + level], -row[Layout.X + j]);
              },
              (a, b) -> {
                for (int i = 0; i < a.length; i++) {
                  a[i] = Math.max(a[i], b[i]);
                }
                return a;
              });
      boolean same = true;
      for (int l = 0; l < levels; l++) {
        same &= range[l] + range[levels + l] <= 1e-9 * Math.abs(range[l]);
      }
      if (same) {
        return name
            + " is the same in all rows of a "
            + effectName(q)
            + ", so the "
            + effectName(q)
            + " effects absorb it (\""
            + design.formula()
            + "\"). Drop it or the "
            + effectName(q)
            + " effects.";
      }
    }
    return name
        + " is a sum of the effects "
        + effectNames()
        + ", which absorb it (\""
        + design.formula()
        + "\"). Drop it or one of the effects.";
  }

  private void checkCollinear(Triangle.Solution solution, Scale raw, Scale within) {
    for (int j = 0; j < k; j++) {
      double left = Math.abs(r[j][j]) / solution.norms()[j];
      // Demeaning keeps the rounding of the raw column, which is larger relative to what is left.
      double blur = 4e-16 * Math.sqrt(raw.square[j + 1] / within.square[j + 1]);
      if (!(left > Math.max(COLLINEAR, 10 * blur))) {
        throw new EconometricsException(combination(j, solution.norms()));
      }
      if (left * left < NEARLY_COLLINEAR) {
        remarks.add(new Remark.NearlyCollinear(design.terms().get(j), left * left));
      }
    }
  }

  private String combination(int j, double[] norms) {
    double[][] head = new double[j][j];
    double[] column = new double[j];
    for (int a = 0; a < j; a++) {
      System.arraycopy(r[a], 0, head[a], 0, j);
      column[a] = r[a][j];
    }
    double[] c = Triangle.solve(head, column);
    StringBuilder text = new StringBuilder();
    for (int a = 0; a < j; a++) {
      if (Math.abs(c[a]) * norms[a] <= 1e-8 * norms[j]) {
        continue;
      }
      double size = Math.abs(c[a]);
      String sign = c[a] < 0 ? "-" : "+";
      if (text.length() > 0) {
        text.append(' ').append(sign).append(' ');
      } else if (c[a] < 0) {
        text.append('-');
      }
      String name = design.terms().get(a);
      boolean constant = name.equals(Formula.INTERCEPT);
      boolean one = Math.abs(size - 1) < 1e-9;
      if (!one || constant) {
        text.append(short6(size));
      }
      if (!constant) {
        text.append(one ? "" : " ").append(name);
      }
    }
    return design.terms().get(j)
        + " equals "
        + text
        + (at.effects() > 0 ? " up to the effects" : "")
        + " in all "
        + n
        + " rows (\""
        + design.formula()
        + "\"), so its coefficient is not defined. Drop one of them.";
  }

  private void appendResidual(double[] beta) {
    Layout l = at;
    int size = k;
    rows =
        rows.map(
            row -> {
              TwoFold sum = new TwoFold();
              sum.add(row[Layout.Y]);
              for (int j = 0; j < size; j++) {
                sum.add(-row[Layout.X + j], beta[j]);
              }
              double[] longer = java.util.Arrays.copyOf(row, l.size() + 2);
              longer[l.residual()] = sum.get();
              longer[l.leverage()] = Double.NaN;
              return longer;
            });
  }

  private void appendLeverage() {
    Layout l = at;
    double[][] triangle = r;
    Absorption.Leverage ofEffects = absorption == null ? row -> 0 : absorption.leverage();
    rows =
        rows.map(
            row -> {
              double root = Math.sqrt(row[l.weight()]);
              double[] x = new double[l.k()];
              for (int j = 0; j < x.length; j++) {
                x[j] = root * row[Layout.X + j];
              }
              double h = ofEffects.of(row);
              for (double q : Triangle.solveTransposed(triangle, x)) {
                h += q * q;
              }
              double[] changed = row.clone();
              changed[l.leverage()] = h;
              return changed;
            });
  }

  /** u_i = R^-1 R^-T x_i w_i e_i. */
  private static double[] influence(double[] row, Layout l, double[][] r) {
    double f = row[l.weight()] * row[l.residual()];
    double[] x = new double[l.k()];
    for (int j = 0; j < x.length; j++) {
      x[j] = f * row[Layout.X + j];
    }
    return Triangle.solve(r, Triangle.solveTransposed(r, x));
  }

  private Fit.RowFigures figures(Rows before, List<Integer> origin, boolean leverage) {
    List<double[]> raw = ((LocalRows) before).rows;
    List<double[]> now = ((LocalRows) rows).rows;
    List<Fit.RowFigure> list = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      double[] row = now.get(i);
      List<Double> x = new ArrayList<>();
      for (int j = 0; j < k; j++) {
        x.add(row[Layout.X + j]);
      }
      List<Double> u = new ArrayList<>();
      for (double d : influence(row, at, r)) {
        u.add(d);
      }
      double e = row[at.residual()];
      list.add(
          new Fit.RowFigure(
              origin.get(i),
              raw.get(i)[Layout.Y] - e,
              e,
              leverage ? row[at.leverage()] : Double.NaN,
              x,
              u));
    }
    return new Fit.RowFigures(list);
  }

  private Inference infer(Covariance covariance, double[] beta) {
    Map<String, Double> factors = new LinkedHashMap<>();
    Map<String, Integer> clusters = new LinkedHashMap<>();
    OptionalInt lags = OptionalInt.empty();
    OptionalInt periods = OptionalInt.empty();
    double df = n - parameters;
    double[][] v;
    if (covariance instanceof Covariance.Iid) {
      v = new double[k][];
      double[][] inverse = new double[k][];
      for (int j = 0; j < k; j++) {
        double[] unit = new double[k];
        unit[j] = 1;
        inverse[j] = Triangle.solveTransposed(r, unit);
      }
      // (X'WX)^-1 = R^-1 R^-T; row j of "inverse" is column j of R^-T.
      for (int j = 0; j < k; j++) {
        v[j] = Triangle.solve(r, inverse[j]);
        for (int c = 0; c < k; c++) {
          v[j][c] *= sigma2;
        }
      }
      factors.put("1/(n-K)", 1.0 / (n - parameters));
    } else if (covariance instanceof Covariance.Heteroskedastic h) {
      v = heteroskedastic(h);
      if (h.type() == 1 && ssc != SmallSample.NONE) {
        factors.put("n/(n-K)", (double) n / (n - parameters));
      }
    } else if (covariance instanceof Covariance.Clustered c) {
      int smallest = Integer.MAX_VALUE;
      for (String name : c.columns()) {
        int levels = design.clusterLevels()[design.clusters().indexOf(name)];
        clusters.put(name, levels);
        if (levels < 2) {
          throw new EconometricsException(
              c + ": " + name + " has one value in all " + n + " rows; 2 or more are needed.");
        }
        if (levels < FEW) {
          remarks.add(new Remark.FewClusters(name, levels));
        }
        smallest = Math.min(smallest, levels);
      }
      v = clustered(c);
      df = smallest - 1;
      if (smallest <= k) {
        remarks.add(new Remark.TooManyTerms(c, k, smallest));
      }
      if (ssc != SmallSample.NONE) {
        factors.put("(n-1)/(n-K')", (n - 1.0) / (n - nestedParameters(c)));
        factors.put("G/(G-1)", smallest / (smallest - 1.0));
      }
    } else {
      SortedMap<Long, double[]> byPeriod = byPeriod();
      int t = byPeriod.size();
      periods = OptionalInt.of(t);
      if (t < 2) {
        throw new EconometricsException(
            covariance + ": all " + n + " rows are of one period; 2 or more are needed.");
      }
      boolean panel = design.units() > 1;
      boolean nw = covariance instanceof Covariance.NeweyWest;
      boolean single = nw && !panel;
      if (single && t < n) {
        throw new EconometricsException(
            covariance
                + ": "
                + n
                + " rows lie in "
                + t
                + " periods, so they are not one series. Set the unit column, or use dk.");
      }
      if (covariance instanceof Covariance.EqualWeightedCosine e) {
        int b = e.cosines().orElse(Math.max(1, (int) Math.floor(0.4 * Math.cbrt((double) t * t))));
        if (b >= t) {
          throw new EconometricsException(
              covariance + ": " + b + " cosines need more than the " + t + " periods there are.");
        }
        lags = OptionalInt.of(b);
        v = Kernels.cosines(byPeriod, k, b);
        df = b;
      } else {
        OptionalInt given =
            covariance instanceof Covariance.NeweyWest w
                ? w.lags()
                : ((Covariance.DriscollKraay) covariance).lags();
        int l = given.orElse((int) Math.floor(4 * Math.pow(t / 100.0, 2.0 / 9)));
        lags = OptionalInt.of(l);
        v = nw && panel ? withinUnits(l) : Kernels.bartlett(byPeriod, k, l);
        df = single || (nw && ssc == SmallSample.STATA) ? n - parameters : t - 1;
        if (ssc == SmallSample.FIXEST) {
          factors.put("(n-1)/(n-K)", (n - 1.0) / (n - parameters));
          factors.put("T/(T-1)", t / (t - 1.0));
        } else if (ssc == SmallSample.STATA && nw) {
          factors.put("n/(n-K) (newey)", (double) n / (n - parameters));
        }
      }
      // Cosines are made for few periods: their t has few degrees of freedom instead.
      if (t < FEW && !single && !(covariance instanceof Covariance.EqualWeightedCosine)) {
        remarks.add(new Remark.FewPeriods(covariance, t));
      }
    }
    if (!(covariance instanceof Covariance.Iid)) {
      double product = factors.values().stream().reduce(1.0, (a, b) -> a * b);
      for (double[] row : v) {
        for (int j = 0; j < k; j++) {
          row[j] *= product;
        }
      }
    }
    if (covariance instanceof Covariance.Clustered c && c.columns().size() > 1) {
      v = positive(covariance, v);
    }
    List<Coefficient> terms = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      terms.add(
          new Coefficient(design.terms().get(j), beta[j], Math.sqrt(Math.max(v[j][j], 0)), df));
    }
    return new Inference(
        covariance, ssc, clusters, lags, periods, df, factors, terms, Vcov.of(design.terms(), v));
  }

  private double[][] heteroskedastic(Covariance.Heteroskedastic h) {
    Layout l = at;
    double[][] triangle = r;
    int size = k;
    int type = h.type();
    double[] sums =
        rows.sum(
            size * size + 1,
            (s, row) -> {
              double[] u = influence(row, l, triangle);
              double f = 1;
              if (type > 1) {
                double left = 1 - row[l.leverage()];
                if (left < FULL_LEVERAGE) {
                  s[size * size]++;
                  return;
                }
                f = type == 2 ? 1 / left : 1 / (left * left);
              }
              for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                  s[a * size + b] += f * u[a] * u[b];
                }
              }
            });
    if (sums[size * size] > 0) {
      remarks.add(new Remark.FullLeverage(h, (long) sums[size * size]));
    }
    return square(sums, size);
  }

  private double[][] clustered(Covariance.Clustered c) {
    Layout l = at;
    double[][] triangle = r;
    int size = k;
    int dimensions = c.columns().size();
    double[] total = new double[size * size];
    for (int subset = 1; subset < 1 << dimensions; subset++) {
      int[] places = new int[Integer.bitCount(subset)];
      long[] radix = new long[places.length];
      int next = 0;
      for (int d = 0; d < dimensions; d++) {
        if ((subset >> d & 1) == 1) {
          int index = design.clusters().indexOf(c.columns().get(d));
          places[next] = l.cluster(index);
          radix[next++] = design.clusterLevels()[index];
        }
      }
      Rows.KeyedSums sums =
          rows.fold(
              Rows.KeyedSums::new,
              (s, row) -> {
                long key = 0;
                for (int p = 0; p < places.length; p++) {
                  key = key * radix[p] + (long) row[places[p]];
                }
                Rows.plus(s.at(key, size), influence(row, l, triangle));
              },
              Rows.KeyedSums::merge);
      int sign = places.length % 2 == 1 ? 1 : -1;
      for (double[] u : sums.byKey.values()) {
        for (int a = 0; a < size; a++) {
          for (int b = 0; b < size; b++) {
            total[a * size + b] += sign * u[a] * u[b];
          }
        }
      }
    }
    return square(total, size);
  }

  /** K': effects all of whose levels lie within one cluster each count once. */
  private int nestedParameters(Covariance.Clustered c) {
    int count = parameters;
    for (int q = 0; q < at.effects(); q++) {
      for (String name : c.columns()) {
        if (isNested(at.effect(q), design.effectLevels()[q], design.clusters().indexOf(name))) {
          count -= design.effectLevels()[q] - 1;
          break;
        }
      }
    }
    return count;
  }

  private boolean isNested(int effect, int levels, int cluster) {
    int place = at.cluster(cluster);
    double[] range =
        rows.fold(
            () -> {
              double[] start = new double[2 * levels];
              java.util.Arrays.fill(start, Double.NEGATIVE_INFINITY);
              return start;
            },
            (s, row) -> {
              int level = (int) row[effect];
              s[level] = Math.max(s[level], row[place]);
              s[levels + level] = Math.max(s[levels + level], -row[place]);
            },
            (a, b) -> {
              for (int i = 0; i < a.length; i++) {
                a[i] = Math.max(a[i], b[i]);
              }
              return a;
            });
    for (int level = 0; level < levels; level++) {
      if (range[level] + range[levels + level] != 0) {
        return false;
      }
    }
    return true;
  }

  private SortedMap<Long, double[]> byPeriod() {
    Layout l = at;
    double[][] triangle = r;
    int size = k;
    Rows.KeyedSums sums =
        rows.fold(
            Rows.KeyedSums::new,
            (s, row) -> Rows.plus(s.at((long) row[l.time()], size), influence(row, l, triangle)),
            Rows.KeyedSums::merge);
    return new TreeMap<>(sums.byKey);
  }

  private double[][] withinUnits(int lags) {
    Layout l = at;
    double[][] triangle = r;
    int size = k;
    double[] sums =
        rows.foldGroups(
            l.unit(),
            () -> new double[size * size + 1],
            (s, group) -> {
              TreeMap<Long, double[]> series = new TreeMap<>();
              for (double[] row : group) {
                if (series.put((long) row[l.time()], influence(row, l, triangle)) != null) {
                  s[size * size]++;
                }
              }
              double[][] v = Kernels.bartlett(series, size, lags);
              for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                  s[a * size + b] += v[a][b];
                }
              }
            },
            Rows::plus);
    if (sums[size * size] > 0) {
      throw new EconometricsException(
          "nw: "
              + (long) sums[size * size]
              + " rows share unit and period with another, so lags are not defined. Use dk or"
              + " cluster.");
    }
    return square(sums, size);
  }

  private double[][] positive(Covariance covariance, double[][] v) {
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(v));
    double[] values = eigen.getEigenvalues();
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (double value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    if (smallest >= -1e-12 * largest) {
      return v;
    }
    remarks.add(new Remark.NotPositive(covariance, smallest));
    double[][] fixed = new double[k][k];
    for (int i = 0; i < k; i++) {
      double[] vector = eigen.getEigenvector(i).toArray();
      for (int a = 0; a < k && values[i] > 0; a++) {
        for (int b = 0; b < k; b++) {
          fixed[a][b] += values[i] * vector[a] * vector[b];
        }
      }
    }
    return fixed;
  }

  private static double[][] square(double[] sums, int size) {
    double[][] v = new double[size][size];
    for (int a = 0; a < size; a++) {
      System.arraycopy(sums, a * size, v[a], 0, size);
    }
    return v;
  }

  /** Six digits: enough to recognise a number in a message. */
  private static String short6(double value) {
    return Roles.text(Double.valueOf(String.format(Locale.ROOT, "%.6g", value)));
  }

  private String effectName(int q) {
    return design.formula().effects().get(q).name();
  }

  private List<String> effectNames() {
    return design.formula().effects().stream().map(Formula.Effect::name).toList();
  }

  private String dropped() {
    List<String> parts = new ArrayList<>();
    design.dropped().forEach((reason, rows) -> parts.add(reason + " in " + rows));
    return String.join(", ", parts);
  }
}
