package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A test for people: the hypothesis, what was found, and what else there is to know. */
final class TestText {
  private TestText() {}

  static String of(NamedTest test, TestOutcome found) {
    StringBuilder text = new StringBuilder();
    text.append(test.name()).append(": ").append(test.hypothesis()).append("\n\n");
    line(text, "statistic", Values.readable(found.statistic()));
    found.pValue().ifPresent(p -> line(text, "p", p(p)));
    if (!found.df().isEmpty()) {
      line(
          text,
          "df",
          found.df().stream().map(Values::readable).collect(Collectors.joining(" and ")));
    }
    found.lags().ifPresent(l -> line(text, "lags", Values.readable(l)));
    line(text, "n", Values.readable(found.n()));
    if (!found.criticalValues().isEmpty()) {
      line(text, "critical", levels(TestOutcome.levels(found.criticalValues())));
    }
    found.more().forEach((name, value) -> more(text, name.replace('_', ' '), value));
    if (!found.remarks().isEmpty()) {
      text.append('\n');
      found.remarks().forEach(r -> text.append("remark: ").append(r).append('\n'));
    }
    return text.toString();
  }

  static String p(double p) {
    return Double.isNaN(p) ? "-" : p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-20s%s%n".formatted(name, value));
  }

  private static void more(StringBuilder text, String name, Object value) {
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
      text.append('\n').append(name).append('\n').append(table(list));
    } else if (value instanceof List<?> list) {
      line(text, name, list.stream().map(Values::readable).collect(Collectors.joining(", ")));
    } else if (value instanceof Map<?, ?> map) {
      line(
          text,
          name,
          map.entrySet().stream()
              .map(e -> e.getKey() + " " + Values.readable(e.getValue()))
              .collect(Collectors.joining(", ")));
    } else {
      line(text, name, Values.readable(value));
    }
  }

  /** Rows with a column for each entry, and for each entry of an entry. */
  private static String table(List<?> list) {
    Set<String> columns = new LinkedHashSet<>();
    List<Map<String, Object>> flat = new ArrayList<>();
    for (Object element : list) {
      Map<String, Object> row = new java.util.LinkedHashMap<>();
      ((Map<?, ?>) element)
          .forEach(
              (key, value) -> {
                String name = String.valueOf(key).replace('_', ' ');
                if (value instanceof Map<?, ?> inner) {
                  inner.forEach((k, v) -> row.put(inner(name, String.valueOf(k)), v));
                } else {
                  row.put(name, value);
                }
              });
      columns.addAll(row.keySet());
      flat.add(row);
    }
    List<String> names = List.copyOf(columns);
    List<List<Object>> rows = new ArrayList<>();
    for (Map<String, Object> row : flat) {
      List<Object> cells = new ArrayList<>();
      names.forEach(n -> cells.add(n.endsWith("p value") ? p(row.get(n)) : row.get(n)));
      rows.add(cells);
    }
    TextTable table = TextTable.of(names, rows);
    return table.header()
        + "\n"
        + rows.stream().map(r -> table.line(r) + "\n").collect(Collectors.joining());
  }

  private static Object p(Object value) {
    return value instanceof Double p ? p(p.doubleValue()) : value;
  }

  private static String inner(String name, String key) {
    return name.endsWith("critical values")
        ? (name.replace("critical values", "") + level(key)).strip()
        : key;
  }

  private static String levels(Map<String, Object> byLevel) {
    return byLevel.entrySet().stream()
        .map(e -> level(e.getKey()) + " " + Values.readable(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** {@code 5 %} of {@code 0.05}. */
  private static String level(String share) {
    return Values.readable(Math.round(Double.parseDouble(share) * 1e6) / 1e4) + " %";
  }
}
