package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.report.ReportSettings;
import jevons.pipeline.run.BackfillPlan;
import jevons.pipeline.run.PlannedStep;
import jevons.pipeline.run.RunListener;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.Verification.Verdict;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What commands call; started when first asked for. */
interface Services extends AutoCloseable {
  /** Spark, on this machine or where spark-submit runs it. */
  SparkSession spark();

  /** The main job. */
  RunOutcome nightly(Optional<LocalDate> asOf, RunListener listener);

  /** What the firms of the settings lack in the landing zone; needs no Spark. */
  List<MissingFile> missing();

  /** What the main job would do; needs no Spark. */
  List<PlannedStep> plan(Optional<LocalDate> asOf);

  /** What {@link #backfill} would do; needs no Spark. */
  BackfillPlan planBackfill(List<LocalDate> days);

  /** Gold as of each of the days. */
  RunOutcome backfill(List<LocalDate> days, RunListener listener);

  /** What a second look at the newest published set finds. */
  List<Verdict> verify();

  /**
   * The newest published set.
   *
   * @param asOf day of the gold rows; the current one if empty
   * @throws jevons.pipeline.table.JevonsException USAGE: nothing is published, or not for that day
   */
  PublishedTables published(Optional<LocalDate> asOf);

  /**
   * What differs between two published states.
   *
   * @throws jevons.pipeline.table.JevonsException USAGE: no such run or day, or nothing to compare
   */
  Difference diff(DiffRequest request);

  /** An {@code ops} table, which is there as soon as a run has ended in any way. */
  Optional<Dataset<Row>> audit(TableName table);

  /** The small objects beside the tables; needs no Spark. */
  ControlStore store();

  /**
   * Frees the lock of a dead run.
   *
   * @throws jevons.pipeline.table.JevonsException LOCKED: the run is alive; USAGE: it never held
   *     the lake
   */
  void unlock(String runId);

  /** What a report made now is measured against. */
  ReportSettings reportSettings();

  @Override
  void close();
}
