package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.PERCENT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.weekday;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.InterestRate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Interest rates and the volatility index, as FRED has them. */
public final class Rate implements Derived {
  private static final int FRIDAY = 4;

  public static final Field SERIES =
      required("series", TEXT, NONE, "FRED's name: DFF, DGS3MO, DGS2, DGS10, SOFR, VIXCLS");
  public static final Field OBSERVATION_DATE =
      required("observation_date", DAY, NONE, "Day the figure is about");
  public static final Field VALUE =
      required("value_percent", NUMBER, PERCENT, "Per cent a year; of VIXCLS points of the index");
  public static final Field KNOWN_ON =
      required("known_on", DAY, NONE, "The next weekday, when FRED shows it");

  @Override
  public TableName name() {
    return silver("rate");
  }

  @Override
  public String grain() {
    return "one row per series and day";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        SERIES, OBSERVATION_DATE, VALUE, KNOWN_ON, Trace.SOURCE_SHA256, Trace.SOURCE_LINE);
  }

  @Override
  public List<Field> key() {
    return List.of(SERIES, OBSERVATION_DATE);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(everyRow("value lies from -5 to 100", VALUE.col().between(-5, 100)));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(InterestRate.class);
  }

  @Override
  public boolean isLineByLine() {
    return true;
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(InterestRate.class)
        .select(
            SERIES.is(col("series")),
            OBSERVATION_DATE.is(col("observation_date")),
            VALUE.is(col("value")),
            KNOWN_ON.is(nextWeekday(col("observation_date").cast("date"))),
            Trace.sha256(),
            Trace.line());
  }

  private static Column nextWeekday(Column day) {
    Column daysToMonday = weekday(day).multiply(-1).plus(7);
    return when(weekday(day).lt(FRIDAY), date_add(day, 1)).otherwise(date_add(day, daysToMonday));
  }
}
