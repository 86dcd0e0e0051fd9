package jevons.econometrics;

/**
 * Something a caller can put right: a name the data do not have, a collinear regressor, too few
 * rows. The message says what was found, what was expected and the way out; it is meant to be shown
 * without a stack trace.
 */
public final class EconometricsException extends RuntimeException {
  public EconometricsException(String message) {
    super(message);
  }
}
