package jevons.pipeline.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;

/** One lazy run over a file. Whatever goes wrong with the file ends it with one fault. */
abstract class Parsing implements Iterator<Parsed> {
  private final LandingFile file;
  private final Queue<Parsed> found = new ArrayDeque<>();
  private boolean atEnd;

  Parsing(LandingFile file) {
    this.file = file;
  }

  /**
   * Reads on by one line and adds what it holds to {@code into}, which may be nothing.
   *
   * @return false when there is no further line
   */
  abstract boolean advance(Queue<Parsed> into) throws IOException, FaultyFile;

  final LandingFile file() {
    return file;
  }

  @Override
  public final boolean hasNext() {
    while (found.isEmpty() && !atEnd) {
      try {
        atEnd = !advance(found);
      } catch (FaultyFile e) {
        endWith(e.getMessage());
      } catch (UncheckedIOException e) {
        endWith(describe(e.getCause()));
      } catch (IOException e) {
        endWith(describe(e));
      }
    }
    return !found.isEmpty();
  }

  @Override
  public final Parsed next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return found.remove();
  }

  /** The file is shorter than MANIFEST.csv says, so lines are missing at its end. */
  final void refuseWhenCutOff() throws FaultyFile {
    if (file.bytes() < file.expectedBytes()) {
      throw new FaultyFile(
          "%s ends at byte %d; MANIFEST.csv expects %d bytes. The download was cut off. File left out of this run: fetch it again, or correct its line in MANIFEST.csv."
              .formatted(file.path(), file.bytes(), file.expectedBytes()));
    }
  }

  private void endWith(String message) {
    found.add(new Parsed.Fault(message));
    atEnd = true;
  }

  private String describe(IOException e) {
    if (e instanceof CharacterCodingException) {
      return file.path()
          + " is not text in UTF-8. Another encoding, a packed file or a damaged download."
          + " File left out of this run: fetch it again.";
    }
    return file.path()
        + " cannot be read ("
        + e.getMessage()
        + "). File left out of this run: a folder, missing rights or a broken disk.";
  }
}
