package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.PERCENT;

import java.util.List;
import jevons.pipeline.source.FredFormat;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Interest rates and the VIX from FRED. A day without value has no row. */
public final class InterestRate implements Landed {
  public static final Field SERIES =
      required("series", TEXT, NONE, "FRED's id: DFF, DGS3MO, DGS2, DGS10, SOFR, VIXCLS");
  public static final Field OBSERVATION_DATE =
      required("observation_date", TEXT, NONE, "Day the value is about");
  public static final Field VALUE =
      required("value", TEXT, PERCENT, "Rate a year; VIXCLS: points of the index");

  @Override
  public TableName name() {
    return bronze("interest_rate");
  }

  @Override
  public String grain() {
    return "one row per series and day";
  }

  @Override
  public List<Field> words() {
    return List.of(SERIES, OBSERVATION_DATE, VALUE);
  }

  @Override
  public List<Field> key() {
    return List.of(SERIES, OBSERVATION_DATE);
  }

  @Override
  public List<String> landing() {
    return List.of("fred/*.csv");
  }

  @Override
  public SourceFormat format() {
    return new FredFormat();
  }
}
