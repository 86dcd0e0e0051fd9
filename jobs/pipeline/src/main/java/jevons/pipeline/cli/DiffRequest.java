package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.TableName;

/**
 * Which two states of the lake are to be compared.
 *
 * @param runs none: the newest two; one: that against the newest; two: as they stand
 * @param fromAsOf day of the earlier state; its run's current one if empty
 * @param toAsOf day of the later state, likewise
 * @param only tables to compare; empty for all
 * @param examples rows of each table to show
 */
record DiffRequest(
    List<String> runs,
    Optional<LocalDate> fromAsOf,
    Optional<LocalDate> toAsOf,
    Set<TableName> only,
    int examples) {
  DiffRequest {
    runs = List.copyOf(runs);
    only = Set.copyOf(only);
  }

  /** Whether days of one state are compared, not two runs. */
  boolean isOfDays() {
    return runs.isEmpty() && (fromAsOf.isPresent() || toAsOf.isPresent());
  }
}
