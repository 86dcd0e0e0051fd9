package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.gold;
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
import org.apache.spark.sql.functions;

/** What tells how far the studies' fits can be trusted: tests of residuals, placebo p-values. */
public final class RegressionDiagnostic implements Estimated {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field STUDY = Regression.STUDY;
  public static final Field SPECIFICATION = Regression.SPECIFICATION;
  public static final Field TEST =
      required("test", TEXT, NONE, "Name of the test or figure, breusch_pagan");
  public static final Field STATISTIC =
      required("statistic", NUMBER, NONE, "The test's statistic, or the figure itself");
  public static final Field P_VALUE =
      optional("p_value", NUMBER, SHARE, "Null when the figure is not a test");
  public static final Field GRADE = Regression.GRADE;

  @Override
  public TableName name() {
    return gold("regression_diagnostic");
  }

  @Override
  public String grain() {
    return "one row per as-of day, study, specification and test";
  }

  @Override
  public List<Field> fields() {
    return List.of(AS_OF, STUDY, SPECIFICATION, TEST, STATISTIC, P_VALUE, GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, STUDY, SPECIFICATION, TEST);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("p is a probability", P_VALUE.col().isNull().or(P_VALUE.col().between(0, 1))),
        everyRow("the statistic is a number", functions.not(STATISTIC.col().isNaN())));
  }
}
