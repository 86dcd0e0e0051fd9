package jevons.econometrics.internal.moments;

import java.util.Arrays;
import java.util.Optional;

/**
 * What one or two absorbed effects explain of each column, from sums by level and the weights of
 * pairs of levels. With D the zeros and ones of the levels, a solves D'WD a = D'Wz. One effect is
 * solved by division; of two, the larger is eliminated and the smaller's equations are left:
 *
 * <pre>
 *   (W_2 - B'W_1^-1 B) a_2 = s_2 - B'W_1^-1 s_1,   a_1 = W_1^-1 (s_1 - B a_2)
 * </pre>
 *
 * with B the weights of pairs. The matrix is singular, once for each set of levels that no row
 * connects to the others; such a level is set to 0.
 */
final class Absorbed {
  /** Levels of the smaller effect that are solved for as a dense system. */
  private static final int DENSE = 1_000;

  private static final double SINGULAR = 1e-10;

  private final int columns;

  /** For each effect what its levels explain [levels x columns]. */
  final double[][] levels;

  private Absorbed(int columns, int effects) {
    this.columns = columns;
    this.levels = new double[effects][];
  }

  /**
   * @param effects sums of 1 and the columns by level
   * @param cells weights by level of the first and second effect
   * @param columns that are explained: regressors and y
   */
  static Optional<Absorbed> solve(Group[] effects, Cells cells, int columns) {
    if (Arrays.stream(effects).anyMatch(g -> g.givenUp)) {
      return Optional.empty();
    }
    Absorbed absorbed = new Absorbed(columns, effects.length);
    if (effects.length == 1) {
      absorbed.one(effects[0]);
      return Optional.of(absorbed);
    }
    int first = effects[0].keys.size();
    int second = effects[1].keys.size();
    if (effects.length > 2 || cells.givenUp() || Math.min(first, second) > DENSE) {
      return Optional.empty();
    }
    if (first >= second) {
      absorbed.two(effects[0], effects[1], cells, 0, 1);
    } else {
      absorbed.two(effects[1], effects[0], cells.transposed(first, second), 1, 0);
    }
    return Optional.of(absorbed);
  }

  /** The part of the products of all pairs of columns that the effects explain. */
  double[][] explained(Group[] effects) {
    double[][] m = new double[columns][columns];
    for (int e = 0; e < levels.length; e++) {
      Group g = effects[e];
      double[] value = levels[e];
      for (int l = 0; l < g.keys.size(); l++) {
        for (int a = 0; a < columns; a++) {
          for (int b = 0; b < columns; b++) {
            m[a][b] += value[l * columns + a] * g.sums[l * g.size + 1 + b];
          }
        }
      }
    }
    return m;
  }

  private void one(Group g) {
    double[] value = new double[g.keys.size() * columns];
    for (int l = 0; l < g.keys.size() && (l + 1) * g.size <= g.sums.length; l++) {
      double weight = g.sums[l * g.size];
      for (int c = 0; c < columns && weight > 0; c++) {
        value[l * columns + c] = g.sums[l * g.size + 1 + c] / weight;
      }
    }
    levels[0] = value;
  }

  private void two(Group big, Group small, Cells cells, int bigAt, int smallAt) {
    int n = big.keys.size();
    int t = small.keys.size();
    double[] schur = new double[t * t];
    double[] right = new double[t * columns];
    for (int l = 0; l < t; l++) {
      schur[l * t + l] = weight(small, l);
      for (int c = 0; c < columns; c++) {
        right[l * columns + c] = sum(small, l, c);
      }
    }
    double[] row = new double[t];
    for (int i = 0; i < n; i++) {
      double weight = weight(big, i);
      if (weight <= 0) {
        continue;
      }
      cells.row(i, row);
      for (int a = 0; a < t; a++) {
        if (row[a] != 0) {
          eliminate(schur, row, a, t, row[a] / weight);
          for (int c = 0; c < columns; c++) {
            right[a * columns + c] -= row[a] / weight * sum(big, i, c);
          }
        }
      }
    }
    solve(small, schur, right, t);
    double[] values = new double[n * columns];
    for (int i = 0; i < n; i++) {
      double weight = weight(big, i);
      if (weight <= 0) {
        continue;
      }
      cells.row(i, row);
      for (int c = 0; c < columns; c++) {
        values[i * columns + c] = sum(big, i, c) / weight;
      }
      for (int a = 0; a < t; a++) {
        if (row[a] != 0) {
          for (int c = 0; c < columns; c++) {
            values[i * columns + c] -= row[a] / weight * right[a * columns + c];
          }
        }
      }
    }
    levels[bigAt] = values;
    levels[smallAt] = right;
  }

  private static double weight(Group g, int level) {
    return (level + 1) * g.size <= g.sums.length ? g.sums[level * g.size] : 0;
  }

  private static double sum(Group g, int level, int column) {
    return (level + 1) * g.size <= g.sums.length ? g.sums[level * g.size + 1 + column] : 0;
  }

  private static void eliminate(double[] schur, double[] row, int a, int t, double f) {
    int start = a * t;
    for (int b = a; b < t; b++) {
      schur[start + b] -= f * row[b];
    }
  }

  /** Solves the symmetric system, given by its upper half, in place of the right-hand sides. */
  private void solve(Group small, double[] s, double[] right, int t) {
    boolean[] left = new boolean[t];
    for (int p = 0; p < t; p++) {
      double pivot = s[p * t + p];
      left[p] = !(pivot > SINGULAR * weight(small, p));
      if (left[p]) {
        continue;
      }
      for (int i = p + 1; i < t; i++) {
        double f = s[p * t + i] / pivot;
        if (f == 0) {
          continue;
        }
        for (int j = i; j < t; j++) {
          s[i * t + j] -= f * s[p * t + j];
        }
        for (int c = 0; c < columns; c++) {
          right[i * columns + c] -= f * right[p * columns + c];
        }
      }
    }
    for (int p = t - 1; p >= 0; p--) {
      for (int c = 0; c < columns; c++) {
        double sum = right[p * columns + c];
        for (int j = p + 1; j < t && !left[p]; j++) {
          sum -= s[p * t + j] * right[j * columns + c];
        }
        right[p * columns + c] = left[p] ? 0 : sum / s[p * t + p];
      }
    }
  }
}
