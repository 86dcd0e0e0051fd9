package jevons.pipeline.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One commit of rows that the driver holds: one Parquet file, written here by Spark's own writer,
 * and one transaction of Delta's. The table is the same as if Spark had written it by jobs.
 *
 * @param schema of the whole table
 * @param partition the one day of knowledge that all rows have, by column; empty when the table is
 *     not split
 * @param note that goes with the commit, as JSON
 */
record LocalCommit(
    SparkSession spark,
    String path,
    LiveFiles live,
    StructType schema,
    Map<String, String> partition,
    String note) {

  /**
   * Commits, unless the table there has another schema or its log is long, which is for Spark's
   * writer.
   *
   * @param rows with all columns, in the order of the schema
   * @param replaced which of the files that are there the rows replace
   */
  boolean commit(
      List<InternalRow> rows, SaveMode mode, String predicate, Predicate<AddFile> replaced)
      throws IOException {
    DeltaLog table = DeltaLog.forTable(spark, path);
    OptimisticTransaction transaction = table.startTransaction(Option.empty(), Option.empty());
    List<Action> actions = new ArrayList<>();
    if (transaction.readVersion() < 0) {
      transaction.updateMetadataForNewTable(metadata());
    } else {
      Optional<List<AddFile>> there = live.at(transaction.readVersion());
      if (there.isEmpty() || !isLike(transaction.metadata())) {
        return false;
      }
      if (mode == SaveMode.Overwrite) {
        // A commit in between then fails this one, as with Spark's writer.
        transaction.readWholeTable();
        long now = System.currentTimeMillis();
        there.get().stream()
            .filter(replaced)
            .forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
      }
    }
    if (!rows.isEmpty()) {
      actions.add(0, write(rows));
    }
    transaction.commit(
        CollectionConverters.asScala(actions).toSeq(),
        new DeltaOperations.Write(
            mode,
            Option.apply(CollectionConverters.asScala(List.copyOf(partition.keySet())).toSeq()),
            Option.apply(predicate),
            Option.apply(note),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty()));
    return true;
  }

  private Metadata metadata() {
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        null,
        new Format("parquet", Map$.MODULE$.empty()),
        schema.json(),
        CollectionConverters.asScala(List.copyOf(partition.keySet())).toSeq(),
        Map$.MODULE$.empty(),
        Option.apply((Object) System.currentTimeMillis()));
  }

  private boolean isLike(Metadata there) {
    return there.schema().equals(schema)
        && CollectionConverters.asJava(there.partitionColumns())
            .equals(List.copyOf(partition.keySet()));
  }

  private AddFile write(List<InternalRow> rows) throws IOException {
    StructType columns = new StructType();
    List<Object> places = new ArrayList<>();
    for (int i = 0; i < schema.length(); i++) {
      if (!partition.containsKey(schema.apply(i).name())) {
        columns = columns.add(schema.apply(i));
        places.add(i);
      }
    }
    // The partition's columns stand in the log, not in the file.
    ProjectingInternalRow stored =
        new ProjectingInternalRow(columns, CollectionConverters.asScala(places).toIndexedSeq());
    Configuration settings = spark.sessionState().newHadoopConf();
    Job job = Job.getInstance(settings);
    OutputWriterFactory writers =
        new ParquetFileFormat().prepareWrite(spark, job, Map$.MODULE$.empty(), columns);
    TaskAttemptContext attempt =
        new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    String name = folder() + "part-00000-" + UUID.randomUUID() + "-c000";
    Path file = new Path(path, name + writers.getFileExtension(attempt));
    OutputWriter writer = writers.newInstance(file.toString(), columns, attempt);
    try {
      for (InternalRow row : rows) {
        stored.project(row);
        writer.write(stored);
      }
    } finally {
      writer.close();
    }
    FileStatus written = file.getFileSystem(settings).getFileStatus(file);
    return PlainFile.of(
        name + writers.getFileExtension(attempt),
        scalaMap(partition),
        written.getLen(),
        written.getModificationTime(),
        true,
        "{\"numRecords\":" + rows.size() + "}");
  }

  private String folder() {
    StringBuilder folder = new StringBuilder();
    partition.forEach((column, value) -> folder.append(column + "=" + value + "/"));
    return folder.toString();
  }

  private static scala.collection.immutable.Map<String, String> scalaMap(Map<String, String> map) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(new HashMap<>(map)));
  }
}
