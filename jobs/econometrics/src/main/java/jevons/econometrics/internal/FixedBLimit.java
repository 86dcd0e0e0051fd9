package jevons.econometrics.internal;

import jevons.econometrics.Coefficient;
import jevons.econometrics.NullDistribution;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * The limit of t with Bartlett's kernel at a fixed share b of the bandwidth in the periods: W(1) /
 * sqrt(Q), W(1) normal and independent of
 *
 * <pre>
 *   Q = 2/b (int_0^1 B(r)^2 dr - int_0^{1-b} B(r) B(r+b) dr),  B a Brownian bridge
 * </pre>
 *
 * With B(r) = sum_j z_j sqrt(2) sin(pi j r) / (pi j), Q is a quadratic form in independent normals,
 * sum_i l_i z_i^2; what the first terms leave out of its mean is added as a constant. By Craig's
 * formula for the normal tail
 *
 * <pre>
 *   P(|t| > c) = 2/pi int_0^{pi/2} prod_i (1 + c^2 l_i / sin(a)^2)^(-1/2) da
 * </pre>
 *
 * so that p needs neither simulation nor a table.
 *
 * @see <a href="https://doi.org/10.1017/S0266466605050565">Kiefer and Vogelsang (2005), Econometric
 *     Theory 21(6), 1130-1164</a>
 */
public final class FixedBLimit implements NullDistribution {
  private static final int FEWEST = 48;
  private static final int MOST = 160;
  private static final GaussIntegrator QUARTER =
      new GaussIntegratorFactory().legendre(96, 0, Math.PI / 2);

  private final double share;
  private final double[] weights;
  private final double rest;

  /**
   * @param share b, above 0 and at most 1
   */
  public FixedBLimit(double share) {
    this.share = share;
    int size = (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(6 / share)));
    double[][] form = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double a = Math.PI * (i + 1);
        double c = Math.PI * (j + 1);
        double lagged = (lagged(a, c) + lagged(c, a)) / 2;
        form[i][j] = 2 / share / (a * c) * ((i == j ? 1 : 0) - lagged);
        form[j][i] = form[i][j];
      }
    }
    this.weights =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(form)).getEigenvalues();
    double sum = 0;
    for (int i = 0; i < size; i++) {
      weights[i] = Math.max(weights[i], 0);
      sum += weights[i];
    }
    // E Q = 1 - int int k(r - s) dr ds, k Bartlett's kernel of width b: 1 - b + b^2/3.
    this.rest = Math.max(1 - share + share * share / 3 - sum, 0);
  }

  /** int_0^{1-b} 2 sin(a r) sin(c (r + b)) dr. */
  private double lagged(double a, double c) {
    double m = 1 - share;
    double shift = c * share;
    double difference =
        a == c ? m * Math.cos(shift) : (Math.sin((a - c) * m - shift) + Math.sin(shift)) / (a - c);
    return difference - (Math.sin((a + c) * m + shift) - Math.sin(shift)) / (a + c);
  }

  /** Probability that |t| is above c. */
  public double twoSided(double c) {
    double square = c * c;
    double p =
        QUARTER.integrate(
            angle -> {
              double x = square / Math.pow(Math.sin(angle), 2);
              double log = -x * rest;
              for (double w : weights) {
                log -= Math.log1p(x * w);
              }
              return Math.exp(log / 2);
            });
    return 2 / Math.PI * p;
  }

  /** c with probability alpha that |t| is above it. */
  public double criticalValue(double alpha) {
    double least = new NormalDistribution().inverseCumulativeProbability(1 - alpha / 2);
    double high = 2 * least + 1;
    while (twoSided(high) > alpha) {
      high *= 2;
    }
    return new BrentSolver(1e-12, 1e-10)
        .solve(200, c -> Math.log(twoSided(c) / alpha), 0.5 * least, high);
  }

  @Override
  public double pValue(Coefficient coefficient, double value) {
    double t = Math.abs(coefficient.t(value));
    return Double.isNaN(t) || Double.isInfinite(t) ? Double.NaN : twoSided(t);
  }

  @Override
  public Coefficient.Interval interval(Coefficient coefficient, double level) {
    double half = criticalValue(1 - level) * coefficient.standardError();
    return new Coefficient.Interval(coefficient.estimate() - half, coefficient.estimate() + half);
  }

  @Override
  public String toString() {
    return "fixed-b limit of t, b/T = " + Math.round(share * 1e4) / 1e4;
  }
}
