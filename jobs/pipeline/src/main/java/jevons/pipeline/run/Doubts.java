package jevons.pipeline.run;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.not;

import java.util.Optional;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.PriceSeries;
import jevons.pipeline.table.SplitJump;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lines in doubt, settled: a price that jumps like a split is taken in when the lines that are
 * there have the same jump between the same days, so that more than one vintage tells of it. A
 * split that is known does not excuse it: the file should have been adjusted for it, and the return
 * would be none.
 *
 * @param confirmed lines to take in
 * @param refused lines to set aside
 */
record Doubts(Dataset<Row> confirmed, Dataset<Row> refused) {

  /** Settles {@code doubts}; {@code before} has the newest line of each key, if there is one. */
  static Doubts settle(Landed table, Dataset<Row> doubts, Optional<Dataset<Row>> before) {
    if (before.isEmpty()) {
      return new Doubts(doubts.limit(0), doubts);
    }
    PriceSeries prices = table.series().orElseThrow();
    Dataset<Row> closes =
        before
            .get()
            .select(
                prices.ticker().col().as("ticker_there"),
                prices.day().col().as("day_there"),
                prices.close().col().cast("double").as("close_there"));
    Dataset<Row> judged =
        doubts
            .as("doubt")
            .join(closes.as("now"), isAt(prices, prices.day().name(), "now"), "left_outer")
            .join(closes.as("since"), isAt(prices, ParsedLines.DOUBT_SINCE, "since"), "left_outer");
    Column jumpThere = col("now.close_there").divide(col("since.close_there"));
    Column distance = abs(log(col("doubt." + ParsedLines.DOUBT_JUMP).divide(jumpThere)));
    Column isConfirmed = coalesce(distance.leq(SplitJump.TOLERANCE), lit(false));
    return new Doubts(
        judged.where(isConfirmed).select("doubt.*"),
        judged.where(not(isConfirmed)).select("doubt.*"));
  }

  private static Column isAt(PriceSeries prices, String day, String side) {
    return col("doubt." + prices.ticker().name())
        .equalTo(col(side + ".ticker_there"))
        .and(col("doubt." + day).equalTo(col(side + ".day_there")));
  }
}
