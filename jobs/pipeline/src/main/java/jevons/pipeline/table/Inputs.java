package jevons.pipeline.table;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a query or study may read, handed in: a table is a function of these, testable without a
 * lake and rebuildable as of any day.
 */
public interface Inputs {
  /** The day of knowledge. */
  LocalDate asOf();

  /**
   * A table's rows: of bronze, the newest line of each key; of silver, for a gold table or a study,
   * the rows known by {@link #asOf()}, for a silver table all; of gold, those of this as-of day.
   */
  Dataset<Row> read(Class<? extends Table> table);

  /**
   * A silver table's rows known by an earlier day (recursive estimates, multiples known that day).
   */
  Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy);

  /** The settings the table or study named in its {@code settings()}. */
  Settings settings();

  /** To turn small results computed on the driver into rows. */
  SparkSession spark();
}
