package jevons.pipeline.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  private final TableLog log;
  private final LongFunction<Optional<Contents>> checkpoints;
  private Remembered newest = new Remembered(-1, Map.of(), null);

  /** What a version of a table is made of: its files and the log's line that describes it. */
  record Contents(List<AddFile> files, String described) {
    Metadata metadata() {
      return (Metadata) Action.fromJson(described);
    }
  }

  /** Files by path, in the order they were added, and the newest line of metadata. */
  private record Remembered(long version, Map<String, AddFile> files, String metadata) {}

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
    Remembered before = before(version);
    Optional<List<String>> lines = log.lines(before.version() + 1, version);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Map<String, AddFile> files = new LinkedHashMap<>(before.files());
    apply(lines.get(), files);
    String metadata =
        lines.get().stream()
            .filter(line -> line.startsWith(METADATA))
            .reduce(before.metadata(), (earlier, line) -> line);
    if (version >= newest.version()) {
      newest = new Remembered(version, files, metadata);
    }
    return Optional.of(new Contents(List.copyOf(files.values()), metadata));
  }

  /** What is known of this version or an earlier one, from which few commits lead on. */
  private Remembered before(long version) {
    Remembered known = newest.version() <= version ? newest : new Remembered(-1, Map.of(), null);
    if (version - known.version() <= MANY_COMMITS) {
      return known;
    }
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
