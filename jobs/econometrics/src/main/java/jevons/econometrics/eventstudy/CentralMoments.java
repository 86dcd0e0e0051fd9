package jevons.econometrics.eventstudy;

/**
 * Sums over a window of what its returns and factors are about their means, in the notation of
 * {@link NormalReturns}.
 */
final class CentralMoments {
  /** Days that have a return. */
  final int observations;

  /** W, the days those returns are over. */
  final double weight;

  /** v. */
  final double meanY;

  /** u [factors]. */
  final double[] centre;

  /** S, its lower half [factors][factors]. */
  final double[][] products;

  /** Sum n_t (u_t - u)(v_t - v) [factors]. */
  final double[] withY;

  /** Sum n_t (v_t - v)^2. */
  final double total;

  CentralMoments(
      int observations,
      double weight,
      double meanY,
      double[] centre,
      double[][] products,
      double[] withY,
      double total) {
    this.observations = observations;
    this.weight = weight;
    this.meanY = meanY;
    this.centre = centre;
    this.products = products;
    this.withY = withY;
    this.total = total;
  }

  /** Of the returns between two places, both included: means first, then what is about them. */
  static CentralMoments of(ReturnDays days, int from, int to) {
    int k = days.x.length;
    double weight = 0;
    double meanY = 0;
    double[] centre = new double[k];
    int observations = 0;
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        observations++;
        weight += days.span[t];
        meanY += days.y[t];
        for (int j = 0; j < k; j++) {
          centre[j] += days.x[j][t];
        }
      }
    }
    meanY /= weight;
    for (int j = 0; j < k; j++) {
      centre[j] /= weight;
    }
    double[][] products = new double[k][k];
    double[] withY = new double[k];
    double total = 0;
    double[] deviation = new double[k];
    for (int t = from; t <= to; t++) {
      if (days.has(t)) {
        int n = days.span[t];
        double v = days.y[t] / n - meanY;
        total += n * v * v;
        for (int j = 0; j < k; j++) {
          deviation[j] = days.x[j][t] / n - centre[j];
          withY[j] += n * deviation[j] * v;
          for (int i = 0; i <= j; i++) {
            products[j][i] += n * deviation[j] * deviation[i];
          }
        }
      }
    }
    return new CentralMoments(observations, weight, meanY, centre, products, withY, total);
  }
}
