package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jevons.econometrics.Bandwidth;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Inference;
import jevons.econometrics.InstrumentTests;
import jevons.econometrics.Remark;

/**
 * Two-stage least squares. With W = [X1 Z] the exogenous regressors and the excluded instruments,
 *
 * <pre>
 *   P_j = argmin |X2_j - W p|^2,   Xh = [X1 W P],   b = argmin |y - Xh b|^2
 * </pre>
 *
 * Influences are made of Xh and of e = y - [X1 X2] b. On the driver each regression is refined with
 * residuals in twice the precision.
 */
final class TwoStage {
  private final Rows rows;
  private final Design design;
  private final Regression.Counts counts;
  private final FirstStageRows first;
  private final double[][] coefficients;
  private final double[][] triangle;
  private final Regression second;

  /**
   * @param rows effects projected out
   */
  TwoStage(Rows rows, Design design, Regression.Counts counts, ColumnChecks checks) {
    this.rows = rows;
    this.design = design;
    this.counts = counts;
    this.first = FirstStageRows.of(design);
    int endogenous = design.endogenous();
    this.coefficients = new double[endogenous][];
    double[][] r = null;
    for (int j = 0; j < endogenous; j++) {
      int column = j;
      FirstStageRows f = first;
      Triangle.Solution solution = rows.view(row -> f.pick(row, column)).solve(f.layout());
      if (j == 0) {
        checks.collinear(solution, first.columns());
      }
      coefficients[j] = solution.beta();
      r = solution.r();
    }
    this.triangle = r;
    checkFirstStages();
    this.second = second(checks);
  }

  /** An endogenous regressor that its instruments fit exactly is exogenous. */
  private void checkFirstStages() {
    Layout at = design.layout();
    FirstStageRows f = first;
    double[][] p = coefficients;
    int endogenous = p.length;
    double[] squares =
        rows.sum(
            2 * endogenous,
            (s, row) -> {
              for (int j = 0; j < endogenous; j++) {
                double x = row[Layout.X + f.exogenous() + j];
                double v = f.residual(row, j, p[j]);
                s[j] += row[at.weight()] * v * v;
                s[endogenous + j] += row[at.weight()] * x * x;
              }
            });
    for (int j = 0; j < endogenous; j++) {
      if (squares[j] <= Estimation.PERFECT * squares[endogenous + j]) {
        String name = design.terms().get(f.exogenous() + j);
        throw new EconometricsException(
            "the first stage fits "
                + name
                + " exactly by "
                + f.names()
                + " (\""
                + design.formula()
                + "\"), so it is not endogenous. Write it among the regressors.");
      }
    }
  }

  private Regression second(ColumnChecks checks) {
    Layout at = design.layout();
    FirstStageRows f = first;
    double[][] p = coefficients;
    Triangle.Solution solution = rows.view(row -> f.projected(row, p)).solve(at);
    checks.identified(solution, IntStream.rangeClosed(1, at.k()).toArray());
    double[] beta = solution.beta();
    Rows longer = rows.map(row -> Regression.withResidual(f.projected(row, p), row, at, beta));
    return Regression.of(longer, design, beta, solution.r(), counts);
  }

  Regression second() {
    return second;
  }

  /** The regression of an endogenous regressor on all instruments. */
  private Regression firstStage(int j) {
    FirstStageRows f = first;
    double[] p = coefficients[j];
    Rows with =
        rows.view(
            row -> {
              double[] picked = f.pick(row, j);
              return Regression.withResidual(picked, picked, f.layout(), p);
            });
    Design ofStage = design.withRegressors(f.layout(), f.names());
    return Regression.of(with, ofStage, p, triangle, counts);
  }

  InstrumentTests tests(List<Covariance> covariances, List<Remark> remarks) {
    List<Covariance> all = new ArrayList<>(covariances);
    if (!all.contains(Covariance.iid())) {
      all.add(Covariance.iid());
    }
    Moments moments = Moments.of(rows, design, first);
    List<InstrumentTests.FirstStage> stages = new ArrayList<>();
    // What the tests remark about few clusters and the like was said of the fit already.
    List<Remark> known = new ArrayList<>();
    List<Regression> regressions = new ArrayList<>();
    boolean leverage = covariances.stream().anyMatch(Regression::needsLeverage);
    for (int j = 0; j < design.endogenous(); j++) {
      Regression stage = firstStage(j);
      regressions.add(leverage ? stage.withLeverage() : stage);
    }
    for (Covariance c : all) {
      for (int j = 0; j < regressions.size(); j++) {
        String name = design.terms().get(first.exogenous() + j);
        InstrumentTests.FTest f =
            Wald.last(
                "F of the excluded instruments",
                regressions.get(j).infer(c, known),
                first.instruments());
        stages.add(new InstrumentTests.FirstStage(name, c, f, moments.partialR2(j)));
        if (c.equals(covariances.get(0)) && f.f() < Remark.WeakInstruments.RULE_OF_THUMB) {
          remarks.add(new Remark.WeakInstruments(name, c, f.f()));
        }
      }
    }
    Regression augmented = augmented(leverage);
    Identification identification =
        new Identification(rows, design, first, coefficients, second, counts, moments);
    List<InstrumentTests.Identification> tests = new ArrayList<>();
    for (Covariance c : covariances) {
      Covariance ofMoments = withLags(c, second.infer(c, known));
      Optional<InstrumentTests.ChiSquaredTest> over =
          identification.overidentification(ofMoments, remarks);
      tests.add(
          new InstrumentTests.Identification(
              c,
              identification.weak(ofMoments),
              identification.under(ofMoments),
              over,
              Wald.last("Wu-Hausman", augmented.infer(c, known), design.endogenous())));
    }
    return new InstrumentTests(stages, tests);
  }

  /**
   * The covariance with the lags that a rule set for the coefficients: a rule asked of the moments
   * themselves would depend on the basis they happen to be written in.
   */
  private static Covariance withLags(Covariance covariance, Inference chosen) {
    if (chosen.lags().isEmpty()) {
      return covariance;
    }
    Bandwidth lags = new Bandwidth.Lags(chosen.lags().getAsInt());
    if (covariance instanceof Covariance.NeweyWest nw && isRule(nw.bandwidth())) {
      return new Covariance.NeweyWest(lags, nw.refinement());
    } else if (covariance instanceof Covariance.DriscollKraay dk && isRule(dk.bandwidth())) {
      return new Covariance.DriscollKraay(lags, dk.refinement());
    }
    return covariance;
  }

  private static boolean isRule(Bandwidth bandwidth) {
    return bandwidth == Bandwidth.Rule.AUTO || bandwidth == Bandwidth.Rule.ANDREWS;
  }

  /** y on the regressors and the residuals of the first stages. */
  private Regression augmented(boolean leverage) {
    Layout at = design.layout();
    int endogenous = design.endogenous();
    int k = at.k();
    Layout longer =
        new Layout(k + endogenous, at.effects(), at.clusters(), at.hasUnit(), at.hasTime());
    List<String> names = new ArrayList<>(design.terms());
    design.terms().subList(k - endogenous, k).forEach(t -> names.add("residual of " + t));
    FirstStageRows f = first;
    double[][] p = coefficients;
    Rows with =
        rows.view(
            row -> {
              double[] wide = new double[longer.size()];
              System.arraycopy(row, 0, wide, 0, k + 1);
              for (int j = 0; j < endogenous; j++) {
                wide[Layout.X + k + j] = f.residual(row, j, p[j]);
              }
              System.arraycopy(row, at.weight(), wide, longer.weight(), at.size() - at.weight());
              return wide;
            });
    Regression regression =
        Regression.leastSquares(
            with, design.withRegressors(longer, names), with.solve(longer), counts);
    return leverage ? regression.withLeverage() : regression;
  }
}
