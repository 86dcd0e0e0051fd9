package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;

/**
 * The set that a run will publish: that of the run before, with what this run's steps came to.
 *
 * @param files what became of each landing file that the run read
 * @param failedStudies why studies of the user's own could not be fitted on the current day
 */
record NextSet(
    Optional<PublishedSet> base,
    Landing landing,
    List<Table> tables,
    RunRequest request,
    String codeDigest,
    String runId,
    List<FileOutcome> files,
    Map<String, String> failedStudies) {
  /** Days whose gold tables were made from the silver tables of this very set. */
  private static final String FRESH_DAYS = "fresh_days";

  /** Days for which a run has nothing to do while code, settings and landing files stay. */
  static Set<LocalDate> freshDays(PublishedSet set) {
    String days = set.notes().getOrDefault(FRESH_DAYS, "");
    return Stream.of(days.split(","))
        .filter(day -> !day.isEmpty())
        .map(LocalDate::parse)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether this code made the set under these settings. */
  static boolean isOf(PublishedSet set, RunRequest request, String codeDigest) {
    return set.codeDigest().equals(codeDigest) && set.configDigest().equals(request.configDigest());
  }

  /** What is wrong with landing files that the set left out, by path. */
  static Map<String, String> problems(PublishedSet set) {
    Map<String, String> problems = new TreeMap<>();
    set.landing().stream()
        .filter(e -> PublishedSet.LandingEntry.FAULTY.equals(e.outcome()))
        .forEach(e -> problems.put(e.path(), e.message()));
    problems.putAll(failedStudies(set));
    return problems;
  }

  /** Why studies of the user's own could not be fitted, by {@code "study name"}. */
  static Map<String, String> failedStudies(PublishedSet set) {
    Map<String, String> failed = new TreeMap<>(set.notes());
    failed.keySet().removeIf(note -> !note.startsWith(Fingerprint.STUDY));
    return failed;
  }

  /** The number that the next set gets. */
  static long number(PublishedSets sets) {
    List<Long> numbers = sets.numbers();
    return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
  }

  /** The first problem, or null. */
  static String firstLine(Map<String, String> problems) {
    return problems.isEmpty() ? null : problems.values().iterator().next();
  }

  /** Faults of this run, and those of files that are still as faulty as before. */
  Map<String, String> problems() {
    Map<String, String> problems = new TreeMap<>();
    Map<String, String> before = base.map(NextSet::problems).orElse(Map.of());
    Map<String, String> shaBefore = new HashMap<>();
    base.ifPresent(b -> b.landing().forEach(e -> shaBefore.put(e.path(), e.sha256())));
    for (PublishedSet.LandingEntry entry : landing.entries(tables, Map.of())) {
      if (entry.message() != null) {
        problems.put(entry.path(), entry.message());
      }
      String message = before.get(entry.path());
      if (message != null && entry.sha256().equals(shaBefore.get(entry.path()))) {
        problems.put(entry.path(), message);
      }
    }
    for (FileOutcome file : files) {
      if (file.problem() != null) {
        problems.put(file.file().path(), file.problem());
      }
    }
    problems.putAll(failedStudies);
    return problems;
  }

  /**
   * The set, not published yet.
   *
   * @param results of steps that all came to an end that can be used
   * @param current the current day of knowledge
   * @param made the days whose gold tables the results hold
   */
  PublishedSet draft(List<StepResult> results, LocalDate current, Collection<LocalDate> made) {
    Map<String, PublishedSet.Entry> entries = new TreeMap<>();
    base.ifPresent(b -> b.entries().forEach(e -> entries.put(e.table() + "@" + e.asOf(), e)));
    results.forEach(r -> entries.put(r.entry().table() + "@" + r.entry().asOf(), r.entry()));
    Set<LocalDate> fresh = new TreeSet<>(made);
    if (base.isPresent() && sameSilver(base.get(), results)) {
      fresh.addAll(freshDays(base.get()));
    }
    Map<String, String> notes = new HashMap<>();
    notes.put(FRESH_DAYS, fresh.stream().map(LocalDate::toString).collect(Collectors.joining(",")));
    notes.put("report", Nightly.REPORT);
    notes.put("version", request.version());
    notes.putAll(failedStudies);
    return PublishedSet.draft(
        runId,
        current,
        codeDigest,
        request.configDigest(),
        landing.entries(tables, problems()),
        List.copyOf(entries.values()),
        notes);
  }

  private boolean sameSilver(PublishedSet set, List<StepResult> results) {
    return isOf(set, request, codeDigest)
        && results.stream()
            .filter(r -> r.table().layer() == Layer.SILVER)
            .allMatch(
                r ->
                    set.find(r.table(), null)
                        .map(PublishedSet.Entry::contentDigest)
                        .orElse("")
                        .equals(r.entry().contentDigest()));
  }
}
