package jevons.pipeline.lake;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads a few small files of a table on the driver, by Spark's own Parquet reader: a job to fetch
 * some hundred rows costs more than the rows.
 */
record LocalRead(SparkSession spark, String path) {
  private static final long MOST_BYTES = 256 << 10;
  private static final int MOST_FILES = 8;

  /**
   * A file of a table.
   *
   * @param day of knowledge that its rows are given out as, where not its own
   */
  record Part(AddFile file, Optional<LocalDate> day) {}

  /** The rows of those files of a version that are wanted; empty when they are not small. */
  Optional<Dataset<Row>> rows(LiveFiles.Contents version, Predicate<AddFile> wanted) {
    List<Part> parts =
        version.files().stream()
            .filter(wanted)
            .map(file -> new Part(file, Optional.empty()))
            .toList();
    return rows(version.metadata(), parts, 1);
  }

  /**
   * The rows of these files; empty when they are not small.
   *
   * @param days that they are of; each may have a small table's files
   */
  Optional<Dataset<Row>> rows(Metadata table, List<Part> parts, int days) {
    long bytes = parts.stream().mapToLong(part -> part.file().size()).sum();
    if (parts.size() > days * MOST_FILES || bytes > days * MOST_BYTES) {
      return Optional.empty();
    }
    List<String> split = List.copyOf(CollectionConverters.asJava(table.partitionColumns()));
    StructType data = new StructType();
    StructType partition = new StructType();
    for (StructField field : table.schema().asNullable().fields()) {
      if (!split.contains(field.name())) {
        data = data.add(field);
      } else if (field.dataType().equals(DataTypes.DateType)) {
        partition = partition.add(field);
      } else {
        return Optional.empty();
      }
    }
    StructType outside = partition;
    List<InternalRow> rows =
        new DriverParquet(spark)
            .rows(parts.stream().map(part -> file(part, outside)).toList(), data, partition);
    StructType read = data;
    for (StructField field : partition.fields()) {
      read = read.add(field);
    }
    Dataset<Row> none = spark.createDataFrame(List.of(), read);
    Column[] columns =
        Arrays.stream(table.schema().fieldNames()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> here = LocalRows.select(none, rows);
    return Optional.of(partition.isEmpty() ? here : here.select(columns));
  }

  private PartitionedFile file(Part part, StructType partition) {
    Object[] values = new Object[partition.length()];
    for (int i = 0; i < values.length; i++) {
      String own = part.file().partitionValues().apply(partition.apply(i).name());
      values[i] = (int) part.day().orElseGet(() -> LocalDate.parse(own)).toEpochDay();
    }
    return DriverParquet.file(
        new Path(path, part.file().toPath()),
        part.file().size(),
        part.file().modificationTime(),
        values);
  }
}
