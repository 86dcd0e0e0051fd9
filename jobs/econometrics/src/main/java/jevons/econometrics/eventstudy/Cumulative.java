package jevons.econometrics.eventstudy;

/**
 * A firm's abnormal returns over a window.
 *
 * @param car their sum, a share
 * @param variance of that sum, the error of the estimated coefficients in it
 * @param buyAndHold product of 1 + return less product of 1 + expected return, a share
 */
public record Cumulative(Window window, double car, double variance, double buyAndHold) {

  /** CAR by its standard deviation; t with the degrees of freedom of the model under no event. */
  public double standardized() {
    return car / Math.sqrt(variance);
  }
}
