package jevons.econometrics.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jevons.econometrics.Covariance;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;

/**
 * A regression that is solved. The regressors in its rows and in its triangle are what influences
 * are made of: projected on the instruments where there are some, while the residuals are those of
 * the regressors as they are.
 *
 * @param rows each with its residual, and its leverage where that was asked for
 * @param ssr sum w e^2
 */
record Regression(Solved solved, Rows rows, double ssr, Optional<Absorption> absorption) {

  /**
   * What the regressions of one fit share.
   *
   * @param n rows
   * @param absorbed coefficients that the absorbed effects take up
   */
  record Counts(SmallSample ssc, long n, int absorbed, Optional<Absorption> absorption) {}

  /**
   * @param rows with their residuals
   */
  static Regression of(Rows rows, Design design, double[] beta, double[][] r, Counts counts) {
    // A local, so that the lambda does not drag the design along to the executors.
    Layout l = design.layout();
    double[] ssr =
        rows.sum(1, (s, row) -> s[0] += row[l.weight()] * row[l.residual()] * row[l.residual()]);
    int parameters = beta.length + counts.absorbed();
    double sigma2 = ssr[0] / (counts.n() - parameters);
    Solved solved = new Solved(design, counts.ssc(), counts.n(), parameters, beta, r, sigma2);
    return new Regression(solved, rows, ssr[0], counts.absorption());
  }

  /** Least squares of y on the regressors of the rows. */
  static Regression leastSquares(
      Rows rows, Design design, Triangle.Solution solution, Counts counts) {
    Layout l = design.layout();
    double[] beta = solution.beta();
    Rows longer = rows.map(row -> withResidual(row, row, l, beta));
    return of(longer, design, beta, solution.r(), counts);
  }

  /**
   * A row with y - x b appended.
   *
   * @param x has the regressors where the layout says
   */
  static double[] withResidual(double[] row, double[] x, Layout l, double[] beta) {
    TwoFold sum = new TwoFold();
    sum.add(row[Layout.Y]);
    for (int j = 0; j < beta.length; j++) {
      sum.add(-x[Layout.X + j], beta[j]);
    }
    double[] longer = Arrays.copyOf(row, l.size() + 2);
    longer[l.residual()] = sum.get();
    longer[l.leverage()] = Double.NaN;
    return longer;
  }

  /** The same with leverages in its rows, those of absorbed effects included. */
  Regression withLeverage() {
    Layout l = solved.design().layout();
    double[][] r = solved.r();
    Absorption.Leverage ofEffects = absorption.map(a -> a.leverage(l)).orElse(row -> 0);
    Rows with =
        rows.map(
            row -> {
              double root = Math.sqrt(row[l.weight()]);
              double[] x = new double[l.k()];
              for (int j = 0; j < x.length; j++) {
                x[j] = root * row[Layout.X + j];
              }
              double h = ofEffects.of(row);
              for (double q : Triangle.solveTransposed(r, x)) {
                h += q * q;
              }
              double[] changed = row.clone();
              changed[l.leverage()] = h;
              return changed;
            });
    return new Regression(solved, with, ssr, absorption);
  }

  static boolean needsLeverage(Covariance covariance) {
    return covariance instanceof Covariance.Heteroskedastic h && h.type() > 1;
  }

  /**
   * @param remarks to be added to
   */
  Sandwich sandwich(List<Remark> remarks) {
    return new Sandwich(solved, new RowInfluences(rows, solved.design(), solved.r()), remarks);
  }

  Inference infer(Covariance covariance, List<Remark> remarks) {
    return sandwich(remarks).infer(covariance);
  }
}
