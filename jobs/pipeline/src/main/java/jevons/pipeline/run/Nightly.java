package jevons.pipeline.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Json;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.LakeSession;
import jevons.pipeline.lake.Preparation;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main job: take in new landing files, derive the tables whose inputs changed, run the studies,
 * write the report, publish. Idempotent; killed anywhere, it can be run again.
 */
public final class Nightly {
  static final String REPORT = "report.html";
  private static final String IDLE = "_jevons/last_idle.json";

  private final RunRequest request;
  private final List<Table> tables;
  private final List<Study> studies;
  private final Supplier<SparkSession> session;
  private final Map<String, String> sparkKeys;
  private final ReportWriter report;
  private final RunListener listener;

  /**
   * A run that has not begun.
   *
   * @param session starts Spark; asked only when there is something to do
   * @param sparkKeys of which {@code spark.hadoop.*} are for {@code s3a} before Spark is there
   */
  public Nightly(
      RunRequest request,
      List<Table> tables,
      List<Study> studies,
      Supplier<SparkSession> session,
      Map<String, String> sparkKeys,
      ReportWriter report,
      RunListener listener) {
    this.request = request;
    this.tables = List.copyOf(tables);
    this.studies = List.copyOf(studies);
    this.session = session;
    this.sparkKeys = Map.copyOf(sparkKeys);
    this.report = report;
    this.listener = listener;
  }

  /** What an idle night leaves behind, for {@code jevons runs}. */
  public record Idle(Instant at, long publishedSet, LocalDate asOf, int landingFiles) {}

  /**
   * Runs.
   *
   * @throws JevonsException for what the user can mend: locked lake, unreadable landing zone, ...
   */
  public RunOutcome run() {
    ControlStore store = ControlStore.open(request.lake(), sparkKeys);
    PublishedSets sets = new PublishedSets(store);
    Optional<PublishedSet> base = sets.newest();
    Landing landing = Landing.scan(Landing.zone(request.landing(), sparkKeys), base);
    Steps steps = Steps.of(tables, studies, request.settings());
    String codeDigest = Program.digest(steps.all());
    if (base.isPresent() && isIdle(base.get(), landing, codeDigest)) {
      return idle(store, base.get());
    }
    if (base.isEmpty()) {
      landing.requireAny(tables);
    }
    LakeLock.requireFree(store, request.lake(), request.lock());
    Ahead<SparkSession> spark = Ahead.begin(Ahead.queue("jevons-spark"), session::get);
    try {
      Ahead<Void> readable =
          Ahead.run(Ahead.queue("jevons-studies"), () -> studies.forEach(Study::requireReadable));
      // All fingerprints ask for it, and here it costs no time: Spark is being started.
      steps.all().forEach(step -> CodeDigest.of(step.code()));
      Ahead.run(Ahead.queue("jevons-delta"), Preparation::ofDelta);
      readable.get();
      return UnderLock.run(
          store,
          request,
          lock ->
              new Locked(store, sets, sets.newest(), landing, steps, codeDigest, spark, lock)
                  .run());
    } catch (RuntimeException e) {
      // Who stops Spark does so once it is there.
      spark.await();
      throw e;
    }
  }

  private boolean isIdle(PublishedSet set, Landing landing, String codeDigest) {
    LocalDate day = request.asOf().or(() -> newestKnownDay(set)).orElse(set.asOf());
    return (request.asOf().isPresent() || day.equals(set.asOf()))
        && NextSet.freshDays(set).contains(day)
        && NextSet.isOf(set, request, codeDigest)
        && landing.sameAs(set, tables);
  }

  private RunOutcome idle(ControlStore store, PublishedSet set) {
    Idle idle = new Idle(Instant.now(), set.number(), set.asOf(), set.landing().size());
    store.overwrite(IDLE, Json.bytes(idle));
    Map<String, String> problems = NextSet.problems(set);
    ExitCode exit = problems.isEmpty() ? ExitCode.DONE : ExitCode.SOURCE_FAILED;
    return new RunOutcome(
        exit, null, Optional.of(set), true, List.of(), problems, set.notes().get("report"));
  }

  /** The last idle night, if the newest night was idle. */
  public static Optional<Idle> lastIdle(ControlStore store) {
    return store.read(IDLE).map(bytes -> Json.parse(Idle.class, bytes, IDLE));
  }

  /** The newest day on which anything in silver became known. */
  static Optional<LocalDate> newestKnownDay(PublishedSet set) {
    return newestKnownDay(set.entries().stream());
  }

  private static Optional<LocalDate> newestKnownDay(Stream<PublishedSet.Entry> entries) {
    return entries
        .filter(e -> e.name().layer() == Layer.SILVER)
        .map(PublishedSet.Entry::maxKnownOn)
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo);
  }

  /** The run once it holds the lock. */
  private final class Locked {
    // Here, since the log's own classes take longer to load than an idle night.
    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);

    private final ControlStore store;
    private final PublishedSets sets;
    private final Optional<PublishedSet> base;
    private final Landing landing;
    private final Steps steps;
    private final String codeDigest;
    private final Ahead<SparkSession> starting;
    private final LakeLock lock;
    private final Instant startedAt = Instant.now();

    Locked(
        ControlStore store,
        PublishedSets sets,
        Optional<PublishedSet> base,
        Landing landing,
        Steps steps,
        String codeDigest,
        Ahead<SparkSession> starting,
        LakeLock lock) {
      this.store = store;
      this.sets = sets;
      this.base = base;
      this.landing = landing;
      this.steps = steps;
      this.codeDigest = codeDigest;
      this.starting = starting;
      this.lock = lock;
    }

    RunOutcome run() {
      listener.begins(lock.runId(), Steps.tables(steps.all()));
      SparkSession spark = starting.get();
      // Steps take the settings from the session of the thread that began them.
      org.apache.spark.sql.classic.SparkSession.setActiveSession(spark);
      Ahead<Void> checked = checkStudies(spark);
      Lake lake = new Lake(spark, request.lake(), checked::get);
      Lineup lineup = new Lineup(lake, base);
      StepRunner runner =
          new StepRunner(spark, lake, base, lineup, landing, request.settings(), lock.runId());
      OpsRecords ops = new OpsRecords(spark, lake, request, lock, startedAt);
      List<StepResult> results = new ArrayList<>();
      LocalDate asOf = null;
      try (StepPool pool = new StepPool(request.parallelSteps())) {
        try {
          results.addAll(pool.run(steps.forAllDays(), s -> runStep(runner, lineup, s, null)));
          checked.get();
          LocalDate newest = newestKnown(results).orElse(null);
          asOf = request.asOf().orElse(newest);
          if (asOf != null) {
            LocalDate day = asOf;
            EarliestDay.require(steps.perDay(), lineup, day);
            if (newest != null && newest.isBefore(day)) {
              LOG.warn("as of {}: nothing later than {} is known yet", day, newest);
            }
            results.addAll(pool.run(steps.perDay(), s -> runStep(runner, lineup, s, day)));
          }
          return finish(lake, lineup, runner, ops, pool, results, asOf);
        } catch (RuntimeException e) {
          ExitCode exit = e instanceof JevonsException j ? j.exitCode() : ExitCode.BUG;
          ops.failure(asOf, exit, e, results, runner.files(), runner.columnsSoFar());
          throw e;
        }
      } finally {
        lineup.releaseAll();
      }
    }

    /** The first step reads and computes meanwhile, but nothing is written before. */
    private Ahead<Void> checkStudies(SparkSession spark) {
      return Ahead.run(
          Ahead.queue("jevons-studies"), () -> studies.forEach(study -> study.requireTyped(spark)));
    }

    private List<StepResult> runStep(StepRunner runner, Lineup lineup, Step step, LocalDate asOf) {
      // The report reads gold once more at the end.
      int readers = steps.readersOf(step) + (step.perDay() ? 1 : 0);
      List<StepResult> results = runner.run(step, asOf, readers);
      step.inputs().forEach(t -> lineup.release(Tables.of(t).name()));
      results.forEach(listener::ended);
      return results;
    }

    /** What is published stays published, whether or not old sets can be removed. */
    private void forgetOld() {
      try {
        sets.forget(lock, startedAt.minus(Duration.ofDays(LakeSession.KEPT_DAYS)));
      } catch (JevonsException e) {
        LOG.warn("published sets of long ago stay: {}", e.getMessage());
      }
    }

    private Optional<LocalDate> newestKnown(List<StepResult> results) {
      return newestKnownDay(results.stream().filter(StepResult::usable).map(StepResult::entry));
    }

    /** The newest known day does, also after a night as of a day that is yet to come. */
    private boolean becomesCurrent(LocalDate asOf) {
      return request.asOf().isEmpty() || base.map(b -> !b.asOf().isAfter(asOf)).orElse(true);
    }

    /** Those that are a problem of this night: few data are no fault of a past day. */
    private Map<String, String> failedStudies(
        Lineup lineup, List<StepResult> results, LocalDate asOf) {
      Map<String, String> failed = FailedStudies.of(steps, lineup, asOf);
      if (newestKnown(results).filter(asOf::isBefore).isEmpty()) {
        return failed;
      }
      failed.values().forEach(LOG::warn);
      return Map.of();
    }

    private RunOutcome finish(
        Lake lake,
        Lineup lineup,
        StepRunner runner,
        OpsRecords ops,
        StepPool pool,
        List<StepResult> results,
        LocalDate asOf) {
      List<StepResult> failed =
          results.stream().filter(r -> r.outcome() == Outcome.FAILED).toList();
      boolean isCurrent = asOf != null && becomesCurrent(asOf);
      Map<String, String> failedStudies =
          failed.isEmpty() && asOf != null ? failedStudies(lineup, results, asOf) : Map.of();
      NextSet next =
          new NextSet(
              base,
              landing,
              tables,
              request,
              codeDigest,
              lock.runId(),
              runner.files(),
              isCurrent ? failedStudies : base.map(NextSet::failedStudies).orElse(Map.of()));
      Map<String, String> problems = next.problems();
      ExitCode exit = problems.isEmpty() ? ExitCode.DONE : ExitCode.SOURCE_FAILED;
      problems.values().forEach(LOG::error);
      if (!failed.isEmpty() || asOf == null) {
        exit = exit.worst(ExitCode.CHECK_FAILED);
        String message =
            failed.isEmpty()
                ? "nothing is known yet: no silver table has a row"
                : failed.get(0).reason();
        pool.each(ops.details(results, runner.files(), runner.columns()));
        ops.run(asOf, "check_failed", exit, null, message);
        return new RunOutcome(exit, lock.runId(), base, false, results, problems, null);
      }
      LocalDate current = isCurrent ? asOf : base.orElseThrow().asOf();
      PublishedSet draft = next.draft(results, current, List.of(asOf));
      Published state = Published.draft(lake, draft, asOf, lineup);
      AtomicReference<byte[]> page = new AtomicReference<>();
      List<Runnable> last = new ArrayList<>();
      last.add(() -> page.set(report.write(state)));
      last.addAll(ops.details(results, runner.files(), runner.columns()));
      pool.each(last);
      store.overwrite("_reports/" + lock.runId() + ".html", page.get());
      ops.run(asOf, "published", exit, NextSet.number(sets), NextSet.firstLine(problems));
      PublishedSet published = sets.publish(lock, draft);
      if (published.asOf().equals(asOf)) {
        store.overwrite(REPORT, page.get());
      }
      forgetOld();
      return new RunOutcome(
          exit, lock.runId(), Optional.of(published), false, results, problems, REPORT);
    }
  }

  /** The report of the newest published run, as it was written. */
  public static Optional<String> report(ControlStore store) {
    return store.read(REPORT).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
