package jevons.pipeline.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.tables.Tables;

/** A landing file made of the first lines of a real one, after something happened to it. */
final class FuzzedFile {
  /** A table and the first lines of one of its real files. */
  record Sample(Landed table, String path, String text) {}

  private static final Path EMBEDDED = Path.of("../../data");
  private static final int FEWEST_LINES = 5;
  private static final int MOST_LINES = 60;

  private final Sample sample;
  private final byte[] bytes;

  FuzzedFile(Sample sample, byte[] bytes) {
    this.sample = sample;
    this.bytes = bytes;
  }

  Sample sample() {
    return sample;
  }

  List<Parsed> parse() {
    return Samples.parse(sample.table().format(), sample.path(), bytes, Samples.NOT_STATED);
  }

  /** The text without byte order mark, or nothing where it is not UTF-8. */
  Optional<String> text() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return sample.path() + ": " + new String(bytes, StandardCharsets.UTF_8);
  }

  /** A sample of each file of the embedded landing zone that a table reads. */
  static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(EMBEDDED)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path path = EMBEDDED.relativize(file);
        if (!path.endsWith("MANIFEST.csv")) {
          for (Landed table : reading(path)) {
            samples.add(new Sample(table, path.toString(), head(table, path)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  private static List<Landed> reading(Path path) {
    return Tables.all().stream()
        .filter(Landed.class::isInstance)
        .map(Landed.class::cast)
        .filter(table -> table.landing().stream().anyMatch(glob -> matches(glob, path)))
        .toList();
  }

  private static boolean matches(String glob, Path path) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path);
  }

  /** As few lines as are read without a fault. */
  private static String head(Landed table, Path path) throws IOException {
    List<String> lines = Files.readAllLines(EMBEDDED.resolve(path));
    for (int n = FEWEST_LINES; n <= MOST_LINES; n++) {
      List<String> first = new ArrayList<>(lines.subList(0, Math.min(n, lines.size())));
      if (path.toString().endsWith(".json")) {
        closeFacts(first);
      }
      String text = String.join("\n", first) + "\n";
      List<Parsed> found = Samples.parse(table.format(), path.toString(), text);
      if (found.size() >= 2 && found.stream().noneMatch(Parsed.Fault.class::isInstance)) {
        return text;
      }
    }
    throw new IllegalStateException(path + " has no beginning that is read without a fault");
  }

  private static void closeFacts(List<String> lines) {
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replaceFirst(",$", ""));
    lines.add("]}}}}}");
  }
}
