package jevons.econometrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Rows on the driver, by column, for studies whose data are a few hundred figures and need no
 * Spark. Immutable: {@code with} gives a new one.
 */
public final class Sample {
  private final Map<String, List<Object>> columns;
  private final int rows;

  private Sample(Map<String, List<Object>> columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Columns of numbers; NaN is missing. */
  public static Sample of(Map<String, double[]> columns) {
    Sample sample = empty();
    for (Map.Entry<String, double[]> c : columns.entrySet()) {
      sample = sample.with(c.getKey(), c.getValue());
    }
    return sample;
  }

  public static Sample empty() {
    return new Sample(new LinkedHashMap<>(), 0);
  }

  /** Rows already collected, all of one schema. */
  public static Sample of(List<Row> rows, List<String> names) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (int j = 0; j < names.size(); j++) {
      List<Object> values = new ArrayList<>(rows.size());
      for (Row row : rows) {
        values.add(row.get(j));
      }
      columns.put(names.get(j), values);
    }
    return new Sample(columns, rows.size());
  }

  public Sample with(String name, double... values) {
    return withValues(name, Arrays.stream(values).boxed().toList());
  }

  public Sample with(String name, String... values) {
    return withValues(name, Arrays.asList(values));
  }

  /** A column of numbers, texts, days or nulls. */
  public Sample withValues(String name, Collection<?> values) {
    if (!columns.isEmpty() && values.size() != rows) {
      throw new EconometricsException(
          "column " + name + " has " + values.size() + " values, the others have " + rows + ".");
    }
    Map<String, List<Object>> more = new LinkedHashMap<>(columns);
    more.put(name, new ArrayList<>(values));
    return new Sample(more, values.size());
  }

  public int rows() {
    return rows;
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(columns.keySet());
  }

  /** Values of a column as they are, null where missing. */
  public List<Object> values(String name) {
    return Collections.unmodifiableList(column(name));
  }

  /** A column as numbers, NaN where missing. */
  public double[] numbers(String name) {
    List<Object> values = column(name);
    double[] numbers = new double[rows];
    for (int i = 0; i < rows; i++) {
      Object v = values.get(i);
      if (v == null) {
        numbers[i] = Double.NaN;
      } else if (v instanceof Number x) {
        numbers[i] = x.doubleValue();
      } else if (v instanceof Boolean b) {
        numbers[i] = b ? 1 : 0;
      } else {
        throw new EconometricsException(
            "column "
                + name
                + " holds \""
                + v
                + "\", which is not a number; write i("
                + name
                + ") or absorb it.");
      }
    }
    return numbers;
  }

  private List<Object> column(String name) {
    List<Object> values = columns.get(name);
    if (values == null) {
      throw new EconometricsException(
          "the data do not have the column "
              + name
              + "."
              + jevons.econometrics.internal.Names.hint(name, names()));
    }
    return values;
  }
}
