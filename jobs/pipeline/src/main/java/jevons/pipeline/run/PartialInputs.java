package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Supplier;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A step's inputs, of one of them a part only.
 *
 * @param part makes it from all rows, which are not read unless it asks for them
 */
record PartialInputs(
    Inputs whole, Class<? extends Table> cut, Function<Supplier<Dataset<Row>>, Dataset<Row>> part)
    implements Inputs {

  @Override
  public LocalDate asOf() {
    return whole.asOf();
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table) {
    return table.equals(cut) ? part.apply(() -> whole.read(table)) : whole.read(table);
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
    return table.equals(cut)
        ? part.apply(() -> whole.read(table, knownBy))
        : whole.read(table, knownBy);
  }

  @Override
  public Dataset<Row> readVintages(Class<? extends Landed> table) {
    return whole.readVintages(table);
  }

  @Override
  public Settings settings() {
    return whole.settings();
  }

  @Override
  public SparkSession spark() {
    return whole.spark();
  }
}
