package jevons.pipeline.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/** Writes a file whole or not at all: readers see the old content or the new one. */
final class WholeFile {
  private WholeFile() {}

  /**
   * @throws JevonsException RESOURCES: no space or no permission; the old file stays
   */
  static void write(Path file, byte[] content) {
    // Hidden, so that a night which lists the folder meanwhile does not take it in.
    Path beside = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          "%s cannot be written (%s: %s). Free some space, or allow it."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }
}
