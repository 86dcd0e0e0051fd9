package jevons.pipeline.report;

/** The published tables do not have what a section needs; the section says so instead. */
final class MissingRows extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A reason that is shown to the reader. */
  MissingRows(String reason) {
    super(reason, null, false, false);
  }
}
