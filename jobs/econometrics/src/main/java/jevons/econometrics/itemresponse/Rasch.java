package jevons.econometrics.itemresponse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jevons.econometrics.EconometricsException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The linear Rasch model: two-way fixed effects of persons and items.
 *
 * <pre>
 *   y_c = capability_i(c) + easiness_j(c) + e_c,   sum_j easiness_j = 0,   least squares over cells c
 *   A = diag(cells of i), C = diag(cells of j), B = cells of (i, j) [I x J]
 *   S = C - B'A^-1 B [J x J],  easiness = S^+ (sums by j - B'A^-1 sums by i)
 *   capability = A^-1 (sums by i - B easiness)
 *   Var(easiness) = s^2 S^+,  Var(capability) = s^2 (A^-1 + A^-1 B S^+ B'A^-1)
 *   s^2 = SSR / (cells - I - J + 1)
 * </pre>
 *
 * Persons are eliminated and the J x J system of the items is solved by Cholesky, so hundreds of
 * persons on some fifty items take milliseconds. Persons and items must hang together: with two
 * groups that share no cell, capabilities of one cannot be compared with those of the other.
 */
public final class Rasch {
  private final double[] capability;
  private final double[] capabilityError;
  private final double[] easiness;
  private final double[] easinessError;
  private final double[] residual;
  private final double sigma;
  private final int df;

  private Rasch(
      double[] capability,
      double[] capabilityError,
      double[] easiness,
      double[] easinessError,
      double[] residual,
      double sigma,
      int df) {
    this.capability = capability;
    this.capabilityError = capabilityError;
    this.easiness = easiness;
    this.easinessError = easinessError;
    this.residual = residual;
    this.sigma = sigma;
    this.df = df;
  }

  /**
   * Fits cells; persons and items are numbered from 0 without gaps.
   *
   * @param person of each cell
   * @param item of each cell
   * @param y of each cell, logits of shares in Jevons
   * @throws EconometricsException when a person or item has no cell, the cells fall into several
   *     components, or there are no more cells than parameters
   */
  public static Rasch fit(int[] person, int[] item, double[] y) {
    int n = y.length;
    if (person.length != n || item.length != n || n == 0) {
      throw new EconometricsException(
          "Rasch: "
              + person.length
              + " persons, "
              + item.length
              + " items and "
              + n
              + " values; one of each per cell is needed.");
    }
    int persons = 0;
    int items = 0;
    for (int c = 0; c < n; c++) {
      if (!Double.isFinite(y[c])) {
        throw new EconometricsException("Rasch: cell " + c + " is " + y[c] + ", not a number.");
      }
      persons = Math.max(persons, person[c] + 1);
      items = Math.max(items, item[c] + 1);
    }
    double[] a = new double[persons];
    double[] ySum = new double[persons];
    double[] cells = new double[items];
    double[] b = new double[items];
    List<List<Integer>> cellsOf = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      cellsOf.add(new ArrayList<>());
    }
    for (int c = 0; c < n; c++) {
      a[person[c]]++;
      ySum[person[c]] += y[c];
      cells[item[c]]++;
      b[item[c]] += y[c];
      cellsOf.get(person[c]).add(c);
    }
    requireAll(a, "person");
    requireAll(cells, "item");
    requireConnected(person, item, persons, items);
    int df = n - persons - items + 1;
    if (df <= 0) {
      throw new EconometricsException(
          "Rasch: " + n + " cells for " + (persons + items - 1) + " parameters; more are needed.");
    }
    double[][] s = new double[items][items];
    for (int j = 0; j < items; j++) {
      s[j][j] = cells[j];
    }
    for (int i = 0; i < persons; i++) {
      for (int c : cellsOf.get(i)) {
        b[item[c]] -= ySum[i] / a[i];
        for (int d : cellsOf.get(i)) {
          s[item[c]][item[d]] -= 1 / a[i];
        }
      }
    }
    double[][] inverse = pseudoInverse(s, (double) n / items);
    double[] easiness = new double[items];
    for (int j = 0; j < items; j++) {
      for (int l = 0; l < items; l++) {
        easiness[j] += inverse[j][l] * b[l];
      }
    }
    double[] capability = new double[persons];
    double[] capabilityError = new double[persons];
    double[] residual = new double[n];
    double ssr = 0;
    for (int i = 0; i < persons; i++) {
      double sum = ySum[i];
      double spread = 0;
      for (int c : cellsOf.get(i)) {
        sum -= easiness[item[c]];
        for (int d : cellsOf.get(i)) {
          spread += inverse[item[c]][item[d]];
        }
      }
      capability[i] = sum / a[i];
      capabilityError[i] = 1 / a[i] + spread / (a[i] * a[i]);
      for (int c : cellsOf.get(i)) {
        residual[c] = y[c] - capability[i] - easiness[item[c]];
        ssr += residual[c] * residual[c];
      }
    }
    double sigma = Math.sqrt(ssr / df);
    for (int i = 0; i < persons; i++) {
      capabilityError[i] = sigma * Math.sqrt(capabilityError[i]);
    }
    double[] easinessError = new double[items];
    for (int j = 0; j < items; j++) {
      easinessError[j] = sigma * Math.sqrt(Math.max(inverse[j][j], 0));
    }
    return new Rasch(capability, capabilityError, easiness, easinessError, residual, sigma, df);
  }

  /**
   * S has the null vector 1; adding c 11'/J makes it invertible, and 11'/(cJ) is taken off again.
   */
  private static double[][] pseudoInverse(double[][] s, double c) {
    int items = s.length;
    double[][] shifted = new double[items][items];
    for (int j = 0; j < items; j++) {
      for (int l = 0; l < items; l++) {
        shifted[j][l] = s[j][l] + c / items;
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(shifted, false);
    double[][] inverse =
        new CholeskyDecomposition(matrix, 1e-9 * c, 1e-12 * c).getSolver().getInverse().getData();
    for (int j = 0; j < items; j++) {
      for (int l = 0; l < items; l++) {
        inverse[j][l] -= 1 / (c * items);
      }
    }
    return inverse;
  }

  private static void requireAll(double[] counts, String what) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw new EconometricsException("Rasch: " + what + " " + i + " has no cell.");
      }
    }
  }

  /**
   * Which component each person belongs to, counted from 0 by size, the largest first: persons are
   * linked by an item both have.
   */
  public static int[] components(int[] person, int[] item) {
    int persons = java.util.Arrays.stream(person).max().orElse(-1) + 1;
    int items = java.util.Arrays.stream(item).max().orElse(-1) + 1;
    int[] parent = new int[persons + items];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    for (int c = 0; c < person.length; c++) {
      parent[root(parent, person[c])] = root(parent, persons + item[c]);
    }
    int[] size = new int[parent.length];
    for (int i = 0; i < persons; i++) {
      size[root(parent, i)]++;
    }
    List<Integer> roots = new ArrayList<>();
    for (int r = 0; r < size.length; r++) {
      if (size[r] > 0) {
        roots.add(r);
      }
    }
    roots.sort(Collections.reverseOrder((x, z) -> Integer.compare(size[x], size[z])));
    int[] component = new int[persons];
    for (int i = 0; i < persons; i++) {
      component[i] = roots.indexOf(root(parent, i));
    }
    return component;
  }

  private static int root(int[] parent, int i) {
    int r = i;
    while (parent[r] != r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  }

  private static void requireConnected(int[] person, int[] item, int persons, int items) {
    int[] component = components(person, item);
    int groups = java.util.Arrays.stream(component).max().orElse(0) + 1;
    if (groups > 1) {
      throw new EconometricsException(
          "Rasch: the "
              + persons
              + " persons and "
              + items
              + " items fall into "
              + groups
              + " groups that share no cell, so they cannot be put on one scale. Keep the largest"
              + " (Rasch.components).");
    }
  }

  /** Of each person, in logits. */
  public double capability(int person) {
    return capability[person];
  }

  /** Standard error of a capability, relative to easinesses that sum to 0. */
  public double standardError(int person) {
    return capabilityError[person];
  }

  public double easiness(int item) {
    return easiness[item];
  }

  public double easinessStandardError(int item) {
    return easinessError[item];
  }

  /** Of each cell, in the order handed in. */
  public double residual(int cell) {
    return residual[cell];
  }

  public double[] capabilities() {
    return capability.clone();
  }

  public double[] easinesses() {
    return easiness.clone();
  }

  public int persons() {
    return capability.length;
  }

  public int items() {
    return easiness.length;
  }

  public int cells() {
    return residual.length;
  }

  /** Residual standard deviation. */
  public double sigma() {
    return sigma;
  }

  /** Cells less parameters. */
  public int degreesOfFreedom() {
    return df;
  }
}
