package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Spark's rows as lists of values, one partition at a time. */
final class SparkRows {
  private SparkRows() {}

  static Iterator<List<Object>> values(Dataset<Row> dataset) {
    Iterator<Row> rows = dataset.toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public List<Object> next() {
        Row row = rows.next();
        List<Object> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
          values.add(row.get(i));
        }
        return values;
      }
    };
  }
}
