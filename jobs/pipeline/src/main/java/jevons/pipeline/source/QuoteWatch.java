package jevons.pipeline.source;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Sees whether a CSV text ends inside a quoted cell. The CSV reader takes such a cell as closed,
 * and one stray quote would swallow all the lines that follow.
 */
final class QuoteWatch extends FilterReader {
  private enum At {
    START_OF_CELL,
    PLAIN_CELL,
    QUOTED_CELL,
    QUOTE_IN_QUOTED_CELL
  }

  private At at = At.START_OF_CELL;

  QuoteWatch(Reader text) {
    super(text);
  }

  /** Whether a quote is open at the place reached. */
  boolean insideQuotes() {
    return at == At.QUOTED_CELL;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      see((char) c);
    }
    return c;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int n = super.read(into, offset, length);
    for (int i = 0; i < n; i++) {
      see(into[offset + i]);
    }
    return n;
  }

  private void see(char c) {
    if (at == At.QUOTED_CELL) {
      at = c == '"' ? At.QUOTE_IN_QUOTED_CELL : At.QUOTED_CELL;
    } else if (c == ',' || c == '\n' || c == '\r') {
      at = At.START_OF_CELL;
    } else if (c == '"' && at != At.PLAIN_CELL) {
      at = At.QUOTED_CELL;
    } else {
      at = At.PLAIN_CELL;
    }
  }
}
