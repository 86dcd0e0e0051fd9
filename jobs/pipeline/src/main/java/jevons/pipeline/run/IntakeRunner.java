package jevons.pipeline.run;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import jevons.pipeline.lake.Commit;
import jevons.pipeline.lake.CommitNote;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.ops.RejectedRecord;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes landing files into bronze tables: their news alone, and only if every check passes. */
final class IntakeRunner {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeRunner.class);
  private final SparkSession spark;
  private final Lake lake;
  private final Optional<PublishedSet> base;
  private final Lineup lineup;
  private final Landing landing;
  private final SettingsSource settings;
  private final String runId;
  private final Auditor auditor;
  private final StepResults results;
  private final List<FileOutcome> files = new CopyOnWriteArrayList<>();
  private final List<Ahead<List<ColumnChange>>> columns = new CopyOnWriteArrayList<>();

  /** No step waits for the counts of changes: they are made one by one beside the steps. */
  private final Executor counting = Ahead.queue("jevons-changes");

  IntakeRunner(
      SparkSession spark,
      Lake lake,
      Optional<PublishedSet> base,
      Lineup lineup,
      Landing landing,
      SettingsSource settings,
      String runId,
      Auditor auditor,
      StepResults results) {
    this.spark = spark;
    this.lake = lake;
    this.base = base;
    this.lineup = lineup;
    this.landing = landing;
    this.settings = settings;
    this.runId = runId;
    this.auditor = auditor;
    this.results = results;
  }

  /** What became of each landing file that was read. */
  List<FileOutcome> files() {
    return List.copyOf(files);
  }

  /** What the vintages that were stored changed in the tables; waits until all is counted. */
  List<ColumnChange> columns() {
    return columns.stream().flatMap(counted -> counted.get().stream()).toList();
  }

  /** The same as far as it is known by now, for a run that fails. */
  List<ColumnChange> columnsSoFar() {
    return columns.stream()
        .flatMap(counted -> counted.soFar().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Runs the step.
   *
   * @param readers how many later steps read its table
   */
  StepResult run(Step.Intake step, int readers) {
    long started = System.nanoTime();
    Landed table = step.table();
    Optional<PublishedSet.Entry> before = results.before(table.name(), null);
    Fingerprint now =
        Fingerprints.of(step, landing, settings, null, input -> Optional.empty()).orElseThrow();
    Intakes.Choice choice = Intakes.choose(table, landing, base, before, now);
    if (choice.skip()) {
      return results.skipped(table.name(), null, before.orElseThrow(), choice.reason());
    }
    long vintage = before.map(PublishedSet.Entry::vintages).orElse(0L) + 1;
    Fingerprint onBase =
        now.with("base", before.map(PublishedSet.Entry::contentDigest).orElse("none"));
    Optional<StepResult> adopted =
        results.adopt(table.name(), null, now, onBase.text(), null, started);
    if (adopted.isPresent()) {
      choice.files().forEach(f -> files.add(new FileOutcome(table.name(), f, 0, 0, null)));
      before.ifPresent(b -> count(() -> columns(table, b, adopted.get().entry())));
      return adopted.get();
    }
    boolean first = before.isEmpty();
    Optional<StoredLines> there = before.map(b -> StoredLines.of(lake, table, b));
    TakeIn.Taken taken =
        new TakeIn(spark, landing.zone(), runId).read(table, choice.files(), there, vintage);
    files.addAll(taken.files());
    taken.rejects().ifPresent(r -> quarantine(table, r, taken.files()));

    // A first vintage is a plain selection from the parsed lines, which are kept already.
    KeptRows lines =
        first ? taken.kept().selection(taken.changes()) : KeptRows.keep(taken.changes(), 0);
    Dataset<Row> changes = lines.rows();
    Audited audited =
        first ? auditor.auditLines(table, changes) : auditor.auditChanges(table, changes);
    if (!audited.passes()) {
      lines.letGo();
      taken.kept().letGo();
      return results.failed(table.name(), null, audited.findings(), started);
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
      if (!first) {
        Dataset<Row> touched = taken.touched().get();
        count(() -> columns(table, there.get(), touched, changes, vintage));
        lineup.noteNews(table.name(), changes);
      }
    }
    keep(table, first, there, lines, readers);
    if (!first) {
      counting.execute(lines::letGo);
      counting.execute(taken.kept()::letGo);
    }
    return results.made(table.name(), null, choice.reason(), entry, audited.findings(), started);
  }

  private void count(Callable<List<ColumnChange>> changes) {
    columns.add(Ahead.begin(counting, changes));
  }

  /** What a vintage that a killed run stored has changed. */
  private List<ColumnChange> columns(
      Landed table, PublishedSet.Entry before, PublishedSet.Entry after) {
    long vintage = after.vintages();
    Dataset<Row> changes =
        lake.read(table.name(), after.version()).where(Landed.VINTAGE.col().equalTo(vintage));
    StoredLines there = StoredLines.of(lake, table, before);
    return columns(table, there, there.touchedBy(changes, new Object[0]), changes, vintage);
  }

  private List<ColumnChange> columns(
      Landed table, StoredLines before, Dataset<Row> touched, Dataset<Row> changes, long vintage) {
    List<ColumnChange> counted = ColumnChanges.of(table, touched, changes, vintage);
    return Restatements.told(table, counted, before::all, changes, () -> splits(table));
  }

  /** The splits that the landing zone knows, as the words of their lines. */
  private Dataset<Row> splits(Landed prices) {
    Landed splits = prices.series().orElseThrow().splits().table();
    return ParsedLines.of(spark, landing.zone(), splits, landing.feeding(splits))
        .where(col(ParsedLines.KIND).equalTo(ParsedLines.GOOD));
  }

  /** Keeps the newest line of each key for later steps, where that needs no job. */
  private void keep(
      Landed table, boolean first, Optional<StoredLines> there, KeptRows lines, int readers) {
    if (first) {
      lineup.keep(table.name(), lines.rows(), lines, readers);
    } else if (!Tables.isReadLineByLine(table)) {
      NewestLines.after(table, there.orElseThrow().all(), lines.rows())
          .ifPresent(now -> lineup.keep(table.name(), now, KeptRows.keep(now, 0), readers));
    }
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

  private static long netRows(Dataset<Row> changes, boolean first, Audited audited) {
    if (first) {
      return audited.rows();
    }
    Column net =
        when(Landed.CHANGE.col().equalTo("new"), lit(1))
            .when(Landed.CHANGE.col().equalTo("gone"), lit(-1))
            .otherwise(lit(0));
    Optional<List<InternalRow>> here = LocalRows.of(changes.select(net));
    if (here.isPresent()) {
      return here.get().stream().mapToLong(row -> row.getInt(0)).sum();
    }
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
        byReason(rejects.select(RejectedRecord.REASON.col())).entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    long lines = outcomes.stream().mapToLong(FileOutcome::lines).sum();
    LOG.warn(
        "{}: {} of {} lines rejected ({}), see ops.rejected_record",
        table.name(),
        count,
        lines,
        reasons);
  }

  /** How many there are of each reason; without a job when the driver holds them. */
  private static Map<String, Long> byReason(Dataset<Row> reasons) {
    return LocalRows.of(reasons)
        .map(
            here ->
                here.stream()
                    .collect(Collectors.groupingBy(row -> row.getString(0), Collectors.counting())))
        .orElseGet(
            () ->
                reasons.groupBy(RejectedRecord.REASON.col()).count().collectAsList().stream()
                    .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1))));
  }
}
