package jevons.econometrics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A ratio of two coefficients, g / b, and its intervals.
 *
 * <p>Fieller's interval holds the values r that a t test of g - r b = 0 does not reject. It is
 * bounded when b differs from 0 at the level, and else the whole line or all but a gap: then both
 * ends are empty. The delta interval is always bounded, and too short when b is measured badly.
 *
 * @param numerator estimate of g
 * @param denominator estimate of b
 * @param numeratorVariance variance of g
 * @param covariance of g and b
 * @param denominatorVariance variance of b
 * @param df degrees of freedom of t
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1954.tb00159.x">Fieller (1954), Journal of the
 *     Royal Statistical Society B 16(2), 175-185</a>
 */
public record Ratio(
    double numerator,
    double denominator,
    double numeratorVariance,
    double covariance,
    double denominatorVariance,
    double df) {

  /** Ends of an interval; both empty where it is unbounded. */
  public record Ends(OptionalDouble low, OptionalDouble high) {
    static Ends of(double low, double high) {
      return new Ends(OptionalDouble.of(low), OptionalDouble.of(high));
    }

    static Ends unbounded() {
      return new Ends(OptionalDouble.empty(), OptionalDouble.empty());
    }

    public boolean isBounded() {
      return low.isPresent();
    }

    /** The interval of an increasing function of the ratio, such as 10^r. */
    public Ends map(DoubleUnaryOperator increasing) {
      return isBounded()
          ? of(
              increasing.applyAsDouble(low.getAsDouble()),
              increasing.applyAsDouble(high.getAsDouble()))
          : this;
    }

    /** The interval of 10^r. */
    public Ends powerOfTen() {
      return map(r -> Math.pow(10, r));
    }
  }

  /** The ratio of two terms of a fit, with Student's t whatever the inference compares t with. */
  public static Ratio of(Inference inference, String numerator, String denominator) {
    return new Ratio(
        inference.coefficient(numerator).estimate(),
        inference.coefficient(denominator).estimate(),
        inference.vcov().between(numerator, numerator),
        inference.vcov().between(numerator, denominator),
        inference.vcov().between(denominator, denominator),
        inference.df());
  }

  public double estimate() {
    return numerator / denominator;
  }

  /** 10^(g/b). */
  public double powerOfTen() {
    return Math.pow(10, estimate());
  }

  /** By the delta method. */
  public double standardError() {
    double r = estimate();
    return Math.sqrt(numeratorVariance - 2 * r * covariance + r * r * denominatorVariance)
        / Math.abs(denominator);
  }

  /** Fieller's interval, {@code level} such as 0.95. */
  public Ends fieller(double level) {
    double t = critical(level);
    double a = denominator * denominator - t * t * denominatorVariance;
    if (!(a > 0)) {
      return Ends.unbounded();
    }
    double half = numerator * denominator - t * t * covariance;
    double c = numerator * numerator - t * t * numeratorVariance;
    double root = Math.sqrt(Math.max(half * half - a * c, 0));
    return Ends.of((half - root) / a, (half + root) / a);
  }

  /** Estimate plus and minus t standard errors. */
  public Ends delta(double level) {
    double width = critical(level) * standardError();
    return Ends.of(estimate() - width, estimate() + width);
  }

  private double critical(double level) {
    if (!(level > 0 && level < 1)) {
      throw new EconometricsException("level " + level + " is not between 0 and 1, such as 0.95.");
    }
    return new TDistribution(df).inverseCumulativeProbability((1 + level) / 2);
  }
}
