package jevons.econometrics.internal;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;

/** Covariances of errors that are correlated over time, from sums of influences by period. */
final class PeriodSandwich {
  private final Solved solved;
  private final Influences influences;
  private final List<Remark> remarks;

  PeriodSandwich(Solved solved, Influences influences, List<Remark> remarks) {
    this.solved = solved;
    this.influences = influences;
    this.remarks = remarks;
  }

  void estimate(Draft draft) {
    Covariance covariance = draft.covariance;
    SortedMap<Long, double[]> byPeriod = influences.byPeriod();
    int t = byPeriod.size();
    draft.periods = OptionalInt.of(t);
    if (t < 2) {
      throw new EconometricsException(
          covariance + ": all " + solved.n() + " rows are of one period; 2 or more are needed.");
    }
    boolean single = covariance instanceof Covariance.NeweyWest && solved.design().units() <= 1;
    if (single && t < solved.n()) {
      throw new EconometricsException(
          covariance
              + ": "
              + solved.n()
              + " rows lie in "
              + t
              + " periods, so they are not one series. Set the unit column, or use dk.");
    }
    if (covariance instanceof Covariance.EqualWeightedCosine e) {
      cosines(draft, e, byPeriod);
    } else {
      bartlett(draft, byPeriod, single);
    }
    // Cosines are made for few periods: their t has few degrees of freedom instead.
    if (t < Sandwich.FEW && !single && !(covariance instanceof Covariance.EqualWeightedCosine)) {
      remarks.add(new Remark.FewPeriods(covariance, t));
    }
  }

  private void cosines(
      Draft draft, Covariance.EqualWeightedCosine e, SortedMap<Long, double[]> byPeriod) {
    int t = byPeriod.size();
    int b = e.cosines().orElse(Math.max(1, (int) Math.floor(0.4 * Math.cbrt((double) t * t))));
    if (b >= t) {
      throw new EconometricsException(
          e + ": " + b + " cosines need more than the " + t + " periods there are.");
    }
    draft.lags = OptionalInt.of(b);
    draft.v = Kernels.cosines(byPeriod, solved.k(), b);
    draft.df = b;
  }

  private void bartlett(Draft draft, SortedMap<Long, double[]> byPeriod, boolean single) {
    boolean nw = draft.covariance instanceof Covariance.NeweyWest;
    int t = byPeriod.size();
    int k = solved.k();
    OptionalInt given =
        draft.covariance instanceof Covariance.NeweyWest w
            ? w.lags()
            : ((Covariance.DriscollKraay) draft.covariance).lags();
    int l = given.orElse((int) Math.floor(4 * Math.pow(t / 100.0, 2.0 / 9)));
    draft.lags = OptionalInt.of(l);
    draft.v =
        nw && !single
            ? Sandwich.square(influences.overUnits(k * k, Kernels.bartlettOf(k, l)), k)
            : Kernels.bartlett(byPeriod, k, l);
    SmallSample ssc = solved.ssc();
    draft.df = single || (nw && ssc == SmallSample.STATA) ? solved.dfResidual() : t - 1;
    if (ssc == SmallSample.FIXEST) {
      draft.factors.put("(n-1)/(n-K)", (solved.n() - 1.0) / solved.dfResidual());
      draft.factors.put("T/(T-1)", t / (t - 1.0));
    } else if (ssc == SmallSample.STATA && nw) {
      draft.factors.put("n/(n-K) (newey)", solved.n() / solved.dfResidual());
    }
    draft.scale();
  }
}
