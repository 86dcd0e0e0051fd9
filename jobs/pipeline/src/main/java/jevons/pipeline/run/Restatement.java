package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Optional;

/** What it is that a new vintage did to a column of a price series. */
sealed interface Restatement {
  /**
   * Every day before {@code exDate} is multiplied by one factor, and no day from it on: returns are
   * the same, but for the rounding of the file.
   *
   * @param factor price now over price before
   * @param exDate of a known split; else the first day that keeps its price, or that the vintage
   *     before did not have
   * @param explainedBy the split or dividend behind it, in words
   */
  record Adjustment(double factor, LocalDate exDate, Optional<String> explainedBy)
      implements Restatement {}

  /** Anything else: the past was told wrong. */
  record Correction() implements Restatement {}
}
