package jevons.pipeline.run;

import static jevons.pipeline.lake.PublishedSet.LandingEntry.FAULTY;
import static jevons.pipeline.lake.PublishedSet.LandingEntry.TAKEN;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jevons.pipeline.lake.CommitNote;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.LockInfo;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Field;
import jevons.pipeline.tables.ops.Expectation;
import jevons.pipeline.tables.ops.RejectedRecord;
import jevons.pipeline.tables.ops.Run;
import jevons.pipeline.tables.ops.SourceFile;
import jevons.pipeline.tables.ops.Step;
import jevons.pipeline.tables.ops.TableChange;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a run did into the {@code ops} tables, at its end. */
final class OpsRecords {
  private static final Logger LOG = LoggerFactory.getLogger(OpsRecords.class);
  private final SparkSession spark;
  private final Lake lake;
  private final RunRequest request;
  private final LakeLock lock;
  private final Instant startedAt;

  OpsRecords(SparkSession spark, Lake lake, RunRequest request, LakeLock lock, Instant startedAt) {
    this.spark = spark;
    this.lake = lake;
    this.request = request;
    this.lock = lock;
    this.startedAt = startedAt;
  }

  /** What the run did with tables and files; pieces of work that do not depend on each other. */
  List<Runnable> details(
      List<StepResult> results, List<FileOutcome> files, List<ColumnChange> columns) {
    List<Runnable> writes = new ArrayList<>();
    writes.add(() -> append(new Step(), results.stream().map(this::step).toList()));
    writes.add(
        () ->
            append(
                new Expectation(), results.stream().flatMap(r -> findings(r).stream()).toList()));
    writes.add(() -> append(new SourceFile(), files.stream().map(this::file).toList()));
    writes.add(() -> append(new TableChange(), columns.stream().map(this::column).toList()));
    if (lake.latestVersion(new RejectedRecord().name()).isEmpty()) {
      writes.add(() -> lake.createIfAbsent(new RejectedRecord()));
    }
    return writes;
  }

  /** What a run did that ends with an exception; a failure to write it is logged alone. */
  void failure(
      LocalDate asOf,
      ExitCode exit,
      RuntimeException problem,
      List<StepResult> results,
      List<FileOutcome> files,
      List<ColumnChange> columns) {
    try (StepPool pool = new StepPool(request.parallelSteps())) {
      String outcome =
          UnderLock.isEnding() ? Run.INTERRUPTED : exit == ExitCode.BUG ? "bug" : "stopped";
      pool.each(details(results, files, columns));
      // In a thread of the pool, since this one may have been interrupted.
      pool.each(List.of(() -> run(asOf, outcome, exit, null, problem.getMessage())));
    } catch (RuntimeException e) {
      LOG.debug("the audit of a run that failed could not be written", e);
    }
  }

  /** The row of {@code ops.run}; after all else, so that it is there only when the rest is. */
  void run(LocalDate asOf, String outcome, ExitCode exitCode, Long publishedSet, String message) {
    Instant endedAt = Instant.now();
    Map<Field, Object> run = new HashMap<>();
    run.put(Run.RUN_ID, lock.runId());
    run.put(Run.COMMAND, request.command());
    run.put(Run.AS_OF, asOf);
    run.put(Run.STARTED_AT, startedAt.truncatedTo(ChronoUnit.MILLIS).toString());
    run.put(Run.ENDED_AT, endedAt.truncatedTo(ChronoUnit.MILLIS).toString());
    run.put(Run.DURATION, Duration.between(startedAt, endedAt).toMillis() / 1000.0);
    run.put(Run.OUTCOME, outcome);
    run.put(
        Run.EXIT_CODE, outcome.equals(Run.INTERRUPTED) ? Run.CODE_OF_INTERRUPTED : exitCode.code());
    run.put(Run.PUBLISHED_SET, publishedSet);
    run.put(Run.LOCK, lock.number());
    run.put(Run.TOOK_OVER, lock.takenOverFrom().map(LockInfo::runId).orElse(null));
    run.put(Run.HOST, lock.host());
    run.put(Run.VERSION, request.version());
    run.put(Run.MESSAGE, message);

    append(new Run(), List.of(run));
  }

  private Map<Field, Object> step(StepResult result) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(Step.RUN_ID, lock.runId());
    cells.put(Step.TABLE, result.table().toString());
    cells.put(Step.AS_OF, result.asOf());
    cells.put(Step.OUTCOME, result.outcome().word());
    cells.put(Step.REASON, result.reason());
    cells.put(Step.ROW_COUNT, result.usable() ? result.entry().rows() : null);
    cells.put(Step.VERSION, result.usable() ? result.entry().version() : null);
    cells.put(Step.DURATION, Math.round(result.seconds() * 1000) / 1000.0);
    cells.put(Step.FINGERPRINT, result.usable() ? result.entry().fingerprint() : null);
    return cells;
  }

  private List<Map<Field, Object>> findings(StepResult result) {
    List<Map<Field, Object>> rows = new ArrayList<>();
    for (Finding finding : result.findings()) {
      Map<Field, Object> cells = new HashMap<>();
      cells.put(Expectation.RUN_ID, lock.runId());
      cells.put(Expectation.TABLE, result.table().toString());
      cells.put(Expectation.AS_OF, result.asOf());
      cells.put(Expectation.CHECK, finding.check());
      cells.put(Expectation.HOLDS, finding.holds());
      cells.put(Expectation.STOPS, finding.stops());
      cells.put(Expectation.ROW_COUNT, finding.rows());
      cells.put(Expectation.BAD_ROWS, finding.badRows());
      cells.put(Expectation.EXAMPLE, finding.example());
      rows.add(cells);
    }
    return rows;
  }

  private Map<Field, Object> file(FileOutcome outcome) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(SourceFile.RUN_ID, lock.runId());
    cells.put(SourceFile.TABLE, outcome.table().toString());
    cells.put(SourceFile.PATH, outcome.file().path());
    cells.put(SourceFile.SHA256, outcome.file().sha256());
    cells.put(SourceFile.SIZE, outcome.file().bytes());
    cells.put(SourceFile.EXPORTED_ON, outcome.file().exportedOn());
    cells.put(SourceFile.OUTCOME, outcome.problem() == null ? TAKEN : FAULTY);
    cells.put(SourceFile.LINES, outcome.lines());
    cells.put(SourceFile.REJECTS, outcome.rejects());
    cells.put(SourceFile.MESSAGE, outcome.problem());
    return cells;
  }

  private Map<Field, Object> column(ColumnChange change) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(TableChange.RUN_ID, lock.runId());
    cells.put(TableChange.TABLE, change.table().toString());
    cells.put(TableChange.PATH, change.path());
    cells.put(TableChange.COLUMN, change.column());
    cells.put(TableChange.VINTAGE, change.vintage());
    cells.put(TableChange.NEW_ROWS, change.newRows());
    cells.put(TableChange.GONE_ROWS, change.goneRows());
    cells.put(TableChange.CHANGED_ROWS, change.changedRows());
    change
        .largest()
        .ifPresent(
            largest -> {
              cells.put(TableChange.LARGEST_CHANGE, largest.distance());
              cells.put(TableChange.LARGEST_CHANGE_KEY, largest.key());
            });
    change
        .largestRelative()
        .ifPresent(
            largest -> {
              cells.put(TableChange.LARGEST_RELATIVE_CHANGE, largest.distance());
              cells.put(TableChange.LARGEST_RELATIVE_CHANGE_KEY, largest.key());
            });
    change
        .restatement()
        .ifPresent(
            restatement -> {
              cells.put(TableChange.KIND, TableChange.CORRECTION);
              if (restatement instanceof Restatement.Adjustment adjustment) {
                cells.put(TableChange.KIND, TableChange.ADJUSTMENT);
                cells.put(TableChange.FACTOR, adjustment.factor());
                cells.put(TableChange.EX_DATE, adjustment.exDate());
                cells.put(TableChange.EXPLAINED_BY, adjustment.explainedBy().orElse(null));
              }
            });
    return cells;
  }

  private void append(Audit table, List<Map<Field, Object>> cells) {
    if (cells.isEmpty() && lake.latestVersion(table.name()).isPresent()) {
      return;
    }
    DriverRows rows = new DriverRows(table);
    cells.forEach(rows::add);
    CommitNote note =
        new CommitNote(lock.runId(), table.name().toString(), null, "", "", cells.size(), null, 0);
    lake.append(table, rows.dataset(spark), note);
  }
}
