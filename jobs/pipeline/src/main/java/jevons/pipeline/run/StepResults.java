package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import jevons.pipeline.lake.CommitNote;
import jevons.pipeline.lake.Committed;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.run.StepResult.Outcome;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a step came to, against what is published: its result, and the line of the log for it. */
final class StepResults {
  private static final Logger LOG = LoggerFactory.getLogger(StepResults.class);
  private final Lake lake;
  private final Optional<PublishedSet> base;

  StepResults(Lake lake, Optional<PublishedSet> base) {
    this.lake = lake;
    this.base = base;
  }

  /** What is published of the table. */
  Optional<PublishedSet.Entry> before(TableName table, LocalDate asOf) {
    return base.flatMap(set -> set.find(table, asOf));
  }

  StepResult made(
      TableName table,
      LocalDate asOf,
      String reason,
      PublishedSet.Entry entry,
      List<Finding> findings,
      long started) {
    long before = before(table, asOf).map(PublishedSet.Entry::rows).orElse(0L);
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

  StepResult skipped(TableName table, LocalDate asOf, PublishedSet.Entry entry, String reason) {
    LOG.info("{}: skipped, {}", table, reason);
    return new StepResult(table, asOf, Outcome.SKIPPED, reason, entry, List.of(), 0);
  }

  StepResult failed(TableName table, LocalDate asOf, List<Finding> findings, long started) {
    String wrong =
        findings.stream()
            .filter(f -> !f.holds() && f.stops())
            .map(StepResults::words)
            .collect(Collectors.joining("; "));
    String stays =
        before(table, asOf)
            .map(b -> "table stays at version " + b.version())
            .orElse("table is not made");
    if (wrong.isEmpty()) {
      wrong = "a table made with it failed";
    }
    String reason = wrong + "; " + stays;
    LOG.error("{}: {}, exit {}", table, reason, ExitCode.CHECK_FAILED.code());
    return new StepResult(table, asOf, Outcome.FAILED, reason, null, findings, seconds(started));
  }

  static List<StepResult> blocked(Step step, LocalDate asOf, List<TableName> missing) {
    String reason =
        "needs " + missing.stream().map(TableName::toString).collect(Collectors.joining(", "));
    return step.makes().stream()
        .map(t -> new StepResult(t.name(), asOf, Outcome.BLOCKED, reason, null, List.of(), 0))
        .toList();
  }

  /**
   * What a run that was killed had committed under the same fingerprint.
   *
   * @param now the step's fingerprint
   * @param noted as the commit would have noted it
   * @param partition of the table that the step makes; null for all of it
   */
  Optional<StepResult> adopt(
      TableName table,
      LocalDate asOf,
      Fingerprint now,
      String noted,
      String partition,
      long started) {
    long published = before(table, asOf).map(PublishedSet.Entry::version).orElse(-1L);
    if (lake.latestVersion(table).orElse(-1) <= published) {
      return Optional.empty();
    }
    Committed last = null;
    for (Committed commit : lake.notesAfter(table, published)) {
      boolean sameDay = commit.note() != null && Objects.equals(commit.note().asOf(), asOf);
      if (sameDay) {
        last = commit.note().fingerprint().equals(noted) ? commit : null;
      }
    }
    if (last == null) {
      return Optional.empty();
    }
    CommitNote note = last.note();
    PublishedSet.Entry entry = PublishedSet.Entry.of(note, last.version(), partition, now.text());
    String reason = "run " + note.runId() + " had committed it, but published nothing";
    LOG.info("{}: {} rows, version {}: {}", table, note.rows(), last.version(), reason);
    return Optional.of(
        new StepResult(table, asOf, Outcome.REUSED, reason, entry, List.of(), seconds(started)));
  }

  private static String words(Finding finding) {
    String first = finding.example() == null ? "" : ", first " + finding.example();
    return "\"" + finding.check() + "\" fails for " + finding.badRows() + " rows" + first;
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }
}
