package jevons.pipeline.table.claim;

import java.util.Locale;
import java.util.Optional;

/** Whether a published figure and ours are the same within their uncertainty. */
public enum Agreement {
  /** One of the two lies in the other's interval. */
  AGREES,
  /** Only the intervals overlap. */
  PARTLY,
  /** Not even the intervals overlap. */
  DIFFERS,
  CANNOT_TELL;

  /** The word in the tables, {@code "cannot tell"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Compares by points and intervals. An interval without its point counts as a point anywhere in
   * it; a figure without interval is a point.
   *
   * @param published the figure, where one was published
   * @param low lower end of what was published; the figure itself where it has no interval
   * @param high upper end
   */
  public static Agreement of(
      Optional<Double> published, double low, double high, Measured measured) {
    if (measured.figure().isEmpty()) {
      return CANNOT_TELL;
    }
    double ours = measured.figure().get();
    boolean oursInTheirs = low <= ours && ours <= high;
    boolean theirsInOurs =
        published.isPresent()
            && measured.low() <= published.get()
            && published.get() <= measured.high();
    if (oursInTheirs || theirsInOurs) {
      return AGREES;
    }
    return measured.low() <= high && low <= measured.high() ? PARTLY : DIFFERS;
  }
}
