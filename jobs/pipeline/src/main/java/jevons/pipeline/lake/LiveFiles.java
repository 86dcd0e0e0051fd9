package jevons.pipeline.lake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;

/**
 * The files that make up a version of a table, put together from a checkpoint and the commits since
 * it. Delta does the same by two Spark jobs, which cost more than a small table's rows. The newest
 * version that was asked for is remembered: the next one then costs the commits since, so that a
 * run which adds many days to a table does not read its whole log for each.
 */
final class LiveFiles {
  private static final String ADD = "{\"add\":";
  private static final String METADATA = "{\"metaData\":";
  private static final String REMOVE = "{\"remove\":";

  /** So many commits take longer to read than a checkpoint. */
  private static final int MANY_COMMITS = 10;

  /** Before the first version. */
  private static final Remembered NOTHING = new Remembered(-1, Map.of(), null);

  private final TableLog log;
  private final LongFunction<Optional<Contents>> checkpoints;
  private Remembered newest = NOTHING;

  /** What a version of a table is made of: its files and the log's line that describes it. */
  record Contents(List<AddFile> files, String described) {
    Metadata metadata() {
      return (Metadata) Action.fromJson(described);
    }
  }

  /** Files by path, in the order they were added, and the newest line of metadata. */
  private record Remembered(long version, Map<String, AddFile> files, String metadata) {
    Contents contents() {
      return new Contents(List.copyOf(files.values()), metadata);
    }
  }

  /**
   * Of the table with this log.
   *
   * @param checkpoints what the checkpoint of a version says, where it can be read
   */
  LiveFiles(TableLog log, LongFunction<Optional<Contents>> checkpoints) {
    this.log = log;
    this.checkpoints = checkpoints;
  }

  /** The files, or empty when the commits are too many or lost, and no checkpoint is there. */
  Optional<List<AddFile>> at(long version) {
    return contents(version).map(Contents::files);
  }

  /** The same with the table's description. */
  synchronized Optional<Contents> contents(long version) {
    Optional<Remembered> found = onFrom(newest.version() <= version ? newest : NOTHING, version);
    found.filter(there -> there.version() >= newest.version()).ifPresent(there -> newest = there);
    return found.map(Remembered::contents);
  }

  /** The same of several versions, in one way along the log; empty when one of them is lost. */
  synchronized Optional<Map<Long, Contents>> contents(Collection<Long> versions) {
    Map<Long, Contents> all = new HashMap<>();
    Remembered at = NOTHING;
    for (long version : new TreeSet<>(versions)) {
      Optional<Remembered> next = onFrom(at, version);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
      all.put(version, at.contents());
    }
    return Optional.of(all);
  }

  /** A version by what is known of an earlier one, or of it, and the commits since. */
  private Optional<Remembered> onFrom(Remembered known, long version) {
    Remembered before =
        version - known.version() > MANY_COMMITS ? checkpoint(known, version) : known;
    return log.lines(before.version() + 1, version)
        .map(
            lines -> {
              Map<String, AddFile> files = new LinkedHashMap<>(before.files());
              apply(lines, files);
              String metadata =
                  lines.stream()
                      .filter(line -> line.startsWith(METADATA))
                      .reduce(before.metadata(), (earlier, line) -> line);
              return new Remembered(version, files, metadata);
            });
  }

  /** The newest checkpoint on the way to a version; what is known already, if there is none. */
  private Remembered checkpoint(Remembered known, long version) {
    OptionalLong checkpoint = log.newestCheckpoint(version);
    if (checkpoint.isEmpty() || checkpoint.getAsLong() <= known.version()) {
      return known;
    }
    return checkpoints
        .apply(checkpoint.getAsLong())
        .map(contents -> remembered(checkpoint.getAsLong(), contents))
        .orElse(known);
  }

  private static Remembered remembered(long version, Contents contents) {
    Map<String, AddFile> files = new LinkedHashMap<>();
    contents.files().forEach(file -> files.put(file.path(), file));
    return new Remembered(version, files, contents.described());
  }

  private static void apply(List<String> lines, Map<String, AddFile> files) {
    for (String line : lines) {
      if (!line.startsWith(ADD) && !line.startsWith(REMOVE)) {
        continue;
      }
      Action action = Action.fromJson(line);
      if (action instanceof AddFile added) {
        files.put(added.path(), added);
      } else if (action instanceof RemoveFile removed) {
        files.remove(removed.path());
      }
    }
  }
}
