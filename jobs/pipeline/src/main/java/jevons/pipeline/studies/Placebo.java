package jevons.pipeline.studies;

import java.util.Random;

/**
 * How often regressors that cannot have caused y do as well as the one that is claimed to. x trends
 * by construction, so its t must be held against other trending series, not only against Student's
 * distribution.
 *
 * @param t of the slope on the regressor itself
 * @param pValue share of the placebo regressors, the true one among them, whose |t| is as large
 */
record Placebo(double t, double pValue) {

  /**
   * Among all circular shifts of x against y: each keeps the autocorrelation of x and breaks its
   * timing. p cannot fall below 1/T.
   */
  static Placebo circularShifts(CosineSlope slope, double[] x, double[] y) {
    double own = slope.t(x, y);
    int asLarge = 1;
    for (int shift = 1; shift < x.length; shift++) {
      double[] shifted = new double[x.length];
      for (int t = 0; t < x.length; t++) {
        shifted[t] = x[(t + shift) % x.length];
      }
      if (Math.abs(slope.t(shifted, y)) >= Math.abs(own)) {
        asLarge++;
      }
    }
    return new Placebo(own, (double) asLarge / x.length);
  }

  /**
   * Among random walks with x's drift (mean of its changes) and step (their standard deviation,
   * divisor one less than their number). Draws come from {@link Random}, whose algorithm is part of
   * its specification, one walk after the other, one {@code nextGaussian} a change.
   *
   * @param walks p cannot fall below 1/(walks + 1)
   */
  static Placebo randomWalks(CosineSlope slope, double[] x, double[] y, int walks, long seed) {
    double drift = (x[x.length - 1] - x[0]) / (x.length - 1);
    double step = step(x, drift);
    double own = slope.t(x, y);
    Random random = new Random(seed);
    int asLarge = 1;
    double[] walk = new double[x.length];
    for (int w = 0; w < walks; w++) {
      for (int t = 1; t < walk.length; t++) {
        walk[t] = walk[t - 1] + drift + step * random.nextGaussian();
      }
      if (Math.abs(slope.t(walk, y)) >= Math.abs(own)) {
        asLarge++;
      }
    }
    return new Placebo(own, asLarge / (walks + 1.0));
  }

  private static double step(double[] x, double drift) {
    double squares = 0;
    for (int t = 1; t < x.length; t++) {
      double deviation = x[t] - x[t - 1] - drift;
      squares += deviation * deviation;
    }
    return Math.sqrt(squares / (x.length - 2));
  }
}
