package jevons.pipeline.run;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.PriceSeries;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Tells an adjustment of a price series from a correction.
 *
 * <p>With old and new prices rounded to h (half a unit of the last digit in the column), the factor
 * of a day lies in [(new - h)/(old + h), (new + h)/(old - h)]. A change is an adjustment when one
 * factor other than 1 lies in the intervals of all days up to the last that changed, and a day
 * follows that did not; no later day is gone. Fewer than two such days tell nothing.
 */
final class Restatements {
  // What is left of figures that a provider keeps as 32-bit floats
  private static final double FLOAT_NOISE = 1e-6;

  // A split's factor is exact; prices of a few cents in four decimals blur it.
  private static final double SPLIT_TOLERANCE = 1e-3;

  // Ordinary and special dividends of listed firms; a greater cut is no dividend
  private static final double LEAST_DIVIDEND_FACTOR = 0.8;

  private Restatements() {}

  /** A factor's bounds and estimate for a ticker and column, and the days around its end. */
  private record Span(
      String ticker,
      String column,
      boolean broken,
      long days,
      double low,
      double high,
      double factor,
      LocalDate last,
      LocalDate next) {

    boolean isOneFactor() {
      return !broken && days > 0 && low <= high && (high < 1 || low > 1);
    }
  }

  /**
   * Adds to each column's change what kind it is; tables without a price series stay as they are.
   *
   * @param before the newest line of each key in the vintage before, asked only when prices changed
   * @param splits the known splits, asked only when prices changed
   */
  static List<ColumnChange> told(
      Landed table,
      List<ColumnChange> columns,
      Supplier<Dataset<Row>> before,
      Dataset<Row> changes,
      Supplier<Dataset<Row>> splits) {
    Optional<PriceSeries> series = table.series();
    if (series.isEmpty() || columns.stream().allMatch(c -> c.changedRows() == 0)) {
      return columns;
    }
    PriceSeries prices = series.get();
    Dataset<Row> changed = changes.where(Landed.CHANGE.col().equalTo("changed"));
    Dataset<Row> tickers = changed.select(prices.ticker().col()).distinct();
    Map<String, Map<String, Span>> spans = new HashMap<>();
    for (Row row : spans(prices, before.get(), changes, tickers).collectAsList()) {
      Span span = span(row);
      spans.computeIfAbsent(span.ticker(), t -> new HashMap<>()).put(span.column(), span);
    }
    List<KnownSplit> known = KnownSplit.of(prices, splits.get(), tickers);
    Map<String, String> tickerOf = tickerOf(prices, changed);
    return columns.stream()
        .map(
            change -> {
              Map<String, Span> ofTicker =
                  spans.getOrDefault(tickerOf.getOrDefault(change.path(), ""), Map.of());
              return change.changedRows() == 0
                  ? change
                  : change.as(restatement(prices, ofTicker, change.column(), known));
            })
        .toList();
  }

  /** A split of the reference table. */
  private record KnownSplit(String ticker, LocalDate exDate, double ratio) {
    static List<KnownSplit> of(PriceSeries prices, Dataset<Row> splits, Dataset<Row> tickers) {
      PriceSeries.Splits words = prices.splits();
      List<KnownSplit> known = new ArrayList<>();
      for (Row row :
          splits
              .select(
                  words.ticker().col().as(prices.ticker().name()),
                  words.exDate().col().cast("date"),
                  words.ratio().col().cast("double"))
              .join(tickers, new String[] {prices.ticker().name()}, "left_semi")
              .collectAsList()) {
        known.add(new KnownSplit(row.getString(0), row.getDate(1).toLocalDate(), row.getDouble(2)));
      }
      return known;
    }

    private String inWords() {
      return "split: " + number(ratio) + " for 1 on " + exDate;
    }
  }

  /** The one ticker whose lines changed in a file; a file of several tells of none. */
  private static Map<String, String> tickerOf(PriceSeries prices, Dataset<Row> changed) {
    Column ticker = prices.ticker().col();
    Map<String, String> found = new HashMap<>();
    for (Row row :
        changed.groupBy(Landed.SOURCE_FILE.col()).agg(min(ticker), max(ticker)).collectAsList()) {
      if (row.getString(1).equals(row.getString(2))) {
        found.put(row.getString(0), row.getString(1));
      }
    }
    return found;
  }

  /** A row for each ticker and column that changed. */
  private static Dataset<Row> spans(
      PriceSeries prices, Dataset<Row> before, Dataset<Row> changes, Dataset<Row> tickers) {
    String ticker = prices.ticker().name();
    Column day = prices.day().col().cast("date").as("day");
    Column[] word = prices.restated().stream().map(Field::col).toArray(Column[]::new);
    Dataset<Row> old =
        before
            .join(tickers, new String[] {ticker}, "left_semi")
            .select(col(ticker), day, struct(word).as("old"));
    Dataset<Row> now =
        changes
            .join(tickers, new String[] {ticker}, "left_semi")
            .select(col(ticker), day, Landed.CHANGE.col(), struct(word).as("now"));
    Column change = col(Landed.CHANGE.name());
    Column isGone = coalesce(change, lit("same")).equalTo("gone");
    Column[] pairs =
        prices.restated().stream()
            .map(
                field ->
                    struct(
                        lit(field.name()).as("column"),
                        col("old." + field.name()).as("old_word"),
                        when(change.isNull(), col("old." + field.name()))
                            .otherwise(col("now." + field.name()))
                            .as("new_word")))
            .toArray(Column[]::new);
    Dataset<Row> words =
        old.join(now, new String[] {ticker, "day"}, "full_outer")
            .select(
                col(ticker),
                col("day"),
                col("old").isNotNull().and(not(isGone)).as("is_common"),
                isGone.as("is_gone"),
                explode(array(pairs)).as("pair"))
            .select(col(ticker), col("day"), col("is_common"), col("is_gone"), col("pair.*"));
    return spans(words, ticker);
  }

  private static Dataset<Row> spans(Dataset<Row> words, String ticker) {
    WindowSpec ofColumn = Window.partitionBy(ticker, "column");
    Column differs = col("is_common").and(not(col("old_word").eqNullSafe(col("new_word"))));
    Column digits = greatest(decimals(col("old_word")), decimals(col("new_word")));
    Column old = col("old_word").try_cast("double");
    Column now = col("new_word").try_cast("double");
    Column half = col("half_unit");
    Column low = now.minus(half).divide(old.plus(half)).multiply(1 - FLOAT_NOISE);
    Column high =
        when(old.gt(half), now.plus(half).divide(old.minus(half)).multiply(1 + FLOAT_NOISE))
            .otherwise(Double.POSITIVE_INFINITY);
    Column isBefore = col("is_common").and(col("day").leq(col("last_day")));
    Column isAfter = col("day").gt(col("last_day"));
    // Where only a part was adjusted, the day after the part was set aside
    Column isCutOut = col("is_gone").and(isAfter);
    Column isPair = isBefore.and(old.isNotNull()).and(now.isNotNull());
    return words
        .withColumn("last_day", max(when(differs, col("day"))).over(ofColumn))
        .withColumn("half_unit", pow(lit(10.0), max(digits).over(ofColumn).multiply(-1)).divide(2))
        .where(col("last_day").isNotNull())
        .groupBy(col(ticker), col("column"))
        .agg(
            count_if(isCutOut.or(isBefore.and(not(old.isNull().eqNullSafe(now.isNull()))))),
            count(when(isPair, lit(1))),
            max(when(isPair, low)),
            min(when(isPair, high)),
            sum(when(isPair, now)).divide(sum(when(isPair, old))),
            max("last_day"),
            min(when(isAfter.and(not(col("is_gone"))), col("day"))));
  }

  private static Column decimals(Column word) {
    return length(regexp_extract(word, "\\.(\\d*)", 1));
  }

  private static Span span(Row row) {
    Date next = row.getDate(8);
    boolean isThere = !row.isNullAt(4) && !row.isNullAt(6);
    return new Span(
        row.getString(0),
        row.getString(1),
        row.getLong(2) > 0,
        isThere ? row.getLong(3) : 0,
        isThere ? row.getDouble(4) : Double.NaN,
        isThere ? row.getDouble(5) : Double.NaN,
        isThere
            ? Math.min(Math.max(row.getDouble(6), row.getDouble(4)), row.getDouble(5))
            : Double.NaN,
        row.getDate(7).toLocalDate(),
        next == null ? null : next.toLocalDate());
  }

  private static Restatement restatement(
      PriceSeries prices, Map<String, Span> ofTicker, String column, List<KnownSplit> known) {
    Span span = ofTicker.get(column);
    if (span == null || !span.isOneFactor()) {
      return new Restatement.Correction();
    }
    Optional<KnownSplit> split =
        splitOf(span, column.equals(prices.volume().name()), known)
            .or(() -> splitOf(ofTicker.get(prices.close().name()), false, known));
    if (split.isEmpty() && (span.next() == null || span.days() < 2)) {
      return new Restatement.Correction();
    }
    LocalDate exDate = split.map(KnownSplit::exDate).orElse(span.next());
    return new Restatement.Adjustment(
        span.factor(), exDate, explainedBy(prices, ofTicker, column, split));
  }

  private static Optional<KnownSplit> splitOf(Span span, boolean isVolume, List<KnownSplit> known) {
    if (span == null || !span.isOneFactor()) {
      return Optional.empty();
    }
    double ratio = isVolume ? span.factor() : 1 / span.factor();
    return known.stream()
        .filter(split -> split.ticker().equals(span.ticker()))
        .filter(split -> split.exDate().isAfter(span.last()))
        .filter(split -> Math.abs(Math.log(split.ratio() / ratio)) < SPLIT_TOLERANCE)
        .findFirst();
  }

  private static Optional<String> explainedBy(
      PriceSeries prices, Map<String, Span> ofTicker, String column, Optional<KnownSplit> split) {
    Span span = ofTicker.get(column);
    Span close = ofTicker.get(prices.close().name());
    boolean closeTells = close == null || split.isPresent();
    double rest = span.factor() * split.map(KnownSplit::ratio).orElse(1.0);
    boolean isDividend =
        column.equals(prices.adjustedClose().name())
            && closeTells
            && rest > LEAST_DIVIDEND_FACTOR
            && rest < 1 - (split.isPresent() ? SPLIT_TOLERANCE : 0);
    Optional<String> dividend =
        isDividend
            ? Optional.of("dividend: " + String.format(Locale.ROOT, "%.3f %%", 100 * (1 - rest)))
            : Optional.empty();
    String all =
        String.join(
            ", ",
            Stream.of(split.map(KnownSplit::inWords), dividend).flatMap(Optional::stream).toList());
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
