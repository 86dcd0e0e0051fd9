package jevons.pipeline.run;

import jevons.pipeline.lake.LocalRows;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that are computed once and read several times: a few are brought to the driver, many are
 * persisted where Spark computes them.
 */
final class KeptRows {
  /** Rows that the driver may hold of one table. */
  static final long FEW = 300_000;

  /** Bytes that those rows may have. */
  static final long FEW_BYTES = 64L << 20;

  private final Dataset<Row> rows;

  /** What Spark keeps; null for rows on the driver. */
  private final Dataset<Row> persisted;

  private KeptRows(Dataset<Row> rows, Dataset<Row> persisted) {
    this.rows = rows;
    this.persisted = persisted;
  }

  /**
   * Keeps the rows.
   *
   * @param read rows that they are made from, about; when those are many, the driver is not asked
   */
  static KeptRows keep(Dataset<Row> rows, long read) {
    if (read <= FEW) {
      var here = LocalRows.bring(rows, FEW, FEW_BYTES);
      if (here.isPresent()) {
        return new KeptRows(here.get(), null);
      }
    }
    Dataset<Row> persisted = rows.persist();
    return new KeptRows(persisted, persisted);
  }

  /** Brings a few rows to the driver and leaves many where they are. */
  static Dataset<Row> here(Dataset<Row> rows, long expected) {
    return expected <= FEW ? LocalRows.bring(rows, FEW, FEW_BYTES).orElse(rows) : rows;
  }

  /** Whether files of so many bytes have few rows. */
  static boolean areFew(long bytes) {
    return bytes <= FEW_BYTES;
  }

  /** {@code chosen}, which is selected from these rows; let go with them. */
  KeptRows selection(Dataset<Row> chosen) {
    return persisted != null ? new KeptRows(chosen, rows) : keep(chosen, 0);
  }

  /** The rows, from where they are kept. */
  Dataset<Row> rows() {
    return rows;
  }

  /** Whether the driver holds them. */
  boolean areHere() {
    return persisted == null;
  }

  /** Lets them go. */
  void letGo() {
    if (persisted != null) {
      persisted.unpersist();
    }
  }
}
