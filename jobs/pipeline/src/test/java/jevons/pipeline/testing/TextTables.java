package jevons.pipeline.testing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A published state written as tables a person can read. A column's heading is its name and, but
 * for text, its type: {@code quarter day | capex_usd number | n count | is_hyperscaler flag}.
 * {@code -} is null.
 */
public final class TextTables implements TableReader {
  private final LocalDate asOf;
  private final Map<TableName, Dataset<Row>> tables = new LinkedHashMap<>();
  private final Map<TableName, Dataset<Row>> days = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  private TextTables(LocalDate asOf) {
    this.asOf = asOf;
  }

  /** A state without any table. */
  public static TextTables asOf(String day) {
    return new TextTables(LocalDate.parse(day));
  }

  /** Another table, {@code "gold.claim"}, or the same name with other rows. */
  public TextTables with(String name, String text) {
    tables.put(TableName.parse(name), table(name, text));
    return this;
  }

  /** A gold table's rows of several days, told apart by the column {@code as_of}. */
  public TextTables withDays(String name, String text) {
    days.put(TableName.parse(name), table(name, text));
    return this;
  }

  private static Dataset<Row> table(String name, String text) {
    List<List<String>> lines =
        text.lines().filter(line -> !line.isBlank()).map(TextTables::cells).toList();
    StructType schema = new StructType();
    for (String heading : lines.get(0)) {
      String[] words = heading.split(" ", 2);
      schema = schema.add(words[0], words.length == 1 ? DataTypes.StringType : type(words[1]));
    }
    List<Row> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != schema.size()) {
        throw new AssertionError(name + ": " + line + " does not have " + schema.size() + " cells");
      }
      Object[] values = new Object[line.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(schema.fields()[i].dataType(), line.get(i));
      }
      rows.add(RowFactory.create(values));
    }
    return TestSpark.session().createDataFrame(rows, schema);
  }

  /** Another fact about the state. */
  public TextTables fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  /** The same state without a table. */
  public TextTables without(String name) {
    TextTables fewer = new TextTables(asOf);
    fewer.tables.putAll(tables);
    fewer.days.putAll(days);
    fewer.facts.putAll(facts);
    fewer.tables.remove(TableName.parse(name));
    return fewer;
  }

  @Override
  public LocalDate asOf() {
    return asOf;
  }

  @Override
  public Dataset<Row> read(TableName table) {
    if (!tables.containsKey(table)) {
      throw new JevonsException(ExitCode.USAGE, "no table " + table);
    }
    return tables.get(table);
  }

  @Override
  public List<LocalDate> days() {
    TreeSet<LocalDate> all = new TreeSet<>(List.of(asOf));
    for (Dataset<Row> rows : days.values()) {
      rows.select("as_of").collectAsList().forEach(r -> all.add(r.getDate(0).toLocalDate()));
    }
    return List.copyOf(all);
  }

  @Override
  public Dataset<Row> readDays(TableName table, Collection<LocalDate> asked) {
    if (!days.containsKey(table)) {
      throw new JevonsException(ExitCode.USAGE, "no table " + table);
    }
    return days.get(table).where(functions.col("as_of").isin(asked.toArray()));
  }

  @Override
  public Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static DataType type(String word) {
    return switch (word) {
      case "day" -> DataTypes.DateType;
      case "number" -> DataTypes.DoubleType;
      case "count" -> DataTypes.LongType;
      case "flag" -> DataTypes.BooleanType;
      default -> throw new AssertionError("no type " + word);
    };
  }

  private static Object value(DataType type, String cell) {
    if (cell.equals("-") || cell.isEmpty()) {
      return null;
    }
    if (type.equals(DataTypes.DateType)) {
      return java.sql.Date.valueOf(cell);
    }
    if (type.equals(DataTypes.DoubleType)) {
      return Double.valueOf(cell);
    }
    if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(cell);
    }
    return type.equals(DataTypes.BooleanType) ? (Object) Boolean.valueOf(cell) : cell;
  }
}
