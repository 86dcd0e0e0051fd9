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

  /**
   * Every line a bronze table has stored, those too that a later vintage changed or took away, for
   * tables that must say what an earlier vintage said. Where there is one vintage only, as {@link
   * #read(Class)}.
   */
  default Dataset<Row> readVintages(Class<? extends Landed> table) {
    return read(table);
  }

  /** The settings the table or study named in its {@code settings()}. */
  Settings settings();

  /** To turn small results computed on the driver into rows. */
  SparkSession spark();
}
