package jevons.pipeline.trace;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Row;

/** A row while the rows behind it are being looked for. */
final class TracedRow {
  private static final String ACCESSION_NUMBER = "accession_number";
  private static final Set<String> SHOWN_ALWAYS = Set.of("grade");

  private final Table table;
  private final List<Object> values;
  private final Set<String> followed;
  private final List<TracedRow> inputs = new ArrayList<>();
  private final Map<TableName, Long> leftOut = new TreeMap<>();

  /**
   * Of a row as read; what the table has and the row has not is null.
   *
   * @param followed columns; empty for the whole row
   */
  TracedRow(Table table, Row row, Set<String> followed) {
    this.table = table;
    this.followed = Set.copyOf(followed);
    List<String> there = Arrays.asList(row.schema().fieldNames());
    List<Object> found = new ArrayList<>();
    for (Field field : table.fields()) {
      found.add(there.contains(field.name()) ? row.getAs(field.name()) : null);
    }
    this.values = found;
  }

  Table table() {
    return table;
  }

  Set<String> followed() {
    return followed;
  }

  /** In the order of the table's fields. */
  List<Object> values() {
    return values;
  }

  /** What tells it from others; equal for the same row followed in the same columns. */
  List<Object> identity() {
    List<Object> identity = new ArrayList<>();
    identity.add(table.name());
    identity.add(new TreeSet<>(followed));
    table.key().forEach(f -> identity.add(value(f)));
    return identity;
  }

  void add(TracedRow input) {
    inputs.add(input);
  }

  void leaveOut(TableName input, long rows) {
    leftOut.merge(input, rows, Long::sum);
  }

  /** As a tree; a row that {@code shown} has is not opened again. */
  TraceNode node(Set<TracedRow> shown) {
    boolean isRepeated = !shown.add(this) && !inputs.isEmpty();
    List<TraceNode> below =
        isRepeated ? List.of() : inputs.stream().map(i -> i.node(shown)).toList();
    return new TraceNode(
        table.name(),
        valuesOf(table.key().stream()),
        shownColumns(),
        origin(),
        below,
        isRepeated ? Map.of() : leftOut,
        isRepeated);
  }

  private Map<String, Object> shownColumns() {
    Map<String, Object> columns =
        valuesOf(
            table.fields().stream()
                .filter(f -> !table.key().contains(f))
                .filter(f -> !(table instanceof Landed) || !Landed.ORIGIN.contains(f))
                .filter(f -> isShown(f.name())));
    if (followed.isEmpty()) {
      columns.values().removeIf(v -> v == null);
    }
    return columns;
  }

  private boolean isShown(String column) {
    return followed.isEmpty() || followed.contains(column) || SHOWN_ALWAYS.contains(column);
  }

  private Map<String, Object> valuesOf(Stream<Field> fields) {
    Map<String, Object> named = new LinkedHashMap<>();
    fields.forEach(f -> named.put(f.name(), value(f)));
    return named;
  }

  private Optional<Origin> origin() {
    if (!(table instanceof Landed)) {
      return Optional.empty();
    }
    return Optional.of(
        new Origin(
            (String) value(Landed.SOURCE_FILE),
            (Long) value(Landed.SOURCE_LINE),
            (String) value(Landed.SOURCE_SHA256),
            ((Date) value(Landed.EXPORTED_ON)).toLocalDate(),
            table.findField(ACCESSION_NUMBER).map(f -> (String) value(f))));
  }

  private Object value(Field field) {
    return values.get(table.fields().indexOf(field));
  }
}
