package jevons.econometrics.internal.moments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * Sums of influences u = (X'WX)^-1 x w e of a {@link MomentRegression}: by the values of a key from
 * products where those were kept, all else from a second read.
 */
public final class Scores {
  /** Share of their size or error by which slopes may miss what the second read's residuals say. */
  private static final double OFF = 1e-9;

  private final MomentRegression regression;
  private final List<Integer> keys;
  private final List<int[]> pairs;
  private final List<Integer> types;
  private final List<int[]> nests;
  private final Optional<SecondPass.Sums> second;

  private Scores(
      MomentRegression regression,
      List<Integer> keys,
      List<int[]> pairs,
      List<Integer> types,
      List<int[]> nests,
      Optional<SecondPass.Sums> second) {
    this.regression = regression;
    this.keys = keys;
    this.pairs = pairs;
    this.types = types;
    this.nests = nests;
    this.second = second;
  }

  /**
   * Makes a second read if one is needed.
   *
   * @param keys by whose values influences will be summed
   * @param pairs keys by pairs of whose values they will be summed
   * @param types of heteroskedasticity, 0 to 3, whose squares will be asked for
   * @param nests pairs of keys, an effect and a cluster, for {@link #isNested}
   * @return empty where the second read shows that the first has lost too many digits, or where
   *     there are too many pairs
   */
  public static Optional<Scores> of(
      MomentRegression regression,
      List<Integer> keys,
      List<int[]> pairs,
      List<Integer> types,
      List<int[]> nests) {
    // The first type has the squares of type 0, times a factor.
    Set<Integer> squared = new LinkedHashSet<>();
    types.forEach(t -> squared.add(t == 1 ? 0 : t));
    List<int[]> several = new ArrayList<>();
    for (int[] pair : pairs) {
      if (regression.isSingle(pair[0], pair[1])) {
        squared.add(0);
      } else {
        several.add(pair);
      }
    }
    List<Integer> squares = List.copyOf(squared);
    boolean enough =
        !regression.residualsAreSmall()
            && keys.stream().allMatch(regression::hasProducts)
            && pairs.isEmpty()
            && squares.isEmpty()
            && nests.isEmpty();
    if (enough) {
      return Optional.of(new Scores(regression, keys, pairs, squares, nests, Optional.empty()));
    }
    SecondPass.Sums second = regression.second(keys, several, squares, nests);
    // Also where it is no number: the data changed between the reads.
    boolean lost = !(regression.off(second) <= OFF);
    for (Group group : second.byPair) {
      lost |= group.givenUp;
    }
    return lost
        ? Optional.empty()
        : Optional.of(new Scores(regression, keys, several, squares, nests, Optional.of(second)));
  }

  /** Sums of influences by the code of a key; codes without rows are left out. */
  public Map<Integer, double[]> by(int key) {
    Map<Integer, double[]> by = new HashMap<>();
    int place = keys.indexOf(key);
    for (int code = 0; code < regression.keys(key).size(); code++) {
      if (regression.hasRows(key, code)) {
        double[] score =
            second.isPresent() ? part(second.get(), place, code) : regression.score(key, code);
        by.put(code, regression.influence(score));
      }
    }
    return by;
  }

  private double[] part(SecondPass.Sums sums, int place, int code) {
    int from = code * sums.stride;
    return Arrays.copyOfRange(sums.byKey[place], from, from + regression.slopes() + 1);
  }

  /** Codes of a key that have rows, in the order of its values. */
  public List<Integer> codes(int key) {
    Dictionary values = regression.keys(key);
    List<Integer> codes = new ArrayList<>();
    for (int code = 0; code < values.size(); code++) {
      if (regression.hasRows(key, code)) {
        codes.add(code);
      }
    }
    codes.sort((a, b) -> values.compare(a, b));
    return codes;
  }

  /** Whether {@link #products} of a key were kept. */
  public boolean hasProducts(int key) {
    return regression.hasProducts(key);
  }

  /** Products of q = R^-T x over the rows of one value of a key [k x k]. */
  public double[][] products(int key, int code) {
    return regression.products(key, code);
  }

  /** Sums of q w e over the rows of one value of a key [k]. */
  public double[] score(int key, int code) {
    return regression.orthonormal(
        second.isPresent()
            ? part(second.get(), keys.indexOf(key), code)
            : regression.score(key, code));
  }

  /**
   * Vectors whose outer products add up to those of the sums of influences by pair of codes: the
   * sums themselves, or, where no pair has two rows, a root of the sum over rows.
   */
  public List<double[]> byPair(int first, int second) {
    List<double[]> sums = new ArrayList<>();
    if (regression.isSingle(first, second)) {
      EigenDecompositionSymmetric eigen =
          new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(squares(0)));
      double[] values = eigen.getEigenvalues();
      for (int i = 0; i < values.length; i++) {
        double root = Math.sqrt(Math.max(values[i], 0));
        sums.add(eigen.getEigenvector(i).mapMultiply(root).toArray());
      }
      return sums;
    }
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i)[0] == first && pairs.get(i)[1] == second) {
        Group group = this.second.orElseThrow().byPair[i];
        for (int c = 0; c < group.keys.size(); c++) {
          int from = c * group.size;
          double[] score = Arrays.copyOfRange(group.sums, from, from + regression.slopes() + 1);
          sums.add(regression.influence(score));
        }
      }
    }
    return sums;
  }

  /** sum_i u_i u_i' / (1 - h_i)^d, d = 0, 0, 1, 2 for the types 0 to 3 [k x k]. */
  public double[][] squares(int type) {
    int size = regression.slopes() + 1;
    double[] outer = second.orElseThrow().outer[squaresPlace(type)];
    double[][] m = CrossProducts.matrix(outer, 0, size);
    // V = A M A', A by its action on each column.
    double[][] half = new double[size][];
    for (int c = 0; c < size; c++) {
      half[c] = regression.influence(m[c]);
    }
    int k = half[0].length;
    double[][] v = new double[k][];
    for (int a = 0; a < k; a++) {
      double[] column = new double[size];
      for (int c = 0; c < size; c++) {
        column[c] = half[c][a];
      }
      v[a] = regression.influence(column);
    }
    return v;
  }

  /** Rows that the squares of a type leave out since their leverage is 1. */
  public long fullLeverage(int type) {
    return second.orElseThrow().fullLeverage[squaresPlace(type)];
  }

  private int squaresPlace(int type) {
    return types.indexOf(type == 1 ? 0 : type);
  }

  /** Whether all rows of a value of the first key have one value of the second. */
  public boolean isNested(int first, int second) {
    if (first == second) {
      return true;
    }
    for (int i = 0; i < nests.size(); i++) {
      if (nests.get(i)[0] == first && nests.get(i)[1] == second) {
        for (int code : this.second.orElseThrow().nested[i]) {
          if (code == -2) {
            return false;
          }
        }
        return true;
      }
    }
    throw new IllegalStateException("keys " + first + " and " + second + " were not asked for");
  }

  /** Weighted squares of the residuals, from the rows where they were read. */
  public double squaresOfResiduals() {
    return second.map(s -> s.squares).orElseGet(regression::squares);
  }
}
