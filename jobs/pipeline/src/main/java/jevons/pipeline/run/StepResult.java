package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.TableName;

/**
 * What became of one table in a run.
 *
 * @param asOf day of knowledge of a gold table, else null
 * @param reason why it was made or not, or what is wrong
 * @param entry what the published set will say of it; null when it failed or was blocked
 * @param findings of its checks, empty when it was not made
 */
public record StepResult(
    TableName table,
    LocalDate asOf,
    Outcome outcome,
    String reason,
    PublishedSet.Entry entry,
    List<Finding> findings,
    double seconds) {

  /** How a step ended. */
  public enum Outcome {
    /** Computed, checked and committed. */
    MADE,
    /** Committed already by a run that was killed; taken over. */
    REUSED,
    /** Nothing that it depends on has changed. */
    SKIPPED,
    /** A check failed; the version before stays. */
    FAILED,
    /** Something that it reads failed. */
    BLOCKED;

    /** The word in {@code ops.step}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StepResult {
    findings = List.copyOf(findings);
  }

  /** Whether the table is there for those who read it. */
  boolean usable() {
    return entry != null;
  }
}
