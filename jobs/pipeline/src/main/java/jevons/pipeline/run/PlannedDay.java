package jevons.pipeline.run;

import java.time.LocalDate;

/**
 * What a backfill would do with one day, and why.
 *
 * @param tables gold tables it would look at; 0 when the day is skipped
 */
public record PlannedDay(
    LocalDate asOf, PlannedStep.Decision decision, int tables, String reason) {}
