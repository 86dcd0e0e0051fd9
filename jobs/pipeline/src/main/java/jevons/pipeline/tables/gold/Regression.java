package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * What the studies fitted, and how much each fit can say.
 *
 * <p>A fit carries the number of independent units its inference rests on and the smallest effect
 * it would find: with few quarters, a coefficient that is not significant says little.
 */
public final class Regression implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field STUDY = required("study", TEXT, NONE, "Question, investment");
  public static final Field SPECIFICATION =
      required("specification", TEXT, NONE, "One way of asking it, headline");
  public static final Field FORMULA =
      required("formula", TEXT, NONE, "As the command line's fit takes it");
  public static final Field SAMPLE_START =
      required("sample_start", DAY, NONE, "First day or quarter of the sample");
  public static final Field SAMPLE_END =
      required("sample_end", DAY, NONE, "Last day or quarter of the sample");
  public static final Field N = required("n", COUNT, ROWS, "Observations of the fit");
  public static final Field INDEPENDENT_UNITS =
      required(
          "independent_units",
          COUNT,
          NONE,
          "Quarters, days, clusters or events that the headline errors rest on");
  public static final Field R2 =
      optional("r2", NUMBER, SHARE, "Share of the variance explained, absorbed effects included");
  public static final Field R2_WITHIN =
      optional(
          "r2_within",
          NUMBER,
          SHARE,
          "Share of what the absorbed effects leave; null without effects");
  public static final Field HEADLINE_TERM =
      required("headline_term", TEXT, NONE, "The term that the study asks about");
  public static final Field HEADLINE_VCOV =
      required(
          "headline_vcov",
          TEXT,
          NONE,
          "The errors that the study rests on; the others stand beside them");
  public static final Field SMALLEST_P_VALUE =
      optional(
          "smallest_p_value",
          NUMBER,
          SHARE,
          "Smallest p its permutation or bootstrap tests can reach; null when it has none");
  public static final Field MINIMUM_DETECTABLE_EFFECT =
      optional(
          "minimum_detectable_effect",
          NUMBER,
          NONE,
          "Effect of the headline term that a 5 % test finds with 80 % probability:"
              + " (t_0.975,df + t_0.8,df) x standard error, in the unit of the coefficient");
  public static final Field FINGERPRINT =
      required("fingerprint", TEXT, NONE, "Digest of inputs, settings and code that made it");
  public static final Field REMARKS =
      optional("remarks", TEXT, NONE, "What its reader should know, one sentence after the other");
  public static final Field FAILURE =
      optional(
          "failure",
          TEXT,
          NONE,
          "Why a study of the user's own could not be fitted; it has no coefficients then, n is 0"
              + " and the sample is the as-of day");
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest grade of what it was made from");

  @Override
  public TableName name() {
    return gold("regression");
  }

  @Override
  public String grain() {
    return "one row per as-of day, study and specification";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        STUDY,
        SPECIFICATION,
        FORMULA,
        SAMPLE_START,
        SAMPLE_END,
        N,
        INDEPENDENT_UNITS,
        R2,
        R2_WITHIN,
        HEADLINE_TERM,
        HEADLINE_VCOV,
        SMALLEST_P_VALUE,
        MINIMUM_DETECTABLE_EFFECT,
        FINGERPRINT,
        REMARKS,
        FAILURE,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, STUDY, SPECIFICATION);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("has observations", N.col().gt(0).or(FAILURE.col().isNotNull())),
        everyRow(
            "rests on at least one unit and at most its observations",
            INDEPENDENT_UNITS.col().between(1, N.col()).or(FAILURE.col().isNotNull())),
        everyRow("sample ends after it starts", SAMPLE_END.col().geq(SAMPLE_START.col())),
        everyRow("r2 is at most 1", R2.col().isNull().or(R2.col().leq(1))),
        everyRow(
            "r2 within effects is at most 1", R2_WITHIN.col().isNull().or(R2_WITHIN.col().leq(1))),
        everyRow(
            "the smallest p is a probability",
            SMALLEST_P_VALUE.col().isNull().or(SMALLEST_P_VALUE.col().between(0, 1))),
        everyRow(
            "the minimum detectable effect is positive",
            MINIMUM_DETECTABLE_EFFECT.col().isNull().or(MINIMUM_DETECTABLE_EFFECT.col().gt(0))));
  }
}
