package jevons.econometrics.itemresponse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jevons.econometrics.EconometricsException;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * The two-parameter model of item response on logits: items differ in how hard they are and in how
 * sharply they tell persons apart.
 *
 * <pre>
 *   y_c = a_j (t_i - d_j) + e_c        t capability of person i, d difficulty, a > 0 slope of item j
 *   minimise  1/2 sum_c (a_j (t_i - d_j) - y_c)^2
 *             + 1/2 sum_j (ln a_j)^2 + 0.025 sum_i t_i^2 + 0.005 sum_j d_j^2
 *   Var = s^2 H^-1,   s^2 = SSR / (cells - I - 2 J),   H the Hessian, penalties included
 * </pre>
 *
 * The penalties are normal priors; they settle scale and origin, which the cells alone leave open.
 * From the Rasch estimates t, d and ln a are improved in turn {@value #ROUNDS} times, which comes
 * near; then Newton steps on all parameters together, halved while the objective rises, until the
 * largest is below {@value #CONVERGED}: going on in turn would still be some 1e-4 off after
 * thousands of rounds.
 *
 * @see <a href="https://doi.org/10.1007/BF02293801">Bock and Aitkin (1981), Psychometrika 46(4),
 *     443-459</a>, for the model; the loss is least squares on logits, since items are benchmarks
 *     with a share right and not single answers
 */
public final class TwoParameterLogistic {
  private static final int ROUNDS = 200;
  private static final double CONVERGED = 1e-10;
  private static final int NEWTON_STEPS = 200;
  private static final double ON_CAPABILITY = 0.05;
  private static final double ON_DIFFICULTY = 0.01;

  /** A logarithm beyond which a slope is a sign of data without a minimum. */
  private static final double STEEPEST = 20;

  /** Rounding in the two halves of S, as a share. */
  private static final double SYMMETRIC = 1e-9;

  private final int[] person;
  private final int[] item;
  private final double[] y;
  private final int persons;
  private final int items;
  private final double[] at;
  private final double sigma;
  private final int[][] cellsOf;

  private TwoParameterLogistic(int[] person, int[] item, double[] y, Rasch start) {
    this.person = person;
    this.item = item;
    this.y = y;
    this.persons = start.persons();
    this.items = start.items();
    this.at = new double[persons + 2 * items];
    this.cellsOf = new int[persons][];
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < persons; i++) {
      at[i] = start.capability(i);
      lists.add(new ArrayList<>());
    }
    for (int c = 0; c < y.length; c++) {
      lists.get(person[c]).add(c);
    }
    for (int i = 0; i < persons; i++) {
      cellsOf[i] = lists.get(i).stream().mapToInt(c -> c).toArray();
    }
    for (int j = 0; j < items; j++) {
      at[persons + j] = -start.easiness(j);
    }
    for (int round = 0; round < ROUNDS; round++) {
      improveInTurn();
    }
    newton();
    sigma = Math.sqrt(squares(at) / (y.length - at.length));
  }

  /**
   * Fits cells; persons and items are numbered from 0 without gaps.
   *
   * @param person of each cell
   * @param item of each cell
   * @param y of each cell, logits of shares in Jevons
   * @throws EconometricsException as {@link Rasch#fit}, or when there are no more cells than
   *     parameters, or the steps do not settle
   */
  public static TwoParameterLogistic fit(int[] person, int[] item, double[] y) {
    Rasch start = Rasch.fit(person, item, y);
    int parameters = start.persons() + 2 * start.items();
    if (y.length <= parameters) {
      throw new EconometricsException(
          "2PL: " + y.length + " cells for " + parameters + " parameters; more are needed.");
    }
    return new TwoParameterLogistic(person.clone(), item.clone(), y.clone(), start);
  }

  private void improveInTurn() {
    double[] top = new double[persons];
    double[] bottom = new double[persons];
    Arrays.fill(bottom, ON_CAPABILITY);
    for (int c = 0; c < y.length; c++) {
      double a = slope(item[c]);
      top[person[c]] += a * (y[c] + a * at[persons + item[c]]);
      bottom[person[c]] += a * a;
    }
    for (int i = 0; i < persons; i++) {
      at[i] = top[i] / bottom[i];
    }
    top = new double[items];
    bottom = new double[items];
    Arrays.fill(bottom, ON_DIFFICULTY);
    for (int c = 0; c < y.length; c++) {
      double a = slope(item[c]);
      top[item[c]] += a * (a * at[person[c]] - y[c]);
      bottom[item[c]] += a * a;
    }
    for (int j = 0; j < items; j++) {
      at[persons + j] = top[j] / bottom[j];
    }
    double[] gradient = new double[items];
    double[] curvature = new double[items];
    double[] expected = new double[items];
    for (int c = 0; c < y.length; c++) {
      double fitted = fitted(at, c);
      double residual = fitted - y[c];
      gradient[item[c]] += residual * fitted;
      expected[item[c]] += fitted * fitted;
      curvature[item[c]] += fitted * fitted + residual * fitted;
    }
    for (int j = 0; j < items; j++) {
      double logSlope = at[persons + items + j];
      // Far from the minimum the curvature can be negative; its expectation never is.
      double bend = 1 + (curvature[j] > 0 ? curvature[j] : expected[j]);
      double step = (gradient[j] + logSlope) / bend;
      at[persons + items + j] = logSlope - Math.max(-1, Math.min(1, step));
    }
  }

  private void newton() {
    double objective = objective(at);
    for (int iteration = 0; iteration < NEWTON_STEPS; iteration++) {
      double[] step = step();
      double largest = 0;
      for (double s : step) {
        largest = Math.max(largest, Math.abs(s));
      }
      double length = 1;
      double[] next = moved(step, length);
      double there = objective(next);
      // At the minimum rounding alone makes the objective rise.
      while (there > objective && length * largest > CONVERGED) {
        length /= 2;
        next = moved(step, length);
        there = objective(next);
      }
      System.arraycopy(next, 0, at, 0, at.length);
      objective = there;
      if (length * largest <= CONVERGED) {
        return;
      }
    }
    throw new EconometricsException(
        "2PL: " + NEWTON_STEPS + " Newton steps did not settle; the cells may be too few.");
  }

  private double[] moved(double[] step, double length) {
    double[] next = at.clone();
    for (int p = 0; p < next.length; p++) {
      next[p] -= length * step[p];
      if (p >= persons + items && Math.abs(next[p]) > STEEPEST) {
        next[p] = Math.copySign(STEEPEST, next[p]);
      }
    }
    return next;
  }

  /** H^-1 times the gradient; H is lifted until it is positive definite. */
  private double[] step() {
    double[] gradient = gradient();
    Curvature h = new Curvature();
    for (double lift = 0; ; lift = Math.max(1e-3, 10 * lift)) {
      try {
        return h.solve(lift, gradient);
      } catch (MathIllegalArgumentException notPositive) {
        if (lift > 1e6) {
          throw new EconometricsException("2PL: the Hessian is not positive near any minimum.");
        }
      }
    }
  }

  /**
   * The Hessian in blocks. Persons meet only in items, so their block is diagonal and is
   * eliminated.
   *
   * <pre>
   *   H = [D B; B' C],  D [I] diagonal, B [I x 2J] with entries for a person's own items only
   *   S = C - B' D^-1 B [2J x 2J];   Var(t_i) = s^2 (1/D_i + b_i' S^-1 b_i / D_i^2)
   * </pre>
   */
  private final class Curvature {
    final double[] d = new double[persons];
    final double[] onDifficulty = new double[y.length];
    final double[] onLogSlope = new double[y.length];
    final double[][] c = new double[2 * items][2 * items];

    Curvature() {
      Arrays.fill(d, ON_CAPABILITY);
      for (int j = 0; j < items; j++) {
        c[j][j] = ON_DIFFICULTY;
        c[items + j][items + j] = 1;
      }
      for (int cell = 0; cell < y.length; cell++) {
        int j = item[cell];
        double a = slope(j);
        double fitted = fitted(at, cell);
        double residual = fitted - y[cell];
        d[person[cell]] += a * a;
        c[j][j] += a * a;
        c[items + j][items + j] += fitted * fitted + residual * fitted;
        onDifficulty[cell] = -a * a;
        onLogSlope[cell] = a * fitted + residual * a;
        c[j][items + j] -= onLogSlope[cell];
        c[items + j][j] -= onLogSlope[cell];
      }
    }

    /** S with {@code lift} added to the diagonal of H, as a factorisation. */
    CholeskyDecomposition reduced(double lift) {
      double[][] s = new double[c.length][];
      for (int r = 0; r < s.length; r++) {
        s[r] = c[r].clone();
        s[r][r] += lift;
      }
      for (int i = 0; i < persons; i++) {
        double pivot = d[i] + lift;
        for (int p : cellsOf[i]) {
          for (int q : cellsOf[i]) {
            s[item[p]][item[q]] -= onDifficulty[p] * onDifficulty[q] / pivot;
            s[item[p]][items + item[q]] -= onDifficulty[p] * onLogSlope[q] / pivot;
            s[items + item[p]][item[q]] -= onLogSlope[p] * onDifficulty[q] / pivot;
            s[items + item[p]][items + item[q]] -= onLogSlope[p] * onLogSlope[q] / pivot;
          }
        }
      }
      return new CholeskyDecomposition(
          new Array2DRowRealMatrix(s, false), SYMMETRIC, Double.MIN_NORMAL);
    }

    double[] solve(double lift, double[] right) {
      double[] ofItems = Arrays.copyOfRange(right, persons, right.length);
      for (int cell = 0; cell < y.length; cell++) {
        double share = right[person[cell]] / (d[person[cell]] + lift);
        ofItems[item[cell]] -= onDifficulty[cell] * share;
        ofItems[items + item[cell]] -= onLogSlope[cell] * share;
      }
      double[] z = reduced(lift).getSolver().solve(new ArrayRealVector(ofItems, false)).toArray();
      double[] solution = Arrays.copyOf(right, right.length);
      System.arraycopy(z, 0, solution, persons, z.length);
      for (int cell = 0; cell < y.length; cell++) {
        solution[person[cell]] -=
            onDifficulty[cell] * z[item[cell]] + onLogSlope[cell] * z[items + item[cell]];
      }
      for (int i = 0; i < persons; i++) {
        solution[i] /= d[i] + lift;
      }
      return solution;
    }
  }

  private double slope(int j) {
    return Math.exp(at[persons + items + j]);
  }

  private double fitted(double[] p, int c) {
    int j = item[c];
    return Math.exp(p[persons + items + j]) * (p[person[c]] - p[persons + j]);
  }

  private double squares(double[] p) {
    double sum = 0;
    for (int c = 0; c < y.length; c++) {
      double residual = fitted(p, c) - y[c];
      sum += residual * residual;
    }
    return sum;
  }

  private double penalty(int p) {
    return p < persons ? ON_CAPABILITY : p < persons + items ? ON_DIFFICULTY : 1;
  }

  private double objective(double[] p) {
    double sum = squares(p);
    for (int q = 0; q < p.length; q++) {
      sum += penalty(q) * p[q] * p[q];
    }
    return sum / 2;
  }

  private double[] gradient() {
    double[] g = new double[at.length];
    for (int q = 0; q < g.length; q++) {
      g[q] = penalty(q) * at[q];
    }
    for (int c = 0; c < y.length; c++) {
      int j = item[c];
      double fitted = fitted(at, c);
      double residual = fitted - y[c];
      g[person[c]] += residual * slope(j);
      g[persons + j] -= residual * slope(j);
      g[persons + items + j] += residual * fitted;
    }
    return g;
  }

  /** Of each person, on the scale that the priors set. */
  public double capability(int i) {
    return at[i];
  }

  /** Standard errors of the capabilities. */
  public double[] standardErrors() {
    Curvature h = new Curvature();
    double[][] inverse = h.reduced(0).getSolver().getInverse().getData();
    double[] errors = new double[persons];
    for (int i = 0; i < persons; i++) {
      double spread = 0;
      for (int p : cellsOf[i]) {
        for (int q : cellsOf[i]) {
          spread +=
              h.onDifficulty[p] * h.onDifficulty[q] * inverse[item[p]][item[q]]
                  + 2 * h.onDifficulty[p] * h.onLogSlope[q] * inverse[item[p]][items + item[q]]
                  + h.onLogSlope[p] * h.onLogSlope[q] * inverse[items + item[p]][items + item[q]];
        }
      }
      errors[i] = sigma * Math.sqrt(1 / h.d[i] + spread / (h.d[i] * h.d[i]));
    }
    return errors;
  }

  /** The capability at which half of what lies above chance is right. */
  public double difficulty(int j) {
    return at[persons + j];
  }

  /** Logits that one unit of capability is worth on the item; above 0. */
  public double slopeOf(int j) {
    return slope(j);
  }

  /** Residual standard deviation. */
  public double sigma() {
    return sigma;
  }

  public int persons() {
    return persons;
  }

  public int items() {
    return items;
  }

  public double[] capabilities() {
    return Arrays.copyOf(at, persons);
  }

  /** The penalised sum of squares at the minimum. */
  public double objective() {
    return objective(at);
  }

  /** Largest absolute derivative at the minimum. */
  public double largestGradient() {
    double largest = 0;
    for (double g : gradient()) {
      largest = Math.max(largest, Math.abs(g));
    }
    return largest;
  }
}
