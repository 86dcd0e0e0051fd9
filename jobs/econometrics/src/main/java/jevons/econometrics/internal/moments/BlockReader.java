package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Runs a {@link Pass} over a Dataset by the fastest way it allows. All ways fill the same blocks
 * with the same rows, so all give the same digits.
 */
public final class BlockReader implements Blocks {

  /** How rows are read. */
  public enum Way {
    /** Column batches of a file scan, else rows as Spark holds them; what Connect lacks. */
    INTERNAL,
    /** Row objects, which every Dataset gives. */
    PUBLIC
  }

  /** Partitions for each core when all run in one JVM: fewer tables to fill and to merge. */
  private static final int PARTITIONS_PER_CORE = 8;

  private static final int TREE = 32;
  private static final String CLASSIC = "org.apache.spark.sql.classic.Dataset";

  private final Dataset<Row> data;
  private final Columns columns;
  private final Way way;

  public BlockReader(Dataset<Row> data, Columns columns, Way way) {
    this.columns = columns;
    List<Column> selected = new ArrayList<>();
    columns.numbers().forEach(name -> selected.add(functions.col("`" + name + "`")));
    columns.keys().forEach(name -> selected.add(functions.col("`" + name + "`")));
    this.data = data.select(selected.toArray(Column[]::new));
    // By name: with Connect the class is not there to be asked.
    this.way = data.getClass().getName().equals(CLASSIC) ? way : Way.PUBLIC;
  }

  @Override
  public <R extends Serializable> R run(Pass<R> pass) {
    return way == Way.INTERNAL ? merge(internal(pass), pass) : Blocks.merge(rows(pass), pass);
  }

  private <R extends Serializable> JavaRDD<R> internal(Pass<R> pass) {
    Columns read = columns;
    Optional<JavaRDD<SparkInternals.Fill>> batches = SparkInternals.batches(data, columns);
    JavaRDD<SparkInternals.Fill> fills =
        batches.orElseGet(() -> SparkInternals.rows(data, columns));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(fills.context());
    int most = PARTITIONS_PER_CORE * context.defaultParallelism();
    if (context.isLocal() && fills.getNumPartitions() > most) {
      fills = fills.coalesce(most);
    }
    return fills.mapPartitions(
        iterator -> {
          Filler<R> filler = new Filler<>(pass.start(), new Block(read));
          while (iterator.hasNext()) {
            iterator.next().into(filler);
          }
          return filler.finish();
        });
  }

  private static <R extends Serializable> R merge(JavaRDD<R> parts, Pass<R> pass) {
    if (parts.getNumPartitions() > TREE) {
      return parts.treeReduce(pass::merge);
    }
    return Blocks.merge(parts.collect(), pass);
  }

  @SuppressWarnings("unchecked") // what the partitions wrote
  private <R extends Serializable> List<R> rows(Pass<R> pass) {
    Columns read = columns;
    RowFill rows = RowFill.inOrder(columns);
    MapPartitionsFunction<Row, byte[]> work =
        iterator -> {
          Filler<R> filler = new Filler<>(pass.start(), new Block(read));
          while (iterator.hasNext()) {
            rows.into(filler.block, iterator.next());
            filler.next();
          }
          List<byte[]> bytes = new ArrayList<>();
          filler.finish().forEachRemaining(r -> bytes.add(Bytes.write(r)));
          return bytes.iterator();
        };
    return data.mapPartitions(work, Encoders.BINARY()).collectAsList().stream()
        .map(bytes -> (R) Bytes.read(bytes))
        .toList();
  }

  /** Hands each full block to the work on a partition. */
  static final class Filler<R> {
    final Block block;
    private final Pass.Part<R> part;

    Filler(Pass.Part<R> part, Block block) {
      this.part = part;
      this.block = block;
    }

    /** A row, or several, were put into the block. */
    void next() {
      added(1);
    }

    int room() {
      return Block.ROWS - block.rows;
    }

    void added(int rows) {
      block.rows += rows;
      if (block.rows == Block.ROWS) {
        part.add(block);
        block.rows = 0;
      }
    }

    Iterator<R> finish() {
      if (block.rows > 0) {
        part.add(block);
        block.rows = 0;
      }
      return List.of(part.finish()).iterator();
    }
  }
}
