package jevons.pipeline.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on S3, safe for several writers on several machines: a log version is created
 * conditionally, so one writer wins and the others see the conflict. Delta's own store for S3 is
 * safe within one process only.
 *
 * <p>Set by {@code spark.delta.logStore.s3a.impl}; {@link LakeSession} does.
 */
public final class ConditionalLogStore extends HadoopFileSystemLogStore {
  /** The configuration key that Delta finds the store of s3a by. */
  static final String CONFIGURATION_KEY = "spark.delta.logStore.s3a.impl";

  /** As Delta makes it, by reflection. */
  public ConditionalLogStore(Configuration initHadoopConf) {
    super(initHadoopConf);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration hadoopConf)
      throws IOException {
    FileSystem store = path.getFileSystem(hadoopConf);
    byte[] content = lines(actions);
    if (overwrite) {
      try (OutputStream out = store.create(path, true)) {
        out.write(content);
      }
    } else if (!new ConditionalCreate(store).create(path, content)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  private static byte[] lines(Iterator<String> actions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (actions.hasNext()) {
      bytes.writeBytes((actions.next() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** An object appears whole or not at all. */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoopConf) {
    return false;
  }
}
