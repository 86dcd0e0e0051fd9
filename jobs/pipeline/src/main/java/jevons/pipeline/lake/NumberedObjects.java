package jevons.pipeline.lake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Objects of one folder that are counted up, {@code 000001.json}, each created once for good. */
final class NumberedObjects<T extends Record> {
  private static final Pattern NUMBERED = Pattern.compile("\\d{6,18}\\.json");

  private final ControlStore store;
  private final String folder;
  private final Class<T> type;

  NumberedObjects(ControlStore store, String folder, Class<T> type) {
    this.store = store;
    this.folder = folder;
    this.type = type;
  }

  /** The numbers that are taken, ascending. */
  List<Long> numbers() {
    return store.list(folder).stream()
        .filter(name -> NUMBERED.matcher(name).matches())
        .map(name -> Long.valueOf(name.substring(0, name.indexOf('.'))))
        .sorted()
        .toList();
  }

  /** The greatest number that is taken, 0 when there is none. */
  long newest() {
    List<Long> numbers = numbers();
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** Whether this caller took the number. */
  boolean createIfAbsent(long number, T content) {
    return store.createIfAbsent(name(number, ""), Json.bytes(content));
  }

  /** Removes what stands beside a number, and the object itself last. */
  void delete(long number, String... beside) {
    for (String suffix : beside) {
      store.delete(name(number, suffix));
    }
    store.delete(name(number, ""));
  }

  Optional<T> find(long number) {
    String name = name(number, "");
    return store.read(name).map(content -> Json.parse(type, content, name));
  }

  /** The name of the object, or of one that stands beside it: {@code name(1, ".heartbeat")}. */
  String name(long number, String suffix) {
    return String.format("%s/%06d%s.json", folder, number, suffix);
  }
}
