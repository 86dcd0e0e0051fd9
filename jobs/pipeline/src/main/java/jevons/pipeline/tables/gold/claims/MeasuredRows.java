package jevons.pipeline.tables.gold.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Portions;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.table.claim.Measurement;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A row for each record of the configuration that says what is to be measured.
 *
 * @param key of the records
 * @param own the cells that only this table has, of a record and what was measured for it
 */
record MeasuredRows(
    Table table, String key, BiFunction<Map<String, Object>, Measured, Map<Field, Object>> own) {

  /** All rows. */
  Dataset<Row> all(Inputs in) {
    return measuredBy(in, Set.copyOf(Measurement.words()));
  }

  /** By measurement, as that says what is read. */
  Portions portions() {
    return new Portions(Columns.MEASURED_BY, ClaimInputs::measuredFrom, this::measuredBy);
  }

  private Dataset<Row> measuredBy(Inputs in, Set<String> measurements) {
    List<Map<String, Object>> records = in.settings().records(key);
    List<Subject> subjects = records.stream().map(Subject::of).toList();
    Evidence evidence = new Evidence(in, subjects);
    DriverRows rows = new DriverRows(table);
    for (int i = 0; i < records.size(); i++) {
      if (measurements.contains(subjects.get(i).measurement().word())) {
        Measured measured = Measures.measure(subjects.get(i), evidence);
        Map<Field, Object> row = Columns.cells(in, i + 1, records.get(i), measured);
        row.putAll(own.apply(records.get(i), measured));
        rows.add(row);
      }
    }
    return rows.dataset(in);
  }
}
