package jevons.econometrics.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Quantiles of Student's t, each looked for once: they are found by bisection, and a table of
 * estimates asks for the same few thousands of times.
 */
public final class StudentQuantile {
  /** Degrees of freedom need not be whole, so there is no end of them. */
  private static final int MOST = 10_000;

  private static final Map<Asked, Double> FOUND = new ConcurrentHashMap<>();

  private StudentQuantile() {}

  private record Asked(double degreesOfFreedom, double probability) {}

  /** The value that t falls below with this probability. */
  public static double of(double degreesOfFreedom, double probability) {
    Asked asked = new Asked(degreesOfFreedom, probability);
    Double found = FOUND.get(asked);
    if (found != null) {
      return found;
    }
    double quantile = new TDistribution(degreesOfFreedom).inverseCumulativeProbability(probability);
    if (FOUND.size() < MOST) {
      FOUND.put(asked, quantile);
    }
    return quantile;
  }
}
