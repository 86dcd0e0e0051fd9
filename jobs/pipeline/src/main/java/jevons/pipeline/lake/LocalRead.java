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

  /** The rows of those files of a version that are wanted; empty when they are not small. */
  Optional<Dataset<Row>> rows(LiveFiles.Contents version, Predicate<AddFile> wanted) {
    List<AddFile> files = version.files().stream().filter(wanted).toList();
    if (files.size() > MOST_FILES || files.stream().mapToLong(AddFile::size).sum() > MOST_BYTES) {
      return Optional.empty();
    }
    Metadata table = version.metadata();
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
    StructType days = partition;
    List<InternalRow> rows =
        new DriverParquet(spark)
            .rows(files.stream().map(file -> part(file, days)).toList(), data, partition);
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

  private DriverParquet.File part(AddFile file, StructType partition) {
    Object[] days = new Object[partition.length()];
    for (int i = 0; i < days.length; i++) {
      String day = file.partitionValues().apply(partition.apply(i).name());
      days[i] = (int) LocalDate.parse(day).toEpochDay();
    }
    return new DriverParquet.File(
        new Path(path, file.toPath()), file.size(), file.modificationTime(), days);
  }
}
