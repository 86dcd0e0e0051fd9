package jevons.pipeline.lake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.execution.datasources.FileFormat$;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Map$;
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
    Function1<PartitionedFile, Iterator<InternalRow>> reader =
        new ParquetFileFormat()
            .buildReaderWithPartitionValues(
                spark,
                data,
                partition,
                data,
                CollectionConverters.asScala(List.<Filter>of()).toSeq(),
                scala.collection.immutable.Map.from(
                    CollectionConverters.asScala(
                        Map.of(FileFormat$.MODULE$.OPTION_RETURNING_BATCH(), "false"))),
                spark.sessionState().newHadoopConf());
    List<InternalRow> rows = new ArrayList<>();
    for (AddFile file : files) {
      Iterator<InternalRow> found = reader.apply(part(file, partition));
      while (found.hasNext()) {
        rows.add(found.next().copy());
      }
    }
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

  private PartitionedFile part(AddFile file, StructType partition) {
    Object[] days = new Object[partition.length()];
    for (int i = 0; i < days.length; i++) {
      String day = file.partitionValues().apply(partition.apply(i).name());
      days[i] = (int) LocalDate.parse(day).toEpochDay();
    }
    return new PartitionedFile(
        new GenericInternalRow(days),
        SparkPath.fromPath(new Path(path, file.toPath())),
        0,
        file.size(),
        new String[0],
        file.modificationTime(),
        file.size(),
        Map$.MODULE$.empty());
  }
}
