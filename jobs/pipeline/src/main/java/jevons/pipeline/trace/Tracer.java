package jevons.pipeline.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.trace.Links.Link;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Walks from a row to the rows that its table's query made it from, and on to the lines of landing
 * files. All rows of one table and depth are looked up together: a Spark job for each of its
 * inputs, however many rows there are.
 */
public final class Tracer {
  private static final String PLACE = "traced_place";
  private static final String COUNT = "traced_count";

  /** The rows of a table of which the same columns are followed. */
  private record Group(Table table, Set<String> followed) {}

  private final SparkSession spark;
  private final Links links;
  private final int breadth;

  /**
   * Of one published set.
   *
   * @param settings those in force
   * @param studies those whose estimates the set holds
   * @param breadth rows of an input that are shown and followed for each row; others are counted
   */
  public Tracer(
      SparkSession spark,
      TableReader tables,
      SettingsSource settings,
      List<Study> studies,
      int breadth) {
    this.spark = spark;
    this.links = new Links(spark, tables, settings, studies);
    this.breadth = breadth;
  }

  /**
   * The tree below a row.
   *
   * @param row a row of {@code table}
   * @param followed columns that are asked about; empty for the whole row
   */
  public TraceNode trace(Table table, Row row, Set<String> followed) {
    TracedRow root = new TracedRow(table, row, followed);
    Map<List<Object>, TracedRow> known = new HashMap<>();
    known.put(root.identity(), root);
    List<TracedRow> level = List.of(root);
    while (!level.isEmpty()) {
      level = below(level, known);
    }
    return root.node(Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** Finds what is behind these rows and returns those of it that were not met before. */
  private List<TracedRow> below(List<TracedRow> level, Map<List<Object>, TracedRow> known) {
    Map<Group, List<TracedRow>> groups = new LinkedHashMap<>();
    for (TracedRow row : level) {
      Group group = new Group(row.table(), row.followed());
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
    }
    List<TracedRow> met = new ArrayList<>();
    for (Map.Entry<Group, List<TracedRow>> group : groups.entrySet()) {
      for (Link link : links.of(group.getKey().table(), group.getKey().followed())) {
        if (!link.behind().isNone()) {
          met.addAll(find(group.getValue(), link, known));
        }
      }
    }
    return met;
  }

  private List<TracedRow> find(
      List<TracedRow> rows, Link link, Map<List<Object>, TracedRow> known) {
    Table input = link.input();
    Dataset<Row> found = link.find(numbered(rows));
    WindowSpec ofRow = Window.partitionBy(col(RowsBehind.ROW_ID));
    Column[] order = input.key().stream().map(Field::col).toArray(Column[]::new);
    List<Row> first =
        found
            .withColumn(PLACE, row_number().over(ofRow.orderBy(order)))
            .withColumn(COUNT, count(lit(1)).over(ofRow))
            .where(col(PLACE).leq(breadth))
            .orderBy(col(RowsBehind.ROW_ID), col(PLACE))
            .collectAsList();
    List<TracedRow> met = new ArrayList<>();
    for (Row row : first) {
      TracedRow made = rows.get(Math.toIntExact(row.<Long>getAs(RowsBehind.ROW_ID)));
      TracedRow behind = new TracedRow(input, row, link.behind().columns());
      TracedRow before = known.putIfAbsent(behind.identity(), behind);
      made.add(before == null ? behind : before);
      if (before == null) {
        met.add(behind);
      }
      long place = row.<Integer>getAs(PLACE);
      long beyond = row.<Long>getAs(COUNT) - place;
      if (place == breadth && beyond > 0) {
        made.leaveOut(input.name(), beyond);
      }
    }
    return met;
  }

  private Dataset<Row> numbered(List<TracedRow> rows) {
    StructType schema = rows.get(0).table().schema().add(RowsBehind.ROW_ID, DataTypes.LongType);
    List<Row> numbered = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<Object> values = new ArrayList<>(rows.get(i).values());
      values.add((long) i);
      numbered.add(RowFactory.create(values.toArray()));
    }
    return spark.createDataFrame(numbered, schema);
  }
}
