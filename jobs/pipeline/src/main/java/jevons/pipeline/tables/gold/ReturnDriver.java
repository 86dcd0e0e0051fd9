package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * Which candidate drivers of Nvidia's daily returns an elastic net takes, by the year before which
 * it was fitted. Coefficients are shrunk and so biased; they have no errors, and of two drivers
 * that move together it may take either.
 */
public final class ReturnDriver implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field SPECIFICATION = ReturnForecast.SPECIFICATION;
  public static final Field PERIOD =
      required("period", TEXT, NONE, "Year before which the coefficients were fitted, 2025");
  public static final Field DRIVER =
      required(
          "driver",
          TEXT,
          NONE,
          "mkt_rf ... mom: factors; d_dgs10, d_vixcls: rates; lag_avgo: a return a day before;"
              + " capex_news, release_surprise: 0 on days without");
  public static final Field COEFFICIENT =
      required("coefficient", NUMBER, NONE, "Return, a share, per unit of the driver");
  public static final Field STANDARDIZED_COEFFICIENT =
      required(
          "standardized_coefficient",
          NUMBER,
          SHARE,
          "Return per standard deviation of the driver on the days fitted on");
  public static final Field IS_CHOSEN =
      required("is_chosen", FLAG, NONE, "Whether the coefficient is not 0");
  public static final Field GRADE = ReturnForecast.GRADE;

  @Override
  public TableName name() {
    return gold("return_driver");
  }

  @Override
  public String grain() {
    return "one row per as-of day, specification, year and candidate driver";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        SPECIFICATION,
        PERIOD,
        DRIVER,
        COEFFICIENT,
        STANDARDIZED_COEFFICIENT,
        IS_CHOSEN,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, SPECIFICATION, PERIOD, DRIVER);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "both coefficients have one sign",
            COEFFICIENT.col().multiply(STANDARDIZED_COEFFICIENT.col()).geq(0)),
        everyRow(
            "a coefficient of 0 is not chosen",
            IS_CHOSEN.col().equalTo(COEFFICIENT.col().notEqual(0))));
  }
}
