package jevons.pipeline.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.StudyDefinition;

/** Reads {@code conf/studies/*.conf}: a file is a study, its name the study's. */
final class StudyFiles {
  private static final String ENDING = ".conf";

  /** Keys and whether a file must have them, in the order in which the documentation has them. */
  private static final Map<String, Boolean> KEYS = new LinkedHashMap<>();

  static {
    List.of("title", "question", "table", "formula").forEach(key -> KEYS.put(key, true));
    List.of("sample", "errors", "ssc", "model", "unit", "time", "weights", "term", "as-of")
        .forEach(key -> KEYS.put(key, false));
  }

  /** May be a list; a single text is a list of one. */
  private static final String ERRORS = "errors";

  private StudyFiles() {}

  /**
   * The studies of a folder, by name; none when there is no such folder.
   *
   * @throws JevonsException USAGE, with file and line
   */
  static List<StudyDefinition> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().map(StudyFiles::definition).toList();
  }

  private static StudyDefinition definition(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    String place = ConfigReader.shortened(file).toString();
    if (!name.matches("[a-z][a-z0-9]*([_-][a-z0-9]+)*")) {
      throw JevonsException.usage(
          place
              + ": the file's name is the study's, in lower-case letters, digits and single _ or -,"
              + " such as capex_on_sales.conf.");
    }
    Config config;
    try {
      config = ConfigFactory.parseFile(file.toFile()).resolve();
    } catch (ConfigException e) {
      throw JevonsException.usage(
          "not a study: " + e.getMessage() + " Formulas and conditions stand in quotes.");
    }
    SortedMap<String, Object> values = new TreeMap<>();
    Map<String, Integer> lines = new HashMap<>();
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      String key = entry.getKey();
      ConfigValue value = entry.getValue();
      int line = value.origin().lineNumber();
      if (!KEYS.containsKey(key)) {
        throw JevonsException.usage(
            "%s line %d: a study has no key %s; it has %s.%s"
                .formatted(
                    place,
                    line,
                    key,
                    String.join(", ", KEYS.keySet()),
                    Closest.hint(key, KEYS.keySet())));
      }
      values.put(key, value(place, key, value));
      lines.put(key, line);
    }
    KEYS.forEach(
        (key, isNeeded) -> {
          if (isNeeded && !values.containsKey(key)) {
            throw JevonsException.usage(
                place + ": " + key + " is not set. A study has title, question, table, formula.");
          }
        });
    return new StudyDefinition(name, place, values, lines);
  }

  private static Object value(String place, String key, ConfigValue value) {
    List<String> texts = new ArrayList<>();
    List<? extends ConfigValue> given =
        key.equals(ERRORS) && value instanceof ConfigList list ? list : List.of(value);
    for (ConfigValue one : given) {
      if (!(one.unwrapped() instanceof String text) || text.isBlank()) {
        throw JevonsException.usage(
            "%s line %d: %s is %s, not %s."
                .formatted(
                    place,
                    one.origin().lineNumber(),
                    key,
                    ConfigReader.shown(one),
                    key.equals(ERRORS) ? "a text or a list of texts" : "a text"));
      }
      texts.add(text.strip());
    }
    return key.equals(ERRORS) ? List.copyOf(texts) : texts.get(0);
  }
}
