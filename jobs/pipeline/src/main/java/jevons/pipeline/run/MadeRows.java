package jevons.pipeline.run;

import java.util.Optional;
import jevons.pipeline.lake.PublishedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a step made of a table, looked at but not yet committed.
 *
 * @param rows all rows of the table, or those to add to what is there
 * @param isWhole which of the two
 * @param news the rows that are new or were made anew, and those they replace; empty where all rows
 *     were made
 * @param before what is published; empty where nothing is
 * @param audited what all rows of the table come to
 */
record MadeRows(
    KeptRows rows,
    boolean isWhole,
    Optional<Dataset<Row>> news,
    Optional<PublishedSet.Entry> before,
    Audited audited) {

  /** Whether they are those that are published. */
  boolean areTheSame() {
    return before.filter(b -> b.contentDigest().equals(audited.digest())).isPresent();
  }
}
