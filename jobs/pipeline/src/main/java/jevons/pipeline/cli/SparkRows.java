package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import jevons.econometrics.Sample;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark's rows as lists of values, one partition at a time, and rows of the driver as Spark's. */
final class SparkRows {
  private SparkRows() {}

  /**
   * The rows of a sample for Spark. A column is of the type of its values; text where it has none.
   */
  static Dataset<Row> dataset(SparkSession spark, Sample sample) {
    List<String> names = List.copyOf(sample.names());
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, type(sample.values(name)));
    }
    List<Row> rows = new ArrayList<>(sample.rows());
    for (int i = 0; i < sample.rows(); i++) {
      Object[] values = new Object[names.size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = sample.values(names.get(j)).get(i);
      }
      rows.add(RowFactory.create(values));
    }
    return spark.createDataFrame(rows, schema);
  }

  private static DataType type(List<Object> values) {
    Object first = values.stream().filter(Objects::nonNull).findFirst().orElse("");
    if (first instanceof Long) {
      return DataTypes.LongType;
    }
    if (first instanceof Double) {
      return DataTypes.DoubleType;
    }
    return first instanceof Boolean ? DataTypes.BooleanType : DataTypes.StringType;
  }

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
