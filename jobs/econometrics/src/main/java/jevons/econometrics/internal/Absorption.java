package jevons.econometrics.internal;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;

/**
 * Projects absorbed effects out, exactly. With D the zeros and ones of all levels, the part of a
 * column z that they explain is D a, where D'WD a = D'W z. D'WD needs only the weight of each level
 * and of each pair of levels that meet in a row, and D'Wz the sums by level: one pass for the
 * first, one for each round of sums, whatever the number of effects. One effect is solved by
 * division, more by conjugate gradients; the pass is repeated on what is left until the sums are
 * rounding noise.
 */
final class Absorption implements Serializable {
  private static final int ROUNDS = 6;
  private static final double DONE = 1e-14;
  private static final int PATIENCE = 100;

  /**
   * Share of the squared size left below which steps without progress are rounding. Above it they
   * may be the long way through a chain of levels, which takes as many steps as there are levels.
   */
  private static final double NEAR = 1e-16;

  private static final int DENSE_LIMIT = 2_000;
  private static final int TABLE_LIMIT = 20_000_000;

  private final Layout layout;
  private final int[] levels;
  private final int[] offset;
  private final int total;
  private double[] weight;
  private double[] count;
  private int[] left;
  private int[] right;
  private double[] both;

  Absorption(Layout layout, int[] levels, Rows rows) {
    this.layout = layout;
    this.levels = levels;
    this.offset = new int[levels.length];
    int sum = 0;
    for (int q = 0; q < levels.length; q++) {
      offset[q] = sum;
      sum = Math.addExact(sum, levels[q]);
    }
    this.total = sum;
    count(rows);
  }

  private void count(Rows rows) {
    Layout at = layout;
    int[] start = offset;
    int size = total;
    int q = levels.length;
    double[] sums =
        rows.sum(
            2 * size,
            (s, row) -> {
              for (int e = 0; e < q; e++) {
                int level = start[e] + (int) row[at.effect(e)];
                s[level] += row[at.weight()];
                s[size + level]++;
              }
            });
    weight = Arrays.copyOf(sums, size);
    count = Arrays.copyOfRange(sums, size, 2 * size);
    if (q < 2) {
      left = new int[0];
      right = left;
      both = new double[0];
      return;
    }
    Rows.KeyedSums pairs =
        rows.fold(
            Rows.KeyedSums::new,
            (s, row) -> {
              for (int a = 0; a < q; a++) {
                for (int b = a + 1; b < q; b++) {
                  long key =
                      (start[a] + (long) row[at.effect(a)]) * size
                          + start[b]
                          + (long) row[at.effect(b)];
                  s.at(key, 1)[0] += row[at.weight()];
                }
              }
            },
            Rows.KeyedSums::merge);
    int n = pairs.byKey.size();
    left = new int[n];
    right = new int[n];
    both = new double[n];
    long[] keys = pairs.byKey.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    for (int i = 0; i < n; i++) {
      left[i] = (int) (keys[i] / size);
      right[i] = (int) (keys[i] % size);
      both[i] = pairs.byKey.get(keys[i])[0];
    }
  }

  /** Levels of an effect that have one row. */
  long singletons(int q) {
    long n = 0;
    for (int l = 0; l < levels[q]; l++) {
      n += count[offset[q] + l] == 1 ? 1 : 0;
    }
    return n;
  }

  /**
   * Rows with y, regressors and instruments less what the effects explain.
   *
   * @param convergence how far it went
   */
  record Demeaned(Rows rows, Fit.Convergence convergence) {}

  /** Projects until the means by level are rounding. */
  Demeaned demean(Rows rows) {
    Layout at = layout;
    int columns = at.columns();
    int size = total;
    int[] start = offset;
    int q = levels.length;
    Rows now = rows;
    double[] scale = null;
    int steps = 0;
    for (int round = 0; ; round++) {
      double[] sums = levelSums(now);
      double[] means = new double[columns];
      for (int c = 0; c < columns; c++) {
        for (int l = 0; l < size; l++) {
          means[c] = Math.max(means[c], Math.abs(sums[c * size + l] / weight[l]));
        }
      }
      if (scale == null) {
        scale = new double[columns];
        for (int c = 0; c < columns; c++) {
          // A column without means by level is measured by its size.
          double rootMeanSquare =
              Math.sqrt(sums[columns * size + c] / sums[columns * size + columns]);
          scale[c] = Math.max(means[c], rootMeanSquare);
        }
      }
      double remaining = 0;
      for (int c = 0; c < columns; c++) {
        remaining = scale[c] == 0 ? remaining : Math.max(remaining, means[c] / scale[c]);
      }
      if (remaining <= DONE || round == ROUNDS) {
        return new Demeaned(now, new Fit.Convergence(round, steps, remaining));
      }
      double[] explained = new double[columns * size];
      for (int c = 0; c < columns; c++) {
        steps += solve(sums, explained, c * size);
      }
      now =
          now.map(
              row -> {
                double[] r = row.clone();
                for (int c = 0; c < columns; c++) {
                  double sum = 0;
                  for (int e = 0; e < q; e++) {
                    sum += explained[c * size + start[e] + (int) row[at.effect(e)]];
                  }
                  r[c] -= sum;
                }
                return r;
              });
    }
  }

  /** Weighted sums of each column by level; then each column's sum of squares; then the weight. */
  private double[] levelSums(Rows rows) {
    Layout at = layout;
    int columns = at.columns();
    int size = total;
    int[] start = offset;
    int q = levels.length;
    return rows.sum(
        columns * size + columns + 1,
        (s, row) -> {
          double w = row[at.weight()];
          for (int c = 0; c < columns; c++) {
            double value = w * row[c];
            for (int e = 0; e < q; e++) {
              s[c * size + start[e] + (int) row[at.effect(e)]] += value;
            }
            s[columns * size + c] += value * row[c];
          }
          s[columns * size + columns] += w;
        });
  }

  /**
   * Level values a with D'WD a = b, to about 11 digits; the next round corrects the rest. D'WD is
   * singular and rounding takes b out of its range, so below that the steps follow noise: the best
   * is kept, and so many steps without a better one are the end.
   *
   * @param sums hold b from a place on
   * @param into takes a from the same place on
   * @return steps taken
   */
  private int solve(double[] sums, double[] into, int place) {
    double[] b = Arrays.copyOfRange(sums, place, place + total);
    if (levels.length == 1) {
      for (int i = 0; i < total; i++) {
        into[place + i] = b[i] / weight[i];
      }
      return 0;
    }
    double[] x = new double[total];
    double[] r = b.clone();
    double[] z = new double[total];
    double[] p = new double[total];
    double[] ap = new double[total];
    double[] best = x.clone();
    double bestRz = Double.POSITIVE_INFINITY;
    int since = 0;
    double rz = 0;
    double norm = 0;
    for (int i = 0; i < total; i++) {
      z[i] = r[i] / weight[i];
      p[i] = z[i];
      rz += r[i] * z[i];
      norm += b[i] * b[i] / weight[i];
    }
    int step = 0;
    for (; step < 10 * total + 100 && rz > 1e-22 * norm; step++) {
      for (int i = 0; i < total; i++) {
        ap[i] = weight[i] * p[i];
      }
      for (int e = 0; e < both.length; e++) {
        ap[left[e]] += both[e] * p[right[e]];
        ap[right[e]] += both[e] * p[left[e]];
      }
      double pap = 0;
      double size = 0;
      for (int i = 0; i < total; i++) {
        pap += p[i] * ap[i];
        size += p[i] * p[i] * weight[i];
      }
      if (!(pap > 1e-14 * size)) {
        break;
      }
      double alpha = rz / pap;
      double next = 0;
      for (int i = 0; i < total; i++) {
        x[i] += alpha * p[i];
        r[i] -= alpha * ap[i];
        z[i] = r[i] / weight[i];
        next += r[i] * z[i];
      }
      double beta = next / rz;
      rz = next;
      if (rz < bestRz) {
        bestRz = rz;
        System.arraycopy(x, 0, best, 0, total);
        since = 0;
      } else if (++since > (rz <= NEAR * norm ? PATIENCE : Math.max(PATIENCE, total))) {
        break;
      }
      for (int i = 0; i < total; i++) {
        p[i] = z[i] + beta * p[i];
      }
    }
    System.arraycopy(best, 0, into, place, total);
    return step;
  }

  /** The effects' part of the diagonal of the hat matrix, as a function of a row. */
  interface Leverage extends Serializable {
    double of(double[] row);
  }

  /** Whether the leverages are a matter of moments. */
  boolean leverageIsCheap() {
    int rest = total - levels[largest()];
    return rest <= 200 && (long) rest * levels[largest()] < TABLE_LIMIT / 10;
  }

  /**
   * With effect 0 the largest and S the weights of the other effects' levels after it is projected
   * out, a row of level a of effect 0 and with the indicator c of its other levels has h = w (1/W_a
   * + (c - m_a)' S^- (c - m_a)), m_a the weighted mean of c over level a. Any generalised inverse
   * does, since c - m_a lies in the range of S.
   *
   * @param at layout of the rows that are asked for, which may have other regressors than those the
   *     effects were counted in
   */
  Leverage leverage(Layout at) {
    int w = at.weight();
    int big = largest();
    int n1 = levels[big];
    int m = total - n1;
    double[] own = Arrays.copyOfRange(weight, offset[big], offset[big] + n1);
    int atBig = at.effect(big);
    if (levels.length == 1) {
      return row -> row[w] / own[(int) row[atBig]];
    }
    if (m > DENSE_LIMIT || (long) m * n1 > TABLE_LIMIT) {
      throw new EconometricsException(
          "hc2 and hc3 need the leverage of every row; the effects besides the largest have "
              + m
              + " levels, more than "
              + DENSE_LIMIT
              + " cannot be handled. Use hc1 or cluster.");
    }
    int[] small = new int[total];
    int next = 0;
    for (int q = 0; q < levels.length; q++) {
      for (int l = 0; l < levels[q]; l++) {
        small[offset[q] + l] = q == big ? -1 : next++;
      }
    }
    double[][] s = new double[m][m];
    Map<Integer, List<double[]>> byLevel = new HashMap<>();
    for (int i = 0; i < total; i++) {
      if (small[i] >= 0) {
        s[small[i]][small[i]] = weight[i];
      }
    }
    for (int e = 0; e < both.length; e++) {
      int a = small[left[e]];
      int b = small[right[e]];
      if (a >= 0 && b >= 0) {
        s[a][b] = both[e];
        s[b][a] = both[e];
      } else {
        int level = (a < 0 ? left[e] : right[e]) - offset[big];
        byLevel
            .computeIfAbsent(level, x -> new ArrayList<>())
            .add(new double[] {Math.max(a, b), both[e]});
      }
    }
    byLevel.forEach(
        (level, list) -> {
          for (double[] a : list) {
            for (double[] b : list) {
              s[(int) a[0]][(int) b[0]] -= a[1] * b[1] / own[level];
            }
          }
        });
    double[][] inverse = generalisedInverse(s);
    double[][] z = new double[n1][m];
    double[] mm = new double[n1];
    byLevel.forEach(
        (level, list) -> {
          for (double[] a : list) {
            double[] column = inverse[(int) a[0]];
            for (int j = 0; j < m; j++) {
              z[level][j] += a[1] / own[level] * column[j];
            }
          }
          for (double[] a : list) {
            mm[level] += a[1] / own[level] * z[level][(int) a[0]];
          }
        });
    int q = levels.length;
    int[] start = offset;
    return row -> {
      int level = (int) row[atBig];
      double sum = 1 / own[level] + mm[level];
      for (int a = 0; a < q; a++) {
        if (a != big) {
          int i = small[start[a] + (int) row[at.effect(a)]];
          sum -= 2 * z[level][i];
          for (int b = 0; b < q; b++) {
            if (b != big) {
              sum += inverse[i][small[start[b] + (int) row[at.effect(b)]]];
            }
          }
        }
      }
      return row[w] * sum;
    };
  }

  private int largest() {
    int big = 0;
    for (int q = 1; q < levels.length; q++) {
      big = levels[q] > levels[big] ? q : big;
    }
    return big;
  }

  private static double[][] generalisedInverse(double[][] s) {
    double[] scale = new double[s.length];
    int[] order = new int[s.length];
    for (int i = 0; i < order.length; i++) {
      scale[i] = s[i][i];
      order[i] = i;
    }
    return Sweep.inverse(s, scale, order).inverse();
  }
}
