package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.PERCENT;

import java.util.List;
import jevons.pipeline.source.FamaFrenchFormat;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** Daily factor returns of Kenneth R. French's data library. */
public final class MarketFactor implements Landed {
  public static final Field FACTOR_SET =
      required("factor_set", TEXT, NONE, "ff3, ff5 or momentum: the library's file");
  public static final Field TRADE_DATE = required("trade_date", TEXT, NONE, "Trading day");
  public static final Field FACTOR =
      required("factor", TEXT, NONE, "mkt_rf, smb, hml, rmw, cma, rf or mom");
  public static final Field VALUE = required("value", TEXT, PERCENT, "Simple return of the day");

  @Override
  public TableName name() {
    return bronze("market_factor");
  }

  @Override
  public String grain() {
    return "one row per factor set, factor and trading day";
  }

  @Override
  public List<Field> words() {
    return List.of(FACTOR_SET, TRADE_DATE, FACTOR, VALUE);
  }

  @Override
  public List<Field> key() {
    return List.of(FACTOR_SET, FACTOR, TRADE_DATE);
  }

  @Override
  public List<String> landing() {
    return List.of("fama_french/F-F_*.CSV");
  }

  @Override
  public SourceFormat format() {
    return new FamaFrenchFormat();
  }
}
