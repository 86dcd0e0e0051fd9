package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last_day;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.MarketFactor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Daily returns of the factors of Kenneth R. French's data library. */
public final class Factor implements Derived {
  public static final Field FACTOR_SET =
      required("factor_set", TEXT, NONE, "File it is from: ff3, ff5 or momentum");
  public static final Field FACTOR =
      required("factor", TEXT, NONE, "mkt_rf, smb, hml, rmw, cma, mom, or rf, the riskless rate");
  public static final Field TRADE_DATE = required("trade_date", DAY, NONE, "Day of trading");
  public static final Field VALUE =
      required(
          "value_share",
          NUMBER,
          SHARE,
          "Return of the day as a fraction; the source has per cent with two decimals");
  public static final Field KNOWN_ON =
      required("known_on", DAY, NONE, "Last day of the following month: the library lags a month");

  @Override
  public TableName name() {
    return silver("factor");
  }

  @Override
  public String grain() {
    return "one row per factor set, factor and trading day";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        FACTOR_SET, FACTOR, TRADE_DATE, VALUE, KNOWN_ON, Trace.SOURCE_SHA256, Trace.SOURCE_LINE);
  }

  @Override
  public List<Field> key() {
    return List.of(FACTOR_SET, FACTOR, TRADE_DATE);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        // The library writes -99.99 and -999 for a missing value.
        everyRow("no factor moved by half in a day", abs(VALUE.col()).lt(0.5)));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(MarketFactor.class);
  }

  @Override
  public boolean isLineByLine() {
    return true;
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(MarketFactor.class)
        .select(
            FACTOR_SET.is(col("factor_set")),
            FACTOR.is(col("factor")),
            TRADE_DATE.is(col("trade_date")),
            VALUE.is(col("value").cast("double").divide(100)),
            KNOWN_ON.is(last_day(add_months(col("trade_date").cast("date"), 1))),
            Trace.sha256(),
            Trace.line());
  }
}
