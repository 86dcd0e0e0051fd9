package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARES;
import static jevons.pipeline.table.Unit.USD;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.InForce;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Slices;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.SharesOutstanding;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What a firm was worth at the close, by the shares known that day: both prices and shares stand on
 * today's basis of splits. Only firms whose filings have one share count are here.
 */
public final class ValuationDay implements Derived {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field CLOSE =
      required("close_usd", MONEY, USD, "Last price, adjusted for splits, not for dividends");
  public static final Field SHARES_IN_FORCE =
      required(
          "shares", NUMBER, SHARES, "Of the report filed last by that day, adjusted for splits");
  public static final Field SHARES_KNOWN_ON =
      required("shares_known_on", DAY, NONE, "Day that report was filed");
  public static final Field MARKET_VALUE =
      required("market_value_usd", MONEY, USD, "close_usd times shares");
  public static final Field MARKET_VALUE_CHANGE =
      optional(
          "d_market_value_usd",
          MONEY,
          USD,
          "Change of the close since the day before times the shares of this day, so that a new"
              + " share count is no gain; null on the ticker's first day");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "derived; assumed where a close is that of a dead bar");

  @Override
  public TableName name() {
    return gold("valuation_day");
  }

  @Override
  public String grain() {
    return "one row per as-of day, firm and trading day since its first share count";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        TICKER,
        TRADE_DATE,
        CLOSE,
        SHARES_IN_FORCE,
        SHARES_KNOWN_ON,
        MARKET_VALUE,
        MARKET_VALUE_CHANGE,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, TICKER, TRADE_DATE);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("market value is positive", MARKET_VALUE.col().gt(0)),
        everyRow(
            "market value is close times shares",
            abs(MARKET_VALUE.col().minus(CLOSE.col().multiply(SHARES_IN_FORCE.col())))
                .leq(MARKET_VALUE.col().multiply(1e-12))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyPrice.class, SharesOutstanding.class);
  }

  @Override
  public Optional<Slices> slices() {
    return Optional.of(Slices.by(DailyPrice.class, TICKER));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof SharesOutstanding) {
      return asked.isFor(SHARES_IN_FORCE, SHARES_KNOWN_ON, MARKET_VALUE, MARKET_VALUE_CHANGE)
          ? sharesInForce(input)
          : RowsBehind.none();
    }
    if (!asked.isFor(CLOSE, MARKET_VALUE, MARKET_VALUE_CHANGE)) {
      return RowsBehind.none();
    }
    // The change needs the close before as well; the ticker's first day has none.
    RowsBehind closes =
        asked.isFor(MARKET_VALUE_CHANGE)
            ? RowsBehind.where(equal(TICKER), input(DailyPrice.TRADE_DATE).leq(row(TRADE_DATE)))
                .first(2, List.of(), input(DailyPrice.TRADE_DATE).desc())
            : RowsBehind.where(equal(TICKER), equal(TRADE_DATE));
    return closes.following(DailyPrice.CLOSE);
  }

  private static RowsBehind sharesInForce(Table input) {
    return RowsBehind.where(equal(TICKER), row(SHARES_KNOWN_ON).equalTo(knownTime(input)))
        .first(1, List.of(), input(SharesOutstanding.COVER_DATE).desc())
        .following(SharesOutstanding.SHARES_ADJUSTED, SharesOutstanding.SHARES_AS_FILED);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> closes =
        in.read(DailyPrice.class)
            .where("NOT is_index")
            .select(
                col("ticker"), col("trade_date"), col("close_usd"), DailyPrice.isDead().as("dead"));
    Dataset<Row> shares =
        in.read(SharesOutstanding.class)
            .select(
                col("ticker"),
                col("cover_date"),
                col("known_on").as("shares_known_on"),
                col("shares"));
    Dataset<Row> withShares =
        InForce.beside(
            closes,
            List.of("ticker"),
            "trade_date",
            shares,
            List.of("ticker"),
            List.of("shares_known_on", "cover_date"));
    WindowSpec byDay = Window.partitionBy("ticker").orderBy("trade_date");
    return withShares
        .withColumn("close_before", lag(col("close_usd"), 1).over(byDay))
        .withColumn("dead_before", coalesce(lag(col("dead"), 1).over(byDay), lit(false)))
        .select(
            AS_OF.is(lit(Date.valueOf(in.asOf()))),
            TICKER.is(col("ticker")),
            TRADE_DATE.is(col("trade_date")),
            CLOSE.is(col("close_usd")),
            SHARES_IN_FORCE.is(col("shares")),
            SHARES_KNOWN_ON.is(col("shares_known_on")),
            MARKET_VALUE.is(col("close_usd").multiply(col("shares"))),
            MARKET_VALUE_CHANGE.is(
                col("close_usd").minus(col("close_before")).multiply(col("shares"))),
            GRADE.is(
                when(col("dead").or(col("dead_before")), Grade.ASSUMED.lit())
                    .otherwise(Grade.DERIVED.lit())));
  }
}
