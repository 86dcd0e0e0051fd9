package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;

/**
 * Cross products of the columns within each cluster, and their scores. The columns are q_i = R^-T
 * x_i, so that over all rows Q'WQ is the identity, and behind them, scaled to length 1, one for
 * each level of an absorbed effect that crosses the clusters. Effects nested in the clusters are
 * projected out, which leaving a cluster out does not change; X is orthogonal to all.
 *
 * @param k terms; the columns after them belong to effects
 * @param products C_g'WC_g of each cluster [G][K x K]
 * @param scores C_g'We_g of each cluster [G][K]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record ClusterProducts(int k, double[][][] products, double[][] scores) {
  static final long LIMIT = 20_000_000;

  int clusters() {
    return scores.length;
  }

  int columns() {
    return scores[0].length;
  }

  /**
   * Sums over rows.
   *
   * @param rows demeaned of all effects, with residual
   * @param crossing effects some of whose levels lie in several clusters
   */
  static ClusterProducts of(
      Rows rows,
      Design design,
      double[][] r,
      Covariance covariance,
      int cluster,
      List<Integer> crossing) {
    Layout from = design.layout();
    int k = from.k();
    int place = from.cluster(cluster);
    int clusters = design.clusterLevels()[cluster];
    List<Integer> nested = new ArrayList<>();
    for (int q = 0; q < from.effects(); q++) {
      if (!crossing.contains(q)) {
        nested.add(q);
      }
    }
    // Of each crossing effect but the first a level is a combination of the others; of the first
    // too, where a nested effect already absorbs the constant.
    int[] start = new int[crossing.size()];
    int[] skipped = new int[crossing.size()];
    int columns = k;
    for (int c = 0; c < start.length; c++) {
      skipped[c] = c > 0 || !nested.isEmpty() ? 1 : 0;
      start[c] = columns - skipped[c];
      columns += design.effectLevels()[crossing.get(c)] - skipped[c];
    }
    if ((long) clusters * columns * columns > LIMIT) {
      throw new EconometricsException(
          covariance
              + ": "
              + clusters
              + " clusters times "
              + columns
              + " columns squared are more cross products than fit"
              + (crossing.isEmpty()
                  ? ""
                  : "; levels of effects that cross the clusters ("
                      + String.join(
                          ", ",
                          crossing.stream()
                              .map(q -> design.formula().effects().get(q).name())
                              .toList())
                      + ") count as columns")
              + ". Use cluster("
              + design.clusters().get(cluster)
              + "), which is good with so many clusters, or cluster by the larger unit.");
    }
    int width = columns;
    int[] codes = crossing.stream().mapToInt(from::effect).toArray();
    int[] kept = nested.stream().mapToInt(from::effect).toArray();
    Layout to = new Layout(width, kept.length, 1, false, false);
    Rows wide =
        rows.map(
            row -> {
              double[] x = new double[k];
              System.arraycopy(row, Layout.X, x, 0, k);
              double[] out = new double[to.size()];
              System.arraycopy(Triangle.solveTransposed(r, x), 0, out, Layout.X, k);
              for (int c = 0; c < codes.length; c++) {
                int level = (int) row[codes[c]];
                if (level >= skipped[c]) {
                  out[Layout.X + start[c] + level] = 1;
                }
              }
              out[Layout.Y] = row[from.residual()];
              out[to.weight()] = row[from.weight()];
              for (int q = 0; q < kept.length; q++) {
                out[to.effect(q)] = row[kept[q]];
              }
              out[to.cluster(0)] = row[place];
              return out;
            });
    if (codes.length > 0 && kept.length > 0) {
      int[] levels = nested.stream().mapToInt(q -> design.effectLevels()[q]).toArray();
      wide = new Absorption(to, levels, wide).demean(wide).rows();
    }
    int triangle = width * (width + 1) / 2;
    TreeMap<Long, double[]> sums =
        new TreeMap<>(
            wide.fold(
                    Rows.KeyedSums::new,
                    (s, row) -> {
                      double[] into = s.at((long) row[to.cluster(0)], triangle + width);
                      int next = 0;
                      for (int a = 0; a < width; a++) {
                        double f = row[to.weight()] * row[Layout.X + a];
                        into[triangle + a] += f * row[Layout.Y];
                        for (int b = 0; b <= a; b++) {
                          into[next++] += f * row[Layout.X + b];
                        }
                      }
                    },
                    Rows.KeyedSums::merge)
                .byKey);
    return unpack(k, width, new ArrayList<>(sums.values()));
  }

  private static ClusterProducts unpack(int k, int width, List<double[]> packed) {
    double[][][] products = new double[packed.size()][width][width];
    double[][] scores = new double[packed.size()][width];
    double[] length = new double[width];
    for (int g = 0; g < products.length; g++) {
      int next = 0;
      for (int a = 0; a < width; a++) {
        for (int b = 0; b <= a; b++) {
          products[g][a][b] = packed.get(g)[next];
          products[g][b][a] = packed.get(g)[next++];
        }
        length[a] += products[g][a][a];
      }
      System.arraycopy(packed.get(g), next, scores[g], 0, width);
    }
    // A level that the nested effects absorb has length 0 and stays so.
    for (int a = 0; a < width; a++) {
      length[a] = a < k || length[a] <= 0 ? 1 : Math.sqrt(length[a]);
    }
    for (int g = 0; g < products.length; g++) {
      for (int a = 0; a < width; a++) {
        scores[g][a] /= length[a];
        for (int b = 0; b < width; b++) {
          products[g][a][b] /= length[a] * length[b];
        }
      }
    }
    return new ClusterProducts(k, products, scores);
  }

  /** The sum over all clusters [K x K]. */
  double[][] total() {
    double[][] total = new double[columns()][columns()];
    for (double[][] p : products) {
      for (int a = 0; a < total.length; a++) {
        for (int b = 0; b < total.length; b++) {
          total[a][b] += p[a][b];
        }
      }
    }
    return total;
  }
}
