package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.List;
import jevons.pipeline.run.PlannedStep.Decision;

/**
 * What a backfill would do.
 *
 * @param forAllDays bronze and silver tables, which are made once
 * @param days ascending
 */
public record BackfillPlan(List<PlannedStep> forAllDays, List<PlannedDay> days) {
  public BackfillPlan {
    forAllDays = List.copyOf(forAllDays);
    days = List.copyOf(days);
  }

  /** The days that are not skipped. */
  public List<LocalDate> toFill() {
    return days.stream()
        .filter(day -> day.decision() != Decision.SKIP)
        .map(PlannedDay::asOf)
        .toList();
  }

  /** Bronze and silver tables that would run, or run if what they read has changed. */
  public long tablesForAllDays() {
    return forAllDays.stream().filter(step -> step.decision() != Decision.SKIP).count();
  }

  /** Gold tables of all days that would be looked at. */
  public int goldTables() {
    return days.stream().mapToInt(PlannedDay::tables).sum();
  }
}
