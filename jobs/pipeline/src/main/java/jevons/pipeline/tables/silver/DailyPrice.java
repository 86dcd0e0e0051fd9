package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.atMost;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARES;
import static jevons.pipeline.table.Unit.USD;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.weekday;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.PriceBar;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a share cost on a trading day, and where an index stood.
 *
 * <p>Prices are adjusted for the splits up to the file's last day. A day that the source does not
 * have is missing; nothing is carried forward.
 */
public final class DailyPrice implements Derived {
  /** The files that are no shares or funds: stock indices, the volatility index, a yield. */
  private static final List<String> INDICES = List.of("GSPC", "NDX", "IXIC", "SOX", "VIX", "TNX");

  // The source rounds prices to four decimals.
  private static final double ROUNDING = 1e-4;

  public static final Field TICKER =
      required("ticker", TEXT, NONE, "Exchange ticker in use today; an index without its caret");
  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field OPEN =
      optional("open_usd", MONEY, USD, "First price, adjusted for splits");
  public static final Field HIGH =
      optional("high_usd", MONEY, USD, "Highest price, adjusted for splits; NDX and TNX have none");
  public static final Field LOW =
      optional("low_usd", MONEY, USD, "Lowest price, adjusted for splits; NDX and TNX have none");
  public static final Field CLOSE =
      required(
          "close_usd",
          MONEY,
          USD,
          "Last price, adjusted for splits; of an index its points, of TNX a yield in per cent");
  public static final Field ADJUSTED_CLOSE =
      required("adjusted_close_usd", MONEY, USD, "Last price, adjusted for splits and dividends");
  public static final Field VOLUME =
      optional(
          "volume",
          COUNT,
          SHARES,
          "Shares traded, adjusted for splits; 0 on a dead bar and for indices without volume");
  public static final Field IS_INDEX =
      required("is_index", FLAG, NONE, "Whether it is an index, which nobody can hold");
  public static final Field KNOWN_ON = required("known_on", DAY, NONE, "The day of trading");

  /** Whether nothing was traded, so that the price is that of another day. */
  public static Column isDead() {
    return VOLUME.col().equalTo(0).and(not(IS_INDEX.col()));
  }

  @Override
  public TableName name() {
    return silver("daily_price");
  }

  @Override
  public String grain() {
    return "one row per ticker and trading day";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        TICKER,
        TRADE_DATE,
        OPEN,
        HIGH,
        LOW,
        CLOSE,
        ADJUSTED_CLOSE,
        VOLUME,
        IS_INDEX,
        KNOWN_ON,
        Trace.SOURCE_SHA256,
        Trace.SOURCE_LINE);
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, TRADE_DATE);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        everyRow("close is positive", CLOSE.col().gt(0)),
        everyRow("adjusted close is positive", ADJUSTED_CLOSE.col().gt(0)),
        everyRow(
            "close lies between low and high",
            orUnknown(
                CLOSE
                    .col()
                    .geq(LOW.col().minus(ROUNDING))
                    .and(CLOSE.col().leq(HIGH.col().plus(ROUNDING))))),
        everyRow("volume is not negative", orUnknown(VOLUME.col().geq(0))),
        everyRow("traded on a weekday", weekday(TRADE_DATE.col()).lt(5)),
        atMost(0.005, "shares without volume (dead bars)", isDead()));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(PriceBar.class);
  }

  @Override
  public boolean isLineByLine() {
    return true;
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(PriceBar.class)
        .select(
            TICKER.is(col("ticker")),
            TRADE_DATE.is(col("trade_date")),
            OPEN.is(col("open")),
            HIGH.is(col("high")),
            LOW.is(col("low")),
            CLOSE.is(col("close")),
            ADJUSTED_CLOSE.is(col("adj_close")),
            VOLUME.is(col("volume")),
            IS_INDEX.is(col("ticker").isin(INDICES.toArray())),
            KNOWN_ON.is(col("trade_date")),
            Trace.sha256(),
            Trace.line());
  }

  /** The rule, which holds where it cannot be judged. */
  private static Column orUnknown(Column rule) {
    return coalesce(rule, lit(true));
  }
}
