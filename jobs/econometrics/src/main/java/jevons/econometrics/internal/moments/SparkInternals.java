package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads a Dataset without making Row objects, which cost more than the sums. Here is all that
 * depends on Spark's internals: the shape of its plans, its column batches and its rows.
 */
final class SparkInternals {

  /** A batch of columns or a row, to be put into a block before the next one is asked for. */
  interface Fill {
    void into(BlockReader.Filler<?> filler);
  }

  /** How a value is stored. */
  private enum Store {
    DOUBLE,
    FLOAT,
    LONG,
    INT,
    SHORT,
    BYTE,
    BOOLEAN,
    DECIMAL,
    TEXT
  }

  /** A column of the plan: where it stands, and how its values are stored. */
  private record Place(int ordinal, Store store, int precision, int scale)
      implements Serializable {}

  private SparkInternals() {}

  /**
   * The column batches of a scan; empty where a filter or a computed column lies above it, or where
   * generated code, and with it batches, is switched off.
   *
   * @param data the numbers and then the keys of {@code columns}
   */
  static Optional<JavaRDD<Fill>> batches(Dataset<Row> data, Columns columns) {
    SparkPlan plan = without(execution(data).executedPlan());
    List<ExprId> wanted = new ArrayList<>();
    for (Attribute a : CollectionConverters.asJava(plan.output())) {
      wanted.add(a.exprId());
    }
    if (plan instanceof ProjectExec project) {
      boolean plain =
          CollectionConverters.asJava(project.projectList()).stream()
              .allMatch(AttributeReference.class::isInstance);
      if (!plain) {
        return Optional.empty();
      }
      plan = without(project.child());
    }
    if (!(plan instanceof ColumnarToRowExec toRow)) {
      return Optional.empty();
    }
    SparkPlan scan = without(toRow.child());
    Map<ExprId, Integer> ordinals = new HashMap<>();
    for (Attribute a : CollectionConverters.asJava(scan.output())) {
      ordinals.put(a.exprId(), ordinals.size());
    }
    if (!ordinals.keySet().containsAll(wanted)) {
      return Optional.empty();
    }
    List<Place> places = new ArrayList<>();
    for (int c = 0; c < wanted.size(); c++) {
      places.add(place(ordinals.get(wanted.get(c)), data.schema().apply(c).dataType()));
    }
    int numbers = columns.numbers().size();
    RDD<ColumnarBatch> batches = scan.executeColumnar();
    return Optional.of(
        batches
            .toJavaRDD()
            .mapPartitions(
                iterator -> {
                  Texts texts = new Texts(places.size() - numbers);
                  return each(
                      iterator, (batch, filler) -> fill(batch, filler, places, numbers, texts));
                }));
  }

  /** The rows as the plan gives them. */
  static JavaRDD<Fill> rows(Dataset<Row> data, Columns columns) {
    List<Place> places = new ArrayList<>();
    for (int c = 0; c < data.schema().size(); c++) {
      places.add(place(c, data.schema().apply(c).dataType()));
    }
    int numbers = columns.numbers().size();
    RDD<InternalRow> rows = execution(data).toRdd();
    return rows.toJavaRDD()
        .mapPartitions(
            iterator -> {
              Texts texts = new Texts(places.size() - numbers);
              return each(iterator, (row, filler) -> fill(row, filler, places, numbers, texts));
            });
  }

  private interface Put<T> {
    void put(T from, BlockReader.Filler<?> filler);
  }

  /** One object for all, since each is used up before the next is asked for. */
  private static <T> Iterator<Fill> each(Iterator<T> iterator, Put<T> put) {
    return new Iterator<>() {
      private T now;
      private final Fill fill = filler -> put.put(now, filler);

      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Fill next() {
        now = iterator.next();
        return fill;
      }
    };
  }

  private static QueryExecution execution(Dataset<Row> data) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) data).queryExecution();
  }

  /** A plan without the nodes that only mark where code is generated. */
  private static SparkPlan without(SparkPlan plan) {
    SparkPlan now = plan;
    while (true) {
      if (now instanceof WholeStageCodegenExec stage) {
        now = stage.child();
      } else if (now instanceof InputAdapter adapter) {
        now = adapter.child();
      } else {
        return now;
      }
    }
  }

  private static Place place(int ordinal, DataType type) {
    Store store;
    int precision = 0;
    int scale = 0;
    if (type instanceof DoubleType) {
      store = Store.DOUBLE;
    } else if (type instanceof FloatType) {
      store = Store.FLOAT;
    } else if (type instanceof LongType) {
      store = Store.LONG;
    } else if (type instanceof IntegerType || type instanceof DateType) {
      store = Store.INT;
    } else if (type instanceof ShortType) {
      store = Store.SHORT;
    } else if (type instanceof ByteType) {
      store = Store.BYTE;
    } else if (type instanceof BooleanType) {
      store = Store.BOOLEAN;
    } else if (type instanceof DecimalType d) {
      store = Store.DECIMAL;
      precision = d.precision();
      scale = d.scale();
    } else if (type instanceof StringType) {
      store = Store.TEXT;
    } else {
      throw new IllegalArgumentException(type + " is neither a number nor a key");
    }
    return new Place(ordinal, store, precision, scale);
  }

  private static void fill(
      ColumnarBatch batch,
      BlockReader.Filler<?> filler,
      List<Place> places,
      int numbers,
      Texts texts) {
    int rows = batch.numRows();
    for (int from = 0; from < rows; ) {
      int count = Math.min(rows - from, filler.room());
      Block block = filler.block;
      for (int c = 0; c < places.size(); c++) {
        Place place = places.get(c);
        ColumnVector column = batch.column(place.ordinal());
        if (c < numbers && count == Block.ROWS && place.store() == Store.DOUBLE) {
          // A new array, of which nobody else knows.
          block.numbers[c] = column.getDoubles(from, count);
          markNulls(column, from, count, block.numbers[c], 0);
        } else if (c < numbers) {
          copy(column, place, from, count, block.numbers[c], block.rows);
        } else {
          int q = c - numbers;
          code(column, place, from, count, block.keys[q], texts.of(q), block.codes[q], block.rows);
        }
      }
      filler.added(count);
      from += count;
    }
  }

  private static void copy(
      ColumnVector column, Place place, int from, int count, double[] to, int at) {
    if (place.store() == Store.DOUBLE) {
      System.arraycopy(column.getDoubles(from, count), 0, to, at, count);
    } else if (place.store() == Store.INT) {
      int[] values = column.getInts(from, count);
      for (int i = 0; i < count; i++) {
        to[at + i] = values[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[at + i] = column.isNullAt(from + i) ? Double.NaN : number(column, place, from + i);
      }
    }
    markNulls(column, from, count, to, at);
  }

  /** The values of a null are whatever the buffer held before. */
  private static void markNulls(ColumnVector column, int from, int count, double[] to, int at) {
    if (column.hasNull()) {
      for (int i = 0; i < count; i++) {
        if (column.isNullAt(from + i)) {
          to[at + i] = Double.NaN;
        }
      }
    }
  }

  private static double number(ColumnVector column, Place place, int row) {
    return switch (place.store()) {
      case DOUBLE -> column.getDouble(row);
      case FLOAT -> column.getFloat(row);
      case LONG -> column.getLong(row);
      case INT -> column.getInt(row);
      case SHORT -> column.getShort(row);
      case BYTE -> column.getByte(row);
      case BOOLEAN -> column.getBoolean(row) ? 1 : 0;
      case DECIMAL -> column.getDecimal(row, place.precision(), place.scale()).toDouble();
      case TEXT -> throw new IllegalStateException("a text is not a number");
    };
  }

  private static void code(
      ColumnVector column,
      Place place,
      int from,
      int count,
      Dictionary key,
      Map<UTF8String, Integer> texts,
      int[] to,
      int at) {
    boolean nulls = column.hasNull();
    if (!nulls && place.store() == Store.INT) {
      key.code(column.getInts(from, count), to, at);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = from + i;
      int code = -1;
      if (!nulls || !column.isNullAt(row)) {
        code =
            switch (place.store()) {
              case TEXT -> code(column.getUTF8String(row), key, texts);
              case DOUBLE -> key.code(column.getDouble(row));
              case LONG -> key.code(column.getLong(row));
              case INT -> key.code((long) column.getInt(row));
              default -> key.code((long) number(column, place, row));
            };
      }
      to[at + i] = code;
    }
  }

  private static void fill(
      InternalRow row, BlockReader.Filler<?> filler, List<Place> places, int numbers, Texts texts) {
    Block block = filler.block;
    int at = block.rows;
    for (int c = 0; c < places.size(); c++) {
      Place place = places.get(c);
      boolean missing = row.isNullAt(place.ordinal());
      if (c < numbers) {
        block.numbers[c][at] = missing ? Double.NaN : number(row, place);
      } else {
        int q = c - numbers;
        block.codes[q][at] = missing ? -1 : code(row, place, block.keys[q], texts.of(q));
      }
    }
    filler.next();
  }

  private static double number(SpecializedGetters row, Place place) {
    int at = place.ordinal();
    return switch (place.store()) {
      case DOUBLE -> row.getDouble(at);
      case FLOAT -> row.getFloat(at);
      case LONG -> row.getLong(at);
      case INT -> row.getInt(at);
      case SHORT -> row.getShort(at);
      case BYTE -> row.getByte(at);
      case BOOLEAN -> row.getBoolean(at) ? 1 : 0;
      case DECIMAL -> row.getDecimal(at, place.precision(), place.scale()).toDouble();
      case TEXT -> throw new IllegalStateException("a text is not a number");
    };
  }

  private static int code(
      SpecializedGetters row, Place place, Dictionary key, Map<UTF8String, Integer> texts) {
    int at = place.ordinal();
    return switch (place.store()) {
      case TEXT -> code(row.getUTF8String(at), key, texts);
      case DOUBLE -> key.code(row.getDouble(at));
      case LONG -> key.code(row.getLong(at));
      case INT -> key.code((long) row.getInt(at));
      default -> key.code((long) number(row, place));
    };
  }

  private static int code(UTF8String text, Dictionary key, Map<UTF8String, Integer> texts) {
    Integer code = texts.get(text);
    if (code == null) {
      code = key.code(text.toString());
      // A copy: what was handed in points into a buffer that is used again.
      texts.put(text.copy(), code);
    }
    return code;
  }

  /** Codes of texts as Spark holds them, so that one is decoded once only. */
  private static final class Texts {
    private final List<Map<UTF8String, Integer>> byKey = new ArrayList<>();

    Texts(int keys) {
      for (int q = 0; q < keys; q++) {
        byKey.add(new HashMap<>());
      }
    }

    Map<UTF8String, Integer> of(int key) {
      return byKey.get(key);
    }
  }
}
