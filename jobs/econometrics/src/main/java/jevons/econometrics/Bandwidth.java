package jevons.econometrics;

import java.util.Locale;

/**
 * How far autocorrelation reaches in {@code nw} and {@code dk}: the bandwidth b of Bartlett's
 * weights 1 - l/b, of which the lags l below b have one above 0. {@code toString} gives the text of
 * the command line.
 */
public sealed interface Bandwidth {

  /** L lags: b = L + 1. */
  record Lags(int lags) implements Bandwidth {
    public Lags {
      if (lags < 0) {
        throw new EconometricsException("0 lags or more are needed, found " + lags + ".");
      }
    }

    @Override
    public String toString() {
      return Integer.toString(lags);
    }
  }

  /** Rules that set the bandwidth from the data. */
  enum Rule implements Bandwidth {
    /** L = floor(4 (T/100)^(2/9)), T the periods that have rows. */
    LENGTH,
    /**
     * Newey and West's plug-in, as R's {@code sandwich::bwNeweyWest}: with h_t the sum of the
     * scores x w e of period t over all terms but the intercept, s_j = sum_t h_t h_{t-j}, and m =
     * floor(4 (T/100)^(2/9)), 3 in place of 4 when prewhitened,
     *
     * <pre>
     *   L = floor(1.1447 ((sum_j 2 j s_j) / (s_0 + 2 sum_j s_j))^(2/3) T^(1/3)),  j = 1..m
     * </pre>
     *
     * The scores add up in the units of the regressors: rescaling one may change L.
     *
     * @see <a href="https://doi.org/10.2307/2297912">Newey and West (1994), Review of Economic
     *     Studies 61(4), 631-653</a>
     */
    AUTO,
    /**
     * Andrews' plug-in with an AR(1) for the score of each term a but the intercept, r_a and v_a
     * its coefficient and the variance of its residual, as R's {@code sandwich::bwAndrews}:
     *
     * <pre>
     *   b = 1.1447 (T sum_a 4 r_a^2 v_a^2 / ((1 - r_a)^6 (1 + r_a)^2) / sum_a v_a^2 / (1 - r_a)^4)^(1/3)
     * </pre>
     *
     * b is no whole number: weights are 1 - l/b.
     *
     * @see <a href="https://doi.org/10.2307/2938229">Andrews (1991), Econometrica 59(3),
     *     817-858</a>
     */
    ANDREWS;

    @Override
    public String toString() {
      return this == LENGTH ? "" : name().toLowerCase(Locale.ROOT);
    }
  }
}
