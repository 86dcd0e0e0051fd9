package jevons.pipeline.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;

/** A Delta table's log as a folder of files: what can be told from it without Spark. */
final class TableLog {
  /** {@code 00000000000000000007.json} is the commit that made version 7. */
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");

  /** {@code 00000000000000000010.checkpoint.parquet} says all of version 10 in one file. */
  private static final Pattern CHECKPOINT = Pattern.compile("\\d{20}\\.checkpoint\\.parquet");

  /** More commits than these are not read one by one. */
  private static final long MOST_COMMITS = 50;

  private static final String COMMIT_INFO = "{\"commitInfo\":";

  private final ControlStore store;
  private final String folder;

  private record Line(CommitInfo commitInfo) {}

  private record CommitInfo(String userMetadata) {}

  TableLog(ControlStore store, TableName table) {
    this.store = store;
    this.folder = table.path() + "/_delta_log";
  }

  /** The newest version; empty when the table was never written. */
  OptionalLong latestVersion() {
    return versions().stream().mapToLong(Long::longValue).max();
  }

  /** Commits of this pipeline that made a version greater than {@code version}, ascending. */
  List<Committed> notesAfter(long version) {
    return versions().stream()
        .filter(v -> v > version)
        .flatMap(v -> note(v).map(note -> new Committed(v, note)).stream())
        .toList();
  }

  /**
   * The lines of the commits that made the versions from {@code first} to {@code last}; empty when
   * one of them is gone, or when they are so many that a checkpoint says the same sooner.
   */
  Optional<List<String>> lines(long first, long last) {
    if (last - first >= MOST_COMMITS) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    for (long v = first; v <= last; v++) {
      Optional<byte[]> commit = store.read(name(v));
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      new String(commit.get(), StandardCharsets.UTF_8).lines().forEach(lines::add);
    }
    return Optional.of(lines);
  }

  private String name(long version) {
    return String.format("%s/%020d.json", folder, version);
  }

  /** The newest version up to {@code version} that has a checkpoint in one file. */
  OptionalLong newestCheckpoint(long version) {
    return versions(CHECKPOINT).stream().mapToLong(Long::longValue).filter(v -> v <= version).max();
  }

  private List<Long> versions() {
    return versions(COMMIT);
  }

  private List<Long> versions(Pattern kind) {
    return store.list(folder).stream()
        .filter(name -> kind.matcher(name).matches())
        .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
        .toList();
  }

  /** What the commit says about itself; empty when other software made it. */
  private Optional<CommitNote> note(long version) {
    String name = name(version);
    return store
        .read(name)
        .flatMap(
            content ->
                new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(COMMIT_INFO))
                    .findFirst())
        .map(line -> Json.parse(Line.class, bytes(line), name).commitInfo().userMetadata())
        .flatMap(metadata -> parse(metadata, name));
  }

  private static Optional<CommitNote> parse(String userMetadata, String name) {
    try {
      CommitNote note = Json.parse(CommitNote.class, bytes(userMetadata), name);
      return Optional.of(note).filter(n -> n.runId() != null);
    } catch (JevonsException e) {
      // A word that somebody else left there.
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
