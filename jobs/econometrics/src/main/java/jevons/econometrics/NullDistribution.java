package jevons.econometrics;

import jevons.econometrics.internal.StudentQuantile;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * What the t of a coefficient is compared with. {@code toString} says it in words, for the line
 * under a table.
 */
public interface NullDistribution {

  /** Two-sided p-value of "the coefficient is {@code value}"; NaN where t is not a number. */
  double pValue(Coefficient coefficient, double value);

  /** Values that a two-sided test does not reject, {@code level} such as 0.95. */
  Coefficient.Interval interval(Coefficient coefficient, double level);

  /** Student's t. */
  record Student(double degreesOfFreedom) implements NullDistribution {
    @Override
    public double pValue(Coefficient coefficient, double value) {
      double t = Math.abs(coefficient.t(value));
      // The lower tail: one less the upper tail would lose the digits of a small p.
      return Double.isNaN(t) || Double.isInfinite(t)
          ? Double.NaN
          : 2 * new TDistribution(degreesOfFreedom).cumulativeProbability(-t);
    }

    @Override
    public Coefficient.Interval interval(Coefficient coefficient, double level) {
      double t = StudentQuantile.of(degreesOfFreedom, (1 + level) / 2);
      double half = t * coefficient.standardError();
      return new Coefficient.Interval(coefficient.estimate() - half, coefficient.estimate() + half);
    }

    @Override
    public String toString() {
      String df =
          degreesOfFreedom == Math.rint(degreesOfFreedom)
              ? Long.toString((long) degreesOfFreedom)
              : Double.toString(degreesOfFreedom);
      return "t with " + df + " degrees of freedom";
    }
  }
}
