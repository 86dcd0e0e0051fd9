package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;
import static jevons.pipeline.table.Unit.USD_PER_HOUR;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * Prices of accelerators that Epoch AI observed, to rent or to buy.
 *
 * <p>Nothing but the whole observation tells two of them apart: one day, vendor and link often has
 * several offers.
 */
public final class AcceleratorPrice implements Landed {
  public static final Field PRICE_DATE =
      required("price_date", TEXT, NONE, "Day the price was observed");
  public static final Field HARDWARE =
      required("hardware", TEXT, NONE, "Epoch's name of the accelerator");
  public static final Field MANUFACTURER = optional("manufacturer", TEXT, NONE, "Who designs it");
  public static final Field VENDOR = optional("vendor", TEXT, NONE, "Who rents or sells it");
  public static final Field LOCATION = optional("location", TEXT, NONE, "Where it stands");
  public static final Field ON_DEMAND =
      optional("usd_per_chip_hour_on_demand", TEXT, USD_PER_HOUR, "Rent by the hour");
  public static final Field ONE_YEAR =
      optional("usd_per_chip_hour_1y_commit", TEXT, USD_PER_HOUR, "Rent for one year");
  public static final Field THREE_YEARS =
      optional("usd_per_chip_hour_3y_commit", TEXT, USD_PER_HOUR, "Rent for three years");
  public static final Field PURCHASE = optional("usd_purchase_per_chip", TEXT, USD, "Price of one");
  public static final Field NUMBER_OF_GPUS =
      optional("number_of_gpus", TEXT, NONE, "Devices in the offer; prices are for one");
  public static final Field PRICE_SOURCE =
      optional("price_source", TEXT, NONE, "Where Epoch read it, a link");

  private static final List<Field> WORDS =
      List.of(
          PRICE_DATE,
          HARDWARE,
          MANUFACTURER,
          VENDOR,
          LOCATION,
          ON_DEMAND,
          ONE_YEAR,
          THREE_YEARS,
          PURCHASE,
          NUMBER_OF_GPUS,
          PRICE_SOURCE);

  @Override
  public TableName name() {
    return bronze("accelerator_price");
  }

  @Override
  public String grain() {
    return "one row per observed offer";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(
        PRICE_DATE,
        HARDWARE,
        VENDOR,
        LOCATION,
        ON_DEMAND,
        ONE_YEAR,
        THREE_YEARS,
        PURCHASE,
        NUMBER_OF_GPUS,
        PRICE_SOURCE);
  }

  @Override
  public List<String> landing() {
    return List.of("epoch/hardware_prices.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(PRICE_DATE, Word.required("Price date", Rule.DAY))
        .with(HARDWARE, Word.required("Hardware model", Rule.TEXT))
        .with(MANUFACTURER, Word.optional("Manufacturer", Rule.TEXT))
        .with(VENDOR, Word.optional("Vendor", Rule.TEXT))
        .with(LOCATION, Word.optional("Location", Rule.TEXT))
        .with(ON_DEMAND, Word.optional("Price per chip-hour (on-demand)", Rule.POSITIVE))
        .with(ONE_YEAR, Word.optional("Price per chip-hour (1-year CUD)", Rule.POSITIVE))
        .with(THREE_YEARS, Word.optional("Price per chip-hour (3-year CUD)", Rule.POSITIVE))
        .with(PURCHASE, Word.optional("Price (hardware purchase)", Rule.POSITIVE))
        .with(NUMBER_OF_GPUS, Word.optional("Number of GPUs", Rule.POSITIVE))
        .with(PRICE_SOURCE, Word.optional("Price source", Rule.TEXT))
        .format();
  }
}
