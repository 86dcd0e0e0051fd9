package jevons.econometrics.internal;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/**
 * The rows of a regression, on the driver or distributed. All an estimator does to them is fold,
 * map and factor, so both give the same figures by the same code.
 */
abstract class Rows {

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
    return new Triangle.Solution(r, Triangle.solve(r, right), norms);
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
