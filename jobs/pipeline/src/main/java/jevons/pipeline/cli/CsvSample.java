package jevons.pipeline.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jevons.econometrics.Sample;
import jevons.pipeline.table.ExitCode;
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

  /** The byte order mark that Excel writes before the first name. */
  private static final String MARK = "\uFEFF";

  private CsvSample() {}

  /** The file's rows; empty when there are more than {@code most}. */
  static Optional<Sample> read(Path file, int most) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    int count = 0;
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CsvReader<CsvRecord> rows =
            CsvReader.builder()
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text)) {
      for (CsvRecord row : rows) {
        if (columns.isEmpty()) {
          header(file, row).forEach(name -> columns.put(name, new ArrayList<>()));
          continue;
        }
        if (++count > most) {
          return Optional.empty();
        }
        checkWidth(file, row, columns.size());
        int place = 0;
        for (List<String> values : columns.values()) {
          values.add(row.getField(place++));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof JevonsException known ? known : unreadable(file, e);
    }
    if (count == 0) {
      throw JevonsException.usage(file + " has no rows below its header.");
    }
    Sample sample = Sample.empty();
    for (Map.Entry<String, List<String>> column : columns.entrySet()) {
      sample = sample.withValues(column.getKey(), typed(column.getValue()));
    }
    return Optional.of(sample);
  }

  /** The columns' names, without spaces around them and without Excel's mark of UTF-8. */
  private static List<String> header(Path file, CsvRecord row) {
    List<String> names = new ArrayList<>();
    for (String field : row.getFields()) {
      String name = (names.isEmpty() ? field.replaceFirst("^" + MARK, "") : field).strip();
      if (names.contains(name)) {
        throw JevonsException.usage(
            "%s: two columns are called \"%s\". Expected a name for each.".formatted(file, name));
      }
      names.add(name);
    }
    String only = names.get(0);
    if (names.size() == 1 && (only.contains(";") || only.contains("\t"))) {
      throw JevonsException.usage(
          "%s separates its columns by %s (\"%s\"). Expected commas between columns and points in numbers."
              .formatted(file, only.contains(";") ? "semicolons" : "tabs", only));
    }
    return names;
  }

  private static void checkWidth(Path file, CsvRecord row, int columns) {
    if (row.getFieldCount() != columns) {
      throw JevonsException.usage(
          "%s line %d has %d values, the header names %d columns."
              .formatted(file, row.getStartingLineNumber(), row.getFieldCount(), columns));
    }
  }

  private static JevonsException unreadable(Path file, Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof CharacterCodingException) {
        return JevonsException.usage(
            file
                + " is no text in UTF-8. Save it so (Excel: CSV UTF-8), or convert it: iconv -f"
                + " ISO-8859-1 -t UTF-8.");
      }
      if (at instanceof AccessDeniedException) {
        return new JevonsException(
            ExitCode.RESOURCES, file + ": permission denied. Allow reading it.", failure);
      }
    }
    return JevonsException.usage(file + " cannot be read as csv: " + failure.getMessage() + ".");
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
