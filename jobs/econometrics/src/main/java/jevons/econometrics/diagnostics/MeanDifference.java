package jevons.econometrics.diagnostics;

import jevons.econometrics.EconometricsException;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A difference of two means.
 *
 * @param difference mean of a less mean of b
 */
public record MeanDifference(
    double difference, double standardError, double t, double df, double pValue) {

  /**
   * Welch's test that two samples have one mean, whatever their variances: t with the
   * Welch-Satterthwaite degrees of freedom, two-sided.
   *
   * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947), Biometrika 34(1/2),
   *     28-35</a>
   */
  public static MeanDifference welch(double[] a, double[] b) {
    if (a.length < 2 || b.length < 2) {
      throw new EconometricsException(
          "welch: " + a.length + " and " + b.length + " values; 2 or more of each are needed.");
    }
    double va = Auxiliary.centredSquare(a) / (a.length - 1) / a.length;
    double vb = Auxiliary.centredSquare(b) / (b.length - 1) / b.length;
    double difference = Auxiliary.mean(a) - Auxiliary.mean(b);
    double error = Math.sqrt(va + vb);
    if (!(error > 0)) {
      throw new EconometricsException("welch: neither sample varies.");
    }
    double df = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
    double t = difference / error;
    double p = 2 * new TDistribution(df).cumulativeProbability(-Math.abs(t));
    return new MeanDifference(difference, error, t, df, p);
  }
}
