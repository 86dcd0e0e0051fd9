package jevons.econometrics.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Formula;
import jevons.econometrics.Remark;

/**
 * Finds the columns that allow no fit and says why: constant, absorbed by the effects, a
 * combination of others.
 */
final class ColumnChecks {
  /** Norm left of a demeaned column, as a share of the raw one, at which it counts as absorbed. */
  private static final double ABSORBED = 1e-10;

  /**
   * Norm left of a column after those before it at which it counts as their combination. Rounding
   * leaves about 1e-16; NIST's Filip, the most collinear data meant to be fitted, 1e-11.
   */
  private static final double COLLINEAR = 1e-13;

  /** Share of variance left below which fixest drops a column; here it is kept and remarked. */
  static final double NEARLY_COLLINEAR = 1e-9;

  private final Design design;
  private final Layout at;
  private final long n;
  private final Scale raw;
  private final List<Remark> remarks;

  /**
   * @param raw of the columns before effects are projected out
   * @param remarks to be added to
   */
  ColumnChecks(Design design, long n, Scale raw, List<Remark> remarks) {
    this.design = design;
    this.at = design.layout();
    this.n = n;
    this.raw = raw;
    this.remarks = remarks;
  }

  /** y, then the regressors, then the instruments. */
  private String name(int column) {
    return column == Layout.Y
        ? design.formula().response().toString()
        : design.columns().get(column - Layout.X);
  }

  void constant() {
    Formula formula = design.formula();
    boolean centred = formula.intercept() || at.effects() > 0;
    for (int c = 0; c < at.columns(); c++) {
      boolean zero = raw.square()[c] == 0;
      boolean constant = centred && raw.centred()[c] <= 1e-28 * raw.square()[c];
      if ((c > 0 && name(c).equals(Formula.INTERCEPT)) || !(zero || constant)) {
        continue;
      }
      String found = name(c) + " is " + short6(raw.mean()[c]) + " in all " + n + " rows";
      if (c == Layout.Y) {
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

  /**
   * @param before rows as they were bound
   * @param within of the columns after effects were projected out
   */
  void absorbed(Rows before, Scale within) {
    for (int c = 1; c < at.columns(); c++) {
      if (within.square()[c] <= ABSORBED * ABSORBED * raw.square()[c]) {
        throw new EconometricsException(absorbed(before, c));
      }
    }
    if (within.square()[Layout.Y] <= ABSORBED * ABSORBED * raw.square()[Layout.Y]) {
      throw new EconometricsException(
          "the effects "
              + effectNames()
              + " explain "
              + name(Layout.Y)
              + " completely; there is nothing left for the regressors.");
    }
  }

  /** Which effect absorbs a column: the one in whose levels it does not vary. */
  private String absorbed(Rows before, int column) {
    String name = name(column);
    for (int q = 0; q < at.effects(); q++) {
      if (isSameInLevels(before, column, q)) {
        String effect = effectNames().get(q);
        return name
            + " is the same in all rows of a "
            + effect
            + ", so the "
            + effect
            + " effects absorb it (\""
            + design.formula()
            + "\"). Drop it or the "
            + effect
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

  private boolean isSameInLevels(Rows before, int column, int effect) {
    int place = at.effect(effect);
    int levels = design.effectLevels()[effect];
    double[] range =
        before.fold(
            () -> {
              double[] start = new double[2 * levels];
              Arrays.fill(start, Double.NEGATIVE_INFINITY);
              return start;
            },
            (s, row) -> {
              int level = (int) row[place];
              s[level] = Math.max(s[level], row[column]);
              s[levels + level] = Math.max(s[levels + level], -row[column]);
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
    return same;
  }

  /**
   * Stops at a regressor that is a combination of those before it.
   *
   * @param columns of the regressors of this solution, among all columns
   */
  void collinear(Triangle.Solution solution, int[] columns) {
    for (int j = 0; j < columns.length; j++) {
      if (isCombination(solution, j, columns[j])) {
        boolean instrument = columns[j] > at.k();
        throw new EconometricsException(
            name(columns[j])
                + " equals "
                + combination(solution, columns, j)
                + (at.effects() > 0 ? " up to the effects" : "")
                + " in all "
                + n
                + " rows (\""
                + design.formula()
                + "\"), so "
                + (instrument ? "it is no instrument of its own" : "its coefficient is not defined")
                + ". Drop one of them.");
      }
      double left = Math.abs(solution.r()[j][j]) / solution.norms()[j];
      if (left * left < NEARLY_COLLINEAR) {
        remarks.add(new Remark.NearlyCollinear(name(columns[j]), left * left));
      }
    }
  }

  /** Stops where what the instruments explain of the endogenous regressors does not tell them. */
  void identified(Triangle.Solution projected, int[] columns) {
    for (int j = 0; j < columns.length; j++) {
      if (isCombination(projected, j, columns[j])) {
        String other = projected.norms()[j] == 0 ? "0" : combination(projected, columns, j);
        throw new EconometricsException(
            "the instruments "
                + design.instruments()
                + " do not identify "
                + name(columns[j])
                + ": what they explain of it equals "
                + other
                + " in all "
                + n
                + " rows (\""
                + design.formula()
                + "\"). Other or more instruments are needed.");
      }
    }
  }

  private boolean isCombination(Triangle.Solution solution, int j, int column) {
    double norm = solution.norms()[j];
    double left = Math.abs(solution.r()[j][j]) / norm;
    // Demeaning keeps the rounding of the raw column, which is larger relative to what is left.
    double blur = 4e-16 * Math.sqrt(raw.square()[column]) / norm;
    return !(left > Math.max(COLLINEAR, 10 * blur));
  }

  private String combination(Triangle.Solution solution, int[] columns, int j) {
    double[] norms = solution.norms();
    double[][] head = new double[j][j];
    double[] column = new double[j];
    for (int a = 0; a < j; a++) {
      System.arraycopy(solution.r()[a], 0, head[a], 0, j);
      column[a] = solution.r()[a][j];
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
      String name = name(columns[a]);
      boolean constant = name.equals(Formula.INTERCEPT);
      boolean one = Math.abs(size - 1) < 1e-9;
      if (!one || constant) {
        text.append(short6(size));
      }
      if (!constant) {
        text.append(one ? "" : " ").append(name);
      }
    }
    return text.toString();
  }

  /** Six digits: enough to recognise a number in a message. */
  private static String short6(double value) {
    return Roles.text(Double.valueOf(String.format(Locale.ROOT, "%.6g", value)));
  }

  private List<String> effectNames() {
    return design.formula().effects().stream().map(Formula.Effect::name).toList();
  }
}
