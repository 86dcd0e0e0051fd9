package jevons.pipeline.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jevons.econometrics.Sample;
import jevons.pipeline.table.JevonsException;

/**
 * A small csv file on the driver, so that a regression on it starts no Spark. A column is of whole
 * numbers, numbers, true and false, or texts, whichever all its values are; empty and {@code NA}
 * are missing.
 */
final class CsvSample {
  /** Words that stand for a missing value. */
  static final Set<String> MISSING = Set.of("", "NA");

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

  // Java reads "1d" and "0x1p3" as numbers too; a csv file means texts by them.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern FLAG = Pattern.compile("(?i)true|false");

  private CsvSample() {}

  /** The file's rows; empty when there are more than {@code most}. */
  static Optional<Sample> read(Path file, int most) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofNamedCsvRecord(file)) {
      int count = 0;
      for (NamedCsvRecord row : rows) {
        if (++count > most) {
          return Optional.empty();
        }
        checkWidth(file, row);
        for (String name : row.getHeader()) {
          columns.computeIfAbsent(name, n -> new ArrayList<>()).add(row.getField(name));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof JevonsException known
          ? known
          : JevonsException.usage(file + " cannot be read as csv: " + e.getMessage());
    }
    if (columns.isEmpty()) {
      throw JevonsException.usage(file + " has no rows below its header.");
    }
    Sample sample = Sample.empty();
    for (Map.Entry<String, List<String>> column : columns.entrySet()) {
      sample = sample.withValues(column.getKey(), typed(column.getValue()));
    }
    return Optional.of(sample);
  }

  private static void checkWidth(Path file, NamedCsvRecord row) {
    if (row.getFieldCount() != row.getHeader().size()) {
      throw JevonsException.usage(
          "%s line %d has %d values, the header names %d columns."
              .formatted(
                  file, row.getStartingLineNumber(), row.getFieldCount(), row.getHeader().size()));
    }
  }

  private static List<Object> typed(List<String> words) {
    boolean whole = all(words, WHOLE);
    boolean number = whole || all(words, NUMBER);
    boolean flag = !number && all(words, FLAG);
    List<Object> values = new ArrayList<>(words.size());
    for (String word : words) {
      String stripped = word.strip();
      if (MISSING.contains(stripped)) {
        values.add(null);
      } else if (whole) {
        values.add(Long.valueOf(stripped));
      } else if (number) {
        values.add(Double.valueOf(stripped));
      } else if (flag) {
        values.add(Boolean.valueOf(stripped));
      } else {
        values.add(word);
      }
    }
    return values;
  }

  private static boolean all(List<String> words, Pattern kind) {
    return words.stream()
        .map(String::strip)
        .allMatch(w -> MISSING.contains(w) || kind.matcher(w).matches());
  }
}
