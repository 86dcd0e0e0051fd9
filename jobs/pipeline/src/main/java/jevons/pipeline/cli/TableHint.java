package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.TableName;

/** The table that was probably meant. */
final class TableHint {
  /** The schema of gold's rows of all as-of days. */
  static final String HISTORY = "gold_history";

  private TableHint() {}

  /** {@code " Closest: gold.claim."}, or where the tables are listed. */
  static String of(String name, List<TableName> tables) {
    List<String> all = new ArrayList<>();
    for (TableName table : tables) {
      all.add(table.toString());
      if (table.layer() == Layer.GOLD) {
        all.add(HISTORY + "." + table.table());
      }
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    String bare = wanted.substring(wanted.lastIndexOf('.') + 1);
    List<String> bareNames = tables.stream().map(TableName::table).toList();
    Optional<String> closest =
        all.stream()
            .filter(t -> t.endsWith("." + bare))
            .findFirst()
            .or(() -> Closest.to(wanted, all))
            .or(
                () ->
                    Closest.to(bare, bareNames)
                        .flatMap(b -> all.stream().filter(t -> t.endsWith("." + b)).findFirst()));
    return closest.map(t -> " Closest: " + t + ".").orElse(" They are listed by: jevons tables.");
  }
}
