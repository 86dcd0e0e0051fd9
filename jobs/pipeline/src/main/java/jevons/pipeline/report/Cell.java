package jevons.pipeline.report;

import java.time.LocalDate;

/**
 * A cell of a table: what a person reads, and the whole figure for who exports it.
 *
 * @param shown rounded, with thousands separators
 * @param exported all digits, in the unit of the column's heading or of the unit's column; empty
 *     for null
 */
record Cell(String shown, String exported) {
  private static final String NONE = "–";

  /** Words; null is shown as a dash. */
  static Cell of(String words) {
    return words == null || words.isEmpty() ? new Cell(NONE, "") : new Cell(words, words);
  }

  /** A day in ISO form; null is shown as a dash. */
  static Cell of(LocalDate day) {
    return of(day == null ? null : day.toString());
  }

  /** A figure of three significant digits; null is shown as a dash. */
  static Cell of(Double figure) {
    return of(figure, figure == null ? NONE : Numbers.figure(figure));
  }

  /** A figure that is shown in words of the caller's, {@code "US$ 118.42"}. */
  static Cell of(Double figure, String shown) {
    return figure == null ? new Cell(NONE, "") : new Cell(shown, Numbers.exact(figure));
  }

  /** A share in a column of per cent: shown with one decimal, exported in per cent too. */
  static Cell ofPercent(Double share) {
    return share == null
        ? new Cell(NONE, "")
        : new Cell(Numbers.fixed(100 * share, 1), Numbers.exactTimes(share, 100));
  }

  /** A p-value. */
  static Cell ofP(Double p) {
    return of(p, p == null ? NONE : Numbers.pValue(p));
  }

  /** A count with thousands separators. */
  static Cell ofCount(Double count) {
    return of(count, count == null ? NONE : Numbers.count(count));
  }
}
