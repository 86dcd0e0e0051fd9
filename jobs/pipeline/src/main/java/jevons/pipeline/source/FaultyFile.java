package jevons.pipeline.source;

/** The file as a whole is no good; the message becomes its {@code Parsed.Fault}. */
final class FaultyFile extends Exception {
  private static final long serialVersionUID = 1L;

  FaultyFile(String message) {
    super(message);
  }
}
