package jevons.pipeline.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A command's results. A {@link PrintStream} swallows what goes wrong in writing; this one keeps
 * it, so that results lost on a full disk are no success.
 */
final class ResultStream extends PrintStream {
  private final Kept kept;

  ResultStream(OutputStream to) {
    this(new Kept(to));
  }

  private ResultStream(Kept kept) {
    super(kept, false, StandardCharsets.UTF_8);
    this.kept = kept;
  }

  /**
   * Why results were lost; empty when none were, or when their reader had enough and went away, as
   * {@code head} does.
   */
  Optional<IOException> loss() {
    flush();
    return Optional.ofNullable(kept.first).filter(failure -> !isReaderGone(failure));
  }

  private static boolean isReaderGone(IOException failure) {
    String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("broken pipe") || words.contains("connection reset");
  }

  private static final class Kept extends FilterOutputStream {
    private IOException first;

    Kept(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int word) throws IOException {
      try {
        out.write(word);
      } catch (IOException e) {
        throw kept(e);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        throw kept(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw kept(e);
      }
    }

    private IOException kept(IOException failure) {
      first = first == null ? failure : first;
      return failure;
    }
  }
}
