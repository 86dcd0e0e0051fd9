package jevons.econometrics.eventstudy;

import java.util.Optional;
import java.util.OptionalDouble;
import jevons.econometrics.internal.StudentQuantile;
import org.hipparchus.distribution.RealDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A test of whether abnormal returns over a window are 0 on average, two-sided.
 *
 * @param mean what is tested: the mean CAR, standardised CAR or buy-and-hold return; empty for
 *     tests of ranks and signs
 * @param unit of {@code mean}
 * @param statistic the test's
 * @param df of Student's t; empty where p is that of the normal distribution
 * @param n firms
 */
public record EventTest(
    EventTestName name,
    OptionalDouble mean,
    Unit unit,
    double statistic,
    OptionalDouble df,
    double pValue,
    int n) {

  /** What a mean is measured in. */
  public enum Unit {
    /** A return as a share. */
    SHARE,
    /** Standard deviations of a firm's cumulative abnormal return. */
    STANDARD_DEVIATIONS,
    /** A test of ranks or signs has no mean. */
    NONE
  }

  /** From a to b. */
  public record Interval(double low, double high) {}

  static EventTest normal(
      EventTestName name, OptionalDouble mean, Unit unit, double statistic, int n) {
    return new EventTest(
        name,
        mean,
        unit,
        statistic,
        OptionalDouble.empty(),
        twoSided(new NormalDistribution(), statistic),
        n);
  }

  static EventTest student(
      EventTestName name, OptionalDouble mean, Unit unit, double statistic, double df, int n) {
    return new EventTest(
        name,
        mean,
        unit,
        statistic,
        OptionalDouble.of(df),
        twoSided(new TDistribution(df), statistic),
        n);
  }

  private static double twoSided(RealDistribution distribution, double statistic) {
    return Double.isNaN(statistic)
        ? Double.NaN
        : Math.min(1, 2 * distribution.cumulativeProbability(-Math.abs(statistic)));
  }

  /** Standard error of the mean; empty for tests of ranks and signs and those of skewed means. */
  public OptionalDouble standardError() {
    return isRatio() ? OptionalDouble.of(mean.getAsDouble() / statistic) : OptionalDouble.empty();
  }

  /**
   * The means that the test would not refuse, as {@code Coefficient.interval} has it.
   *
   * @param level 0.95 for a 95 % interval
   */
  public Optional<Interval> interval(double level) {
    if (!isRatio()) {
      return Optional.empty();
    }
    double half = quantile((1 + level) / 2) * standardError().getAsDouble();
    return Optional.of(new Interval(mean.getAsDouble() - half, mean.getAsDouble() + half));
  }

  /** The mean that a 5 % test finds with 80 % probability: (q_0.975 + q_0.8) x standard error. */
  public OptionalDouble minimumDetectableEffect() {
    return isRatio()
        ? OptionalDouble.of((quantile(0.975) + quantile(0.8)) * standardError().getAsDouble())
        : OptionalDouble.empty();
  }

  private boolean isRatio() {
    return mean.isPresent()
        && statistic != 0
        && name != EventTestName.SKEWNESS_ADJUSTED
        && name != EventTestName.BUY_AND_HOLD;
  }

  private double quantile(double probability) {
    return df.isPresent()
        ? StudentQuantile.of(df.getAsDouble(), probability)
        : new NormalDistribution().inverseCumulativeProbability(probability);
  }
}
