package jevons.pipeline.lake;

import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.collection.immutable.Map;

/**
 * A data file of a table without deletion vectors, row tracking and clustering, as its log has it.
 */
final class PlainFile {
  private PlainFile() {}

  /**
   * The action that adds it.
   *
   * @param isChange whether its rows are new to the table
   * @param stats as JSON; null where none were taken
   */
  static AddFile of(
      String path,
      Map<String, String> partition,
      long bytes,
      long modified,
      boolean isChange,
      String stats) {
    return new AddFile(
        path,
        partition,
        bytes,
        modified,
        isChange,
        stats,
        null,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
