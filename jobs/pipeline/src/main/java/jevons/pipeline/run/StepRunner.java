package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.SparkSession;

/** Runs one step, unless a table that it reads has failed. */
final class StepRunner {
  private final Lineup lineup;
  private final IntakeRunner intakes;
  private final DerivationRunner derivations;
  private final Set<TableName> failed;

  StepRunner(
      SparkSession spark,
      Lake lake,
      Optional<PublishedSet> base,
      Lineup lineup,
      Landing landing,
      SettingsSource settings,
      String runId) {
    this.lineup = lineup;
    Auditor auditor = new Auditor(t -> lineup.rows(Tables.of(t), null));
    StepResults results = new StepResults(lake, base);
    this.intakes =
        new IntakeRunner(spark, lake, base, lineup, landing, settings, runId, auditor, results);
    this.derivations =
        new DerivationRunner(spark, lake, base, lineup, landing, settings, runId, auditor, results);
    this.failed = ConcurrentHashMap.newKeySet();
  }

  private StepRunner(
      Lineup lineup, IntakeRunner intakes, DerivationRunner derivations, Set<TableName> failed) {
    this.lineup = lineup;
    this.intakes = intakes;
    this.derivations = derivations;
    this.failed = failed;
  }

  /** The same, with what other days have come to meanwhile: a step may take that over. */
  StepRunner with(Collection<PublishedSet.Entry> entries) {
    return new StepRunner(lineup, intakes, derivations.with(entries), failed);
  }

  /** What became of each landing file that was read. */
  List<FileOutcome> files() {
    return intakes.files();
  }

  /** What new vintages of landing files changed. */
  List<ColumnChange> columns() {
    return intakes.columns();
  }

  /** The same as far as it is known by now, for a run that fails. */
  List<ColumnChange> columnsSoFar() {
    return intakes.columnsSoFar();
  }

  /**
   * Runs the step.
   *
   * @param asOf day of knowledge of a gold step, else null
   * @param readers how many later steps read each of its tables
   */
  List<StepResult> run(Step step, LocalDate asOf, int readers) {
    List<TableName> missing =
        step.inputs().stream()
            .map(t -> Tables.of(t).name())
            .filter(n -> failed.contains(n) || lineup.entry(n, asOf).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      step.makes().forEach(t -> failed.add(t.name()));
      return StepResults.blocked(step, asOf, missing);
    }
    List<StepResult> results =
        step instanceof Step.Intake intake
            ? List.of(intakes.run(intake, readers))
            : derivations.run(step, asOf, readers);
    for (StepResult result : results) {
      if (result.usable()) {
        lineup.put(result.table(), result.entry());
      } else {
        failed.add(result.table());
      }
    }
    return results;
  }
}
