package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Check.unlessNull;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
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

/** The coefficients of the studies' fits, under every kind of errors that applies. */
public final class RegressionCoefficient implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field STUDY = Regression.STUDY;
  public static final Field SPECIFICATION = Regression.SPECIFICATION;
  public static final Field VCOV =
      required("vcov", TEXT, NONE, "Kind of errors, as on the command line: nw, cluster(ticker)");
  public static final Field SSC =
      required("ssc", TEXT, NONE, "Small-sample convention: fixest, stata, none");
  public static final Field TERM =
      required("term", TEXT, NONE, "Regressor as in the formula; (Intercept)");
  public static final Field ESTIMATE =
      required("estimate", NUMBER, NONE, "Unit of the regressand per unit of the regressor");
  public static final Field STANDARD_ERROR =
      optional("standard_error", NUMBER, NONE, "In the unit of the estimate");
  public static final Field T = optional("t", NUMBER, NONE, "Estimate by standard error");
  public static final Field DF = optional("df", NUMBER, NONE, "Degrees of freedom of Student's t");
  public static final Field P_VALUE = optional("p_value", NUMBER, SHARE, "Two-sided, against 0");
  public static final Field CI_LOW =
      optional("ci_low", NUMBER, NONE, "Lower end of the 95 % interval; null: without end");
  public static final Field CI_HIGH =
      optional("ci_high", NUMBER, NONE, "Upper end of the 95 % interval; null: without end");
  public static final Field MINIMUM_DETECTABLE_EFFECT = Regression.MINIMUM_DETECTABLE_EFFECT;
  public static final Field LAGS =
      optional("lags", COUNT, NONE, "Bandwidth of nw and dk in periods; number of cosines of ewc");
  public static final Field GRADE = Regression.GRADE;

  @Override
  public TableName name() {
    return gold("regression_coefficient");
  }

  @Override
  public String grain() {
    return "one row per as-of day, study, specification, kind of errors and term";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        STUDY,
        SPECIFICATION,
        VCOV,
        SSC,
        TERM,
        ESTIMATE,
        STANDARD_ERROR,
        T,
        DF,
        P_VALUE,
        CI_LOW,
        CI_HIGH,
        MINIMUM_DETECTABLE_EFFECT,
        LAGS,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, STUDY, SPECIFICATION, VCOV, SSC, TERM);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("p is a probability", P_VALUE.col().isNull().or(P_VALUE.col().between(0, 1))),
        everyRow(
            "the interval holds the estimate",
            unlessNull(ESTIMATE.col().geq(CI_LOW.col()))
                .and(unlessNull(ESTIMATE.col().leq(CI_HIGH.col())))),
        everyRow(
            "the standard error is not negative",
            STANDARD_ERROR.col().isNull().or(STANDARD_ERROR.col().geq(0))),
        everyRow("degrees of freedom are positive", DF.col().isNull().or(DF.col().gt(0))));
  }
}
