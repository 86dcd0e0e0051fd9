package jevons.pipeline.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.delta.actions.RemoveFile;

/**
 * The files that make up a version of a table, put together from the commits of a short log. Delta
 * does the same by two Spark jobs, which cost more than a small table's rows. The newest version
 * that was asked for is remembered: the next one then costs the commits since, so that a run which
 * adds many days to a table does not read its whole log for each.
 */
final class LiveFiles {
  private static final String ADD = "{\"add\":";
  private static final String METADATA = "{\"metaData\":";
  private static final String REMOVE = "{\"remove\":";

  private final TableLog log;

  /** Null before the first question. */
  private Remembered newest;

  /** What a version of a table is made of: its files and the log's line that describes it. */
  record Contents(List<AddFile> files, String described) {
    Metadata metadata() {
      return (Metadata) Action.fromJson(described);
    }
  }

  /** Files by path, in the order they were added, and the newest line of metadata. */
  private record Remembered(long version, Map<String, AddFile> files, String metadata) {}

  /** Of the table with this log. */
  LiveFiles(TableLog log) {
    this.log = log;
  }

  /** The files, or empty when the log is too long or has lost its beginning. */
  Optional<List<AddFile>> at(long version) {
    return contents(version).map(Contents::files);
  }

  /** The same with the table's description. */
  synchronized Optional<Contents> contents(long version) {
    boolean goesOn = newest != null && newest.version() <= version;
    Map<String, AddFile> files =
        goesOn ? new LinkedHashMap<>(newest.files()) : new LinkedHashMap<>();
    Optional<List<String>> lines = log.lines(goesOn ? newest.version() + 1 : 0, version);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    apply(lines.get(), files);
    String metadata =
        lines.get().stream()
            .filter(line -> line.startsWith(METADATA))
            .reduce(goesOn ? newest.metadata() : null, (before, line) -> line);
    if (newest == null || goesOn) {
      newest = new Remembered(version, files, metadata);
    }
    return Optional.of(new Contents(List.copyOf(files.values()), metadata));
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
