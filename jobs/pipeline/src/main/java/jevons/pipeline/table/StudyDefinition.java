package jevons.pipeline.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A study of a user's own, as its file says it; not yet held against the tables.
 *
 * @param name of the file without its ending, and in the column {@code study}
 * @param file as messages name it, {@code "conf/studies/capex_on_sales.conf"}
 * @param values by key; a text or a list of texts
 * @param lines line of each value in the file
 */
public record StudyDefinition(
    String name, String file, SortedMap<String, Object> values, Map<String, Integer> lines) {
  public StudyDefinition {
    values = new TreeMap<>(values);
    lines = Map.copyOf(lines);
  }

  /** The text of a key that every file has. */
  public String text(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException(file + " has no " + key));
  }

  /** The text of a key, if the file has it. */
  public Optional<String> find(String key) {
    return Optional.ofNullable((String) values.get(key));
  }

  /** The texts of a key; none when the file does not have it. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String key) {
    return (List<String>) values.getOrDefault(key, List.of());
  }

  /** The error for a value, with file, line and key. */
  public JevonsException wrong(String key, String what) {
    Integer line = lines.get(key);
    return JevonsException.usage(
        file + (line == null ? "" : " line " + line) + ", " + key + ": " + what);
  }
}
