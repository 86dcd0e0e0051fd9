package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jevons.econometrics.Covariance;
import jevons.econometrics.InstrumentTests;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Tests of the rank of the first stage and of the moments of the second.
 *
 * <p>With Q_Z the part of Q (see {@link Moments}) that belongs to the instruments and X2'M X2 = G'G
 * what the exogenous regressors leave of the endogenous ones, T = Q_Z'X2 G^-1 [m x k2] has the
 * canonical correlations as its singular values. That its rank is k2 - 1 is tested by l = A'T b, A
 * and b its left and right singular vectors from the k2-th on: a row moves l by A'q w (u'G^-1 b), u
 * the first-stage residuals for the Wald test and, as under the hypothesis of no first stage, the
 * endogenous regressors themselves for LM.
 *
 * @see <a href="https://doi.org/10.1016/j.jeconom.2005.02.011">Kleibergen and Paap (2006), Journal
 *     of Econometrics 133(1), 97-126</a>
 */
final class Identification {
  private final Rows rows;
  private final Design design;
  private final FirstStageRows first;
  private final double[][] coefficients;
  private final Regression second;
  private final Regression.Counts counts;
  private final Moments moments;
  private final double[][] left;
  private final double[] lambda;
  private final double[] direction;
  private final double explained;
  private final double unexplained;

  Identification(
      Rows rows,
      Design design,
      FirstStageRows first,
      double[][] coefficients,
      Regression second,
      Regression.Counts counts,
      Moments moments) {
    this.rows = rows;
    this.design = design;
    this.first = first;
    this.coefficients = coefficients;
    this.second = second;
    this.counts = counts;
    this.moments = moments;
    int m = moments.instruments();
    int k2 = moments.endogenous();
    double[][] g = moments.ofEndogenous();
    double[][] t = new double[m][];
    for (int i = 0; i < m; i++) {
      int row = moments.exogenous() + i;
      t[i] =
          Triangle.solveTransposed(
              g, IntStream.range(0, k2).mapToDouble(j -> moments.ofEndogenous(row, j)).toArray());
    }
    RealMatrix theta = MatrixUtils.createRealMatrix(t);
    double[] b =
        new EigenDecompositionSymmetric(theta.transposeMultiply(theta))
            .getEigenvector(k2 - 1)
            .toArray();
    this.direction = Triangle.solve(g, b);
    double[] along = theta.operate(b);
    EigenDecompositionSymmetric onLeft =
        new EigenDecompositionSymmetric(theta.multiplyTransposed(theta));
    this.left = new double[m - k2 + 1][];
    this.lambda = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = onLeft.getEigenvector(k2 - 1 + i).toArray();
      lambda[i] = dot(left[i], along);
    }
    this.explained = dot(along, along);
    double rest = 0;
    for (int i = moments.all(); i < moments.triangle().length - 1; i++) {
      double sum = 0;
      for (int j = 0; j < k2; j++) {
        sum += moments.ofEndogenous(i, j) * direction[j];
      }
      rest += sum * sum;
    }
    this.unexplained = rest;
  }

  InstrumentTests.FTest weak(Covariance covariance) {
    int m = moments.instruments();
    double df = counts.n() - counts.absorbed() - moments.all();
    if (covariance instanceof Covariance.Iid) {
      return new InstrumentTests.FTest("Cragg-Donald", explained / unexplained * df / m, m, df);
    }
    double[][] v =
        influences(covariance, counts.ssc(), coefficients, moments.all() + counts.absorbed());
    double wald = Wald.statistic(lambda, v);
    return new InstrumentTests.FTest("Kleibergen-Paap rk Wald", wald / m, m, df);
  }

  InstrumentTests.ChiSquaredTest under(Covariance covariance) {
    int df = left.length;
    if (covariance instanceof Covariance.Iid) {
      return new InstrumentTests.ChiSquaredTest(
          "Anderson canonical correlations LM", counts.n() * explained, df);
    }
    double[][] exogenous = new double[moments.endogenous()][];
    for (int j = 0; j < exogenous.length; j++) {
      // No coefficient for the instruments.
      exogenous[j] = java.util.Arrays.copyOf(moments.onExogenous(j), moments.all());
    }
    double[][] v = influences(covariance, SmallSample.NONE, exogenous, counts.absorbed());
    return new InstrumentTests.ChiSquaredTest(
        "Kleibergen-Paap rk LM", Wald.statistic(lambda, v), df);
  }

  /**
   * The covariance of l.
   *
   * @param coefficients of the endogenous regressors, what they leave being u
   * @param parameters K of the factors
   */
  private double[][] influences(
      Covariance covariance, SmallSample ssc, double[][] coefficients, int parameters) {
    Layout at = design.layout();
    FirstStageRows f = first;
    double[][] r = moments.r();
    double[][] a = left;
    double[] g = direction;
    int exogenous = moments.exogenous();
    boolean leverage = Regression.needsLeverage(covariance);
    Absorption.Leverage ofEffects =
        leverage
            ? counts.absorption().map(x -> x.leverage(at)).orElse(row -> 0)
            : row -> Double.NaN;
    Layout pseudo = pseudo(a.length);
    Rows moved =
        rows.view(
            row -> {
              double[] q = Triangle.solveTransposed(r, f.regressors(row));
              double u = 0;
              for (int j = 0; j < g.length; j++) {
                u += f.residual(row, j, coefficients[j]) * g[j];
              }
              double[] l = pseudoRow(row, at, pseudo);
              for (int i = 0; i < a.length; i++) {
                for (int z = 0; z < a[i].length; z++) {
                  l[Layout.X + i] += a[i][z] * q[exogenous + z] * row[at.weight()] * u;
                }
              }
              l[pseudo.leverage()] = row[at.weight()] * dot(q, q) + ofEffects.of(row);
              return l;
            });
    return covariance(moved, pseudo, covariance, ssc, parameters);
  }

  /**
   * @param remarks to be added to
   */
  Optional<InstrumentTests.ChiSquaredTest> overidentification(
      Covariance covariance, List<Remark> remarks) {
    int df = moments.instruments() - moments.endogenous();
    if (df == 0 || covariance instanceof Covariance.EqualWeightedCosine) {
      return Optional.empty();
    }
    double[][] x = moments.projectedRegressors();
    double[] y = moments.projectedResponse();
    if (covariance instanceof Covariance.Iid) {
      double sum = square(x, y, second.solved().beta());
      return Optional.of(
          new InstrumentTests.ChiSquaredTest("Sargan", counts.n() * sum / second.ssr(), df));
    }
    double[][] s = ofMoments(covariance);
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(s));
    double[] values = eigen.getEigenvalues();
    int all = moments.all();
    if (!(values[all - 1] > 1e-12 * values[0])) {
      remarks.add(new Remark.NoOveridentificationTest(covariance, all));
      return Optional.empty();
    }
    // S^-1/2 Q'X and S^-1/2 Q'y: the second step is least squares of the one on the other.
    double[][] weighted = new double[x.length][all];
    double[] response = new double[all];
    for (int i = 0; i < all; i++) {
      double[] vector = eigen.getEigenvector(i).toArray();
      double root = Math.sqrt(values[i]);
      response[i] = dot(vector, y) / root;
      for (int j = 0; j < x.length; j++) {
        weighted[j][i] = dot(vector, x[j]) / root;
      }
    }
    double[] beta = LeastSquares.solve(weighted, response).beta();
    return Optional.of(
        new InstrumentTests.ChiSquaredTest("Hansen J", square(weighted, response, beta), df));
  }

  /** S, the covariance of Q'e, at the residuals of the second stage. */
  private double[][] ofMoments(Covariance covariance) {
    Layout at = design.layout();
    FirstStageRows f = first;
    double[][] r = moments.r();
    Layout pseudo = pseudo(moments.all());
    Rows moved =
        second
            .rows()
            .view(
                row -> {
                  double[] q = Triangle.solveTransposed(r, f.regressors(row));
                  double[] l = pseudoRow(row, at, pseudo);
                  for (int i = 0; i < q.length; i++) {
                    l[Layout.X + i] = q[i] * row[at.weight()] * row[at.residual()];
                  }
                  return l;
                });
    Covariance plain =
        covariance instanceof Covariance.Heteroskedastic ? Covariance.hc0() : covariance;
    return covariance(moved, pseudo, plain, SmallSample.NONE, counts.absorbed());
  }

  /** Rows whose regressors are influences already: residual, weight and triangle are 1. */
  private double[][] covariance(
      Rows moved, Layout pseudo, Covariance covariance, SmallSample ssc, int parameters) {
    int size = pseudo.k();
    double[][] unit = new double[size][size];
    for (int i = 0; i < size; i++) {
      unit[i][i] = 1;
    }
    List<String> names = Collections.nCopies(size, "moment");
    Design of = design.withRegressors(pseudo, names);
    Solved solved = new Solved(of, ssc, counts.n(), parameters, new double[size], unit, Double.NaN);
    return new Sandwich(solved, new RowInfluences(moved, of, unit), new ArrayList<>())
        .infer(covariance)
        .vcov()
        .toArray();
  }

  private Layout pseudo(int size) {
    Layout at = design.layout();
    return new Layout(size, at.effects(), at.clusters(), at.hasUnit(), at.hasTime());
  }

  private static double[] pseudoRow(double[] row, Layout at, Layout pseudo) {
    double[] l = new double[pseudo.size() + 2];
    System.arraycopy(row, at.weight(), l, pseudo.weight(), at.size() - at.weight());
    l[pseudo.weight()] = 1;
    l[pseudo.residual()] = 1;
    return l;
  }

  private static double square(double[][] x, double[] y, double[] beta) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      TwoFold left = new TwoFold();
      left.add(y[i]);
      for (int j = 0; j < x.length; j++) {
        left.add(-x[j][i], beta[j]);
      }
      sum += left.get() * left.get();
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
