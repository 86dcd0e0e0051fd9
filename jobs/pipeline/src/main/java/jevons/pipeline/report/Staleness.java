package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.TableName.silver;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.table.TableName;

/** Says up to which day the data reach, when that is some time ago. */
final class Staleness {
  private Staleness() {}

  /** A warning, or nothing while the newest price is recent. */
  static Optional<Block> notice(Material material) {
    LocalDate today = material.settings().today();
    // A price is known on its day.
    LocalDate prices =
        material
            .published()
            .newestKnown(silver("daily_price"))
            .orElseGet(() -> newest(material, silver("daily_price"), "trade_date"));
    LocalDate filings = newest(material, gold("firm_quarter"), "quarter");
    LocalDate newest = prices == null ? material.asOf() : prices;
    long age = ChronoUnit.DAYS.between(newest, today);
    if (age <= material.settings().staleAfterDays()) {
      return Optional.empty();
    }
    List<String> ends = new ArrayList<>();
    ends.add(prices == null ? "What was known ends " + newest : "Prices end " + prices);
    if (filings != null) {
      ends.add("quarterly figures end with " + Numbers.quarter(filings));
    }
    return Optional.of(
        new Block.Notice(
            String.join("; ", ends)
                + ". This report was made on "
                + today
                + ", "
                + Numbers.plural(age, "day")
                + " later: what has happened since is not in it."));
  }

  private static LocalDate newest(Material material, TableName table, String day) {
    return material
        .published()
        .readIfThere(
            table,
            List.of(day),
            all ->
                all.where(col(day).leq(lit(java.sql.Date.valueOf(material.asOf()))))
                    .agg(max(col(day)).as(day)))
        .stream()
        .findFirst()
        .map(row -> Rows.day(row, day))
        .orElse(null);
  }
}
