package jevons.econometrics.internal;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/**
 * The rows of a regression, on the driver or distributed. All an estimator does to them is fold,
 * map and factor, so both give the same figures by the same code.
 */
abstract class Rows {
  /** Norm left of a column after those before it below which the normal equations would not do. */
  private static final double COLLINEAR = 1e-6;

  private static final int ROUNDS = 2;

  /** Columns up to which a factorisation with forty digits takes no time. */
  private static final int DENSE = 60;

  interface Zero<A> extends Serializable {
    A get();
  }

  interface Add<A> extends Serializable {
    void add(A into, double[] row);
  }

  interface AddGroup<A> extends Serializable {
    void add(A into, List<double[]> rows);
  }

  interface Merge<A> extends Serializable {
    A merge(A a, A b);
  }

  interface Change extends Serializable {
    double[] apply(double[] row);
  }

  abstract <A> A fold(Zero<A> zero, Add<A> add, Merge<A> merge);

  /** Folds over the groups of rows that share a code. */
  abstract <A> A foldGroups(int code, Zero<A> zero, AddGroup<A> add, Merge<A> merge);

  /** Changed rows, kept for several passes. */
  abstract Rows map(Change change);

  /** Changed rows for one pass or two: they are made anew in each. */
  Rows view(Change change) {
    return map(change);
  }

  /** Least squares of y on the regressors, rows weighted: by the triangle of [X y]. */
  Triangle.Solution solve(Layout layout) {
    int k = layout.k();
    double[][] all =
        fold(
                () -> new Triangle(k + 1),
                (t, row) -> {
                  double root = Math.sqrt(row[layout.weight()]);
                  double[] weighted = new double[k + 1];
                  for (int j = 0; j < k; j++) {
                    weighted[j] = root * row[Layout.X + j];
                  }
                  weighted[k] = root * row[Layout.Y];
                  t.add(weighted);
                },
                Triangle::merge)
            .get();
    double[][] r = new double[k][k];
    double[] right = new double[k];
    double[] norms = new double[k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(all[i], 0, r[i], 0, k);
      right[i] = all[i][k];
      for (int j = i; j < k; j++) {
        norms[j] = Math.hypot(norms[j], r[i][j]);
      }
    }
    Triangle.Solution solution = new Triangle.Solution(r, Triangle.solve(r, right), norms);
    for (int j = 0; j < k; j++) {
      if (!(Math.abs(r[j][j]) > COLLINEAR * norms[j])) {
        return k <= DENSE ? sharpened(layout, solution) : solution;
      }
    }
    return new Triangle.Solution(r, refined(layout, r, norms, solution.beta()), norms);
  }

  /**
   * The factors of nearly collinear columns from their products in twice the precision: a
   * factorisation in doubles would lose as many digits as the columns have in common.
   */
  private Triangle.Solution sharpened(Layout layout, Triangle.Solution rough) {
    int size = layout.k() + 1;
    double[] pairs =
        fold(
            () -> new double[size * (size + 1)],
            (s, row) -> {
              double root = Math.sqrt(row[layout.weight()]);
              double[] z = new double[size];
              for (int j = 0; j < size - 1; j++) {
                z[j] = root * row[Layout.X + j];
              }
              z[size - 1] = root * row[Layout.Y];
              int place = 0;
              for (int a = 0; a < size; a++) {
                for (int b = a; b < size; b++) {
                  TwoFold.add(s, place, z[a], z[b]);
                  place += 2;
                }
              }
            },
            TwoFold::merge);
    return SharpCholesky.of(pairs, size)
        .map(f -> new Triangle.Solution(f.triangle(), f.beta(), rough.norms()))
        .orElse(rough);
  }

  /**
   * Coefficients corrected by the normal equations of their residuals, which are taken in twice the
   * precision: it is the large residual, not X, that costs digits here. Only where the columns are
   * not so collinear that R'R would lose more than it mends.
   *
   * @see <a href="https://doi.org/10.1016/0024-3795(87)90101-7">Bjorck (1987), Linear Algebra and
   *     its Applications 88/89, 31-48</a>
   */
  private double[] refined(Layout layout, double[][] r, double[] norms, double[] beta) {
    int k = beta.length;
    double[] best = beta;
    double last = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double[] b = best;
      double[] pairs =
          fold(
              () -> new double[2 * k],
              (s, row) -> {
                TwoFold e = new TwoFold();
                e.add(row[Layout.Y]);
                for (int j = 0; j < k; j++) {
                  e.add(-row[Layout.X + j], b[j]);
                }
                for (int j = 0; j < k; j++) {
                  double x = row[layout.weight()] * row[Layout.X + j];
                  TwoFold.add(s, 2 * j, x, e.get());
                  TwoFold.add(s, 2 * j, x, e.rest());
                }
              },
              TwoFold::merge);
      double[] defect = new double[k];
      for (int j = 0; j < k; j++) {
        defect[j] = pairs[2 * j] + pairs[2 * j + 1];
      }
      double[] step = Triangle.solve(r, Triangle.solveTransposed(r, defect));
      double size = 0;
      for (int j = 0; j < k; j++) {
        size = Math.max(size, Math.abs(step[j]) * norms[j]);
      }
      if (!(size < last / 2)) {
        break;
      }
      last = size;
      double[] next = new double[k];
      for (int j = 0; j < k; j++) {
        next[j] = best[j] + step[j];
      }
      best = next;
    }
    return best;
  }

  /** Lets go of what was kept in memory. */
  void close() {}

  final double[] sum(int size, Add<double[]> add) {
    return fold(() -> new double[size], add, Rows::plus);
  }

  static double[] plus(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }

  /** Sums of vectors by a whole number. */
  static final class KeyedSums implements Serializable {
    final HashMap<Long, double[]> byKey = new HashMap<>();

    double[] at(long key, int size) {
      return byKey.computeIfAbsent(key, x -> new double[size]);
    }

    static KeyedSums merge(KeyedSums a, KeyedSums b) {
      b.byKey.forEach((key, v) -> a.byKey.merge(key, v, Rows::plus));
      return a;
    }
  }
}
