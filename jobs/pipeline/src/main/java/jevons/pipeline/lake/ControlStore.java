package jevons.pipeline.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * The small objects below a lake's root that runs agree by: lock, published set. One primitive
 * carries them all: {@link #createIfAbsent}, of which exactly one caller wins.
 *
 * <p>Names are paths below the root with slashes, {@code "_lock/000001.json"}. A failure of the
 * store is a {@link jevons.pipeline.table.JevonsException} with exit 6.
 */
public interface ControlStore {
  /**
   * The store of a lake.
   *
   * @param hadoop asked for s3a only
   */
  static ControlStore open(LakeLocation lake, Supplier<Configuration> hadoop) {
    return lake.isLocal()
        ? new LocalControlStore(Path.of(lake.root()))
        : S3aControlStore.open(lake, hadoop.get());
  }

  /**
   * The store of a lake before there is a Spark session; for a local one no class of Hadoop is
   * loaded.
   *
   * @param spark Spark's keys, of which {@code spark.hadoop.*} matter here; they win over the
   *     system properties that spark-submit sets
   */
  static ControlStore open(LakeLocation lake, Map<String, String> spark) {
    return lake.isLocal()
        ? new LocalControlStore(Path.of(lake.root()))
        : S3aControlStore.open(lake, HadoopSettings.of(spark));
  }

  /** Creates the object with all its content, or leaves the one that is there and gives false. */
  boolean createIfAbsent(String name, byte[] content);

  /** The object's content; empty when there is no such object. */
  Optional<byte[]> read(String name);

  /**
   * Names of the objects in {@code folder}, without the folder, sorted; none when there is no such
   * folder. An object that was created before the call is in it.
   */
  List<String> list(String folder);

  /** Creates the object or replaces it; a reader sees the one or the other, never a mixture. */
  void overwrite(String name, byte[] content);

  /** Removes the object; nothing happens when there is none. */
  void delete(String name);
}
