package jevons.pipeline.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Rows of two tables, compared in all columns and whatever their order. */
public final class RowSets {
  private static final int SHOWN = 6;

  private RowSets() {}

  /** The first few rows that only one of two tables has, each after that table's name. */
  public static List<String> differences(
      String one, List<Row> ofOne, String other, List<Row> ofOther) {
    Map<Row, Integer> more = new HashMap<>();
    ofOne.forEach(row -> more.merge(row, 1, Integer::sum));
    ofOther.forEach(row -> more.merge(row, -1, Integer::sum));
    List<String> onlyOne = only(one, more.entrySet().stream().filter(e -> e.getValue() > 0));
    List<String> onlyOther = only(other, more.entrySet().stream().filter(e -> e.getValue() < 0));
    return Stream.concat(onlyOne.stream(), onlyOther.stream()).toList();
  }

  private static List<String> only(String table, Stream<Map.Entry<Row, Integer>> rows) {
    return rows.map(e -> "only " + table + ": " + e.getKey()).sorted().limit(SHOWN).toList();
  }
}
