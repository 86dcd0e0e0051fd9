package jevons.econometrics.itemresponse;

import java.util.Arrays;
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

  private final int[] person;
  private final int[] item;
  private final double[] y;
  private final int persons;
  private final int items;
  private final double[] at;
  private final double sigma;
  private final double[] error;

  private TwoParameterLogistic(int[] person, int[] item, double[] y, Rasch start) {
    this.person = person;
    this.item = item;
    this.y = y;
    this.persons = start.persons();
    this.items = start.items();
    this.at = new double[persons + 2 * items];
    for (int i = 0; i < persons; i++) {
      at[i] = start.capability(i);
    }
    for (int j = 0; j < items; j++) {
      at[persons + j] = -start.easiness(j);
    }
    for (int round = 0; round < ROUNDS; round++) {
      improveInTurn();
    }
    newton();
    int df = y.length - at.length;
    sigma = Math.sqrt(squares(at) / df);
    double[][] inverse =
        new CholeskyDecomposition(new Array2DRowRealMatrix(hessian(), false))
            .getSolver()
            .getInverse()
            .getData();
    error = new double[at.length];
    for (int p = 0; p < error.length; p++) {
      error[p] = sigma * Math.sqrt(inverse[p][p]);
    }
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
    double[][] h = hessian();
    double[] gradient = gradient();
    for (double lift = 0; ; lift = Math.max(1e-3, 10 * lift)) {
      double[][] lifted = h;
      if (lift > 0) {
        lifted = new double[h.length][];
        for (int p = 0; p < h.length; p++) {
          lifted[p] = h[p].clone();
          lifted[p][p] += lift;
        }
      }
      try {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(lifted, false))
            .getSolver()
            .solve(new ArrayRealVector(gradient, false))
            .toArray();
      } catch (MathIllegalArgumentException notPositive) {
        if (lift > 1e6) {
          throw new EconometricsException("2PL: the Hessian is not positive near any minimum.");
        }
      }
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

  /** Of the objective; the terms with the residual included. */
  private double[][] hessian() {
    double[][] h = new double[at.length][at.length];
    for (int q = 0; q < h.length; q++) {
      h[q][q] = penalty(q);
    }
    for (int c = 0; c < y.length; c++) {
      int t = person[c];
      int d = persons + item[c];
      int l = persons + items + item[c];
      double a = slope(item[c]);
      double fitted = fitted(at, c);
      double residual = fitted - y[c];
      h[t][t] += a * a;
      h[d][d] += a * a;
      h[l][l] += fitted * fitted + residual * fitted;
      double onLevel = a * fitted + residual * a;
      h[t][d] -= a * a;
      h[d][t] -= a * a;
      h[t][l] += onLevel;
      h[l][t] += onLevel;
      h[d][l] -= onLevel;
      h[l][d] -= onLevel;
    }
    return h;
  }

  /** Of each person, on the scale that the priors set. */
  public double capability(int i) {
    return at[i];
  }

  public double standardError(int i) {
    return error[i];
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
