package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.row_number;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The days on which the exchange was open: those of the fund that stands for the market. */
public final class TradingDay implements Derived {
  private static final String MARKET = "jevons.market.ticker";

  // The longest close since 2014 is a weekend and two holidays.
  private static final int LONGEST_CLOSE_DAYS = 7;

  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field ORDINAL =
      required("ordinal", COUNT, NONE, "Its number, the first is 1; windows are counted in these");
  public static final Field PREVIOUS_TRADE_DATE =
      optional("previous_trade_date", DAY, NONE, "Day of trading before; null for the first");
  public static final Field KNOWN_ON = required("known_on", DAY, NONE, "The day of trading");

  @Override
  public TableName name() {
    return silver("trading_day");
  }

  @Override
  public String grain() {
    return "one row per trading day";
  }

  @Override
  public List<Field> fields() {
    return List.of(TRADE_DATE, ORDINAL, PREVIOUS_TRADE_DATE, KNOWN_ON);
  }

  @Override
  public List<Field> key() {
    return List.of(TRADE_DATE);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        everyRow(
            "no day of trading is missing before it",
            PREVIOUS_TRADE_DATE
                .col()
                .isNull()
                .or(
                    datediff(TRADE_DATE.col(), PREVIOUS_TRADE_DATE.col())
                        .leq(LONGEST_CLOSE_DAYS))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(DailyPrice.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(MARKET);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
            input(DailyPrice.TICKER).equalTo(asked.settings().text(MARKET)), equal(TRADE_DATE))
        .following(DailyPrice.CLOSE);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> market =
        in.read(DailyPrice.class)
            .where(DailyPrice.TICKER.col().equalTo(in.settings().text(MARKET)));
    WindowSpec days = Window.partitionBy(col("ticker")).orderBy(col("trade_date"));
    return market.select(
        TRADE_DATE.is(col("trade_date")),
        ORDINAL.is(row_number().over(days)),
        PREVIOUS_TRADE_DATE.is(lag(col("trade_date"), 1).over(days)),
        KNOWN_ON.is(col("trade_date")));
  }
}
