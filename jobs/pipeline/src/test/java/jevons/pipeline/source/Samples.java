package jevons.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;

/** Small landing files, written in the tests. */
final class Samples {
  static final long NOT_STATED = -1;

  private Samples() {}

  /** All that the format finds in a file of this text. */
  static List<Parsed> parse(SourceFormat format, String path, String text) {
    return parse(format, path, text.getBytes(StandardCharsets.UTF_8), NOT_STATED);
  }

  /** The same for bytes, with the size that MANIFEST.csv states. */
  static List<Parsed> parse(SourceFormat format, String path, byte[] bytes, long expectedBytes) {
    LandingFile file =
        new LandingFile(
            path, bytes.length, "0".repeat(64), LocalDate.of(2026, 8, 22), expectedBytes);
    try {
      List<Parsed> all = new ArrayList<>();
      Iterator<Parsed> found = format.parse(file, new ByteArrayInputStream(bytes));
      found.forEachRemaining(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines as {@code "a | b"} with - for no word, rejects and faults as their message. */
  static List<String> show(List<Parsed> found) {
    return found.stream().map(Samples::show).toList();
  }

  private static String show(Parsed parsed) {
    if (parsed instanceof Parsed.Line line) {
      return String.join(" | ", line.words().stream().map(w -> w == null ? "-" : w).toList());
    }
    if (parsed instanceof Parsed.Reject reject) {
      return reject.reason() + ": " + reject.message();
    }
    if (parsed instanceof Parsed.Doubt doubt) {
      return "DOUBT: " + doubt.reject().message();
    }
    return "FAULT: " + ((Parsed.Fault) parsed).message();
  }
}
