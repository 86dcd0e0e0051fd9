package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARES;
import static jevons.pipeline.table.Unit.USD;

import java.util.List;
import java.util.Optional;
import jevons.pipeline.source.FormatByFile;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.SplitWatch;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.PriceSeries;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * Daily bars of shares, funds and indices, as the price files have them: adjusted for splits up to
 * the export, {@code adj_close} for dividends too.
 *
 * <p>A file has one ticker's history, or all tickers of one day ({@code prices/days}).
 *
 * <p>No rule ties open and close to the day's range: SOX opens below its low on 2023-04-26 in the
 * source. High and low are empty for NDX and TNX, volume is 0 where an index has none.
 */
public final class PriceBar implements Landed {
  public static final Field TICKER =
      required(
          "ticker",
          TEXT,
          NONE,
          "Exchange ticker in use today, from the file's name or its ticker column; indices without"
              + " caret");
  public static final Field TRADE_DATE = required("trade_date", TEXT, NONE, "Trading day");
  public static final Field OPEN =
      required(
          "open", TEXT, USD, "First price, adjusted for splits; indices: points, TNX: per cent");
  public static final Field HIGH =
      optional("high", TEXT, USD, "Highest price, adjusted for splits");
  public static final Field LOW = optional("low", TEXT, USD, "Lowest price, adjusted for splits");
  public static final Field CLOSE = required("close", TEXT, USD, "Last price, adjusted for splits");
  public static final Field ADJ_CLOSE =
      required("adj_close", TEXT, USD, "Last price, adjusted for splits and dividends");
  public static final Field VOLUME =
      required(
          "volume",
          TEXT,
          SHARES,
          "Shares traded, adjusted for splits; 0 where the source has none");

  private static final List<Field> WORDS =
      List.of(TICKER, TRADE_DATE, OPEN, HIGH, LOW, CLOSE, ADJ_CLOSE, VOLUME);

  @Override
  public TableName name() {
    return bronze("price_bar");
  }

  @Override
  public String grain() {
    return "one row per ticker and trading day";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, TRADE_DATE);
  }

  @Override
  public Optional<PriceSeries> series() {
    return Optional.of(
        new PriceSeries(
            TICKER,
            TRADE_DATE,
            CLOSE,
            ADJ_CLOSE,
            List.of(OPEN, HIGH, LOW, CLOSE, ADJ_CLOSE, VOLUME),
            VOLUME,
            new PriceSeries.Splits(new Split(), Split.TICKER, Split.EX_DATE, Split.RATIO)));
  }

  /** One glob, since a landing zone without files of a day lacks nothing. */
  @Override
  public List<String> landing() {
    return List.of("prices/{*,days/*}.csv");
  }

  @Override
  public SourceFormat format() {
    return new FormatByFile()
        .add("prices/*.csv", bars(Word.fileStem()))
        .add("prices/days/*.csv", bars(Word.required("ticker", Rule.TEXT)));
  }

  private static SourceFormat bars(Word ticker) {
    SourceFormat bars =
        new Layout(WORDS)
            .with(TICKER, ticker)
            .with(TRADE_DATE, Word.required("date", Rule.DAY))
            .with(OPEN, Word.required("open", Rule.POSITIVE))
            .with(HIGH, Word.optional("high", Rule.POSITIVE))
            .with(LOW, Word.optional("low", Rule.POSITIVE))
            .with(CLOSE, Word.required("close", Rule.POSITIVE))
            .with(ADJ_CLOSE, Word.required("adj_close", Rule.POSITIVE))
            .with(VOLUME, Word.required("volume", Rule.WHOLE))
            .format()
            .ordered("low", "high");
    return new SplitWatch(
        bars,
        WORDS.indexOf(TICKER),
        WORDS.indexOf(TRADE_DATE),
        WORDS.indexOf(CLOSE),
        WORDS.indexOf(VOLUME));
  }
}
