package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.LOG;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * How often each test of the Jevons elasticity rejects at 5 %, in data drawn from the process that
 * the study estimated: its size where the true elasticity is the one tested, else its power.
 */
public final class TestPower implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field TEST =
      required(
          "test",
          TEXT,
          NONE,
          "headline_ewc; detrended_ewc; random_walks: the place of t among 499 of them;"
              + " agreement: all three on one side, the verdict rule; firm effects with"
              + " driscoll_kraay, two_way clusters, wild_quarter (399 draws), wild_firm");
  public static final Field NULL_ELASTICITY =
      required("null_elasticity", NUMBER, NONE, "Tested: 0, spending unmoved; -1, no rebound");
  public static final Field TRUE_ELASTICITY =
      required("true_elasticity", NUMBER, NONE, "That the data were drawn with");
  public static final Field REJECTION =
      required("rejection_share", NUMBER, SHARE, "Of the drawn samples, rejected at 5 %");
  public static final Field ERROR =
      required(
          "monte_carlo_error", NUMBER, SHARE, "Standard error of rejection_share: sqrt(p(1-p)/n)");
  public static final Field DRAWS = required("draws", COUNT, NONE, "Samples drawn");
  public static final Field QUARTERS = required("quarters", COUNT, NONE, "T of each sample");
  public static final Field FIRMS = required("firms", COUNT, NONE, "Firms in each quarter");
  public static final Field AR1 =
      required("ar1_common_shock", NUMBER, NONE, "Estimated, of the shock that firms share");
  public static final Field COMMON =
      required("common_shock_sd", NUMBER, LOG, "Its standard deviation, of growth a quarter");
  public static final Field OWN =
      required("own_shock_sd", NUMBER, LOG, "Of the firms' own shocks, root mean square");
  public static final Field FINGERPRINT = Regression.FINGERPRINT;
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("test_power");
  }

  @Override
  public String grain() {
    return "one row per as-of day, test, elasticity tested and true elasticity";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        TEST,
        NULL_ELASTICITY,
        TRUE_ELASTICITY,
        REJECTION,
        ERROR,
        DRAWS,
        QUARTERS,
        FIRMS,
        AR1,
        COMMON,
        OWN,
        FINGERPRINT,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, TEST, NULL_ELASTICITY, TRUE_ELASTICITY);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("rejections are a share", REJECTION.col().between(0, 1)),
        everyRow("the shock is stationary", AR1.col().between(-0.99, 0.99)));
  }
}
