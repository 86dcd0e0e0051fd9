package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Set;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What one step may read: its declared inputs, cut at the run's day. Here, and nowhere else, is a
 * known time compared with a day.
 *
 * @param day day of knowledge; null for silver tables, which hold all days
 */
record RunInputs(
    SparkSession spark,
    Lineup lineup,
    String reader,
    Set<Class<? extends Table>> declared,
    Settings settings,
    LocalDate day)
    implements Inputs {

  @Override
  public LocalDate asOf() {
    if (day == null) {
      throw new IllegalStateException(reader + " holds all days, it is not built as of one");
    }
    return day;
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table) {
    Table found = declared(table);
    return day == null ? lineup.rows(found, null) : lineup.known(found, day, day);
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
    if (day == null || knownBy.isAfter(day)) {
      throw new IllegalStateException(
          reader
              + " asks for "
              + table.getSimpleName()
              + " as of "
              + knownBy
              + ", later than "
              + day);
    }
    return lineup.known(declared(table), day, knownBy);
  }

  @Override
  public Dataset<Row> readVintages(Class<? extends Landed> table) {
    return lineup.vintages((Landed) declared(table));
  }

  private Table declared(Class<? extends Table> table) {
    if (!declared.contains(table)) {
      throw new IllegalStateException(
          reader + " reads " + table.getName() + " without naming it in inputs()");
    }
    return Tables.of(table);
  }
}
