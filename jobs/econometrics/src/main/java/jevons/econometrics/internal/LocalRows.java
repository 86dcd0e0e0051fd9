package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows on the driver. */
final class LocalRows extends Rows {
  final List<double[]> rows;

  LocalRows(List<double[]> rows) {
    this.rows = rows;
  }

  @Override
  <A> A fold(Zero<A> zero, Add<A> add, Merge<A> merge) {
    A into = zero.get();
    for (double[] row : rows) {
      add.add(into, row);
    }
    return into;
  }

  @Override
  <A> A foldGroups(int code, Zero<A> zero, AddGroup<A> add, Merge<A> merge) {
    Map<Double, List<double[]>> groups = new LinkedHashMap<>();
    for (double[] row : rows) {
      groups.computeIfAbsent(row[code], x -> new ArrayList<>()).add(row);
    }
    A into = zero.get();
    groups.values().forEach(g -> add.add(into, g));
    return into;
  }

  @Override
  Rows map(Change change) {
    List<double[]> changed = new ArrayList<>(rows.size());
    for (double[] row : rows) {
      changed.add(change.apply(row));
    }
    return new LocalRows(changed);
  }

  @Override
  Triangle.Solution solve(Layout layout) {
    int n = rows.size();
    double[][] x = new double[layout.k()][n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = rows.get(i);
      double root = Math.sqrt(row[layout.weight()]);
      y[i] = root * row[Layout.Y];
      for (int j = 0; j < x.length; j++) {
        x[j][i] = root * row[Layout.X + j];
      }
    }
    return LeastSquares.solve(x, y);
  }
}
