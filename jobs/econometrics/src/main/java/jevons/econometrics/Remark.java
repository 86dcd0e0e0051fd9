package jevons.econometrics;

import java.util.Locale;

/**
 * Something the reader of a fit should know. Typed, so that a report can act on it; {@code
 * toString} is the sentence to print.
 */
public sealed interface Remark {

  /** Clustered errors rest on few clusters. */
  record FewClusters(String column, int clusters) implements Remark {
    @Override
    public String toString() {
      return "cluster("
          + column
          + "): "
          + clusters
          + " clusters; such errors are too small below 20 to 50 (Cameron and Miller 2015). Use"
          + " wild("
          + column
          + ") or cr3("
          + column
          + ").";
    }
  }

  /** A bootstrap over clusters that are too few for a test at 5 %. */
  record FewDraws(Covariance covariance, int clusters, double smallestP) implements Remark {
    @Override
    public String toString() {
      return covariance
          + ": "
          + clusters
          + " clusters have so few different draws that no p-value is below "
          + smallestP
          + ", and the 95 % interval is the whole line. Webb's six points have more:"
          + " wild(...,webb).";
    }
  }

  /** Errors summed by period rest on few periods. */
  record FewPeriods(Covariance covariance, int periods) implements Remark {
    @Override
    public String toString() {
      return covariance + ": " + periods + " periods; below about 20 such errors are too small.";
    }
  }

  /** Prewhitening found scores that hardly die out. */
  record NearUnitRoot(Covariance covariance, double root) implements Remark {
    @Override
    public String toString() {
      return covariance
          + ": the VAR(1) of the scores has a root of "
          + root
          + "; so near to 1 its errors are not to be trusted. Leave prewhite out.";
    }
  }

  /** Rows whose effect has no other row, so that they say nothing about the coefficients. */
  record Singletons(String effect, long rows) implements Remark {
    @Override
    public String toString() {
      return effect + ": " + rows + " levels have one row; the effects fit those rows exactly.";
    }
  }

  /** The regressors give y to the last digits: standard errors are rounding noise. */
  record PerfectFit(double residualShare) implements Remark {
    @Override
    public String toString() {
      return "perfect fit: residuals are "
          + residualShare
          + " of the variance of y, so standard errors are rounding noise.";
    }
  }

  /**
   * A covariance matrix had a negative eigenvalue, which was set to 0. A coefficient whose own
   * variance was not positive has no standard error.
   */
  record NotPositive(Covariance covariance, double smallestEigenvalue) implements Remark {
    @Override
    public String toString() {
      return covariance
          + ": the estimate had the eigenvalue "
          + String.format(Locale.ROOT, "%.2g", smallestEigenvalue)
          + ", which was set to 0; a coefficient whose own variance was not positive has no standard"
          + " error.";
    }
  }

  /** A term is nearly a combination of those before it. */
  record NearlyCollinear(String term, double shareLeft) implements Remark {
    @Override
    public String toString() {
      return term
          + ": the terms before it leave "
          + shareLeft
          + " of its variance; its coefficient is sensitive to rounding in the data.";
    }
  }

  /** Rows that the regressors or effects fit exactly, whatever y is. */
  record FullLeverage(Covariance covariance, long rows) implements Remark {
    @Override
    public String toString() {
      return covariance + ": " + rows + " rows have leverage 1 and no residual; they add nothing.";
    }
  }

  /** The number of coefficients is close to that of rows or clusters. */
  record TooManyTerms(Covariance covariance, int terms, int independentUnits) implements Remark {
    @Override
    public String toString() {
      return covariance
          + ": "
          + terms
          + " terms on "
          + independentUnits
          + " independent units; the matrix has not full rank, joint tests are not possible.";
    }
  }

  /** A rule that chooses lags chose the most it was allowed. */
  record LagsAtMaximum(String test, int lags) implements Remark {
    @Override
    public String toString() {
      return test + ": the rule chose " + lags + " lags, the most allowed; allow more.";
    }
  }

  /** A statistic lies beyond what the published approximation of its distribution covers. */
  record BeyondTable(String test, double statistic, String reason) implements Remark {
    @Override
    public String toString() {
      return test + ": statistic " + statistic + ": " + reason + ".";
    }
  }

  /** A model of long-run levels whose series were not found to be cointegrated. */
  record NotCointegrated(String test, double pValue) implements Remark {
    @Override
    public String toString() {
      return test
          + ": p "
          + pValue
          + " does not refuse that the series drift apart; nothing may rest on their levels.";
    }
  }

  /** A choice the test made where others could be meant. */
  record Convention(String test, String choice) implements Remark {
    @Override
    public String toString() {
      return test + ": " + choice + ".";
    }
  }

  /** The instruments say little about an endogenous regressor. */
  record WeakInstruments(String endogenous, Covariance covariance, double f) implements Remark {
    /** First-stage F below which instruments are called weak. */
    public static final double RULE_OF_THUMB = 10;

    @Override
    public String toString() {
      return endogenous
          + ": first-stage F "
          + String.format(java.util.Locale.ROOT, "%.3g", f)
          + " ("
          + covariance
          + ") is below 10; two-stage least squares is then biased towards least squares and its"
          + " t-tests reject too often (Staiger and Stock 1997).";
    }
  }

  /** The moments' covariance has not full rank, so overidentification cannot be tested. */
  record NoOveridentificationTest(Covariance covariance, int moments) implements Remark {
    @Override
    public String toString() {
      return covariance
          + ": the covariance of the "
          + moments
          + " moments has not full rank, so there is no test of overidentification.";
    }
  }

  /** The effects could not be projected out to the last digits. */
  record EffectsRemain(Fit.Convergence convergence) implements Remark {
    @Override
    public String toString() {
      return "effects: after "
          + convergence.rounds()
          + " rounds and "
          + convergence.steps()
          + " steps means by level are still "
          + convergence.remaining()
          + " of what they were; coefficients may be wrong in that digit.";
    }
  }
}
