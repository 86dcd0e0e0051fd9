package jevons.pipeline.fetch;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jevons.pipeline.table.JevonsException;

/**
 * The MANIFEST.csv of one folder: the columns that every source has, and what {@code fetch} needs
 * to ask again. Lines that others wrote stay as they are.
 */
final class FolderManifest {
  static final String FILE_NAME = "MANIFEST.csv";

  private static final List<String> COLUMNS =
      List.of(
          "file",
          "exported_on",
          "bytes",
          "sha256",
          "source",
          "fetched_at",
          "received_sha256",
          "etag",
          "last_modified");

  /**
   * A line.
   *
   * @param source the address without key, or another's words
   * @param receivedSha256 of the answer that the file was made of
   */
  record Line(
      String file,
      String exportedOn,
      String bytes,
      String sha256,
      String source,
      String fetchedAt,
      String receivedSha256,
      String etag,
      String lastModified) {
    Validators validators() {
      return new Validators(filled(etag), filled(lastModified));
    }

    /** The same file with other content: no longer what the provider's validators are about. */
    Line withContent(long bytesNow, String sha256Now) {
      return new Line(
          file,
          exportedOn,
          String.valueOf(bytesNow),
          sha256Now,
          source,
          fetchedAt,
          receivedSha256,
          "",
          "");
    }

    private static Optional<String> filled(String word) {
      return Optional.of(word).filter(w -> !w.isEmpty());
    }

    private List<String> cells() {
      return List.of(
          file, exportedOn, bytes, sha256, source, fetchedAt, receivedSha256, etag, lastModified);
    }
  }

  private final Path path;
  private final Map<String, Line> lines;

  private FolderManifest(Path path, Map<String, Line> lines) {
    this.path = path;
    this.lines = lines;
  }

  /** The manifest of a folder; empty where there is none yet. */
  static FolderManifest read(Path folder) {
    Path path = folder.resolve(FILE_NAME);
    Map<String, Line> lines = new TreeMap<>();
    if (Files.exists(path)) {
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder().allowMissingFields(true).ofNamedCsvRecord(path)) {
        for (NamedCsvRecord record : csv) {
          Line line = line(record.getFieldsAsMap());
          lines.put(line.file(), line);
        }
      } catch (IOException | RuntimeException e) {
        throw JevonsException.usage(
            "%s is not a manifest (%s). Expected lines of file,exported_on,bytes,sha256,source. Correct it or delete it."
                .formatted(path, e.getMessage()));
      }
    }
    return new FolderManifest(path, lines);
  }

  private static Line line(Map<String, String> cells) {
    Map<String, String> all = new LinkedHashMap<>();
    COLUMNS.forEach(column -> all.put(column, cells.getOrDefault(column, "")));
    if (all.get("file").isEmpty()) {
      throw new IllegalArgumentException("a line without file");
    }
    return new Line(
        all.get("file"),
        all.get("exported_on"),
        all.get("bytes"),
        all.get("sha256"),
        all.get("source"),
        all.get("fetched_at"),
        all.get("received_sha256"),
        all.get("etag"),
        all.get("last_modified"));
  }

  Optional<Line> find(String file) {
    return Optional.ofNullable(lines.get(file));
  }

  /** The files that came from an address. */
  List<Line> from(String address) {
    return lines.values().stream().filter(line -> line.source().equals(address)).toList();
  }

  void put(Line line) {
    lines.put(line.file(), line);
  }

  void write() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    csv.writeRecord(COLUMNS);
    lines.values().forEach(line -> csv.writeRecord(line.cells()));
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    WholeFile.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
