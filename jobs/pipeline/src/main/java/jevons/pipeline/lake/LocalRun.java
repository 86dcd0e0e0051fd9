package jevons.pipeline.lake;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnionExec;
import scala.Option;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A plan that reads, filters and projects a few partitions, run by the thread that asks for its
 * rows. In local mode a job would compute the same in another thread of this process, and hand each
 * task and its rows over as bytes: that costs more than the rows of a small file.
 */
final class LocalRun {
  private static final int MOST_PARTITIONS = 4;

  /** They need no memory of a task and no row of another partition. */
  private static final Set<Class<? extends SparkPlan>> ROW_BY_ROW =
      Set.of(
          ColumnarToRowExec.class,
          FileSourceScanExec.class,
          FilterExec.class,
          LocalTableScanExec.class,
          ProjectExec.class,
          RDDScanExec.class,
          UnionExec.class);

  private LocalRun() {}

  /** The plan's rows, where it can be run like this. */
  static Optional<RDD<InternalRow>> of(QueryExecution execution) {
    if (!execution.sparkSession().sparkContext().isLocal()
        || !isRowByRow(execution.executedPlan())) {
      return Optional.empty();
    }
    RDD<InternalRow> rows = execution.toRdd();
    return rows.getNumPartitions() <= MOST_PARTITIONS && isNarrow(rows)
        ? Optional.of(rows)
        : Optional.empty();
  }

  /** Whether no part of it waits for a shuffle: rows that a plan was made of may. */
  private static boolean isNarrow(RDD<?> rows) {
    return CollectionConverters.asJava(rows.dependencies()).stream()
        .allMatch(parent -> parent instanceof NarrowDependency<?> && isNarrow(parent.rdd()));
  }

  private static boolean isRowByRow(SparkPlan plan) {
    return ROW_BY_ROW.contains(plan.getClass())
        && plan.subqueries().isEmpty()
        && CollectionConverters.asJava(plan.children()).stream().allMatch(LocalRun::isRowByRow);
  }

  /**
   * Shows the rows, each until the next is shown, while the caller wants more.
   *
   * @return whether all were shown
   */
  static boolean each(RDD<InternalRow> rows, Predicate<InternalRow> wantsMore) {
    for (Partition partition : rows.partitions()) {
      if (!each(rows, partition, wantsMore)) {
        return false;
      }
    }
    return true;
  }

  private static boolean each(
      RDD<InternalRow> rows, Partition partition, Predicate<InternalRow> wantsMore) {
    // Not the thread's: what is read under a task is locked for it, and none of this name runs.
    TaskContextImpl task = TaskContext$.MODULE$.empty();
    try {
      Iterator<InternalRow> found = rows.iterator(partition, task);
      while (found.hasNext()) {
        if (!wantsMore.test(found.next())) {
          return false;
        }
      }
      return true;
    } finally {
      // Readers close their files when their task has ended.
      task.markTaskCompleted(Option.empty());
    }
  }
}
