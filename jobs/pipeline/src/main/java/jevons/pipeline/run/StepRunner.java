package jevons.pipeline.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import jevons.pipeline.lake.Commit;
import jevons.pipeline.lake.CommitNote;
import jevons.pipeline.lake.Committed;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.studies.Estimate;
import jevons.pipeline.studies.EstimateRows;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.ops.RejectedRecord;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step: skips it when nothing it depends on has changed, else computes its rows once,
 * keeps them, checks them and commits them only if every check passes.
 */
final class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
  private final SparkSession spark;
  private final Lake lake;
  private final Optional<PublishedSet> base;
  private final Lineup lineup;
  private final Landing landing;
  private final SettingsSource settings;
  private final String runId;
  private final Auditor auditor;
  private final List<FileOutcome> files = new CopyOnWriteArrayList<>();
  private final Set<TableName> failed = ConcurrentHashMap.newKeySet();

  StepRunner(
      SparkSession spark,
      Lake lake,
      Optional<PublishedSet> base,
      Lineup lineup,
      Landing landing,
      SettingsSource settings,
      String runId) {
    this.spark = spark;
    this.lake = lake;
    this.base = base;
    this.lineup = lineup;
    this.landing = landing;
    this.settings = settings;
    this.runId = runId;
    this.auditor = new Auditor(t -> lineup.rows(Tables.of(t), null));
  }

  /** What became of each landing file that was read. */
  List<FileOutcome> files() {
    return List.copyOf(files);
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
      return blocked(step, asOf, missing);
    }
    List<StepResult> results =
        step instanceof Step.Intake intake
            ? List.of(takeIn(intake, readers))
            : derive(step, asOf, readers);
    for (StepResult result : results) {
      if (result.usable()) {
        lineup.put(result.table(), result.entry());
      } else {
        failed.add(result.table());
      }
    }
    return results;
  }

  private static List<StepResult> blocked(Step step, LocalDate asOf, List<TableName> missing) {
    String reason =
        "needs " + missing.stream().map(TableName::toString).collect(Collectors.joining(", "));
    return step.makes().stream()
        .map(t -> new StepResult(t.name(), asOf, Outcome.BLOCKED, reason, null, List.of(), 0))
        .toList();
  }

  private Fingerprint fingerprint(Step step, LocalDate asOf) {
    return Fingerprints.of(
            step, landing, settings, asOf, input -> Optional.of(lineup.digest(input, asOf)))
        .orElseThrow();
  }

  // ---- bronze

  private StepResult takeIn(Step.Intake step, int readers) {
    long started = System.nanoTime();
    Landed table = step.table();
    Optional<PublishedSet.Entry> before = base.flatMap(s -> s.find(table.name(), null));
    Fingerprint now = fingerprint(step, null);
    Intakes.Choice choice = Intakes.choose(table, landing, base, before, now);
    if (choice.skip()) {
      return skipped(table.name(), null, before.orElseThrow(), choice.reason());
    }
    long vintage = before.map(PublishedSet.Entry::vintages).orElse(0L) + 1;
    Fingerprint onBase =
        now.with("base", before.map(PublishedSet.Entry::contentDigest).orElse("none"));
    Optional<StepResult> adopted = adopt(table, null, now, onBase.text(), before, null, started);
    if (adopted.isPresent()) {
      choice.files().forEach(f -> files.add(new FileOutcome(table.name(), f, 0, 0, null)));
      return adopted.get();
    }
    Optional<Dataset<Row>> newest =
        before.map(b -> TakeIn.newest(table, lake.read(table.name(), b.version()), b.vintages()));
    TakeIn.Taken taken =
        new TakeIn(spark, landing.zone(), runId).read(table, choice.files(), newest, vintage);
    files.addAll(taken.files());
    taken.rejects().ifPresent(r -> quarantine(table, r, taken.files()));

    boolean first = before.isEmpty();
    // A first vintage is a plain selection from the parsed lines, which are kept already.
    Dataset<Row> changes = first ? taken.changes() : taken.changes().persist();
    Audited audited =
        first ? auditor.auditLines(table, changes) : auditor.auditChanges(table, changes);
    if (!audited.passes()) {
      letGo(changes, taken.kept());
      return failed(table.name(), null, audited.findings(), before, started);
    }
    PublishedSet.Entry entry;
    if (!first && audited.rows() == 0) {
      entry = before.get().withFingerprint(now.text());
    } else {
      String digest =
          before.map(b -> Digest.of(b.contentDigest() + audited.digest())).orElse(audited.digest());
      long rows =
          before.map(PublishedSet.Entry::rows).orElse(0L) + netRows(changes, first, audited);
      CommitNote note =
          new CommitNote(
              runId,
              table.name().toString(),
              null,
              withFaults(onBase, taken.files()).text(),
              digest,
              rows,
              null,
              vintage);
      Commit commit = commitVintage(table, changes, note, before, vintage);
      entry = PublishedSet.Entry.of(note, commit.version(), null, now.text());
    }
    if (first) {
      lineup.keep(table.name(), changes, taken.kept(), readers);
    } else {
      letGo(changes, taken.kept());
    }
    return made(table.name(), null, choice.reason(), entry, audited.findings(), started);
  }

  /**
   * A commit without a faulty file's lines is another one, so that a later run does not adopt it
   * and forget the fault: it reads the files again.
   */
  private static Fingerprint withFaults(Fingerprint fingerprint, List<FileOutcome> files) {
    String faulty =
        files.stream()
            .filter(f -> f.problem() != null)
            .map(f -> f.file().path())
            .collect(Collectors.joining(","));
    return faulty.isEmpty() ? fingerprint : fingerprint.with("left_out", Digest.of(faulty));
  }

  private static void letGo(Dataset<Row> changes, Dataset<Row> parsed) {
    changes.unpersist();
    parsed.unpersist();
  }

  private static long netRows(Dataset<Row> changes, boolean first, Audited audited) {
    if (first) {
      return audited.rows();
    }
    Column net =
        when(Landed.CHANGE.col().equalTo("new"), lit(1))
            .when(Landed.CHANGE.col().equalTo("gone"), lit(-1))
            .otherwise(lit(0));
    return changes.agg(coalesce(sum(net), lit(0L))).head().getLong(0);
  }

  /** A killed run may have left lines behind that were never published: they are replaced. */
  private Commit commitVintage(
      Landed table,
      Dataset<Row> changes,
      CommitNote note,
      Optional<PublishedSet.Entry> before,
      long vintage) {
    if (before.isEmpty()) {
      return lake.overwrite(table, changes, note);
    }
    boolean untouched = lake.latestVersion(table.name()).orElse(-1) == before.get().version();
    return untouched
        ? lake.append(table, changes, note)
        : lake.replaceWhere(table, changes, Landed.VINTAGE.name() + " >= " + vintage, note);
  }

  private void quarantine(Landed table, Dataset<Row> rejects, List<FileOutcome> outcomes) {
    long count = outcomes.stream().mapToLong(FileOutcome::rejects).sum();
    RejectedRecord quarantine = new RejectedRecord();
    CommitNote note =
        new CommitNote(runId, quarantine.name().toString(), null, "", "", count, null, 0);
    lake.append(quarantine, rejects, note);
    String reasons =
        rejects
            .groupBy(RejectedRecord.REASON.col())
            .agg(count(lit(1)).as("n"))
            .orderBy(col("n").desc(), RejectedRecord.REASON.col())
            .collectAsList()
            .stream()
            .map(r -> r.getLong(1) + " " + r.getString(0))
            .collect(Collectors.joining(", "));
    long lines = outcomes.stream().mapToLong(FileOutcome::lines).sum();
    LOG.warn(
        "{}: {} of {} lines rejected ({}), see ops.rejected_record",
        table.name(),
        count,
        lines,
        reasons);
  }

  // ---- silver, gold, studies

  private List<StepResult> derive(Step step, LocalDate asOf, int readers) {
    long started = System.nanoTime();
    requireSomethingKnown(step, asOf);
    Fingerprint now = fingerprint(step, asOf);
    String text = now.text();
    List<StepResult> unchanged = new ArrayList<>();
    for (Table table : step.makes()) {
      same(table, asOf, text).ifPresent(unchanged::add);
    }
    if (unchanged.size() == step.makes().size()) {
      return unchanged;
    }
    List<StepResult> adopted = new ArrayList<>();
    for (Table table : step.makes()) {
      adopt(
              table,
              asOf,
              now,
              text,
              base.flatMap(b -> b.find(table.name(), asOf)),
              partition(table, asOf),
              started)
          .ifPresent(adopted::add);
    }
    if (adopted.size() == step.makes().size()) {
      return adopted;
    }
    RunInputs inputs =
        new RunInputs(
            spark,
            lineup,
            step.label(),
            step.inputs(),
            settings.restrictedTo(step.settings()),
            asOf);
    Map<Table, Dataset<Row>> rows = compute(step, inputs, asOf, text);
    return commitAll(step, rows, asOf, now, readers, started);
  }

  private Map<Table, Dataset<Row>> compute(
      Step step, RunInputs inputs, LocalDate asOf, String text) {
    Map<Table, Dataset<Row>> rows = new HashMap<>();
    if (step instanceof Step.Derivation d) {
      Column[] columns = d.table().fields().stream().map(Field::col).toArray(Column[]::new);
      rows.put(d.table(), d.table().query(inputs).select(columns));
    } else if (step instanceof Step.Estimation e) {
      List<Estimate> estimates = new ArrayList<>();
      for (Study study : e.studies()) {
        estimates.addAll(study.estimate(inputs));
      }
      EstimateRows all = new EstimateRows(asOf, Digest.of(text), estimates);
      e.tables().forEach(t -> rows.put(t, spark.createDataFrame(all.of(t), t.schema())));
    }
    return rows;
  }

  /** Checks all tables of the step before the first is committed. */
  private List<StepResult> commitAll(
      Step step,
      Map<Table, Dataset<Row>> computed,
      LocalDate asOf,
      Fingerprint now,
      int readers,
      long started) {
    Map<Table, Audited> audits = new HashMap<>();
    for (Table table : step.makes()) {
      Dataset<Row> rows = computed.get(table).persist();
      computed.put(table, rows);
      audits.put(table, auditor.audit(table, rows));
    }
    boolean passes = audits.values().stream().allMatch(Audited::passes);
    List<StepResult> results = new ArrayList<>();
    for (Table table : step.makes()) {
      Audited audited = audits.get(table);
      Optional<PublishedSet.Entry> before = base.flatMap(b -> b.find(table.name(), asOf));
      if (!passes) {
        computed.get(table).unpersist();
        results.add(failed(table.name(), asOf, audited.findings(), before, started));
        continue;
      }
      results.add(commit(table, computed.get(table), audited, before, asOf, now, readers, started));
    }
    return results;
  }

  private StepResult commit(
      Table table,
      Dataset<Row> rows,
      Audited audited,
      Optional<PublishedSet.Entry> before,
      LocalDate asOf,
      Fingerprint now,
      int readers,
      long started) {
    String reason =
        before.map(b -> now.changesSince(Fingerprint.parse(b.fingerprint()))).orElse("first time");
    PublishedSet.Entry entry;
    if (before.isPresent() && before.get().contentDigest().equals(audited.digest())) {
      entry = before.get().withFingerprint(now.text());
      reason += "; its rows are the same";
    } else {
      String partition = partition(table, asOf);
      CommitNote note =
          new CommitNote(
              runId,
              table.name().toString(),
              asOf,
              now.text(),
              audited.digest(),
              audited.rows(),
              audited.maxKnownOn(),
              0);
      Commit commit =
          partition == null || lake.latestVersion(table.name()).isEmpty()
              ? lake.overwrite(table, rows, note)
              : lake.replaceWhere(table, rows, partition, note);
      entry = PublishedSet.Entry.of(note, commit.version(), partition, now.text());
    }
    lineup.keep(table.name(), rows, rows, readers);
    return made(table.name(), asOf, reason, entry, audited.findings(), started);
  }

  private static String partition(Table table, LocalDate asOf) {
    return table.name().layer() == Layer.GOLD ? AsOf.FIELD.name() + " = DATE'" + asOf + "'" : null;
  }

  /** The published entry when its fingerprint is this one; for gold, of any day. */
  private Optional<StepResult> same(Table table, LocalDate asOf, String fingerprint) {
    Optional<PublishedSet.Entry> ofDay = base.flatMap(b -> b.find(table.name(), asOf));
    if (ofDay.isPresent() && ofDay.get().fingerprint().equals(fingerprint)) {
      return Optional.of(
          skipped(
              table.name(),
              asOf,
              ofDay.get(),
              "inputs unchanged since version " + ofDay.get().version()));
    }
    if (asOf == null || base.isEmpty()) {
      return Optional.empty();
    }
    return base.get().entries().stream()
        .filter(
            e -> e.table().equals(table.name().toString()) && e.fingerprint().equals(fingerprint))
        .findFirst()
        .map(
            e ->
                skipped(
                    table.name(),
                    asOf,
                    e.withAsOf(asOf),
                    "nothing that became known since " + e.asOf() + " concerns it"));
  }

  /** What a run that was killed had committed under the same fingerprint. */
  private Optional<StepResult> adopt(
      Table table,
      LocalDate asOf,
      Fingerprint now,
      String noteText,
      Optional<PublishedSet.Entry> before,
      String partition,
      long started) {
    long published = before.map(PublishedSet.Entry::version).orElse(-1L);
    if (lake.latestVersion(table.name()).orElse(-1) <= published) {
      return Optional.empty();
    }
    Committed last = null;
    for (Committed commit : lake.notesAfter(table.name(), published)) {
      boolean sameDay = commit.note() != null && Objects.equals(commit.note().asOf(), asOf);
      if (sameDay) {
        last = commit.note().fingerprint().equals(noteText) ? commit : null;
      }
    }
    if (last == null) {
      return Optional.empty();
    }
    CommitNote note = last.note();
    PublishedSet.Entry entry = PublishedSet.Entry.of(note, last.version(), partition, now.text());
    String reason = "run " + note.runId() + " had committed it, but published nothing";
    LOG.info("{}: {} rows, version {}: {}", table.name(), note.rows(), last.version(), reason);
    return Optional.of(
        new StepResult(
            table.name(), asOf, Outcome.REUSED, reason, entry, List.of(), seconds(started)));
  }

  private void requireSomethingKnown(Step step, LocalDate asOf) {
    if (asOf == null) {
      return;
    }
    LocalDate first = null;
    for (Class<? extends Table> input : step.inputs()) {
      Table table = Tables.of(input);
      if (table.name().layer() != Layer.SILVER || table.knownOn().isEmpty()) {
        return;
      }
      LocalDate earliest = lineup.firstKnown(table, asOf);
      if (earliest == null || !earliest.isAfter(asOf)) {
        return;
      }
      first = first == null || earliest.isBefore(first) ? earliest : first;
    }
    if (first != null) {
      throw new JevonsException(
          ExitCode.USAGE,
          "--as-of "
              + asOf
              + ": "
              + step.label()
              + " has no input known by then; the first became known on "
              + first
              + ". Earliest day that can be built: "
              + first
              + ".");
    }
  }

  // ---- results

  private StepResult made(
      TableName table,
      LocalDate asOf,
      String reason,
      PublishedSet.Entry entry,
      List<Finding> findings,
      long started) {
    long before = base.flatMap(b -> b.find(table, asOf)).map(PublishedSet.Entry::rows).orElse(0L);
    long gained = entry.rows() - before;
    LOG.info(
        "{}: {} rows{}, version {}, {} s",
        table,
        entry.rows(),
        before == 0 || gained == 0 ? "" : String.format(" (%+d)", gained),
        entry.version(),
        String.format("%.1f", seconds(started)));
    for (Finding finding : findings) {
      if (!finding.holds()) {
        LOG.warn("{}: {}", table, words(finding));
      }
    }
    return new StepResult(table, asOf, Outcome.MADE, reason, entry, findings, seconds(started));
  }

  private static StepResult skipped(
      TableName table, LocalDate asOf, PublishedSet.Entry entry, String reason) {
    LOG.info("{}: skipped, {}", table, reason);
    return new StepResult(table, asOf, Outcome.SKIPPED, reason, entry, List.of(), 0);
  }

  private static StepResult failed(
      TableName table,
      LocalDate asOf,
      List<Finding> findings,
      Optional<PublishedSet.Entry> before,
      long started) {
    String wrong =
        findings.stream()
            .filter(f -> !f.holds() && f.stops())
            .map(StepRunner::words)
            .collect(Collectors.joining("; "));
    String stays =
        before.map(b -> "table stays at version " + b.version()).orElse("table is not made");
    if (wrong.isEmpty()) {
      wrong = "a table made with it failed";
    }
    String reason = wrong + "; " + stays;
    LOG.error("{}: {}, exit {}", table, reason, ExitCode.CHECK_FAILED.code());
    return new StepResult(table, asOf, Outcome.FAILED, reason, null, findings, seconds(started));
  }

  private static String words(Finding finding) {
    String first = finding.example() == null ? "" : ", first " + finding.example();
    return "\"" + finding.check() + "\" fails for " + finding.badRows() + " rows" + first;
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
