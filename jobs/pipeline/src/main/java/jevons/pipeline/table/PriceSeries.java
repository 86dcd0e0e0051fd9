package jevons.pipeline.table;

import java.util.List;

/**
 * How the lines of a bronze table are prices by day. A file has them adjusted for the splits and
 * dividends up to its own last day, so a later file restates the days before.
 *
 * @param ticker what has the price
 * @param close price at the end of the day, adjusted for splits
 * @param adjustedClose the same, adjusted for dividends too
 * @param restated every column that an adjustment multiplies by one factor
 * @param volume the one among them that a split multiplies by its ratio and not by the inverse
 */
public record PriceSeries(
    Field ticker,
    Field day,
    Field close,
    Field adjustedClose,
    List<Field> restated,
    Field volume,
    Splits splits) {

  /** The bronze table of the splits that are known, and its columns. */
  public record Splits(Landed table, Field ticker, Field exDate, Field ratio) {}

  public PriceSeries {
    restated = List.copyOf(restated);
  }
}
