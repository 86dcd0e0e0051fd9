package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
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
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Slices;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.TradingDay;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Simple returns from one trading day to the next.
 *
 * <p>A day has a return only when the trading day before it has a price: a return over a gap is not
 * one of a day. The volatility index and the bond yield are no prices and have no returns.
 */
public final class DailyReturn implements Derived {
  private static final List<String> NO_PRICES = List.of("VIX", "TNX");

  // The longest close since 2014 is a weekend and two holidays.
  private static final int LONGEST_CLOSE_DAYS = 7;

  public static final Field AS_OF = AsOf.FIELD;
  public static final Field TICKER =
      required("ticker", TEXT, NONE, "Exchange ticker in use today; an index without its caret");
  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field TOTAL_RETURN =
      required(
          "total_return_share",
          NUMBER,
          SHARE,
          "Change of the close adjusted for splits and dividends, as a fraction of the day before");
  public static final Field PRICE_RETURN =
      required(
          "price_return_share",
          NUMBER,
          SHARE,
          "Change of the close adjusted for splits, as a fraction of the day before");
  public static final Field GRADE =
      required(
          "grade",
          TEXT,
          NONE,
          "derived; assumed where one of the two prices is a dead bar: nothing was traded");

  @Override
  public TableName name() {
    return gold("daily_return");
  }

  @Override
  public String grain() {
    return "one row per as-of day, ticker and trading day after the ticker's first";
  }

  @Override
  public List<Field> fields() {
    return List.of(AS_OF, TICKER, TRADE_DATE, TOTAL_RETURN, PRICE_RETURN, GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, TICKER, TRADE_DATE);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        everyRow("nothing loses all its value", TOTAL_RETURN.col().gt(-1)),
        // VST fell by 14 % on 2016-12 only without its dividend; the largest rises are below 60 %.
        everyRow("nothing doubles in a day", TOTAL_RETURN.col().lt(1)).asWarning());
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyPrice.class, TradingDay.class);
  }

  @Override
  public Optional<Slices> slices() {
    return Optional.of(Slices.by(DailyPrice.class, TICKER));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (!(input instanceof DailyPrice)) {
      return RowsBehind.where(equal(TRADE_DATE));
    }
    // A row has a return when the ticker's price before was that of the trading day before.
    return RowsBehind.where(
            equal(TICKER),
            input(DailyPrice.TRADE_DATE)
                .between(date_sub(row(TRADE_DATE), LONGEST_CLOSE_DAYS), row(TRADE_DATE)))
        .first(2, List.of(), input(DailyPrice.TRADE_DATE).desc())
        .following(DailyPrice.CLOSE, DailyPrice.ADJUSTED_CLOSE);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> days =
        in.read(TradingDay.class).select(col("trade_date"), col("previous_trade_date"));
    Dataset<Row> prices =
        in.read(DailyPrice.class).where(not(col("ticker").isin(NO_PRICES.toArray())));
    WindowSpec byDay = Window.partitionBy("ticker").orderBy("trade_date");
    return prices
        .withColumn("dead", DailyPrice.isDead())
        .select(
            col("ticker"),
            col("trade_date"),
            col("close_usd"),
            col("adjusted_close_usd"),
            col("dead"),
            lag(col("trade_date"), 1).over(byDay).as("trade_date_before"),
            lag(col("close_usd"), 1).over(byDay).as("close_before"),
            lag(col("adjusted_close_usd"), 1).over(byDay).as("adjusted_close_before"),
            lag(col("dead"), 1).over(byDay).as("dead_before"))
        .join(broadcast(days), "trade_date")
        .where("trade_date_before = previous_trade_date")
        .select(
            AS_OF.is(lit(Date.valueOf(in.asOf()))),
            TICKER.is(col("ticker")),
            TRADE_DATE.is(col("trade_date")),
            TOTAL_RETURN.is(change(col("adjusted_close_usd"), col("adjusted_close_before"))),
            PRICE_RETURN.is(change(col("close_usd"), col("close_before"))),
            GRADE.is(
                when(col("dead").or(col("dead_before")), Grade.ASSUMED.lit())
                    .otherwise(Grade.DERIVED.lit())));
  }

  private static Column change(Column now, Column before) {
    return now.divide(before).minus(1);
  }
}
