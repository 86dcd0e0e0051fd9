package jevons.econometrics;

import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * Whether the instruments of a two-stage fit are strong and valid. With absorbed effects projected
 * out of all columns and the exogenous regressors out of the rest, Z are the m excluded
 * instruments, X the k2 endogenous regressors, V their first-stage residuals, e the residuals of
 * the second stage. Where a rule sets the lags of {@code nw} or {@code dk}, the tests of
 * identification take those that it set for the coefficients.
 *
 * @param firstStages for each covariance asked for, and then for iid where it was not, one for each
 *     endogenous regressor
 * @param identification one for each covariance asked for
 */
public record InstrumentTests(List<FirstStage> firstStages, List<Identification> identification) {
  public InstrumentTests {
    firstStages = List.copyOf(firstStages);
    identification = List.copyOf(identification);
  }

  /** An F test. */
  public record FTest(String test, double f, double df1, double df2) {
    public double pValue() {
      // As the lower tail of the beta distribution, which keeps the digits of a small p.
      return Double.isNaN(f)
          ? Double.NaN
          : Beta.regularizedBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
    }
  }

  /** A chi-squared test. */
  public record ChiSquaredTest(String test, double statistic, double df) {
    public double pValue() {
      return Double.isNaN(statistic)
          ? Double.NaN
          : Gamma.regularizedGammaQ(df / 2, Math.max(statistic, 0) / 2);
    }
  }

  /**
   * The regression of one endogenous regressor on the exogenous ones and the instruments.
   *
   * @param test that the excluded instruments have no coefficient, by a covariance of that
   *     regression with its own factors; df2 its degrees of freedom of t
   * @param partialR2 share of what the exogenous regressors leave that the instruments explain
   */
  public record FirstStage(
      String endogenous, Covariance covariance, FTest test, double partialR2) {}

  /**
   * Tests under one covariance.
   *
   * @param weakIdentification Cragg and Donald's F under iid, the smallest eigenvalue of
   *     (V'V/(n-K))^-1 X'P_Z X / m; else Kleibergen and Paap's Wald rk over m, its covariance that
   *     of the first stages with their factors, so that with one endogenous regressor it is the
   *     first-stage F. To be held against the values of Stock and Yogo, not against an F
   *     distribution. ivreg2 prints the same under ssc stata or fixest with iid, hc1 and cluster
   * @param underidentification that the instruments leave a combination of the endogenous
   *     regressors unexplained: Anderson's n times the smallest squared canonical correlation under
   *     iid, else Kleibergen and Paap's LM rk, its covariance without factors; chi-squared, m - k2
   *     + 1. n is the number of rows, also where effects are absorbed
   * @param overidentification Sargan's n e'P e / e'e under iid, P the projection on all
   *     instruments; else Hansen's J, the smallest g(b)'S^-1 g(b), g the moments and S their
   *     covariance at the two-stage estimate, without factors (hc2 and hc3 as hc0); chi-squared, m
   *     - k2. Empty when m = k2, when S has not full rank, and for ewc
   * @param endogeneity Wu and Hausman: that V has no coefficient when it joins the regressors of y,
   *     by this covariance; as AER does
   */
  public record Identification(
      Covariance covariance,
      FTest weakIdentification,
      ChiSquaredTest underidentification,
      Optional<ChiSquaredTest> overidentification,
      FTest endogeneity) {}

  /** The first stage of an endogenous regressor under a covariance asked for, or iid. */
  public FirstStage firstStage(String endogenous, Covariance covariance) {
    return firstStages.stream()
        .filter(f -> f.endogenous().equals(endogenous) && f.covariance().equals(covariance))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "no first stage of "
                        + endogenous
                        + " under "
                        + covariance
                        + "; there are "
                        + firstStages.stream()
                            .map(f -> f.endogenous() + " under " + f.covariance())
                            .toList()));
  }

  /** The tests under a covariance asked for. */
  public Identification identification(Covariance covariance) {
    return identification.stream()
        .filter(i -> i.covariance().equals(covariance))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "no tests under "
                        + covariance
                        + "; there are "
                        + identification.stream().map(Identification::covariance).toList()));
  }
}
