package jevons.econometrics.timeseries;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Distributions of unit root statistics. tau is the t statistic of Dickey and Fuller, Phillips and
 * Perron, Engle and Granger; z is T (rho - 1).
 *
 * <pre>
 *   P(statistic below x) = Phi(c_0 + c_1 x + ...), two polynomials that meet; for z in the lower one of log|z|
 *   critical value of tau at T rows = b_0 + b_1/T + b_2/T^2 + b_3/T^3
 * </pre>
 *
 * @see <a href="https://doi.org/10.1080/07350015.1994.10510005">MacKinnon (1994), JBES 12(2),
 *     167-176</a>
 * @see <a href="https://ideas.repec.org/p/qed/wpaper/1227.html">MacKinnon (2010), Critical values
 *     for cointegration tests, Queen's University working paper 1227</a>
 */
final class MacKinnon {
  static final double[] LEVELS = {0.01, 0.05, 0.1};
  private static final PublishedTable TABLE = new PublishedTable("mackinnon.csv", 3);

  private MacKinnon() {}

  /**
   * p of tau.
   *
   * @param variables 1 for a unit root, else the number of series; empty above 6
   */
  static OptionalDouble tauP(double tau, Deterministic d, int variables) {
    double[] range = TABLE.find("tau_range", d, variables);
    if (range == null) {
      return OptionalDouble.empty();
    } else if (tau > range[2]) {
      return OptionalDouble.of(1);
    } else if (tau < range[0]) {
      return OptionalDouble.of(0);
    }
    double[] c = TABLE.find(tau <= range[1] ? "tau_small" : "tau_large", d, variables);
    return OptionalDouble.of(normal(polynomial(c, tau)));
  }

  /** p of z, one series. */
  static double zP(double z, Deterministic d) {
    double meet = TABLE.find("z_meet", d, 1)[0];
    return z <= meet
        ? normal(polynomial(TABLE.find("z_small", d, 1), Math.log(-z)))
        : normal(polynomial(TABLE.find("z_large", d, 1), z));
  }

  /** Critical values of tau by level; empty where none are published. */
  static Map<Double, Double> tauCritical(Deterministic d, int variables, int rows) {
    Map<Double, Double> values = new TreeMap<>();
    for (double level : LEVELS) {
      double[] b = TABLE.find("tau_critical_" + level, d, variables);
      if (b != null) {
        values.put(level, polynomial(b, 1.0 / rows));
      }
    }
    return values;
  }

  /** Critical values of z by level: where {@link #zP} takes it. */
  static Map<Double, Double> zCritical(Deterministic d) {
    Map<Double, Double> values = new TreeMap<>();
    for (double level : LEVELS) {
      double low = -80;
      double high = TABLE.find("z_meet", d, 1)[0];
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (zP(middle, d) < level) {
          low = middle;
        } else {
          high = middle;
        }
      }
      values.put(level, low);
    }
    return values;
  }

  private static double polynomial(double[] c, double x) {
    double sum = 0;
    for (int i = c.length - 1; i >= 0; i--) {
      sum = sum * x + c[i];
    }
    return sum;
  }

  private static double normal(double x) {
    return new NormalDistribution().cumulativeProbability(x);
  }
}
