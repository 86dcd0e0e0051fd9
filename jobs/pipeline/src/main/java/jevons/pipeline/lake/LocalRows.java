package jevons.pipeline.lake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.unsafe.Platform;
import scala.Function0;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows that the driver holds. Spark selects from such rows while it plans, so that no job is needed
 * to look at them or to write them; they cost more than they save once they are many.
 */
public final class LocalRows {
  private LocalRows() {}

  /** The rows, if they are on the driver: then no job was needed to get them. */
  public static Optional<List<InternalRow>> of(Dataset<Row> rows) {
    LogicalPlan plan = execution(rows).optimizedPlan();
    return plan instanceof LocalRelation local
        ? Optional.of(CollectionConverters.asJava(local.data()))
        : Optional.empty();
  }

  /** {@code chosen}, some of the rows of {@code rows}, with its columns. */
  public static Dataset<Row> select(Dataset<Row> rows, List<InternalRow> chosen) {
    QueryExecution execution = execution(rows);
    List<Attribute> columns = new ArrayList<>();
    CollectionConverters.asJava(execution.analyzed().output())
        .forEach(column -> columns.add(column.newInstance()));
    LocalRelation relation =
        new LocalRelation(
            CollectionConverters.asScala(columns).toSeq(), held(chosen), false, Option.empty());
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (SparkSession) rows.sparkSession(), relation);
  }

  /** The rows of both, which have the same columns; on the driver when both are. */
  public static Dataset<Row> union(Dataset<Row> rows, Dataset<Row> more) {
    Optional<List<InternalRow>> here = of(rows);
    Optional<List<InternalRow>> moreHere = of(more);
    if (here.isEmpty() || moreHere.isEmpty()) {
      return rows.unionByName(more);
    }
    List<InternalRow> all = new ArrayList<>(here.get());
    all.addAll(moreHere.get());
    return select(rows, all);
  }

  /**
   * Those rows of either that the other does not have, of rows with the same columns; the rows of
   * both when they are not all on the driver.
   */
  public static Dataset<Row> differing(Dataset<Row> rows, Dataset<Row> more) {
    Optional<List<InternalRow>> here = of(rows);
    Optional<List<InternalRow>> moreHere = of(more);
    if (here.isEmpty() || moreHere.isEmpty()) {
      return rows.unionByName(more);
    }
    UnsafeProjection packing = UnsafeProjection.create(rows.schema());
    Map<UnsafeRow, Integer> counts = new LinkedHashMap<>();
    here.get().forEach(row -> counts.merge(packing.apply(row).copy(), 1, Integer::sum));
    moreHere.get().forEach(row -> counts.merge(packing.apply(row).copy(), -1, Integer::sum));
    List<InternalRow> differing = new ArrayList<>();
    counts.forEach((row, count) -> differing.addAll(Collections.nCopies(Math.abs(count), row)));
    return select(rows, differing);
  }

  @SuppressWarnings("unchecked")
  private static Seq<InternalRow> held(List<InternalRow> rows) {
    return (Seq<InternalRow>) (Object) new HeldRows(rows.toArray());
  }

  /**
   * Computes the rows and brings them to the driver, or gives nothing when that would be more than
   * {@code mostRows} rows or {@code mostBytes} bytes.
   */
  public static Optional<Dataset<Row>> bring(Dataset<Row> rows, long mostRows, long mostBytes) {
    List<InternalRow> here = of(rows).orElse(null);
    if (here == null) {
      QueryExecution execution = execution(rows);
      Optional<RDD<InternalRow>> local = LocalRun.of(execution);
      here =
          local.isPresent()
              ? shown(local.get(), mostRows, mostBytes)
              : computed(execution, mostRows, mostBytes);
    }
    return here == null || here.size() > mostRows
        ? Optional.empty()
        : Optional.of(select(rows, here));
  }

  /** By a job; null when a partition had too much to say. */
  private static List<InternalRow> computed(
      QueryExecution execution, long mostRows, long mostBytes) {
    Function0<List<byte[]>> job =
        () ->
            execution.toRdd().toJavaRDD().mapPartitions(new Packing(mostRows, mostBytes)).collect();
    List<byte[]> packed = SQLExecution.withNewExecutionId(execution, Option.empty(), job);
    return unpacked(packed, execution.analyzed().output().size());
  }

  /** By this thread; null when there are too many. */
  private static List<InternalRow> shown(RDD<InternalRow> rows, long mostRows, long mostBytes) {
    List<InternalRow> here = new ArrayList<>();
    long[] bytes = new long[1];
    boolean all =
        LocalRun.each(
            rows,
            row -> {
              bytes[0] += ((UnsafeRow) row).getSizeInBytes();
              here.add(row.copy());
              return here.size() <= mostRows && bytes[0] <= mostBytes;
            });
    return all ? here : null;
  }

  /** Null when a partition had too much to say. */
  private static List<InternalRow> unpacked(List<byte[]> packed, int columns) {
    List<InternalRow> rows = new ArrayList<>();
    for (byte[] partition : packed) {
      if (partition.length == 0) {
        return null;
      }
      ByteBuffer buffer = ByteBuffer.wrap(partition);
      int at = 0;
      while (true) {
        int size = (int) buffer.getLong(at);
        if (size < 0) {
          break;
        }
        UnsafeRow row = new UnsafeRow(columns);
        row.pointTo(partition, Platform.BYTE_ARRAY_OFFSET + at + Long.BYTES, size);
        rows.add(row);
        at += Long.BYTES + size;
      }
    }
    return rows;
  }

  private static QueryExecution execution(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
  }

  /**
   * A partition's rows as bytes, each behind its length (eight bytes, so that rows stay aligned);
   * no bytes at all when there are too many.
   */
  private record Packing(long mostRows, long mostBytes)
      implements FlatMapFunction<Iterator<InternalRow>, byte[]> {
    private static final long END = -1;

    @Override
    public Iterator<byte[]> call(Iterator<InternalRow> rows) throws IOException {
      if (!rows.hasNext()) {
        return List.<byte[]>of().iterator();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      byte[] buffer = new byte[4096];
      long count = 0;
      while (rows.hasNext()) {
        UnsafeRow row = (UnsafeRow) rows.next();
        count++;
        if (count > mostRows || bytes.size() + row.getSizeInBytes() > mostBytes) {
          return List.of(new byte[0]).iterator();
        }
        out.writeLong(row.getSizeInBytes());
        row.writeToStream(out, buffer);
      }
      out.writeLong(END);
      return List.of(bytes.toByteArray()).iterator();
    }
  }
}
