package jevons.pipeline.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat$;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's own Parquet reader without a job. */
record DriverParquet(SparkSession spark) {
  /**
   * All of a file.
   *
   * @param partition its values of the columns that are not in it
   */
  static PartitionedFile file(Path path, long bytes, long modified, Object... partition) {
    return new PartitionedFile(
        new GenericInternalRow(partition),
        SparkPath.fromPath(path),
        0,
        bytes,
        new String[0],
        modified,
        bytes,
        Map$.MODULE$.empty());
  }

  /**
   * The rows of files, in their order.
   *
   * @param data columns to read; one that a file lacks is null
   * @param partition columns behind them whose values the files say
   */
  List<InternalRow> rows(List<PartitionedFile> files, StructType data, StructType partition) {
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
    for (PartitionedFile file : files) {
      Iterator<InternalRow> found = reader.apply(file);
      while (found.hasNext()) {
        rows.add(found.next().copy());
      }
    }
    return rows;
  }
}
