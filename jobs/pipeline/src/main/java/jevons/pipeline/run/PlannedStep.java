package jevons.pipeline.run;

import java.time.LocalDate;

/**
 * What a run would do with the tables of one step, and why.
 *
 * @param tables names, separated by commas where one step makes several
 * @param asOf day of knowledge of gold tables; null for others, and where the day is not known
 *     before silver is made
 */
public record PlannedStep(String tables, LocalDate asOf, Decision decision, String reason) {
  /** Whether the step would run. */
  public enum Decision {
    /** It would run. */
    RUN,
    /** It would run if the rows of what it reads turn out to differ. */
    RUN_IF_CHANGED,
    /** It would be skipped. */
    SKIP
  }
}
