package jevons.pipeline.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.mutable.Builder;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Delta's checkpoints of a table: the files and the description of a version in one file of
 * Parquet, by the columns of the Delta transaction log protocol ("Checkpoint schema"), read on the
 * driver. What a table of ours does not have, deletion vectors or a checkpoint of many files, is
 * left to Delta's own reader.
 *
 * @param path of the table
 */
record CheckpointFile(SparkSession spark, String path) {
  private static final long MOST_BYTES = 8 << 20;

  /** Apart, since Spark's parser takes long to load and a young table has no checkpoint. */
  private static final class Columns {
    static final StructType READ =
        StructType.fromDDL(
            "add STRUCT<path: STRING, partitionValues: MAP<STRING, STRING>, size: BIGINT,"
                + " modificationTime: BIGINT, stats: STRING, deletionVector: STRUCT<storageType:"
                + " STRING>>, metaData STRUCT<id: STRING, schemaString: STRING, partitionColumns:"
                + " ARRAY<STRING>, configuration: MAP<STRING, STRING>, createdTime: BIGINT>");
  }

  /** What the checkpoint of a version says; empty when it is not there, or not such a one. */
  Optional<LiveFiles.Contents> read(long version) {
    Path file = new Path(path, "_delta_log/%020d.checkpoint.parquet".formatted(version));
    try {
      FileStatus found =
          file.getFileSystem(spark.sessionState().newHadoopConf()).getFileStatus(file);
      if (found.getLen() > MOST_BYTES) {
        return Optional.empty();
      }
      return contents(
          new DriverParquet(spark)
              .rows(
                  List.of(DriverParquet.file(file, found.getLen(), found.getModificationTime())),
                  Columns.READ,
                  new StructType()));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static Optional<LiveFiles.Contents> contents(List<InternalRow> rows) {
    List<AddFile> files = new ArrayList<>();
    String described = null;
    for (InternalRow row : rows) {
      if (!row.isNullAt(0)) {
        InternalRow add = row.getStruct(0, 6);
        if (!add.isNullAt(5)) {
          return Optional.empty();
        }
        files.add(file(add));
      }
      if (!row.isNullAt(1)) {
        described = metadata(row.getStruct(1, 5)).json();
      }
    }
    return Optional.ofNullable(described).map(d -> new LiveFiles.Contents(files, d));
  }

  private static AddFile file(InternalRow add) {
    return PlainFile.of(
        add.getString(0),
        map(add.getMap(1)),
        add.getLong(2),
        add.getLong(3),
        false,
        add.isNullAt(4) ? null : add.getString(4));
  }

  private static Metadata metadata(InternalRow row) {
    ArrayData columns = row.getArray(2);
    List<String> partition = new ArrayList<>();
    for (int i = 0; i < columns.numElements(); i++) {
      partition.add(columns.getUTF8String(i).toString());
    }
    return new Metadata(
        row.getString(0),
        null,
        null,
        new Format("parquet", Map$.MODULE$.empty()),
        row.getString(1),
        CollectionConverters.asScala(partition).toSeq(),
        map(row.getMap(3)),
        row.isNullAt(4) ? Option.empty() : Option.apply((Object) row.getLong(4)));
  }

  private static scala.collection.immutable.Map<String, String> map(MapData of) {
    Builder<Tuple2<String, String>, scala.collection.immutable.Map<String, String>> map =
        scala.collection.immutable.Map$.MODULE$.newBuilder();
    for (int i = 0; i < of.numElements(); i++) {
      ArrayData values = of.valueArray();
      String value = values.isNullAt(i) ? null : values.getUTF8String(i).toString();
      map.addOne(new Tuple2<>(of.keyArray().getUTF8String(i).toString(), value));
    }
    return map.result();
  }
}
