package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.InstrumentTests;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;

/**
 * A fit, from rows that are bound to its end: least squares with absorbed effects by a QR
 * factorisation of the demeaned rows, or two-stage least squares; covariances from sums of the
 * rows' influences u_i = R^-1 R^-T x_i w_i e_i, so that X'X is never formed.
 */
public final class Estimation {
  /** Share of the sum of squares that is left of a fit without error: rounding. */
  static final double PERFECT = 1e-24;

  private final Design design;
  private final Layout at;
  private final SmallSample ssc;
  private final List<Remark> remarks = new ArrayList<>();

  private Estimation(Design design, SmallSample ssc) {
    this.design = design;
    this.at = design.layout();
    this.ssc = ssc;
  }

  /** Fits columns on the driver. */
  public static Fit fit(Roles roles, Sample sample, SmallSample ssc) {
    Bound bound = roles.modelled(LocalBinding.bind(roles, sample));
    return fit(bound, roles.covariances(), ssc);
  }

  static Fit fit(Bound bound, List<Covariance> covariances, SmallSample ssc) {
    return new Estimation(bound.design(), ssc).run(bound.rows(), covariances, bound.origin());
  }

  private Fit run(Rows bound, List<Covariance> covariances, List<Integer> origin) {
    long n = (long) bound.sum(1, (s, row) -> s[0]++)[0];
    checkRows(n);
    Scale raw = Scale.of(bound, at);
    ColumnChecks checks = new ColumnChecks(design, n, raw, remarks);
    checks.constant();
    int effects = at.effects();
    Optional<Absorption> absorption =
        effects > 0
            ? Optional.of(new Absorption(at, design.effectLevels(), bound))
            : Optional.empty();
    absorption.ifPresent(this::remarkSingletons);
    Regression.Counts counts = new Regression.Counts(ssc, n, absorbed(), absorption);
    checkParameters(counts, covariances);
    Rows rows = bound;
    Scale within = raw;
    Optional<Fit.Convergence> convergence = Optional.empty();
    if (absorption.isPresent()) {
      Absorption.Demeaned demeaned = absorption.get().demean(bound);
      rows = demeaned.rows();
      convergence = Optional.of(demeaned.convergence());
      if (!demeaned.convergence().isReached()) {
        remarks.add(new Remark.EffectsRemain(demeaned.convergence()));
      }
      within = Scale.of(rows, at);
      checks.absorbed(bound, within);
    }
    Optional<TwoStage> stages =
        design.formula().instruments().isPresent()
            ? Optional.of(new TwoStage(rows, design, counts, checks))
            : Optional.empty();
    Regression regression =
        stages.isPresent() ? stages.get().second() : leastSquares(rows, counts, checks);
    double total = effects > 0 || design.formula().intercept() ? raw.centred()[0] : raw.square()[0];
    if (regression.ssr() <= PERFECT * total) {
      remarks.add(new Remark.PerfectFit(regression.ssr() / total));
    }
    boolean local = !origin.isEmpty();
    boolean leverage =
        covariances.stream().anyMatch(Regression::needsLeverage)
            || (local && absorption.map(Absorption::leverageIsCheap).orElse(true));
    if (leverage) {
      regression = regression.withLeverage();
    }
    Sandwich sandwich = regression.sandwich(remarks);
    List<Inference> inferences = new ArrayList<>();
    for (Covariance c : covariances) {
      inferences.add(sandwich.infer(c));
    }
    List<Fit.AbsorbedEffect> absorbedEffects = new ArrayList<>();
    for (int q = 0; q < effects; q++) {
      absorbedEffects.add(new Fit.AbsorbedEffect(effectName(q), design.effectLevels()[q]));
    }
    Optional<InstrumentTests> tests = stages.map(s -> s.tests(covariances, remarks));
    return new Fit(
        design.formula(),
        n,
        at.k(),
        1 - regression.ssr() / total,
        effects > 0 ? 1 - regression.ssr() / within.square()[0] : Double.NaN,
        regression.solved().dfResidual(),
        Math.sqrt(regression.solved().sigma2()),
        inferences,
        absorbedEffects,
        remarks.stream().distinct().toList(),
        design.dropped(),
        local ? Optional.of(figures(bound, regression, origin, leverage)) : Optional.empty(),
        tests,
        convergence);
  }

  private Regression leastSquares(Rows rows, Regression.Counts counts, ColumnChecks checks) {
    Triangle.Solution solution = rows.solve(at);
    checks.collinear(solution, IntStream.rangeClosed(1, at.k()).toArray());
    return Regression.leastSquares(rows, design, solution, counts);
  }

  private void checkRows(long n) {
    if (n == 0) {
      throw new EconometricsException(
          "formula \""
              + design.formula()
              + "\": no row is left"
              + (design.dropped().isEmpty() ? "; the data are empty." : ": " + dropped() + "."));
    }
  }

  /** Sum of levels less (effects - 1). */
  private int absorbed() {
    int count = at.effects() > 0 ? 1 : 0;
    for (int levels : design.effectLevels()) {
      count += levels - 1;
    }
    return count;
  }

  private void remarkSingletons(Absorption absorption) {
    for (int q = 0; q < at.effects(); q++) {
      long alone = absorption.singletons(q);
      if (alone > 0) {
        remarks.add(new Remark.Singletons(effectName(q), alone));
      }
    }
  }

  /** The longest regression of a fit with instruments is the first stage. */
  private void checkParameters(Regression.Counts counts, List<Covariance> covariances) {
    int instruments = design.instruments().size();
    if (instruments > 0 && covariances.stream().anyMatch(c -> c instanceof Covariance.Hodrick)) {
      throw new EconometricsException(
          "hodrick is for least squares; with instruments use hansen-hodrick or nw: \""
              + design.formula()
              + "\".");
    }
    if (instruments < design.endogenous()) {
      int exogenous = at.k() - design.endogenous();
      throw new EconometricsException(
          "formula \""
              + design.formula()
              + "\": "
              + instruments
              + (instruments == 1 ? " instrument " : " instruments ")
              + design.instruments()
              + " for "
              + design.endogenous()
              + " endogenous regressors "
              + design.terms().subList(exogenous, at.k())
              + "; at least as many instruments are needed.");
    }
    int parameters = counts.absorbed() + at.k() - design.endogenous() + instruments;
    if (counts.n() <= parameters) {
      throw new EconometricsException(
          "formula \""
              + design.formula()
              + "\": "
              + counts.n()
              + " rows for "
              + parameters
              + " coefficients"
              + (instruments > 0 ? " of the first stage" : "")
              + (at.effects() > 0 ? " (absorbed levels included)" : "")
              + "; more rows than coefficients are needed."
              + (design.dropped().isEmpty() ? "" : " Left out: " + dropped() + "."));
    }
  }

  private Fit.RowFigures figures(
      Rows bound, Regression regression, List<Integer> origin, boolean leverage) {
    List<double[]> raw = ((LocalRows) bound).rows;
    List<double[]> now = ((LocalRows) regression.rows()).rows;
    List<Fit.RowFigure> list = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      double[] row = now.get(i);
      List<Double> x = new ArrayList<>();
      for (int j = 0; j < at.k(); j++) {
        x.add(row[Layout.X + j]);
      }
      List<Double> u = new ArrayList<>();
      for (double d : RowInfluences.influence(row, at, regression.solved().r())) {
        u.add(d);
      }
      double e = row[at.residual()];
      list.add(
          new Fit.RowFigure(
              origin.get(i),
              raw.get(i)[Layout.Y] - e,
              e,
              leverage ? row[at.leverage()] : Double.NaN,
              x,
              u));
    }
    return new Fit.RowFigures(list);
  }

  private String effectName(int q) {
    return design.formula().effects().get(q).name();
  }

  private String dropped() {
    List<String> parts = new ArrayList<>();
    design.dropped().forEach((reason, rows) -> parts.add(reason + " in " + rows));
    return String.join(", ", parts);
  }
}
