package jevons.econometrics.eventstudy;

import java.util.Arrays;

/**
 * How often days without the event did as much: p = (1 + #{|S_d| >= |S|}) / (1 + n) over n other
 * days d, each with a standardised abnormal return S_d from its own fit. It asks for no
 * distribution.
 *
 * @param statistic S, of the event
 * @param pValue at least 1 / (1 + n)
 * @param n other days
 * @see <a href="https://doi.org/10.2202/1544-6115.1585">Phipson and Smyth (2010), Statistical
 *     Applications in Genetics and Molecular Biology 9(1), article 39</a>
 */
public record Placebo(double statistic, double pValue, int n) {

  /** Against other days' figures; those that are NaN are no days. */
  public static Placebo of(double statistic, double[] others) {
    double[] there = Arrays.stream(others).filter(Double::isFinite).toArray();
    long asLarge = Arrays.stream(there).filter(s -> Math.abs(s) >= Math.abs(statistic)).count();
    return new Placebo(statistic, (1.0 + asLarge) / (1.0 + there.length), there.length);
  }

  /** The smallest p that as many days can give. */
  public double smallestPValue() {
    return 1.0 / (1.0 + n);
  }
}
