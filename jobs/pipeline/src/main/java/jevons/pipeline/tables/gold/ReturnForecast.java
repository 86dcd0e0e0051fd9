package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.DAYS;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * How much of Nvidia's daily returns an elastic net over all candidate drivers explains in years
 * that it has not seen. Exploratory: no test, no p-value, and no cause.
 */
public final class ReturnForecast implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field SPECIFICATION =
      required(
          "specification",
          TEXT,
          NONE,
          "same_day: drivers of the same day, an explanation; day_before: of the day before, a"
              + " forecast");
  public static final Field PERIOD =
      required("period", TEXT, NONE, "Year whose days were not seen, 2025; all: all these years");
  public static final Field TRAIN_START =
      required("train_start", DAY, NONE, "First day that the coefficients were fitted on");
  public static final Field TRAIN_END =
      required("train_end", DAY, NONE, "Last day that they were fitted on; of all the newest");
  public static final Field TEST_START = required("test_start", DAY, NONE, "First day not seen");
  public static final Field TEST_END = required("test_end", DAY, NONE, "Last day not seen");
  public static final Field TRAIN_DAYS =
      optional("train_days", COUNT, DAYS, "Days fitted on; null of all");
  public static final Field N = required("n", COUNT, DAYS, "Days not seen");
  public static final Field CANDIDATES =
      optional("candidates", COUNT, NONE, "Drivers that had a value on all days fitted on");
  public static final Field CHOSEN =
      optional("chosen", COUNT, NONE, "Drivers whose coefficient is not 0");
  public static final Field MIXING =
      optional(
          "mixing", NUMBER, SHARE, "1 lasso, toward 0 ridge; by cross-validation on past days");
  public static final Field PENALTY =
      optional(
          "penalty",
          NUMBER,
          NONE,
          "Of standardised drivers and returns; by cross-validation on past days");
  public static final Field R2_AGAINST_MEAN =
      required(
          "r2_against_mean",
          NUMBER,
          NONE,
          "1 less squared errors over those of the mean of the days fitted on; below 0 it is worse");
  public static final Field R2_AGAINST_CAPM =
      optional(
          "r2_against_capm",
          NUMBER,
          NONE,
          "The same against the market of the same day, fitted on the same days; null for"
              + " day_before, which does not know that market");
  public static final Field CAPM_R2_AGAINST_MEAN =
      required("capm_r2_against_mean", NUMBER, NONE, "Of the market of the same day alone");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("return_forecast");
  }

  @Override
  public String grain() {
    return "one row per as-of day, specification and year, and one for all years";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        SPECIFICATION,
        PERIOD,
        TRAIN_START,
        TRAIN_END,
        TEST_START,
        TEST_END,
        TRAIN_DAYS,
        N,
        CANDIDATES,
        CHOSEN,
        MIXING,
        PENALTY,
        R2_AGAINST_MEAN,
        R2_AGAINST_CAPM,
        CAPM_R2_AGAINST_MEAN,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, SPECIFICATION, PERIOD);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "no day is fitted on that is tested",
            PERIOD.col().equalTo("all").or(TRAIN_END.col().lt(TEST_START.col()))),
        everyRow("r2 is at most 1", R2_AGAINST_MEAN.col().leq(1)),
        everyRow(
            "chooses among the candidates",
            CHOSEN.col().isNull().or(CHOSEN.col().leq(CANDIDATES.col()))));
  }
}
