package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;

/** Influences summed over rows that hold their residual. */
final class RowInfluences implements Influences {
  private static final double FULL_LEVERAGE = 1e-10;

  private final Rows rows;
  private final Design design;
  private final Layout at;
  private final double[][] r;

  RowInfluences(Rows rows, Design design, double[][] r) {
    this.rows = rows;
    this.design = design;
    this.at = design.layout();
    this.r = r;
  }

  /** u_i = R^-1 R^-T x_i w_i e_i. */
  static double[] influence(double[] row, Layout l, double[][] r) {
    double f = row[l.weight()] * row[l.residual()];
    double[] x = new double[l.k()];
    for (int j = 0; j < x.length; j++) {
      x[j] = f * row[Layout.X + j];
    }
    return Triangle.solve(r, Triangle.solveTransposed(r, x));
  }

  @Override
  public Squares squares(Covariance.Heteroskedastic h) {
    // Locals, so that the lambda does not drag this object along to the executors.
    Layout l = at;
    double[][] triangle = r;
    int size = l.k();
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
    return new Squares(Sandwich.square(sums, size), (long) sums[size * size]);
  }

  @Override
  public Map<Long, double[]> byCluster(int... clusters) {
    Layout l = at;
    double[][] triangle = r;
    int size = l.k();
    int[] places = new int[clusters.length];
    long[] radix = new long[clusters.length];
    for (int p = 0; p < places.length; p++) {
      places[p] = l.cluster(clusters[p]);
      radix[p] = design.clusterLevels()[clusters[p]];
    }
    return rows.fold(
            Rows.KeyedSums::new,
            (s, row) -> {
              long key = 0;
              for (int p = 0; p < places.length; p++) {
                key = key * radix[p] + (long) row[places[p]];
              }
              Rows.plus(s.at(key, size), influence(row, l, triangle));
            },
            Rows.KeyedSums::merge)
        .byKey;
  }

  @Override
  public SortedMap<Long, double[]> byPeriod() {
    Layout l = at;
    double[][] triangle = r;
    int size = l.k();
    return new TreeMap<>(
        rows.fold(
                Rows.KeyedSums::new,
                (s, row) ->
                    Rows.plus(s.at((long) row[l.time()], size), influence(row, l, triangle)),
                Rows.KeyedSums::merge)
            .byKey);
  }

  @Override
  public double[] overUnits(int size, OfSeries figure) {
    Layout l = at;
    double[][] triangle = r;
    double[] sums =
        rows.foldGroups(
            l.unit(),
            () -> new double[size + 1],
            (s, group) -> {
              TreeMap<Long, double[]> series = new TreeMap<>();
              for (double[] row : group) {
                if (series.put((long) row[l.time()], influence(row, l, triangle)) != null) {
                  s[size]++;
                }
              }
              double[] f = figure.of(series);
              for (int a = 0; a < size; a++) {
                s[a] += f[a];
              }
            },
            Rows::plus);
    if (sums[size] > 0) {
      throw new EconometricsException(
          "nw: "
              + (long) sums[size]
              + " rows share unit and period with another, so lags are not defined. Use dk or"
              + " cluster.");
    }
    return java.util.Arrays.copyOf(sums, size);
  }

  @Override
  public boolean isNested(int effect, int cluster) {
    int from = at.effect(effect);
    int place = at.cluster(cluster);
    int levels = design.effectLevels()[effect];
    double[] range =
        rows.fold(
            () -> {
              double[] start = new double[2 * levels];
              java.util.Arrays.fill(start, Double.NEGATIVE_INFINITY);
              return start;
            },
            (s, row) -> {
              int level = (int) row[from];
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

  @Override
  public ClusterProducts clusterProducts(Covariance covariance, int cluster) {
    List<Integer> crossing = new ArrayList<>();
    for (int q = 0; q < at.effects(); q++) {
      if (!isNested(q, cluster)) {
        crossing.add(q);
      }
    }
    return ClusterProducts.of(rows, design, r, covariance, cluster, crossing);
  }

  @Override
  public SortedMap<Long, double[]> rowsByPeriod() {
    Layout l = at;
    int size = l.k() + 1;
    return new TreeMap<>(
        rows.fold(
                Rows.KeyedSums::new,
                (s, row) -> {
                  double[] into = s.at((long) row[l.time()], size);
                  for (int c = 0; c < size; c++) {
                    into[c] += row[l.weight()] * row[c];
                  }
                },
                Rows.KeyedSums::merge)
            .byKey);
  }
}
