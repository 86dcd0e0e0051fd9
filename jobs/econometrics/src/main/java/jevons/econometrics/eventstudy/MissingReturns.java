package jevons.econometrics.eventstudy;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import jevons.econometrics.EconometricsException;

/**
 * What becomes of a firm some of whose returns are missing. Under the last two, a return after days
 * without one is taken to be over all of them, as return files of thinly traded stocks have it, and
 * at least half of the estimation days need a return.
 *
 * <p>Maynes and Rumsey (1993), Conducting event studies with thinly traded stocks, Journal of
 * Banking and Finance 17(1), 145-157, compare such rules.
 */
public enum MissingReturns {
  /** All there, or the firm is left out by name. */
  LEAVE_OUT,

  /** Days without a return have a return of 0, the next one all of it. */
  LUMPED,

  /**
   * A return over n days stands against the factors compounded over the same n days; its variance
   * is n times that of a day, so the model is fitted by weighted least squares, weight 1/n. A
   * window needs a return on its last day, and none that began before its first.
   */
  TRADE_TO_TRADE;

  /**
   * Reads {@code "leave-out"}, {@code "lumped"}, {@code "trade-to-trade"}.
   *
   * @throws EconometricsException when it is none of them
   */
  public static MissingReturns parse(String text) {
    return Arrays.stream(values())
        .filter(m -> m.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "\""
                        + text
                        + "\" is no rule for missing returns; they are "
                        + Arrays.stream(values())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
