package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static jevons.pipeline.table.Unit.USD_PER_HOUR;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** What an accelerator cost to rent or to buy, as observed on a day. */
public final class AcceleratorPrice implements Derived {
  public static final Field HARDWARE =
      required("hardware", TEXT, NONE, "Accelerator, mostly as in silver.accelerator");
  public static final Field PRICE_DATE =
      required("price_date", DAY, NONE, "Day the price was seen");
  public static final Field KIND =
      required("kind", TEXT, NONE, "on_demand, commit_1y, commit_3y or purchase");
  public static final Field ORDINAL =
      required("ordinal", COUNT, NONE, "Tells several prices of one kind and day apart");
  public static final Field MANUFACTURER = optional("manufacturer", TEXT, NONE, "Who makes it");
  public static final Field VENDOR =
      optional("vendor", TEXT, NONE, "Who lets or sells it; null where not stated");
  public static final Field LOCATION =
      optional("location", TEXT, NONE, "Region of the offer; null where not stated");
  public static final Field USD_PER_CHIP_HOUR =
      optional("usd_per_chip_hour", MONEY, USD_PER_HOUR, "Rent of one chip; null of purchases");
  public static final Field USD_PER_CHIP =
      optional("usd_per_chip", MONEY, USD, "Purchase price of one chip; null of rents");
  public static final Field CHIPS =
      optional("number_of_gpus", NUMBER, NONE, "Chips in the offer the price was computed from");
  public static final Field KNOWN_ON = required("known_on", DAY, NONE, "The day itself");

  private static final String ONE_ROW_PER_PRICE =
      """
      stack(4,
        'on_demand', usd_per_chip_hour_on_demand,
        'commit_1y', usd_per_chip_hour_1y_commit,
        'commit_3y', usd_per_chip_hour_3y_commit,
        'purchase', usd_purchase_per_chip) AS (kind, price)""";

  @Override
  public TableName name() {
    return silver("accelerator_price");
  }

  @Override
  public String grain() {
    return "one row per accelerator, day, kind of price and offer";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        HARDWARE,
        PRICE_DATE,
        KIND,
        ORDINAL,
        MANUFACTURER,
        VENDOR,
        LOCATION,
        USD_PER_CHIP_HOUR,
        USD_PER_CHIP,
        CHIPS,
        KNOWN_ON);
  }

  @Override
  public List<Field> key() {
    return List.of(HARDWARE, PRICE_DATE, KIND, ORDINAL);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.AcceleratorPrice.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "a price is positive and either a rent or a purchase",
            USD_PER_CHIP_HOUR
                .col()
                .gt(0)
                .and(USD_PER_CHIP.col().isNull())
                .or(USD_PER_CHIP.col().gt(0).and(USD_PER_CHIP_HOUR.col().isNull()))));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
        equal(HARDWARE), equal(PRICE_DATE), equal(VENDOR), equal(LOCATION), equal(CHIPS));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Column price = col("price").cast("double");
    Column isPurchase = KIND.col().equalTo("purchase");
    Column ordinal =
        row_number()
            .over(
                Window.partitionBy(HARDWARE.col(), PRICE_DATE.col(), KIND.col())
                    .orderBy(
                        VENDOR.col(),
                        LOCATION.col(),
                        price,
                        col("number_of_gpus"),
                        col("price_source"),
                        Landed.SOURCE_LINE.col()));
    return in.read(jevons.pipeline.tables.bronze.AcceleratorPrice.class)
        .select(col("*"), expr(ONE_ROW_PER_PRICE))
        .where(price.isNotNull())
        .select(
            HARDWARE.is(HARDWARE.col()),
            PRICE_DATE.is(PRICE_DATE.col()),
            KIND.is(KIND.col()),
            ORDINAL.is(ordinal),
            MANUFACTURER.is(MANUFACTURER.col()),
            VENDOR.is(VENDOR.col()),
            LOCATION.is(LOCATION.col()),
            USD_PER_CHIP_HOUR.is(when(isPurchase, null).otherwise(price)),
            USD_PER_CHIP.is(when(isPurchase, price)),
            CHIPS.is(CHIPS.col()),
            KNOWN_ON.is(PRICE_DATE.col()));
  }
}
