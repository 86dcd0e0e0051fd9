package jevons.pipeline.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jevons.pipeline.diff.Conclusion;
import jevons.pipeline.diff.Conclusion.Estimate;
import jevons.pipeline.diff.Conclusion.Moved;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.diff.RowDifference;
import jevons.pipeline.diff.TableDifference;
import jevons.pipeline.diff.TableDifference.Counted;
import jevons.pipeline.run.Published;

/** A difference for people: what moved first, then what moved it. */
final class DiffText {
  /** Columns of a table that are counted in its line; all are in the JSON. */
  private static final int COLUMNS_SHOWN = 4;

  private final PrintStream out;

  DiffText(PrintStream out) {
    this.out = out;
  }

  void print(Difference difference) {
    out.println("before: " + state(difference.before()));
    out.println("after:  " + state(difference.after()));
    out.println(
        "code: %s, settings: %s"
            .formatted(
                difference.isOfTheSameCode() ? "the same" : "changed",
                difference.isOfTheSameSettings() ? "the same" : "changed"));
    out.println();
    conclusions(difference);
    out.println();
    out.println(
        "Tables: %d of %d changed".formatted(difference.tables().size(), difference.compared()));
    tables(difference.tables());
    out.println();
    out.println("Landing files: %d changed".formatted(difference.files().size()));
    difference.files().forEach(f -> out.println("  " + f.change().word() + "  " + f.path()));
    out.flush();
  }

  private static String state(Published state) {
    return "run %s (set %d) as of %s"
        .formatted(state.set().runId(), state.set().number(), state.asOf());
  }

  private void conclusions(Difference difference) {
    out.println(
        "Conclusions: %d of %d moved"
            .formatted(difference.moved().size(), difference.conclusions().size()));
    if (difference.moved().isEmpty()) {
      return;
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Moved moved : difference.moved()) {
      Conclusion conclusion = moved.conclusion();
      rows.add(
          Arrays.asList(
              conclusion.name(),
              estimate(conclusion.before()),
              estimate(conclusion.after()),
              conclusion.move().word() + (conclusion.turned() ? ", and turned" : ""),
              String.join(", ", moved.changedInputs())));
    }
    print(List.of("conclusion", "before [95 %]", "after [95 %]", "moved", "with"), rows);
    if (difference.moved().stream().anyMatch(m -> m.conclusion().turned())) {
      out.println(
          "turned: the interval lies on another side of no effect, or takes it in in one state alone");
    }
  }

  private static String estimate(Optional<Estimate> estimate) {
    return estimate
        .map(
            e ->
                e.low().isEmpty() && e.high().isEmpty()
                    ? number(e.value())
                    : "%s [%s, %s]"
                        .formatted(
                            number(e.value()),
                            e.low().map(DiffText::number).orElse("unbounded"),
                            e.high().map(DiffText::number).orElse("unbounded")))
        .orElse("-");
  }

  private static String number(double value) {
    return Values.readable(
        new java.math.BigDecimal(value)
            .round(new java.math.MathContext(4, java.math.RoundingMode.HALF_EVEN))
            .doubleValue());
  }

  private void tables(List<TableDifference> tables) {
    if (tables.isEmpty()) {
      return;
    }
    List<List<Object>> rows = new ArrayList<>();
    for (TableDifference table : tables) {
      Optional<Counted> counted = table.counted();
      rows.add(
          Arrays.asList(
              table.table().toString(),
              table.rowsBefore(),
              table.rowsAfter(),
              counted.map(Counted::appeared).orElse(null),
              counted.map(Counted::gone).orElse(null),
              counted.map(Counted::changed).orElse(null),
              counted.map(DiffText::columns).or(table::unreadable).orElse("digest differs")));
    }
    print(List.of("table", "rows before", "after", "new", "gone", "changed", "columns"), rows);
    if (tables.stream().noneMatch(DiffText::hasExamples)) {
      out.println("Rows of one: jevons diff --table " + tables.get(0).table());
    }
    for (TableDifference table : tables) {
      table.counted().ifPresent(c -> examples(table, c));
    }
  }

  private static boolean hasExamples(TableDifference table) {
    return table.counted().filter(c -> !c.examples().isEmpty()).isPresent();
  }

  private static String columns(Counted counted) {
    String shown =
        counted.byColumn().entrySet().stream()
            .limit(COLUMNS_SHOWN)
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    int more = counted.byColumn().size() - COLUMNS_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private void examples(TableDifference table, Counted counted) {
    if (counted.examples().isEmpty()) {
      return;
    }
    out.println();
    long all = counted.appeared() + counted.gone() + counted.changed();
    out.println(
        all > counted.examples().size()
            ? "%s, the first %d of %d:".formatted(table.table(), counted.examples().size(), all)
            : table.table() + ":");
    counted.examples().forEach(row -> out.println("  " + line(row)));
  }

  private static String line(RowDifference row) {
    String key =
        row.key().entrySet().stream()
            .map(e -> e.getKey() + "=" + Values.readable(e.getValue()))
            .collect(Collectors.joining(" "));
    String values =
        row.values().stream()
            .map(
                v ->
                    "%s %s -> %s"
                        .formatted(
                            v.column(), Values.readable(v.before()), Values.readable(v.after())))
            .collect(Collectors.joining(", "));
    return row.change().word() + "  " + key + (values.isEmpty() ? "" : ": " + values);
  }

  private void print(List<String> columns, List<List<Object>> rows) {
    TextTable table = TextTable.of(columns, rows);
    out.println(table.header());
    rows.forEach(row -> out.println(table.line(row)));
  }
}
