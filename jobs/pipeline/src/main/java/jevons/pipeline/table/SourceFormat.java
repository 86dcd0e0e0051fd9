package jevons.pipeline.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;

/** How a raw format is read: file in, lines and rejects out. Runs on executors. */
public interface SourceFormat extends Serializable {
  /**
   * Reads the file lazily. A line is never lost: each is a {@link Parsed.Line}, a {@link
   * Parsed.Reject}, or falls with the whole file in a {@link Parsed.Fault}, which comes last.
   *
   * @throws IOException when the bytes cannot be read at all
   */
  Iterator<Parsed> parse(LandingFile file, InputStream bytes) throws IOException;
}
