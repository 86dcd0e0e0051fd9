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
  private double[] originX;

  /** First place of the window; so far from all places that the first move makes the sums anew. */
  private int from = Integer.MIN_VALUE;

  private int moves;
  private int observations;
  private double weight;
  private double sumY;
  private double squaresY;
  private double[] sumX;
  private double[] withY;
  private double[][] products;

  /** A window of {@code length} places. */
  MovingWindow(ReturnDays days, int length) {
    this.days = days;
    this.length = length;
    k = days.x.length;
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

  /** About a window's own means, what is left of the sums themselves is nothing. */
  private void sumAnew(int first) {
    CentralMoments own = CentralMoments.of(days, first, first + length - 1);
    moves = 0;
    observations = own.observations;
    weight = own.weight;
    originY = own.meanY;
    originX = own.centre;
    sumY = 0;
    sumX = new double[k];
    squaresY = own.total;
    withY = own.withY;
    products = own.products;
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
