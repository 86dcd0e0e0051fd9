package jevons.pipeline.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Inputs written as tables a person can read. Columns that are not named are null; {@code -} is
 * null; an empty line ends the table.
 */
public final class Given implements Inputs {
  private final Map<Class<? extends Table>, Dataset<Row>> rows = new HashMap<>();
  private final Map<Class<? extends Table>, Table> tables = new HashMap<>();
  private final Map<String, Object> settings = new HashMap<>();
  private LocalDate asOf = LocalDate.of(2026, 8, 21);

  /** One table to begin with. */
  public static Given given(Table table, String text) {
    return new Given().and(table, text);
  }

  /** No table. */
  public static Given nothing() {
    return new Given();
  }

  /** Another table. */
  public Given and(Table table, String text) {
    return and(table, parse(table, text));
  }

  /** Another table, from rows that are there. */
  public Given and(Table table, Dataset<Row> dataset) {
    rows.put(table.getClass(), dataset);
    tables.put(table.getClass(), table);
    return this;
  }

  /** The day of knowledge; else 2026-08-21. */
  public Given asOf(String day) {
    asOf = LocalDate.parse(day);
    return this;
  }

  /** A configuration value: String, Long, Double, List of String, or List of Map. */
  public Given with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  @Override
  public LocalDate asOf() {
    return asOf;
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table) {
    return cut(table, asOf);
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
    return cut(table, knownBy);
  }

  private Dataset<Row> cut(Class<? extends Table> table, LocalDate day) {
    Dataset<Row> all = rows.get(table);
    if (all == null) {
      throw new AssertionError("the test gives no rows of " + table.getSimpleName());
    }
    Table definition = tables.get(table);
    return definition.name().layer() == Layer.SILVER && definition.knownOn().isPresent()
        ? all.where(
            definition
                .knownOn()
                .orElseThrow()
                .col()
                .leq(functions.lit(day.toString()).cast("date")))
        : all;
  }

  @Override
  public Settings settings() {
    return new Settings() {
      private Object value(String key) {
        if (!settings.containsKey(key)) {
          throw new AssertionError("the test gives no setting " + key);
        }
        return settings.get(key);
      }

      @Override
      public String text(String key) {
        return (String) value(key);
      }

      @Override
      public long count(String key) {
        return ((Number) value(key)).longValue();
      }

      @Override
      public double number(String key) {
        return ((Number) value(key)).doubleValue();
      }

      @Override
      @SuppressWarnings("unchecked")
      public List<String> texts(String key) {
        return (List<String>) value(key);
      }

      @Override
      @SuppressWarnings("unchecked")
      public List<Map<String, Object>> records(String key) {
        return (List<Map<String, Object>>) value(key);
      }
    };
  }

  @Override
  public SparkSession spark() {
    return TestSpark.session();
  }

  /**
   * Rows as a table of text, sorted, with only the columns named, ready to compare with a text
   * block.
   */
  public static String rows(Dataset<Row> dataset, String... columns) {
    Dataset<Row> shown =
        columns.length == 0
            ? dataset
            : dataset.select(
                Arrays.stream(columns)
                    .map(functions::col)
                    .toArray(org.apache.spark.sql.Column[]::new));
    List<String[]> lines = new ArrayList<>();
    for (Row row : shown.collectAsList()) {
      String[] line = new String[row.size()];
      for (int i = 0; i < row.size(); i++) {
        line[i] = text(row.get(i));
      }
      lines.add(line);
    }
    lines.sort(Comparator.comparing((String[] l) -> String.join("|", l)));
    lines.add(0, shown.columns());
    int[] width = new int[shown.columns().length];
    for (String[] line : lines) {
      for (int i = 0; i < line.length; i++) {
        width[i] = Math.max(width[i], line[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (String[] line : lines) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < line.length; i++) {
        one.append(i == 0 ? "" : " | ")
            .append(line[i])
            .append(" ".repeat(width[i] - line[i].length()));
      }
      out.append(one.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Double d) {
      return d == Math.rint(d) && Math.abs(d) < 1e15
          ? Long.toString(d.longValue())
          : Double.toString(d);
    }
    return value.toString();
  }

  private static Dataset<Row> parse(Table table, String text) {
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    List<String> header = cells(lines.get(0));
    for (String name : header) {
      if (table.findField(name).isEmpty()) {
        throw new AssertionError(table.name() + " has no column " + name);
      }
    }
    List<Row> parsed = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() != header.size()) {
        throw new AssertionError(
            "line \"" + line + "\" has " + cells.size() + " cells, not " + header.size());
      }
      Object[] values = new Object[table.fields().size()];
      for (int i = 0; i < values.length; i++) {
        int at = header.indexOf(table.fields().get(i).name());
        values[i] = at < 0 ? null : value(table.fields().get(i), cells.get(at));
      }
      parsed.add(RowFactory.create(values));
    }
    return TestSpark.session().createDataFrame(parsed, table.schema());
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static Object value(Field field, String cell) {
    if (cell.equals("-") || cell.isEmpty()) {
      return null;
    }
    return switch (field.type()) {
      case TEXT -> cell;
      case DAY -> java.sql.Date.valueOf(cell);
      case NUMBER, MONEY -> Double.valueOf(cell);
      case COUNT -> Long.valueOf(cell);
      case FLAG -> Boolean.valueOf(cell);
    };
  }
}
