package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.List;

/**
 * What a look at a table's rows before the commit gave.
 *
 * @param digest of the content, independent of the order of the rows
 * @param maxKnownOn last day the world learnt of a row, null where the table has no known time or
 *     no row
 */
record Audited(long rows, String digest, LocalDate maxKnownOn, List<Finding> findings) {
  Audited {
    findings = List.copyOf(findings);
  }

  /** Whether no check that stops has failed. */
  boolean passes() {
    return findings.stream().allMatch(f -> f.holds() || !f.stops());
  }
}
