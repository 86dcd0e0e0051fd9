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
 * does the same by two Spark jobs, which cost more than a small table's rows.
 */
final class LiveFiles {
  private static final String ADD = "{\"add\":";
  private static final String METADATA = "{\"metaData\":";
  private static final String REMOVE = "{\"remove\":";

  private LiveFiles() {}

  /** The files, or empty when the log is too long or has lost its beginning. */
  static Optional<List<AddFile>> at(TableLog log, long version) {
    return log.linesUpTo(version).map(LiveFiles::of);
  }

  /** The table's description as the newest of the lines has it. */
  static Metadata metadata(List<String> lines) {
    String newest = null;
    for (String line : lines) {
      if (line.startsWith(METADATA)) {
        newest = line;
      }
    }
    return (Metadata) Action.fromJson(newest);
  }

  /** The files that the lines leave. */
  static List<AddFile> of(List<String> lines) {
    Map<String, AddFile> live = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.startsWith(ADD) && !line.startsWith(REMOVE)) {
        continue;
      }
      Action action = Action.fromJson(line);
      if (action instanceof AddFile added) {
        live.put(added.path(), added);
      } else if (action instanceof RemoveFile removed) {
        live.remove(removed.path());
      }
    }
    return List.copyOf(live.values());
  }
}
