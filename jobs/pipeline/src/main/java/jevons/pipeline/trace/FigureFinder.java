package jevons.pipeline.trace;

import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the one row of a table that a user names by values of its key. */
public final class FigureFinder {
  private static final int SHOWN = 5;

  private final Table table;
  private final Map<Field, Object> key = new LinkedHashMap<>();

  /**
   * Of {@code table}.
   *
   * @param key values by the names of key columns, as text; an empty one is null
   * @throws JevonsException exit 2: not a column of the key, or not a value of its type
   */
  public FigureFinder(Table table, Map<String, String> key) {
    this.table = table;
    key.forEach((name, text) -> this.key.put(keyField(name), value(keyField(name), text)));
  }

  /**
   * The columns of these names.
   *
   * @throws JevonsException exit 2: the table has no such column, with the closest
   */
  public Set<String> columns(Collection<String> names) {
    List<String> all = table.fields().stream().map(Field::name).toList();
    for (String name : names) {
      if (!all.contains(name)) {
        throw JevonsException.usage(
            "%s has no column %s.%s All: jevons tables %s."
                .formatted(table.name(), name, Closest.hint(name, all), table.name()));
      }
    }
    return Set.copyOf(names);
  }

  /**
   * The row.
   *
   * @throws JevonsException exit 2: there is none, with keys near by; or there are several, with
   *     what tells them apart
   */
  public Row find(Dataset<Row> rows) {
    List<Row> found = matching(rows, key).limit(2).collectAsList();
    if (found.isEmpty()) {
      throw JevonsException.usage(
          "%s has no row with %s.%s".formatted(table.name(), words(key), nearBy(rows)));
    }
    if (found.size() > 1) {
      throw JevonsException.usage(several(rows));
    }
    return found.get(0);
  }

  private Field keyField(String name) {
    List<String> names = table.key().stream().map(Field::name).toList();
    return table.key().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                JevonsException.usage(
                    "%s is no column of the key of %s.%s The key: %s."
                        .formatted(
                            name,
                            table.name(),
                            Closest.hint(name, names),
                            String.join(", ", names))));
  }

  private static Object value(Field field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return switch (field.type()) {
        case TEXT -> text;
        case DAY -> Date.valueOf(LocalDate.parse(text));
        case NUMBER, MONEY -> Double.valueOf(text);
        case COUNT -> Long.valueOf(text);
        case FLAG -> Boolean.valueOf(text);
      };
    } catch (DateTimeParseException | NumberFormatException e) {
      String expected = field.type() == Type.DAY ? "a day as 2024-10-01" : "a number";
      throw JevonsException.usage(
          "%s=%s: \"%s\" is not %s.".formatted(field.name(), text, text, expected));
    }
  }

  private static Dataset<Row> matching(Dataset<Row> rows, Map<Field, Object> values) {
    Column all = lit(true);
    for (Map.Entry<Field, Object> entry : values.entrySet()) {
      all = all.and(entry.getKey().col().eqNullSafe(lit(entry.getValue())));
    }
    return rows.where(all);
  }

  /** Values of the first column whose value is the reason why there is no row. */
  private String nearBy(Dataset<Row> rows) {
    for (Field field : key.keySet()) {
      Map<Field, Object> others = new LinkedHashMap<>(key);
      others.remove(field);
      List<String> values = values(matching(rows, others), field);
      if (!values.isEmpty()) {
        String beside = others.isEmpty() ? "" : " beside " + words(others);
        return " %s%s is %s.".formatted(field.name(), beside, nearest(field, values));
      }
    }
    // No value alone is the reason: the first that no row has, whatever stands beside it.
    for (Field field : key.keySet()) {
      List<String> values = values(rows, field);
      if (!values.contains(text(key.get(field)))) {
        return " %s is %s.".formatted(field.name(), nearest(field, values));
      }
    }
    return "";
  }

  private static List<String> values(Dataset<Row> rows, Field field) {
    return rows.select(field.col()).distinct().orderBy(field.col()).collectAsList().stream()
        .map(r -> text(r.get(0)))
        .toList();
  }

  private String nearest(Field field, List<String> values) {
    if (values.isEmpty()) {
      return "nothing: the table is empty";
    }
    String wanted = text(key.get(field));
    List<String> near = new ArrayList<>(values);
    if (field.type() == Type.DAY && !wanted.isEmpty()) {
      long day = LocalDate.parse(wanted).toEpochDay();
      near.removeIf(String::isEmpty);
      near.sort(Comparator.comparingLong(v -> Math.abs(LocalDate.parse(v).toEpochDay() - day)));
    } else {
      Optional<String> closest = Closest.to(wanted, values);
      closest.ifPresent(
          c -> {
            near.remove(c);
            near.add(0, c);
          });
    }
    Set<String> shown = new TreeSet<>(near.subList(0, Math.min(SHOWN, near.size())));
    int more = near.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " or one of " + more + " more" : "");
  }

  private String several(Dataset<Row> rows) {
    Dataset<Row> found = matching(rows, key);
    List<Field> open = table.key().stream().filter(f -> !key.containsKey(f)).toList();
    Column[] columns = open.stream().map(Field::col).toArray(Column[]::new);
    List<String> examples =
        found.select(columns).orderBy(columns).limit(3).collectAsList().stream()
            .map(
                r -> {
                  List<String> pairs = new ArrayList<>();
                  for (int i = 0; i < open.size(); i++) {
                    pairs.add(open.get(i).name() + "=" + quoted(text(r.get(i))));
                  }
                  return String.join(" ", pairs);
                })
            .toList();
    String which = key.isEmpty() ? "" : " with " + words(key);
    return "%s has %d rows%s. Name one of them, for instance: %s."
        .formatted(table.name(), found.count(), which, String.join("; ", examples));
  }

  private static String words(Map<Field, Object> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey().name() + "=" + text(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return text.contains(" ") ? "\"" + text + "\"" : text;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
