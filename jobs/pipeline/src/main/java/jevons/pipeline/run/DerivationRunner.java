package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.lake.Commit;
import jevons.pipeline.lake.CommitNote;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes silver and gold tables and those of the studies: skips a step when nothing it depends on
 * has changed, else computes its rows once, keeps them, checks them and commits them only if every
 * check passes.
 */
record DerivationRunner(
    SparkSession spark,
    Lake lake,
    Optional<PublishedSet> base,
    Lineup lineup,
    Landing landing,
    SettingsSource settings,
    String runId,
    Auditor auditor,
    StepResults results) {

  /**
   * Runs the step.
   *
   * @param asOf day of knowledge of a gold step, else null
   * @param readers how many later steps read each of its tables
   */
  List<StepResult> run(Step step, LocalDate asOf, int readers) {
    long started = System.nanoTime();
    Fingerprint now =
        Fingerprints.of(
                step, landing, settings, asOf, input -> Optional.of(lineup.digest(input, asOf)))
            .orElseThrow();
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
      results
          .adopt(table.name(), asOf, now, text, partition(table, asOf), started)
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
    Optional<MadeRows> part =
        new Increments(lake, base, lineup, auditor).of(step, asOf, now, inputs);
    if (part.isPresent()) {
      return commitAll(Map.of(step.makes().get(0), part.get()), step, asOf, now, readers, started);
    }
    Map<Table, MadeRows> made = audited(step, compute(step, inputs, now), asOf);
    return commitAll(made, step, asOf, now, readers, started);
  }

  /** The same on a published set with these entries more. */
  DerivationRunner with(Collection<PublishedSet.Entry> entries) {
    Optional<PublishedSet> more = base.map(set -> set.with(entries));
    return new DerivationRunner(
        spark, lake, more, lineup, landing, settings, runId, auditor, new StepResults(lake, more));
  }

  private Map<Table, Dataset<Row>> compute(Step step, RunInputs inputs, Fingerprint now) {
    Map<Table, Dataset<Row>> rows = new HashMap<>();
    if (step instanceof Step.Derivation d) {
      rows.put(d.table(), d.table().select(d.table().query(inputs)));
    } else if (step instanceof Step.Estimation e) {
      rows.putAll(new StudyParts(spark, lake, base, e).rows(inputs, now));
    }
    return rows;
  }

  private Map<Table, MadeRows> audited(
      Step step, Map<Table, Dataset<Row>> computed, LocalDate asOf) {
    long read = rowsRead(step, asOf);
    Map<Table, MadeRows> made = new HashMap<>();
    for (Table table : step.makes()) {
      KeptRows rows = KeptRows.keep(computed.get(table), read);
      Audited audited = auditor.audit(table, rows.rows());
      made.put(
          table,
          new MadeRows(rows, true, Optional.empty(), results.before(table.name(), asOf), audited));
    }
    return made;
  }

  /** Commits the tables of the step if the checks of all of them hold. */
  private List<StepResult> commitAll(
      Map<Table, MadeRows> made,
      Step step,
      LocalDate asOf,
      Fingerprint now,
      int readers,
      long started) {
    boolean passes = made.values().stream().allMatch(m -> m.audited().passes());
    List<StepResult> all = new ArrayList<>();
    for (Table table : step.makes()) {
      MadeRows rows = made.get(table);
      if (passes) {
        all.add(commit(table, rows, asOf, now, readers, started));
      } else {
        rows.rows().letGo();
        all.add(results.failed(table.name(), asOf, rows.audited().findings(), started));
      }
    }
    return all;
  }

  private long rowsRead(Step step, LocalDate asOf) {
    return step.inputs().stream()
        .mapToLong(
            t -> lineup.entry(Tables.of(t).name(), asOf).map(PublishedSet.Entry::rows).orElse(0L))
        .sum();
  }

  private StepResult commit(
      Table table, MadeRows made, LocalDate asOf, Fingerprint now, int readers, long started) {
    Audited audited = made.audited();
    Dataset<Row> rows = made.rows().rows();
    String reason =
        made.before()
            .map(b -> now.changesSince(Fingerprint.parse(b.fingerprint())))
            .orElse("first time");
    PublishedSet.Entry entry;
    if (made.areTheSame()) {
      entry = made.before().orElseThrow().withFingerprint(now.text()).withAsOf(asOf);
      reason += "; its rows are the same";
    } else {
      CommitNote note = note(table, asOf, now, audited);
      Commit commit =
          made.isWhole() ? write(table, rows, asOf, note) : lake.append(table, rows, note);
      entry = PublishedSet.Entry.of(note, commit.version(), partition(table, asOf), now.text());
      if (made.news().isPresent()) {
        reason += "; what that concerns was made anew";
        lineup.noteNews(table.name(), made.news().get());
      }
    }
    if (made.isWhole()) {
      lineup.keep(table.name(), rows, made.rows(), readers);
    }
    return results.made(table.name(), asOf, reason, entry, audited.findings(), started);
  }

  private CommitNote note(Table table, LocalDate asOf, Fingerprint now, Audited audited) {
    return new CommitNote(
        runId,
        table.name().toString(),
        asOf,
        now.text(),
        audited.digest(),
        audited.rows(),
        audited.maxKnownOn(),
        0);
  }

  private Commit write(Table table, Dataset<Row> rows, LocalDate asOf, CommitNote note) {
    return partition(table, asOf) == null || lake.latestVersion(table.name()).isEmpty()
        ? lake.overwrite(table, rows, note)
        : lake.replaceDay(table, rows, asOf, note);
  }

  private static String partition(Table table, LocalDate asOf) {
    return table.name().layer() == Layer.GOLD ? Lake.ofDay(asOf) : null;
  }

  /** The published entry when its fingerprint is this one; for gold, of any day. */
  private Optional<StepResult> same(Table table, LocalDate asOf, String fingerprint) {
    Optional<PublishedSet.Entry> ofDay = results.before(table.name(), asOf);
    if (ofDay.isPresent() && ofDay.get().fingerprint().equals(fingerprint)) {
      return Optional.of(
          results.skipped(
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
                results.skipped(
                    table.name(),
                    asOf,
                    e.withAsOf(asOf),
                    "nothing that became known since " + e.asOf() + " concerns it"));
  }
}
