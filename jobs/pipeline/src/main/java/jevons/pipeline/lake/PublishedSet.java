package jevons.pipeline.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.table.TableName;

/**
 * What readers of the lake see: for each table and day of knowledge the version that a good run
 * left. It is written last, in one piece, and never changed.
 *
 * @param number counts up; 0 in a draft
 * @param lockNumber the lock it was made under; 0 in a draft
 * @param asOf the current day of knowledge
 * @param publishedAt null in a draft
 * @param codeDigest digest of the code that made it
 * @param configDigest digest of the configuration
 * @param landing the landing zone as it was taken in
 * @param entries the tables, each once per day of knowledge
 * @param notes what else a run wants to find again, by its own keys
 */
public record PublishedSet(
    long number,
    String runId,
    long lockNumber,
    LocalDate asOf,
    Instant publishedAt,
    String codeDigest,
    String configDigest,
    List<LandingEntry> landing,
    List<Entry> entries,
    Map<String, String> notes) {

  public PublishedSet {
    landing = landing == null ? List.of() : List.copyOf(landing);
    entries = entries == null ? List.of() : List.copyOf(entries);
    notes = notes == null ? Map.of() : Map.copyOf(notes);
  }

  /** A set that is not published yet. */
  public static PublishedSet draft(
      String runId,
      LocalDate asOf,
      String codeDigest,
      String configDigest,
      List<LandingEntry> landing,
      List<Entry> entries,
      Map<String, String> notes) {
    return new PublishedSet(
        0, runId, 0, asOf, null, codeDigest, configDigest, landing, entries, notes);
  }

  /**
   * A landing file.
   *
   * @param path below the landing zone's root
   * @param modifiedMillis since 1970
   * @param outcome {@link #TAKEN} or {@link #FAULTY}
   * @param message what is wrong with a faulty one; else null
   */
  public record LandingEntry(
      String path,
      long bytes,
      long modifiedMillis,
      String sha256,
      LocalDate exportedOn,
      String outcome,
      String message) {
    /** Its lines are in bronze. */
    public static final String TAKEN = "taken";

    /** It could not be read and was left out. */
    public static final String FAULTY = "faulty";
  }

  /**
   * One table as of one day.
   *
   * @param table as {@link TableName#toString()} writes it
   * @param asOf null for tables that hold all days at once
   * @param version Delta's
   * @param partition predicate of the part that belongs to the day, {@code "as_of =
   *     DATE'2025-01-31'"}; null for the whole table
   * @param fingerprint of the step that made it
   * @param contentDigest of its rows
   * @param maxKnownOn newest day in its known-time column; null without one
   * @param vintages intakes that its rows came in with; 0 for tables that are not bronze
   */
  public record Entry(
      String table,
      LocalDate asOf,
      long version,
      String partition,
      String fingerprint,
      String contentDigest,
      long rows,
      LocalDate maxKnownOn,
      long vintages) {
    /**
     * What a commit left.
     *
     * @param fingerprint of the step as it stands now; the note's may say more
     */
    public static Entry of(CommitNote note, long version, String partition, String fingerprint) {
      return new Entry(
          note.step(),
          note.asOf(),
          version,
          partition,
          fingerprint,
          note.contentDigest(),
          note.rows(),
          note.maxKnownOn(),
          note.vintages());
    }

    /** The table's name. */
    public TableName name() {
      return TableName.parse(table);
    }

    /** The same rows, made again under another fingerprint. */
    public Entry withFingerprint(String other) {
      return new Entry(
          table, asOf, version, partition, other, contentDigest, rows, maxKnownOn, vintages);
    }

    /** The same rows for another day of knowledge. */
    public Entry withAsOf(LocalDate day) {
      return new Entry(
          table, day, version, partition, fingerprint, contentDigest, rows, maxKnownOn, vintages);
    }
  }

  /** The table as of a day; {@code asOf} is null for tables that hold all days at once. */
  public Optional<Entry> find(TableName table, LocalDate asOf) {
    String name = table.toString();
    return entries.stream()
        .filter(
            entry ->
                entry.table().equals(name)
                    && (asOf == null ? entry.asOf() == null : asOf.equals(entry.asOf())))
        .findFirst();
  }

  /** The days that a table was built as of, ascending. */
  public List<LocalDate> days(TableName table) {
    String name = table.toString();
    return entries.stream()
        .filter(entry -> entry.table().equals(name) && entry.asOf() != null)
        .map(Entry::asOf)
        .sorted()
        .toList();
  }

  /** A draft of the same with these entries, in place of those of the same table and day. */
  public PublishedSet with(Collection<Entry> others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<List<Object>, Entry> all = new LinkedHashMap<>();
    entries.forEach(e -> all.put(Arrays.asList(e.table(), e.asOf()), e));
    others.forEach(e -> all.put(Arrays.asList(e.table(), e.asOf()), e));
    return draft(runId, asOf, codeDigest, configDigest, landing, List.copyOf(all.values()), notes);
  }

  PublishedSet published(long number, LakeLock lock, Instant at) {
    return new PublishedSet(
        number,
        lock.runId(),
        lock.number(),
        asOf,
        at,
        codeDigest,
        configDigest,
        landing,
        entries,
        notes);
  }
}
