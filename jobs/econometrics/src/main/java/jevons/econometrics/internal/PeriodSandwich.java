package jevons.econometrics.internal;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.econometrics.Bandwidth;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Formula;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;
import org.hipparchus.linear.MatrixUtils;

/** Covariances of errors that are correlated over time, from sums of influences by period. */
final class PeriodSandwich {
  private static final long LONGEST = 50_000_000;

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
    boolean overlapping =
        covariance instanceof Covariance.HansenHodrick || covariance instanceof Covariance.Hodrick;
    if (overlapping && solved.design().units() > 1) {
      throw new EconometricsException(
          covariance
              + " is for one series, and there are "
              + solved.design().units()
              + " units. Use dk with the horizon less 1 as lags.");
    }
    boolean single =
        overlapping || (covariance instanceof Covariance.NeweyWest && solved.design().units() <= 1);
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
    } else if (covariance instanceof Covariance.HansenHodrick h) {
      draft.lags = OptionalInt.of(h.horizon() - 1);
      draft.v = Kernels.truncated(byPeriod, solved.k(), h.horizon());
      factors(draft, t, true);
      draft.v = PositivePart.of(draft.v, h, remarks);
    } else if (covariance instanceof Covariance.Hodrick h) {
      draft.lags = OptionalInt.of(h.horizon() - 1);
      draft.v = Hodrick.covariance(h, solved, influences.rowsByPeriod());
    } else if (covariance instanceof Covariance.NeweyWest nw) {
      if (single) {
        bartlett(draft, byPeriod, nw.bandwidth(), nw.refinement(), true);
      } else {
        withinUnits(draft, nw, byPeriod);
      }
    } else if (covariance instanceof Covariance.DriscollKraay dk) {
      bartlett(draft, byPeriod, dk.bandwidth(), dk.refinement(), false);
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

  private void bartlett(
      Draft draft,
      SortedMap<Long, double[]> byPeriod,
      Bandwidth bandwidth,
      Covariance.Refinement refinement,
      boolean single) {
    int t = byPeriod.size();
    int k = solved.k();
    boolean prewhite = refinement == Covariance.Refinement.PREWHITE;
    double b = byLength(bandwidth, t);
    if (prewhite || Double.isNaN(b)) {
      // In orthonormal coordinates R u, where the VAR is as well conditioned as can be.
      double[][] series = calendar(draft.covariance, byPeriod);
      double periods = series.length;
      double[][] recolouring = MatrixUtils.createRealIdentityMatrix(k).getData();
      if (prewhite) {
        Prewhitening whitened = Prewhitening.of(series, draft.covariance, remarks);
        series = whitened.residuals();
        recolouring = whitened.recolouring();
      }
      if (Double.isNaN(b)) {
        double[][] scores = scores(series);
        int m = Bandwidths.lagsByLength(prewhite ? 3 : 4, periods);
        b =
            bandwidth == Bandwidth.Rule.ANDREWS
                ? Bandwidths.andrews(scores, counted())
                : wholeLags(
                    Bandwidths.neweyWest(Bandwidths.autocovariances(scores, counted(), m), periods),
                    series.length);
      }
      SortedMap<Long, double[]> numbered = new TreeMap<>();
      for (int i = 0; i < series.length; i++) {
        numbered.put((long) i, Triangle.solve(solved.r(), Sweep.times(recolouring, series[i])));
      }
      draft.v = Kernels.bartlett(numbered, k, b);
    } else {
      draft.v = Kernels.bartlett(byPeriod, k, b);
    }
    note(draft, b);
    draft.df = single ? solved.dfResidual() : t - 1;
    if (refinement == Covariance.Refinement.FIXED_B) {
      double share = b / (byPeriod.lastKey() - byPeriod.firstKey() + 1);
      if (share > 1) {
        throw new EconometricsException(
            draft.covariance + ": fixedb needs fewer lags than the " + t + " periods there are.");
      }
      draft.distributions = Collections.nCopies(k, new FixedBLimit(share));
    } else {
      factors(draft, t, draft.covariance instanceof Covariance.NeweyWest);
    }
  }

  private void withinUnits(
      Draft draft, Covariance.NeweyWest nw, SortedMap<Long, double[]> byPeriod) {
    if (nw.refinement() != Covariance.Refinement.NONE || nw.bandwidth() == Bandwidth.Rule.ANDREWS) {
      throw new EconometricsException(
          nw
              + ": andrews, prewhite and fixedb are for one series, and there are "
              + solved.design().units()
              + " units. Use dk"
              + nw.toString().substring(2)
              + ", which sums each period over the units, or nw(auto).");
    }
    int k = solved.k();
    int t = byPeriod.size();
    double b = byLength(nw.bandwidth(), t);
    if (Double.isNaN(b)) {
      int m = Bandwidths.lagsByLength(4, t);
      double[] counted = counted();
      double[][] r = solved.r();
      String text = nw.toString();
      double[] s =
          influences.overUnits(
              m + 1,
              series -> Bandwidths.autocovariances(scores(r, spread(text, r, series)), counted, m));
      b = wholeLags(Bandwidths.neweyWest(s, t), t);
    }
    note(draft, b);
    draft.v = Sandwich.square(influences.overUnits(k * k, Kernels.bartlettOf(k, b)), k);
    draft.df = solved.ssc() == SmallSample.STATA ? solved.dfResidual() : t - 1;
    factors(draft, t, true);
  }

  private static void note(Draft draft, double b) {
    draft.bandwidth = OptionalDouble.of(b);
    draft.lags = OptionalInt.of(Kernels.lagsBelow(b));
  }

  /** The bandwidth that needs no data; NaN where a rule must read them. */
  private static double byLength(Bandwidth bandwidth, int periods) {
    return bandwidth instanceof Bandwidth.Lags l
        ? l.lags() + 1
        : bandwidth == Bandwidth.Rule.LENGTH ? Bandwidths.lagsByLength(4, periods) + 1 : Double.NaN;
  }

  private static double wholeLags(double choice, int periods) {
    return Math.min(Math.floor(choice), periods - 1) + 1;
  }

  private void factors(Draft draft, int t, boolean nw) {
    SmallSample ssc = solved.ssc();
    if (ssc == SmallSample.FIXEST) {
      draft.factors.put("(n-1)/(n-K)", (solved.n() - 1.0) / solved.dfResidual());
      draft.factors.put("T/(T-1)", t / (t - 1.0));
    } else if (ssc == SmallSample.STATA && nw) {
      draft.factors.put("n/(n-K) (newey)", solved.n() / solved.dfResidual());
    }
    draft.scale();
  }

  /** 1 for each term, 0 for the intercept unless it is alone. */
  private double[] counted() {
    double[] counted = new double[solved.k()];
    for (int j = 0; j < counted.length; j++) {
      boolean intercept = solved.design().terms().get(j).equals(Formula.INTERCEPT);
      counted[j] = intercept && counted.length > 1 ? 0 : 1;
    }
    return counted;
  }

  /** R u_t of every calendar period from first to last, 0 where there is no row. */
  private double[][] calendar(Covariance covariance, SortedMap<Long, double[]> byPeriod) {
    return spread(covariance.toString(), solved.r(), byPeriod);
  }

  private static double[][] spread(
      String covariance, double[][] r, SortedMap<Long, double[]> byPeriod) {
    long first = byPeriod.firstKey();
    long periods = byPeriod.lastKey() - first + 1;
    if (periods * r.length > LONGEST) {
      throw new EconometricsException(
          covariance
              + ": the time column spans "
              + periods
              + " periods, of which "
              + byPeriod.size()
              + " have rows; is it a count of periods? Days as a date column are counted as they"
              + " occur.");
    }
    double[][] series = new double[(int) periods][r.length];
    byPeriod.forEach((t, u) -> series[(int) (t - first)] = multiply(r, u));
    return series;
  }

  /** Scores x w e = R' (R u). */
  private double[][] scores(double[][] series) {
    return scores(solved.r(), series);
  }

  private static double[][] scores(double[][] r, double[][] series) {
    double[][] scores = new double[series.length][r.length];
    for (int t = 0; t < series.length; t++) {
      for (int j = 0; j < r.length; j++) {
        for (int i = 0; i <= j; i++) {
          scores[t][j] += r[i][j] * series[t][i];
        }
      }
    }
    return scores;
  }

  private static double[] multiply(double[][] r, double[] u) {
    double[] z = new double[u.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = i; j < z.length; j++) {
        z[i] += r[i][j] * u[j];
      }
    }
    return z;
  }
}
