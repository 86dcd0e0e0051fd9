package jevons.pipeline.trace;

import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a table's query read when it made the rows that are traced.
 *
 * @param reader layer of the table: gold reads silver as known by the as-of day, silver all of it
 */
record TracedInputs(SparkSession spark, TableReader tables, Layer reader, Settings settings)
    implements Inputs {
  @Override
  public LocalDate asOf() {
    return tables.asOf();
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table) {
    return reader == Layer.GOLD ? read(table, asOf()) : tables.read(Tables.of(table).name());
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
    Table found = Tables.of(table);
    Dataset<Row> rows = tables.read(found.name());
    return found
        .knownOn()
        .filter(known -> found.name().layer() == Layer.SILVER)
        .map(known -> rows.where(known.col().leq(lit(Date.valueOf(knownBy)))))
        .orElse(rows);
  }

  @Override
  public Dataset<Row> readVintages(Class<? extends Landed> table) {
    return tables.readVintages(Tables.of(table).name());
  }
}
