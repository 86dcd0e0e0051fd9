package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import jevons.econometrics.EconometricsException;

/**
 * Sums that need every row's residual: scores by cluster and period, squares for
 * heteroskedasticity. With x the regressors and y, both less their means or absorbed effects,
 *
 * <pre>
 *   e = y - x'b,   v = sqrt(w) e (sqrt(w), sqrt(w) x)   [1 + k]
 * </pre>
 */
final class SecondPass implements Pass<SecondPass.Sums> {
  private static final double FULL_LEVERAGE = 1e-10;

  /**
   * What is taken off the rows, and the coefficients of what is left.
   *
   * @param mean of each column, absorbed effects apart [k + 1]
   * @param effects keys of the absorbed effects
   * @param levels for each effect what its levels explain of each column [levels x (k + 1)]
   * @param beta coefficients [k]
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Within(double[] mean, int[] effects, double[][] levels, double[] beta)
      implements Serializable {}

  /**
   * What is summed.
   *
   * @param keys whose values have their scores summed
   * @param pairs of keys, by pair of values
   * @param types of heteroskedasticity: 0, 2, 3
   * @param triangle R'R = X'WX of the rows after what was taken off [k x k], for leverages
   * @param levelWeights 1 / weight of the rows that have one mean, for leverages: of each level of
   *     the only effect, or one of all rows; empty without a mean
   * @param nests pairs of keys: do all rows of a value of the first have one of the second?
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Wanted(
      List<Integer> keys,
      List<int[]> pairs,
      List<Integer> types,
      double[][] triangle,
      double[] levelWeights,
      List<int[]> nests)
      implements Serializable {}

  /** What the rows add up to. */
  static final class Sums implements Serializable {
    double squares;
    double[] gradient;

    /** For each key, by code, a row of places of which the first are the score. */
    double[][] byKey;

    /** Places of such a row. */
    int stride;

    Group[] byPair;
    double[][] outer;
    long[] fullLeverage;
    // The one code of the second key, -1 where none was seen yet, -2 where there are several.
    int[][] nested;
  }

  private final DesignRows design;
  private final Within within;
  private final Wanted wanted;
  private final Dictionary[] keys;
  private final int limit;

  /**
   * @param keys values of each key as the first pass numbered them
   */
  SecondPass(DesignRows design, Within within, Wanted wanted, Dictionary[] keys, int limit) {
    this.design = design;
    this.within = within;
    this.wanted = wanted;
    this.keys = keys;
    this.limit = limit;
  }

  @Override
  public Part<Sums> start() {
    return new Work();
  }

  private final class Work implements Part<Sums> {
    private final DesignRows.Loader loader = design.loader();
    private final Sums sums = new Sums();
    private final int k = within.beta().length;
    private final int stride = CrossProducts.stride(k + 2);
    private final int scoreStride = CrossProducts.stride(k + 1);
    private final double[] residual = new double[Block.ROWS];
    private final double[] score;
    private final double[] scaled;
    private final double[] leverage;
    private final boolean isCentred;
    private final int[] ofAll = new int[Block.ROWS];
    private final double[] overall = new double[stride];
    private final int[][] global = new int[keys.length][Block.ROWS];
    private final int[][] translation = new int[keys.length][0];

    Work() {
      boolean scores = !wanted.types().isEmpty() || !wanted.pairs().isEmpty();
      score = new double[scores ? Block.ROWS * scoreStride : 0];
      isCentred = Arrays.stream(within.mean()).allMatch(m -> m == 0);
      boolean leverages = wanted.types().stream().anyMatch(t -> t > 1);
      leverage = new double[leverages ? Block.ROWS : 0];
      scaled = new double[leverages ? score.length : 0];
      sums.gradient = new double[k + 1];
      sums.stride = stride;
      sums.byKey = new double[wanted.keys().size()][];
      for (int i = 0; i < sums.byKey.length; i++) {
        sums.byKey[i] = new double[keys[wanted.keys().get(i)].size() * stride];
      }
      sums.byPair = new Group[wanted.pairs().size()];
      for (int i = 0; i < sums.byPair.length; i++) {
        sums.byPair[i] = new Group(Group.Need.SUMS, Columns.Kind.WHOLE, k + 1, limit);
      }
      sums.outer = new double[wanted.types().size()][CrossProducts.size(k + 1)];
      sums.fullLeverage = new long[sums.outer.length];
      sums.nested = new int[wanted.nests().size()][];
      for (int i = 0; i < sums.nested.length; i++) {
        sums.nested[i] = new int[keys[wanted.nests().get(i)[0]].size()];
        Arrays.fill(sums.nested[i], -1);
      }
    }

    @Override
    public void add(Block block) {
      int rows = loader.load(block);
      for (int q = 0; q < keys.length; q++) {
        number(q, block.keys[q], rows);
      }
      takeOff(rows);
      residuals(rows);
      for (int i = 0; i < sums.byKey.length; i++) {
        addTo(sums.byKey[i], global[wanted.keys().get(i)], rows);
      }
      for (int i = 0; i < sums.byPair.length; i++) {
        addTo(sums.byPair[i], wanted.pairs().get(i), rows);
      }
      for (int i = 0; i < sums.outer.length; i++) {
        outer(i, rows);
      }
      for (int i = 0; i < sums.nested.length; i++) {
        nest(sums.nested[i], wanted.nests().get(i), rows);
      }
    }

    private void number(int q, Dictionary local, int rows) {
      if (local.size() > translation[q].length) {
        int before = keys[q].size();
        translation[q] = keys[q].translate(local, translation[q]);
        if (keys[q].size() > before) {
          throw new EconometricsException(
              "the data changed between two reads: "
                  + design.columns().keys().get(q)
                  + " has new values. Fit a copy or a version that stays as it is.");
        }
      }
      for (int r = 0; r < rows; r++) {
        global[q][r] = translation[q][loader.codes[q][r]];
      }
    }

    private void takeOff(int rows) {
      double[] z = loader.z;
      double[] mean = within.mean();
      int columns = k + 1;
      for (int r = 0; r < rows && !isCentred; r++) {
        int o = r * stride;
        double root = z[o];
        for (int c = 0; c < columns; c++) {
          z[o + 1 + c] -= root * mean[c];
        }
      }
      for (int e = 0; e < within.effects().length; e++) {
        double[] level = within.levels()[e];
        int[] code = global[within.effects()[e]];
        for (int r = 0; r < rows; r++) {
          int o = r * stride;
          double root = z[o];
          int from = code[r] * columns;
          for (int c = 0; c < columns; c++) {
            z[o + 1 + c] -= root * level[from + c];
          }
        }
      }
    }

    private void residuals(int rows) {
      double[] z = loader.z;
      double[] b = within.beta();
      double squares = 0;
      for (int r = 0; r < rows; r++) {
        int o = r * stride;
        double e = z[o + k + 1];
        for (int j = 0; j < k; j++) {
          e -= z[o + 1 + j] * b[j];
        }
        squares += e * e;
        residual[r] = e;
      }
      sums.squares += squares;
      for (int r = 0; r < rows && leverage.length > 0; r++) {
        leverage[r] = leverage(r);
      }
      for (int r = 0; r < rows && score.length > 0; r++) {
        int s = r * scoreStride;
        for (int j = 0; j <= k; j++) {
          score[s + j] = residual[r] * z[r * stride + j];
        }
      }
      if (sums.byKey.length == 0) {
        addTo(overall, ofAll, rows);
      }
    }

    /** x'(X'WX)^-1 x w, by x = R'q, and the weight's share of the mean that was taken off. */
    private double leverage(int r) {
      double[][] t = wanted.triangle();
      double[] z = loader.z;
      int o = r * stride;
      double[] q = new double[k];
      double h = 0;
      for (int i = 0; i < k; i++) {
        double sum = z[o + 1 + i];
        for (int j = 0; j < i; j++) {
          sum -= t[j][i] * q[j];
        }
        q[i] = sum / t[i][i];
        h += q[i] * q[i];
      }
      double[] weights = wanted.levelWeights();
      if (weights.length > 0) {
        boolean byLevel = within.effects().length > 0;
        h += z[o] * z[o] * weights[byLevel ? global[within.effects()[0]][r] : 0];
      }
      return h;
    }

    /**
     * Whole rows of z, which end at a multiple of 4 places: what stands behind the regressors is
     * summed for nothing, and no loop has a remainder.
     */
    private void addTo(double[] by, int[] code, int rows) {
      double[] z = loader.z;
      for (int r = 0; r < rows; r++) {
        double e = residual[r];
        int to = code[r] * stride;
        int from = r * stride;
        for (int j = 0; j < stride; j += 4) {
          by[to + j] += e * z[from + j];
          by[to + j + 1] += e * z[from + j + 1];
          by[to + j + 2] += e * z[from + j + 2];
          by[to + j + 3] += e * z[from + j + 3];
        }
      }
    }

    private void addTo(Group by, int[] pair, int rows) {
      if (by.givenUp) {
        return;
      }
      long radix = keys[pair[1]].size();
      for (int r = 0; r < rows; r++) {
        int code = by.keys.code(global[pair[0]][r] * radix + global[pair[1]][r]);
        by.room(by.keys.size());
        by.count[code]++;
        if ((long) by.keys.size() * by.size > by.limit) {
          by.givenUp = true;
          return;
        }
        int from = r * scoreStride;
        int to = code * by.size;
        for (int j = 0; j <= k; j++) {
          by.sums[to + j] += score[from + j];
        }
      }
    }

    private void outer(int i, int rows) {
      int type = wanted.types().get(i);
      if (type == 0) {
        CrossProducts.add(score, rows, k + 1, sums.outer[i]);
        return;
      }
      for (int r = 0; r < rows; r++) {
        double left = 1 - leverage[r];
        double f = type == 2 ? 1 / Math.sqrt(left) : 1 / left;
        if (left < FULL_LEVERAGE) {
          sums.fullLeverage[i]++;
          f = 0;
        }
        int s = r * scoreStride;
        for (int j = 0; j <= k; j++) {
          scaled[s + j] = f * score[s + j];
        }
      }
      CrossProducts.add(scaled, rows, k + 1, sums.outer[i]);
    }

    private void nest(int[] nested, int[] pair, int rows) {
      for (int r = 0; r < rows; r++) {
        nested[global[pair[0]][r]] = both(nested[global[pair[0]][r]], global[pair[1]][r]);
      }
    }

    @Override
    public Sums finish() {
      double[] by = sums.byKey.length == 0 ? overall : sums.byKey[0];
      for (int at = 0; at < by.length; at += stride) {
        for (int j = 0; j <= k; j++) {
          sums.gradient[j] += by[at + j];
        }
      }
      return sums;
    }
  }

  private static int both(int a, int b) {
    return a == -1 || a == b ? b : b == -1 ? a : -2;
  }

  @Override
  public Sums merge(Sums into, Sums other) {
    into.squares += other.squares;
    add(into.gradient, other.gradient);
    for (int i = 0; i < into.byKey.length; i++) {
      add(into.byKey[i], other.byKey[i]);
    }
    for (int i = 0; i < into.byPair.length; i++) {
      Group a = into.byPair[i];
      Group b = other.byPair[i];
      a.merge(b, a.keys.translate(b.keys));
    }
    for (int i = 0; i < into.outer.length; i++) {
      add(into.outer[i], other.outer[i]);
      into.fullLeverage[i] += other.fullLeverage[i];
    }
    for (int i = 0; i < into.nested.length; i++) {
      for (int c = 0; c < into.nested[i].length; c++) {
        into.nested[i][c] = both(into.nested[i][c], other.nested[i][c]);
      }
    }
    return into;
  }

  private static void add(double[] into, double[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] += other[i];
    }
  }
}
