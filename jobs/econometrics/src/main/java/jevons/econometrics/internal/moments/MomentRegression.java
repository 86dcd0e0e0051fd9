package jevons.econometrics.internal.moments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * Least squares from sums of products of shifted columns, in one read or two. Products square the
 * condition of the regressors, so they serve only while enough digits are left; {@link #solve} says
 * whether they are, and a factorisation of the rows themselves has to be made where they are not.
 *
 * <pre>
 *   S = sum z z' - mean or effects,   S_xx b = S_xy,   S_xx = R'R
 * </pre>
 */
public final class MomentRegression {
  /** Smallest over largest eigenvalue of the regressors' correlations: 11 digits are left. */
  private static final double WELL_CONDITIONED = 1e-4;

  /** Share of the squares about the shift that must be left, lest the difference lose digits. */
  private static final double LEFT = 1e-4;

  /** Share of y's squares below which the rows' own residuals lose digits as well. */
  private static final double PERFECT = 1e-11;

  /** Squared means, in variances, at which the shift was no good and the read is made again. */
  private static final double FAR = 1e3;

  private static final int TRIES = 2;

  /** Numbers kept for one key; where its products are more, a second read is made. */
  public static final int LIMIT = 6_000_000;

  private final Blocks blocks;
  private final boolean intercept;
  private final List<Integer> effects;
  private final List<Group.Need> needs;
  private final int[] pair;
  private final int limit;
  private boolean pairsAreSingle;
  private DesignRows design;
  private FirstPass.Sums sums;
  private Absorbed absorbed;
  private double[] mean;
  private double[][] raw;
  private double[][] left;
  private double[][] triangle;
  private double[] slopes;

  private MomentRegression(
      Blocks blocks,
      DesignRows design,
      boolean intercept,
      List<Integer> effects,
      List<Group.Need> needs,
      int[] pair,
      int limit) {
    this.blocks = blocks;
    this.design = design;
    this.intercept = intercept;
    this.effects = effects;
    this.needs = needs;
    this.pair = pair;
    this.limit = limit;
  }

  /**
   * Reads the data once and solves.
   *
   * @param effects keys of the absorbed effects, two at most
   * @param clusters keys by whose values products are kept; not with effects
   * @param pairs of keys, by pairs of whose values scores will be wanted
   * @param first some of the rows, to take the shift from
   * @param limit numbers kept in memory for the products by one key, {@link #LIMIT} unless tested
   * @return empty where too few digits would be left, or something is to be said about the data
   *     that takes a look at the rows
   */
  public static Optional<MomentRegression> solve(
      Blocks blocks,
      DesignRows design,
      boolean intercept,
      List<Integer> effects,
      Set<Integer> clusters,
      List<int[]> pairs,
      Blocks first,
      int limit) {
    List<Group.Need> needs =
        new ArrayList<>(Collections.nCopies(design.columns().keys().size(), Group.Need.COUNT));
    if (effects.isEmpty()) {
      clusters.forEach(q -> needs.set(q, Group.Need.PRODUCTS));
    }
    effects.forEach(q -> needs.set(q, Group.Need.SUMS));
    int[] pair =
        effects.size() == 2
            ? new int[] {effects.get(0), effects.get(1)}
            : pairs.size() == 1 ? pairs.get(0) : new int[0];
    MomentRegression regression =
        new MomentRegression(blocks, design, intercept, effects, needs, pair, limit);
    return regression.read(first) && regression.solve()
        ? Optional.of(regression)
        : Optional.empty();
  }

  private boolean read(Blocks first) {
    boolean centred = intercept || !effects.isEmpty();
    if (centred) {
      List<Group.Need> none = Collections.nCopies(design.columns().keys().size(), Group.Need.COUNT);
      FirstPass.Sums start = first.run(new FirstPass(design, none, limit));
      if (start.rows > 0) {
        shift(matrix(start));
      }
    }
    for (int round = 0; round < TRIES; round++) {
      sums = blocks.run(new FirstPass(design, needs, limit, pair));
      raw = matrix(sums);
      if (sums.badWeight || sums.rows <= design.width()) {
        return false;
      }
      if (!centred || near()) {
        return true;
      }
      shift(raw);
    }
    return false;
  }

  private double[][] matrix(FirstPass.Sums of) {
    return CrossProducts.matrix(of.total, 0, design.width());
  }

  private void shift(double[][] m) {
    double[] by = design.shift().clone();
    for (int c = 0; c < by.length; c++) {
      by[c] += m[0][c + 1] / m[0][0];
    }
    design = design.shifted(by);
  }

  private boolean near() {
    for (int c = 1; c < raw.length; c++) {
      double square = raw[0][c] * raw[0][c] / raw[0][0];
      if (square > FAR * (raw[c][c] - square)) {
        return false;
      }
    }
    return true;
  }

  private boolean solve() {
    int columns = design.width() - 1;
    mean = new double[columns];
    left = new double[columns][columns];
    if (!effects.isEmpty()) {
      Group[] groups = effects.stream().map(q -> sums.groups[q]).toArray(Group[]::new);
      Optional<Absorbed> found = Absorbed.solve(groups, sums.cells, columns);
      if (found.isEmpty()) {
        return false;
      }
      absorbed = found.get();
      double[][] explained = absorbed.explained(groups);
      for (int a = 0; a < columns; a++) {
        for (int b = 0; b < columns; b++) {
          left[a][b] = raw[a + 1][b + 1] - (explained[a][b] + explained[b][a]) / 2;
        }
      }
    } else {
      for (int c = 0; c < columns && intercept; c++) {
        mean[c] = raw[0][c + 1] / raw[0][0];
      }
      for (int a = 0; a < columns; a++) {
        for (int b = 0; b < columns; b++) {
          left[a][b] = raw[a + 1][b + 1] - mean[a] * raw[0][b + 1];
        }
      }
    }
    pairsAreSingle = sums.cells != null && sums.cells.areSingle();
    // No longer needed, and large.
    sums.cells = null;
    for (int c = 0; c < columns; c++) {
      if (!(left[c][c] > LEFT * raw[c + 1][c + 1]) || !Double.isFinite(left[c][c])) {
        return false;
      }
    }
    int k = columns - 1;
    if (!wellConditioned(k)) {
      return false;
    }
    triangle = cholesky(left, k);
    double[] right = new double[k];
    for (int j = 0; j < k; j++) {
      right[j] = left[j][k];
    }
    slopes = solveSquare(right);
    return squares() > PERFECT * left[k][k];
  }

  /** Whether y is explained so well that products cannot say how much is left; the rows can. */
  boolean residualsAreSmall() {
    return squares() < LEFT * within();
  }

  private boolean wellConditioned(int k) {
    if (k == 0) {
      return true;
    }
    double[][] correlation = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        correlation[a][b] = left[a][b] / Math.sqrt(left[a][a] * left[b][b]);
      }
    }
    double[] values =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(correlation)).getEigenvalues();
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (double value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    return smallest > WELL_CONDITIONED * largest;
  }

  private static double[][] cholesky(double[][] s, int k) {
    double[][] r = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = i; j < k; j++) {
        double sum = s[i][j];
        for (int p = 0; p < i; p++) {
          sum -= r[p][i] * r[p][j];
        }
        r[i][j] = i == j ? Math.sqrt(sum) : sum / r[i][i];
      }
    }
    return r;
  }

  /** (R'R)^-1 of a vector [k]. */
  private double[] solveSquare(double[] right) {
    int k = right.length;
    double[] x = right.clone();
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        x[i] -= triangle[j][i] * x[j];
      }
      x[i] /= triangle[i][i];
    }
    for (int i = k - 1; i >= 0; i--) {
      for (int j = i + 1; j < k; j++) {
        x[i] -= triangle[i][j] * x[j];
      }
      x[i] /= triangle[i][i];
    }
    return x;
  }

  /** Regressors without the intercept. */
  int slopes() {
    return slopes.length;
  }

  /** Rows used. */
  public long rows() {
    return sums.rows;
  }

  /** Rows left out, by reason. */
  public Map<String, Long> reasons() {
    return sums.reasons;
  }

  /** Values of a key that have rows. */
  public int levels(int key) {
    return sums.groups[key].levels();
  }

  /** Values of a key that have one row. */
  public long singletons(int key) {
    return sums.groups[key].singletons();
  }

  /**
   * The key's values as the first read numbered them; those that only rows left out have as well.
   */
  public Dictionary keys(int key) {
    return sums.groups[key].keys;
  }

  boolean hasRows(int key, int code) {
    return code < sums.groups[key].count.length && sums.groups[key].count[code] > 0;
  }

  /** Coefficients, the intercept first where there is one [k]. */
  public double[] coefficients() {
    if (!intercept) {
      return slopes.clone();
    }
    int k = slopes.length;
    double[] all = new double[k + 1];
    all[0] = mean(k);
    for (int j = 0; j < k; j++) {
      all[j + 1] = slopes[j];
      all[0] -= mean(j) * slopes[j];
    }
    return all;
  }

  private double mean(int column) {
    return design.shift()[column] + mean[column];
  }

  /** R with R'R = X'WX, the intercept's column included [k x k]. */
  public double[][] triangle() {
    if (!intercept) {
      return triangle;
    }
    int k = slopes.length;
    double[][] all = new double[k + 1][k + 1];
    double root = Math.sqrt(raw[0][0]);
    all[0][0] = root;
    for (int j = 0; j < k; j++) {
      all[0][j + 1] = root * mean(j);
      System.arraycopy(triangle[j], 0, all[j + 1], 1, k);
    }
    return all;
  }

  /** Weighted squares of the residuals. */
  public double squares() {
    int k = slopes.length;
    double sum = left[k][k];
    for (int j = 0; j < k; j++) {
      sum -= slopes[j] * left[j][k];
    }
    return sum;
  }

  /** Weighted squares of y about its mean; about 0 with neither intercept nor effect. */
  public double total() {
    int k = slopes.length;
    boolean centred = intercept || !effects.isEmpty();
    double sum = raw[0][k + 1];
    return centred ? raw[k + 1][k + 1] - sum * sum / raw[0][0] : raw[k + 1][k + 1];
  }

  /** Weighted squares of what the effects leave of y. */
  public double within() {
    return left[slopes.length][slopes.length];
  }

  /** Whether each pair of values of two keys is known to have one row at most. */
  boolean isSingle(int first, int second) {
    return pairsAreSingle
        && Math.min(first, second) == Math.min(pair[0], pair[1])
        && Math.max(first, second) == Math.max(pair[0], pair[1]);
  }

  /** Whether scores by a key come without a second read. */
  boolean hasProducts(int key) {
    return needs.get(key) == Group.Need.PRODUCTS && !sums.groups[key].givenUp;
  }

  /**
   * The sums over the rows of one value of a key of v = w e (1, x), x less its mean, from products:
   * X_g'We = X_g'Wy - X_g'WX_g b.
   */
  double[] score(int key, int code) {
    int k = slopes.length;
    Group g = sums.groups[key];
    double[][] m = CrossProducts.matrix(g.sums, code * g.size, k + 2);
    double[] score = new double[k + 1];
    double constant = mean[k];
    for (int j = 0; j < k; j++) {
      constant -= mean[j] * slopes[j];
    }
    for (int i = 0; i <= k; i++) {
      score[i] = m[i][k + 1] - m[i][0] * constant;
      for (int j = 0; j < k; j++) {
        score[i] -= m[i][j + 1] * slopes[j];
      }
    }
    for (int j = 0; j < k; j++) {
      score[j + 1] -= mean[j] * score[0];
    }
    return score;
  }

  /**
   * The products of the regressors over the rows of one value of a key, in the columns q = R^-T x
   * whose products over all rows are the identity.
   */
  double[][] products(int key, int code) {
    int k = slopes.length;
    Group g = sums.groups[key];
    double[][] m = CrossProducts.matrix(g.sums, code * g.size, k + 2);
    double[][] centred = new double[k + 1][k + 1];
    for (int a = 0; a <= k; a++) {
      for (int b = 0; b <= k; b++) {
        double left = a == 0 ? 0 : mean[a - 1];
        double right = b == 0 ? 0 : mean[b - 1];
        centred[a][b] = m[a][b] - left * m[0][b] - right * m[a][0] + left * right * m[0][0];
      }
    }
    double[][] half = new double[k + 1][];
    for (int a = 0; a <= k; a++) {
      half[a] = orthonormal(centred[a]);
    }
    int size = half[0].length;
    double[][] products = new double[size][];
    for (int b = 0; b < size; b++) {
      double[] column = new double[k + 1];
      for (int a = 0; a <= k; a++) {
        column[a] = half[a][b];
      }
      products[b] = orthonormal(column);
    }
    return products;
  }

  /** R^-T of a sum of (1, x), x less its mean, in the coefficients' order. */
  double[] orthonormal(double[] sum) {
    int k = slopes.length;
    double[] q = new double[k];
    for (int i = 0; i < k; i++) {
      q[i] = sum[i + 1];
      for (int j = 0; j < i; j++) {
        q[i] -= triangle[j][i] * q[j];
      }
      q[i] /= triangle[i][i];
    }
    if (!intercept) {
      return q;
    }
    double[] all = new double[k + 1];
    all[0] = sum[0] / Math.sqrt(raw[0][0]);
    System.arraycopy(q, 0, all, 1, k);
    return all;
  }

  /** (X'WX)^-1 X'v of a score [k], in the coefficients' order. */
  double[] influence(double[] score) {
    int k = slopes.length;
    double[] right = new double[k];
    System.arraycopy(score, 1, right, 0, k);
    double[] u = solveSquare(right);
    if (!intercept) {
      return u;
    }
    double[] all = new double[k + 1];
    all[0] = score[0] / raw[0][0];
    for (int j = 0; j < k; j++) {
      all[j + 1] = u[j];
      all[0] -= mean(j) * u[j];
    }
    return all;
  }

  /** Makes the second read. */
  SecondPass.Sums second(
      List<Integer> keys, List<int[]> pairs, List<Integer> types, List<int[]> nests) {
    int[] at = effects.stream().mapToInt(Integer::intValue).toArray();
    double[][] levels = absorbed == null ? new double[0][] : absorbed.levels;
    double[] off = mean;
    DesignRows rows = design;
    if (effects.isEmpty()) {
      // What all rows lose is part of the shift, and taken off while they are read.
      double[] by = design.shift().clone();
      for (int c = 0; c < by.length; c++) {
        by[c] += mean[c];
      }
      rows = design.shifted(by);
      off = new double[mean.length];
    }
    if (sums.reasons.isEmpty()) {
      rows = rows.complete();
    }
    SecondPass.Within within = new SecondPass.Within(off, at, levels, slopes);
    Dictionary[] numbered = new Dictionary[sums.groups.length];
    for (int q = 0; q < numbered.length; q++) {
      numbered[q] = sums.groups[q].keys;
    }
    SecondPass.Wanted wanted =
        new SecondPass.Wanted(keys, pairs, types, triangle, levelWeights(), nests);
    return blocks.run(new SecondPass(rows, within, wanted, numbered, limit));
  }

  private double[] levelWeights() {
    if (effects.isEmpty()) {
      return intercept ? new double[] {1 / raw[0][0]} : new double[0];
    }
    Group g = sums.groups[effects.get(0)];
    double[] weights = new double[g.keys.size()];
    for (int l = 0; l < weights.length && (l + 1) * g.size <= g.sums.length; l++) {
      weights[l] = 1 / g.sums[l * g.size];
    }
    return weights;
  }

  /** How far the second read's own sums say the slopes are off, in the shares of their size. */
  double off(SecondPass.Sums second) {
    int k = slopes.length;
    double[] right = new double[k];
    System.arraycopy(second.gradient, 1, right, 0, k);
    double[] step = solveSquare(right);
    double worst = 0;
    for (int j = 0; j < k; j++) {
      double error = Math.sqrt(second.squares / left[j][j]);
      worst = Math.max(worst, Math.abs(step[j]) / (Math.abs(slopes[j]) + error));
    }
    return worst;
  }
}
