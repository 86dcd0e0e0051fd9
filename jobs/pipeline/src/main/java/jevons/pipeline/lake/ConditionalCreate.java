package jevons.pipeline.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Creates an object of a bucket only if there is none: S3's conditional write ({@code
 * If-None-Match: *}).
 *
 * <p>The answer to a write can get lost, and then the write was or was not carried out; the client
 * may also have sent it twice by itself and met its own first. So each object carries the id of its
 * write, and whenever the answer is not a plain yes the id is read back: it alone tells who won.
 */
final class ConditionalCreate {
  /** Asks S3 itself, at the end of the write, not this client before it. */
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

  private static final String HEADER = "jevons-write-id";
  private static final String SET_HEADER = "fs.s3a.create.header." + HEADER;
  private static final String GET_HEADER = "header." + HEADER;
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;

  private final FileSystem store;

  ConditionalCreate(FileSystem store) {
    this.store = store;
  }

  /**
   * Whether this call created the object.
   *
   * @throws IOException when the store cannot be reached, and it is certain that this call's object
   *     was not there when it was last looked for
   */
  boolean create(Path path, byte[] content) throws IOException {
    String writeId = UUID.randomUUID().toString();
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt > 0) {
        pause(FIRST_PAUSE_MILLIS << attempt);
      }
      try {
        write(path, content, writeId);
        return true;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException refusedOrUnknown) {
        last = refusedOrUnknown;
      }
      try {
        Optional<String> owner = findWriteId(path);
        if (owner.isPresent()) {
          return owner.get().equals(writeId);
        }
      } catch (IOException unreachable) {
        last.addSuppressed(unreachable);
      }
    }
    throw last;
  }

  private void write(Path path, byte[] content, String writeId) throws IOException {
    FSDataOutputStreamBuilder<?, ?> object = store.createFile(path);
    object.overwrite(false);
    object.must(CONDITIONAL, true);
    object.opt(SET_HEADER, writeId);
    try (OutputStream out = object.build()) {
      out.write(content);
    }
  }

  /** Id of the write that made the object; "" if it was made by other means; empty: no object. */
  private Optional<String> findWriteId(Path path) throws IOException {
    try {
      byte[] id =
          store.getXAttrs(path, Arrays.asList(GET_HEADER)).getOrDefault(GET_HEADER, new byte[0]);
      return Optional.of(new String(id, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two attempts to write");
    }
  }
}
