package jevons.econometrics;

import jevons.econometrics.internal.StudentQuantile;

/**
 * An estimate with its standard error. Tests and intervals are those of Student's t, unless the
 * covariance brings a distribution of its own: the wild cluster bootstrap, fixed-b.
 *
 * @param term as in the formula
 * @param degreesOfFreedom of the t distribution
 * @param distribution what t is compared with
 */
public record Coefficient(
    String term,
    double estimate,
    double standardError,
    double degreesOfFreedom,
    NullDistribution distribution) {

  /** Compared with Student's t. */
  public Coefficient(String term, double estimate, double standardError, double degreesOfFreedom) {
    this(
        term,
        estimate,
        standardError,
        degreesOfFreedom,
        new NullDistribution.Student(degreesOfFreedom));
  }

  /** An end below and an end above. */
  public record Interval(double low, double high) {
    public boolean contains(double value) {
      return low <= value && value <= high;
    }
  }

  /** Against 0. */
  public double t() {
    return t(0);
  }

  /** Against a value. */
  public double t(double value) {
    return (estimate - value) / standardError;
  }

  /** Two-sided, against 0. NaN when the standard error is 0 or not a number. */
  public double pValue() {
    return pValue(0);
  }

  /** Two-sided, against a value. */
  public double pValue(double value) {
    return distribution.pValue(this, value);
  }

  /** Two-sided, {@code level} such as 0.95. */
  public Interval interval(double level) {
    if (!(level > 0 && level < 1)) {
      throw new EconometricsException("level " + level + " is not between 0 and 1, such as 0.95.");
    }
    return distribution.interval(this, level);
  }

  /**
   * The effect that a two-sided 5 % test finds with 80 % probability: (t_0.975,df + t_0.8,df) x
   * standard error. NaN without a standard error: of a permutation alone.
   */
  public double minimumDetectableEffect() {
    if (Double.isNaN(standardError)) {
      return Double.NaN;
    }
    return (StudentQuantile.of(degreesOfFreedom, 0.975) + StudentQuantile.of(degreesOfFreedom, 0.8))
        * standardError;
  }
}
