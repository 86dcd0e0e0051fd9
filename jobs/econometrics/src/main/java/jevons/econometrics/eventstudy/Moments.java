package jevons.econometrics.eventstudy;

/** Moments of a few figures, one a firm or a day. */
final class Moments {
  private Moments() {}

  static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** Standard deviation, divisor one less than their number. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double v : values) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Mean third power around the mean by the third power of {@link #deviation}. */
  static double skewness(double[] values) {
    double mean = mean(values);
    double cubes = 0;
    for (double v : values) {
      cubes += Math.pow(v - mean, 3);
    }
    return cubes / (values.length * Math.pow(deviation(values), 3));
  }
}
