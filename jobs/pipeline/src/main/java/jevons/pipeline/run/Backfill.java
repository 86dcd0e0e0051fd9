package jevons.pipeline.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.PlannedStep.Decision;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills gold as of past days of a lake that has had a night: bronze and silver once, then each day
 * as a night as of it would have made it, published in one piece at the end. The current day stays;
 * its report is written anew, with what was known on the days that were added. Killed in the middle
 * and run again, it takes over what was committed.
 */
public final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  private final RunRequest request;
  private final Set<LocalDate> days;
  private final List<Table> tables;
  private final List<Study> studies;
  private final Supplier<SparkSession> session;
  private final ReportWriter report;
  private final RunListener listener;
  private final Steps steps;
  private final String codeDigest;
  private final ControlStore store;
  private final PublishedSets sets;
  private final Map<String, String> sparkKeys;

  /**
   * A run that has not begun.
   *
   * @param request whose own day is not asked for
   * @param days of knowledge to fill
   * @param session starts Spark; asked only when there is something to do
   * @param sparkKeys of which {@code spark.hadoop.*} are for {@code s3a} before Spark is there
   */
  public Backfill(
      RunRequest request,
      List<LocalDate> days,
      List<Table> tables,
      List<Study> studies,
      Supplier<SparkSession> session,
      Map<String, String> sparkKeys,
      ReportWriter report,
      RunListener listener) {
    this.request = request;
    this.days = new TreeSet<>(days);
    this.tables = List.copyOf(tables);
    this.studies = List.copyOf(studies);
    this.session = session;
    this.report = report;
    this.listener = listener;
    this.sparkKeys = Map.copyOf(sparkKeys);
    this.steps = Steps.of(tables, studies, request.settings());
    this.codeDigest = Program.digest(steps.all());
    this.store = ControlStore.open(request.lake(), sparkKeys);
    this.sets = new PublishedSets(store);
  }

  /**
   * Says what {@link #run} would do; starts no Spark.
   *
   * @throws JevonsException exit 2 when there was no night yet, or a day is later than all that is
   *     known
   */
  public BackfillPlan plan() {
    PublishedSet base = Published.newest(store, request.lake());
    return plan(base, scan(base));
  }

  private Landing scan(PublishedSet base) {
    return Landing.scan(Landing.zone(request.landing(), sparkKeys), Optional.of(base));
  }

  private BackfillPlan plan(PublishedSet base, Landing landing) {
    requireKnown(base);
    boolean unchanged = NextSet.isOf(base, request, codeDigest) && landing.sameAs(base, tables);
    Set<LocalDate> fresh = NextSet.freshDays(base);
    List<LocalDate> there = Published.days(base);
    int goldTables = Steps.tables(steps.perDay());
    List<PlannedDay> planned = new ArrayList<>();
    for (LocalDate day : days) {
      if (day.equals(base.asOf())) {
        planned.add(new PlannedDay(day, Decision.SKIP, 0, "the current day, which nightly makes"));
      } else if (unchanged && fresh.contains(day)) {
        String reason = "there, and nothing has changed since";
        planned.add(new PlannedDay(day, Decision.SKIP, 0, reason));
      } else if (there.contains(day)) {
        String reason = "there; what has changed since is made again";
        planned.add(new PlannedDay(day, Decision.RUN_IF_CHANGED, goldTables, reason));
      } else {
        planned.add(new PlannedDay(day, Decision.RUN, goldTables, "first time"));
      }
    }
    return new BackfillPlan(Plan.forAllDays(request, base, landing, steps), planned);
  }

  private void requireKnown(PublishedSet base) {
    LocalDate newest = Nightly.newestKnownDay(base).orElse(base.asOf());
    for (LocalDate day : days) {
      if (day.isAfter(newest)) {
        throw JevonsException.usage(
            ("nothing is known as of %s yet, the newest day known in the lake is %s. Expected days up to"
                    + " it; newer files are taken in by jevons nightly.")
                .formatted(day, newest));
      }
    }
  }

  /**
   * Runs.
   *
   * @throws JevonsException as {@link #plan}; also when nothing was known by one of the days, and
   *     for a locked lake
   */
  public RunOutcome run() {
    PublishedSet seen = Published.newest(store, request.lake());
    Landing landing = scan(seen);
    if (plan(seen, landing).toFill().isEmpty()) {
      Map<String, String> problems = NextSet.problems(seen);
      ExitCode exit = problems.isEmpty() ? ExitCode.DONE : ExitCode.SOURCE_FAILED;
      return new RunOutcome(exit, null, Optional.of(seen), true, List.of(), problems, null);
    }
    studies.forEach(Study::requireReadable);
    return UnderLock.run(
        store,
        request,
        lock -> {
          PublishedSet base = Published.newest(store, request.lake());
          return new Locked(base, landing, plan(base, landing).toFill(), lock).run();
        });
  }

  /** The run once it holds the lock. */
  private final class Locked {
    private final PublishedSet base;
    private final Landing landing;
    private final List<LocalDate> toFill;
    private final LakeLock lock;
    private final OpsRecords ops;
    private final SparkSession spark;
    private final Lake lake;
    private final Lineup once;
    private final StepRunner runner;

    /** Of this run, days that failed included. */
    private final List<StepResult> results = Collections.synchronizedList(new ArrayList<>());

    /** Of these what can be published: of bronze and silver, and of the days that are whole. */
    private final List<StepResult> good = new ArrayList<>();

    private final List<LocalDate> done = new ArrayList<>();

    /** What the days so far have come to, those included that may yet fail. */
    private final Map<TableName, List<PublishedSet.Entry>> entries = new ConcurrentHashMap<>();

    private final CopyOnWriteArrayList<Lineup> lineups = new CopyOnWriteArrayList<>();

    /** The day of the step that threw first. */
    private final AtomicReference<LocalDate> stopped = new AtomicReference<>();

    Locked(PublishedSet base, Landing landing, List<LocalDate> toFill, LakeLock lock) {
      this.base = base;
      this.landing = landing;
      this.toFill = toFill;
      this.lock = lock;
      Instant startedAt = Instant.now();
      listener.begins(
          lock.runId(),
          Steps.tables(steps.forAllDays()) + toFill.size() * Steps.tables(steps.perDay()));
      spark = session.get();
      studies.forEach(study -> study.requireTyped(spark));
      lake = new Lake(spark, request.lake());
      once = new Lineup(lake, Optional.of(base));
      runner = runner(base, once);
      ops = new OpsRecords(spark, lake, request, lock, startedAt);
    }

    private StepRunner runner(PublishedSet set, Lineup lineup) {
      return new StepRunner(
          spark, lake, Optional.of(set), lineup, landing, request.settings(), lock.runId());
    }

    RunOutcome run() {
      try (StepPool pool = new StepPool(request.parallelSteps())) {
        good.addAll(pool.run(steps.forAllDays(), s -> runStep(runner, once, s, null)));
        results.addAll(good);
        if (!usable(good)) {
          return finish(pool, Optional.empty());
        }
        PublishedSet set = next().draft(good, base.asOf(), done);
        // The earliest; what was known then is known on the others.
        EarliestDay.require(steps.perDay(), once.onTop(set), toFill.get(0));
        pool.runDays(toFill.stream().map(day -> fill(set, day)).toList());
        return finish(
            pool,
            done.isEmpty() ? Optional.empty() : Optional.of(next().draft(good, base.asOf(), done)));
      } catch (RuntimeException e) {
        ExitCode exit = e instanceof JevonsException j ? j.exitCode() : ExitCode.BUG;
        ops.failure(
            stopped.get(), exit, e, List.copyOf(results), runner.files(), runner.columnsSoFar());
        throw e;
      } finally {
        lineups.forEach(Lineup::releaseAll);
        once.releaseAll();
      }
    }

    private NextSet next() {
      return new NextSet(
          Optional.of(base),
          landing,
          tables,
          request,
          codeDigest,
          lock.runId(),
          runner.files(),
          NextSet.failedStudies(base));
    }

    /** One day on top of the silver tables of {@code set} and what other days have come to. */
    private StepPool.Day fill(PublishedSet set, LocalDate day) {
      AtomicLong started = new AtomicLong();
      Lineup lineup = once.onTop(set);
      StepRunner ofDay = runner(set, lineup);
      return new StepPool.Day(
          steps.perDay(day),
          step -> {
            started.compareAndSet(0, System.nanoTime());
            lineups.addIfAbsent(lineup);
            List<PublishedSet.Entry> before =
                step.makes().stream()
                    .flatMap(t -> entries.getOrDefault(t.name(), List.of()).stream())
                    .toList();
            List<StepResult> made = runStep(ofDay.with(before), lineup, step, day);
            made.stream().filter(StepResult::usable).forEach(this::remember);
            return made;
          },
          made -> end(day, lineup, made, started.get()));
    }

    private void remember(StepResult result) {
      entries
          .computeIfAbsent(result.table(), t -> new CopyOnWriteArrayList<>())
          .add(result.entry());
    }

    private void end(LocalDate day, Lineup lineup, List<StepResult> made, long started) {
      results.addAll(made);
      if (usable(made)) {
        good.addAll(made);
        done.add(day);
        FailedStudies.of(steps, lineup, day).values().forEach(LOG::warn);
      }
      lineup.releaseAll();
      lineups.remove(lineup);
      LOG.info(
          "as of {}, day {} of {}: {} tables made, {} skipped, {} s",
          day,
          toFill.indexOf(day) + 1,
          toFill.size(),
          count(made, Outcome.MADE) + count(made, Outcome.REUSED),
          count(made, Outcome.SKIPPED),
          String.format("%.1f", (System.nanoTime() - started) / 1e9));
    }

    private List<StepResult> runStep(StepRunner on, Lineup lineup, Step step, LocalDate asOf) {
      try {
        List<StepResult> made = on.run(step, asOf, steps.readersOf(step));
        step.inputs().forEach(t -> lineup.release(Tables.of(t).name()));
        made.forEach(listener::ended);
        return made;
      } catch (RuntimeException e) {
        if (asOf != null) {
          stopped.compareAndSet(null, asOf);
        }
        throw e;
      }
    }

    /** Publishes; nothing when no day is whole. */
    private RunOutcome finish(StepPool pool, Optional<PublishedSet> draft) {
      Map<String, String> problems = next().problems();
      problems.values().forEach(LOG::error);
      ExitCode exit = problems.isEmpty() ? ExitCode.DONE : ExitCode.SOURCE_FAILED;
      Optional<StepResult> failed =
          results.stream().filter(r -> r.outcome() == Outcome.FAILED).findFirst();
      String message = failed.map(StepResult::reason).orElse(NextSet.firstLine(problems));
      if (failed.isPresent()) {
        exit = exit.worst(ExitCode.CHECK_FAILED);
      }
      LocalDate last = toFill.get(toFill.size() - 1);
      pool.each(ops.details(results, runner.files(), runner.columns()));
      if (draft.isEmpty()) {
        ops.run(last, "check_failed", exit, null, message);
        return outcome(exit, base, problems);
      }
      ops.run(last, "published", exit, NextSet.number(sets), message);
      PublishedSet published = sets.publish(lock, draft.get());
      store.overwrite(
          Nightly.REPORT, report.write(Published.open(lake, published, Optional.empty())));
      return outcome(exit, published, problems);
    }

    private RunOutcome outcome(ExitCode exit, PublishedSet set, Map<String, String> problems) {
      return new RunOutcome(exit, lock.runId(), Optional.of(set), false, results, problems, null);
    }
  }

  private static boolean usable(List<StepResult> results) {
    return results.stream().allMatch(StepResult::usable);
  }

  private static long count(List<StepResult> results, Outcome outcome) {
    return results.stream().filter(r -> r.outcome() == outcome).count();
  }
}
