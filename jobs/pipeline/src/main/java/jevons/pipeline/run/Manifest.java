package jevons.pipeline.run;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.table.JevonsException;

/**
 * What the MANIFEST.csv of each folder says of its files: the day the provider exported them, size
 * and SHA-256. A line holds only for the content that it names, so a file put over another is not
 * taken for the old one.
 */
final class Manifest {
  static final String FILE_NAME = "MANIFEST.csv";

  /** One line of a manifest. */
  record Entry(LocalDate exportedOn, long bytes, String sha256) {}

  private final Map<String, Entry> entries;

  private Manifest(Map<String, Entry> entries) {
    this.entries = entries;
  }

  static Manifest read(LandingZone zone, List<LandingZone.Listed> files) {
    Map<String, Entry> entries = new HashMap<>();
    for (LandingZone.Listed file : files) {
      if (file.path().equals(FILE_NAME) || file.path().endsWith("/" + FILE_NAME)) {
        String folder = file.path().substring(0, file.path().length() - FILE_NAME.length());
        readOne(zone, file.path(), folder, entries);
      }
    }
    return new Manifest(entries);
  }

  private static void readOne(
      LandingZone zone, String path, String folder, Map<String, Entry> into) {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .ofNamedCsvRecord(new InputStreamReader(zone.open(path), StandardCharsets.UTF_8))) {
      for (NamedCsvRecord line : csv) {
        into.put(
            folder + line.getField("file"),
            new Entry(
                LocalDate.parse(line.getField("exported_on")),
                Long.parseLong(line.getField("bytes")),
                line.getField("sha256")));
      }
    } catch (JevonsException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw JevonsException.usage(
          path
              + " is not a manifest ("
              + e.getMessage()
              + "). Expected lines of file,exported_on,bytes,sha256,source; correct it or delete it, then the files' days of last change are used.");
    }
  }

  Optional<Entry> find(String path) {
    return Optional.ofNullable(entries.get(path));
  }
}
