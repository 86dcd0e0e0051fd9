package jevons.econometrics.eventstudy;

/**
 * What the model left in the estimation window, by day; NaN where there was no return. A residual
 * over n days is divided by the square root of n.
 */
public final class Residuals {
  private final int firstPlace;
  private final double[] values;

  Residuals(int firstPlace, double[] values) {
    this.firstPlace = firstPlace;
    this.values = values;
  }

  /** Days of the estimation window. */
  public int length() {
    return values.length;
  }

  /** Of the i-th day of the window, from 0. */
  public double at(int i) {
    return values[i];
  }

  /** Place of the window's first day among all trading days. */
  int firstPlace() {
    return firstPlace;
  }
}
