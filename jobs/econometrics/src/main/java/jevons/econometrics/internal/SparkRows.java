package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Rows distributed over executors. */
final class SparkRows extends Rows {
  private static final int DEPTH = 2;
  private final JavaRDD<double[]> rows;
  // Shared by all that were mapped from the same rows: a later one is computed from an earlier one,
  // so they are let go together.
  private final List<JavaRDD<?>> kept;

  /**
   * @param source persisted, to be let go with the rows
   */
  SparkRows(JavaRDD<double[]> rows, JavaRDD<?> source) {
    this(persisted(rows), new ArrayList<>(List.of(source)));
    kept.add(this.rows);
  }

  private SparkRows(JavaRDD<double[]> rows, List<JavaRDD<?>> kept) {
    this.rows = rows;
    this.kept = kept;
  }

  private static JavaRDD<double[]> persisted(JavaRDD<double[]> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  <A> A fold(Zero<A> zero, Add<A> add, Merge<A> merge) {
    return rows.treeAggregate(
        zero.get(),
        (into, row) -> {
          add.add(into, row);
          return into;
        },
        merge::merge,
        DEPTH);
  }

  @Override
  <A> A foldGroups(int code, Zero<A> zero, AddGroup<A> add, Merge<A> merge) {
    return rows.mapToPair(row -> new Tuple2<>(row[code], row))
        .groupByKey()
        .values()
        .treeAggregate(
            zero.get(),
            (into, group) -> {
              List<double[]> list = new ArrayList<>();
              group.forEach(list::add);
              add.add(into, list);
              return into;
            },
            merge::merge,
            DEPTH);
  }

  @Override
  Rows map(Change change) {
    SparkRows mapped = new SparkRows(persisted(rows.map(change::apply)), kept);
    kept.add(mapped.rows);
    return mapped;
  }

  @Override
  Rows view(Change change) {
    return new SparkRows(rows.map(change::apply), kept);
  }

  @Override
  void close() {
    kept.forEach(JavaRDD::unpersist);
    kept.clear();
  }
}
