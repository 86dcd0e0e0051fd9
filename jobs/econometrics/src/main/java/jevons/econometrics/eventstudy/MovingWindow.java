package jevons.econometrics.eventstudy;

/**
 * The {@link CentralMoments} of a window that moves on by a day at a time: the day it gains is
 * added to its sums and the one it loses is taken out of them, so that a move costs the same for
 * any length.
 *
 * <p>The sums are of deviations from the means of a window that the present one overlaps, so that
 * little is lost to the size of the means, and are made anew once the window has moved by its own
 * length, so that what is lost to rounding does not add up. Days after the window play no part.
 */
final class MovingWindow {
  private final ReturnDays days;
  private final int length;
  private final int k;
  private double originY;
  private final double[] originX;

  /** First place of the window; so far from all places that the first move makes the sums anew. */
  private int from = Integer.MIN_VALUE;

  private int moves;
  private int observations;
  private double weight;
  private double sumY;
  private double squaresY;
  private final double[] sumX;
  private final double[] withY;
  private final double[][] products;

  /** A window of {@code length} places. */
  MovingWindow(ReturnDays days, int length) {
    this.days = days;
    this.length = length;
    k = days.x.length;
    sumX = new double[k];
    withY = new double[k];
    products = new double[k][k];
    originX = new double[k];
  }

  /** The moments of the window that begins at a place. */
  CentralMoments at(int first) {
    if (first == from + 1 && moves < length) {
      add(from, -1);
      add(from + length, 1);
      moves++;
    } else if (first != from) {
      sumAnew(first);
    }
    from = first;
    double meanY = sumY / weight;
    double[] centre = new double[k];
    double[] aboutY = new double[k];
    double[][] about = new double[k][k];
    for (int j = 0; j < k; j++) {
      double mean = sumX[j] / weight;
      centre[j] = mean + originX[j];
      aboutY[j] = withY[j] - mean * sumY;
      for (int i = 0; i <= j; i++) {
        about[j][i] = products[j][i] - mean * sumX[i];
      }
    }
    return new CentralMoments(
        observations,
        weight,
        meanY + originY,
        centre,
        about,
        aboutY,
        Math.max(0, squaresY - meanY * sumY));
  }

  private void sumAnew(int first) {
    moves = 0;
    observations = 0;
    weight = 0;
    sumY = 0;
    squaresY = 0;
    takeOrigin(first);
    for (int j = 0; j < k; j++) {
      sumX[j] = 0;
      withY[j] = 0;
      for (int i = 0; i <= j; i++) {
        products[j][i] = 0;
      }
    }
    for (int t = first; t < first + length; t++) {
      add(t, 1);
    }
  }

  private void takeOrigin(int first) {
    double all = 0;
    double y = 0;
    double[] x = new double[k];
    for (int t = first; t < first + length; t++) {
      if (days.has(t)) {
        all += days.span[t];
        y += days.y[t];
        for (int j = 0; j < k; j++) {
          x[j] += days.x[j][t];
        }
      }
    }
    originY = y / all;
    for (int j = 0; j < k; j++) {
      originX[j] = x[j] / all;
    }
  }

  /** Adds a place's return, or with a sign of -1 takes it out. */
  private void add(int t, int sign) {
    if (!days.has(t)) {
      return;
    }
    double n = sign * (double) days.span[t];
    double v = days.y[t] / days.span[t] - originY;
    observations += sign;
    weight += n;
    sumY += n * v;
    squaresY += n * v * v;
    for (int j = 0; j < k; j++) {
      double u = days.x[j][t] / days.span[t] - originX[j];
      sumX[j] += n * u;
      withY[j] += n * u * v;
      for (int i = 0; i <= j; i++) {
        products[j][i] += n * u * (days.x[i][t] / days.span[t] - originX[i]);
      }
    }
  }
}
