package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;

/**
 * A regression whose coefficients may change once or more, rows in order of time. Where a break
 * lies is said by the number of rows before it.
 */
public final class BreakDesign {
  final List<String> names;
  final List<double[]> x;
  final double[] y;

  /** Columns whose coefficients may change. */
  final List<Integer> breaking;

  private BreakDesign(List<String> names, List<double[]> x, double[] y, List<Integer> breaking) {
    this.names = List.copyOf(names);
    this.x = List.copyOf(x);
    this.y = y;
    this.breaking = List.copyOf(breaking);
  }

  /**
   * All coefficients may change.
   *
   * @param names of the regressors
   * @param x regressors, one array each, a constant among them where one is wanted
   * @param y in order of time
   * @throws EconometricsException when a value is missing or lengths differ
   */
  public static BreakDesign of(List<String> names, List<double[]> x, double[] y) {
    if (x.isEmpty() || x.size() != names.size()) {
      throw new EconometricsException(
          "break: "
              + x.size()
              + " regressors and the names "
              + names
              + "; one or more are needed.");
    }
    Series.check("break", "y", y, 2 * x.size() + 2);
    List<Integer> all = new ArrayList<>();
    for (int j = 0; j < x.size(); j++) {
      if (x.get(j).length != y.length) {
        throw new EconometricsException(
            "break: "
                + names.get(j)
                + " has "
                + x.get(j).length
                + " values, y has "
                + y.length
                + ".");
      }
      Series.finite("break", names.get(j), x.get(j));
      all.add(j);
    }
    return new BreakDesign(names, x, y, all);
  }

  /** A constant alone: a series whose mean may change. */
  public static BreakDesign ofMean(double[] y) {
    return of(List.of("(Intercept)"), List.of(Regression.constant(y.length)), y);
  }

  /**
   * The regression of a fit on the driver whose rows were in order of time.
   *
   * @throws EconometricsException when it has absorbed effects
   */
  public static BreakDesign of(Fit fit) {
    if (!fit.effects().isEmpty()) {
      throw new EconometricsException(
          "break: \"" + fit.formula() + "\" absorbs effects; breaks are of one series. Drop them.");
    }
    double[][] rows = fit.figures().regressors();
    double[] y = fit.fitted();
    double[] e = fit.residuals();
    List<double[]> x = new ArrayList<>();
    for (int j = 0; j < fit.k(); j++) {
      double[] column = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      x.add(column);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] += e[i];
    }
    return of(fit.coefficients().stream().map(Coefficient::term).toList(), x, y);
  }

  /** Only the coefficients of these terms may change. */
  public BreakDesign breaking(List<String> terms) {
    Set<Integer> places = new LinkedHashSet<>();
    for (String term : terms) {
      int at = names.indexOf(term);
      if (at < 0) {
        throw new EconometricsException(
            "break: no term \"" + term + "\"; the regression has " + names + ".");
      }
      places.add(at);
    }
    if (places.isEmpty()) {
      throw new EconometricsException("break: no term may change; name one of " + names + ".");
    }
    return new BreakDesign(names, x, y, List.copyOf(places));
  }

  /** Rows. */
  public int n() {
    return y.length;
  }

  /** Names of the regressors. */
  public List<String> names() {
    return names;
  }

  /** Number of coefficients that may change. */
  public int q() {
    return breaking.size();
  }

  int k() {
    return x.size();
  }

  /** Regressors by row [n][k]. */
  double[][] rows() {
    double[][] rows = new double[n()][k()];
    for (int t = 0; t < rows.length; t++) {
      for (int j = 0; j < k(); j++) {
        rows[t][j] = x.get(j)[t];
      }
    }
    return rows;
  }

  /** Without a break. */
  Regression restricted(String what) {
    return Regression.of(what, names, x, y);
  }

  /**
   * With one break: all columns, then the breaking ones again, 0 before the break; their
   * coefficients are the changes.
   */
  Regression split(String what, int rowsBefore) {
    List<String> all = new ArrayList<>(names);
    List<double[]> columns = new ArrayList<>(x);
    for (int j : breaking) {
      all.add("change of " + names.get(j));
      double[] after = x.get(j).clone();
      java.util.Arrays.fill(after, 0, rowsBefore, 0);
      columns.add(after);
    }
    return Regression.of(what, all, columns, y);
  }

  /** Wald statistic that the changes are 0, chi-squared with q degrees of freedom. */
  double wald(Regression restricted, Regression split, BreakErrors errors) {
    if (errors == BreakErrors.HOMOSKEDASTIC) {
      return (restricted.ssr - split.ssr) / split.variance();
    }
    int from = k();
    double[] changes = java.util.Arrays.copyOfRange(split.beta, from, split.k);
    return Quadratic.form(
        changes,
        split
            .robust()
            .getSubMatrix(from, split.k - 1, from, split.k - 1)
            .scalarMultiply(split.n / (double) (split.n - split.k)));
  }
}
