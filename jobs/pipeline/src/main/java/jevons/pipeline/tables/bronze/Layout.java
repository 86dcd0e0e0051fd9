package jevons.pipeline.tables.bronze;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jevons.pipeline.source.CsvFormat;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;

/** Which column of a CSV file feeds which field of a table; a field without one stays empty. */
final class Layout {
  private final List<Field> words;
  private final Map<Field, Word> sources = new HashMap<>();

  /**
   * @param words the table's words, in its order
   */
  Layout(List<Field> words) {
    this.words = words;
  }

  /** Feeds {@code field} from {@code source}. */
  Layout with(Field field, Word source) {
    if (!words.contains(field) || sources.put(field, source) != null) {
      throw new IllegalStateException(field.name() + " is no field of the table, or fed twice");
    }
    return this;
  }

  /** The format of such a file. */
  CsvFormat format() {
    return new CsvFormat(
        words.stream().map(field -> sources.getOrDefault(field, Word.none())).toList());
  }
}
