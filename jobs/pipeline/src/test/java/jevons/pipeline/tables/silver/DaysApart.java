package jevons.pipeline.tables.silver;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What was known by each of some days, side by side in one table: of several days, the name of
 * every firm, model and chip has its day before it. So one query makes the rows of all days, where
 * a query for each would cost most of its time before it reads a row.
 */
record DaysApart(List<LocalDate> days) {
  /** Columns of bronze and silver that name what a row is about. */
  private static final Set<String> NAMES =
      Set.of("ticker", "cik", "model", "model_version", "source_name", "name", "hardware");

  private static final int DAY_LENGTH = "2025-01-31".length();

  /**
   * Of each day the rows that were known.
   *
   * @param seen what was seen of a row by the end of a day, if it was known
   * @param all the rows of the table that are known at any time
   */
  List<Row> rows(Table table, BiFunction<LocalDate, Row, Optional<Row>> seen, List<Row> all) {
    int[] names = names(table);
    // A table that names nothing is the same for all days
    List<LocalDate> apart = names.length == 0 ? days.subList(0, 1) : days;
    List<Row> rows = new ArrayList<>();
    for (LocalDate day : apart) {
      for (Row row : all) {
        seen.apply(day, row).ifPresent(known -> rows.add(of(day, known, names)));
      }
    }
    return rows;
  }

  /** The day that a row is of. */
  LocalDate dayOf(Table table, Row row) {
    return days.size() == 1
        ? days.get(0)
        : LocalDate.parse(row.getString(names(table)[0]).substring(0, DAY_LENGTH));
  }

  /** The firms of each day. */
  Settings settings(Settings all) {
    List<Map<String, Object>> firms = new ArrayList<>();
    for (LocalDate day : days) {
      for (Map<String, Object> firm : all.records(Firms.KEY)) {
        Map<String, Object> named = new HashMap<>(firm);
        named.replaceAll((key, value) -> NAMES.contains(key) ? name(day, value) : value);
        firms.add(named);
      }
    }
    String market = "jevons.market.ticker";
    return Given.nothing().with(Firms.KEY, firms).with(market, all.text(market)).settings();
  }

  private Row of(LocalDate day, Row row, int[] names) {
    Object[] values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
    for (int name : names) {
      values[name] = name(day, values[name]);
    }
    return RowFactory.create(values);
  }

  private Object name(LocalDate day, Object name) {
    return days.size() == 1 || name == null || name.equals("") ? name : day + " " + name;
  }

  private static int[] names(Table table) {
    return IntStream.range(0, table.fields().size())
        .filter(i -> NAMES.contains(table.fields().get(i).name()))
        .toArray();
  }
}
