package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;

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
    if (design.formula().instruments().isPresent()) {
      throw new EconometricsException(
          "formula \"" + design.formula() + "\": instruments are read but not available yet.");
    }
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
    Solved solved = new Solved(design, ssc, n, parameters, beta, r, sigma2);
    Sandwich sandwich = new Sandwich(solved, new RowInfluences(rows, design, r), remarks);
    List<Inference> inferences = new ArrayList<>();
    for (Covariance c : covariances) {
      inferences.add(sandwich.infer(c));
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
      for (double d : RowInfluences.influence(row, at, r)) {
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
