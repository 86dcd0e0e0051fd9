package jevons.pipeline.studies;

import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.SmallSample;
import jevons.econometrics.panel.PanelModel;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.SparkWords;
import jevons.pipeline.table.StudyDefinition;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.Type;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A study that a user wrote as a file: one regression on one table.
 *
 * @param definition the file
 * @param table what it reads, as of the run's day
 * @param sample condition on the table's rows; empty for all
 * @param errors the headline's first
 * @param term what it asks about; empty for the first regressor
 */
public record OwnStudy(
    StudyDefinition definition,
    Table table,
    Formula formula,
    Optional<String> sample,
    List<Covariance> errors,
    SmallSample smallSample,
    PanelModel model,
    Optional<String> unit,
    Optional<String> time,
    Optional<String> weights,
    Optional<String> term,
    ScheduledDays schedule)
    implements Study {
  /** A file's one specification. */
  public static final String SPECIFICATION = "headline";

  private static final String GRADE = "grade";

  /** Keys of the file that no figure depends on. */
  private static final Set<String> WORDS = Set.of("title", "question", "as-of");

  public OwnStudy {
    errors = List.copyOf(errors);
  }

  /** What came of it: an estimate, or why there is none. */
  public sealed interface Answer {
    /** It was fitted. */
    record Fitted(Estimate estimate) implements Answer {}

    /** The data allow no fit: no rows, collinear regressors; the night goes on. */
    record Failed(String why, StudyRow row) implements Answer {}
  }

  @Override
  public String name() {
    return definition.name();
  }

  /** One or two words for a heading. */
  public String title() {
    return definition.text("title");
  }

  /** What it asks, in one line. */
  public String question() {
    return definition.text("question");
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(table.getClass());
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  /**
   * All in the file that a figure depends on, the same however it is laid out and commented; part
   * of what a run compares to tell whether the study is to be made again.
   */
  public String meaning() {
    Map<String, Object> meant = new TreeMap<>(definition.values());
    meant.keySet().removeAll(WORDS);
    return meant.toString().replaceAll("\\s+", " ");
  }

  /** The regression, ready to be fitted. */
  PanelOls regression() {
    PanelOls regression =
        new PanelOls().setFormula(formula).setSmallSample(smallSample).setModel(model);
    unit.ifPresent(regression::setUnit);
    time.ifPresent(regression::setTime);
    weights.ifPresent(regression::setWeights);
    return regression;
  }

  @Override
  public void requireReadable() {
    List<String> columns = table.fields().stream().map(Field::name).toList();
    sample
        .flatMap(sql -> RowCondition.problem(sql, columns))
        .ifPresent(
            problem -> {
              throw definition.wrong("sample", problem);
            });
  }

  @Override
  public void requireTyped(SparkSession spark) {
    if (sample.isPresent()) {
      try {
        spark.createDataFrame(List.of(), table.schema()).where(sample.get());
      } catch (Exception e) {
        throw definition.wrong(
            "sample", "\"" + sample.get() + "\" does not fit the columns: " + sparks(e));
      }
    }
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    return answer(in) instanceof Answer.Fitted fitted ? List.of(fitted.estimate()) : List.of();
  }

  /** Fits it, as of the day of {@code in}. */
  public Answer answer(Inputs in) {
    Dataset<Row> all = in.read(table.getClass());
    Dataset<Row> rows = sample.map(all::where).orElse(all);
    try {
      Fit fit = regression().fit(rows, errors);
      return new Answer.Fitted(estimate(fit, rows, in.asOf()));
    } catch (EconometricsException e) {
      return failed(e.getMessage(), in.asOf());
    } catch (Exception e) {
      return failed(sparks(e), in.asOf());
    }
  }

  private Estimate estimate(Fit fit, Dataset<Row> rows, LocalDate asOf) {
    String asked =
        term.orElseGet(
            () ->
                fit.coefficients().stream()
                    .map(Coefficient::term)
                    .filter(t -> !t.equals(Formula.INTERCEPT))
                    .findFirst()
                    .orElse(Formula.INTERCEPT));
    fit.coefficient(asked);
    Row used = used(rows, asOf);
    Grade grade = Estimate.weakest(used.<String>getList(2).stream().map(Grade::of));
    Estimate estimate =
        Estimate.of(
            name(),
            SPECIFICATION,
            fit,
            asked,
            new Span(used.getDate(0).toLocalDate(), used.getDate(1).toLocalDate()),
            fit.inferences().get(0).independentUnits(fit.n()),
            grade);
    String of = "Rows of " + table.name() + sample.map(s -> " where " + s).orElse("") + ".";
    return estimate.withRemarks(of);
  }

  /** First and last day of the rows that have all columns, and their grades. */
  private Row used(Dataset<Row> rows, LocalDate asOf) {
    Column complete = lit(true);
    for (String column : formula.columns()) {
      complete = complete.and(rows.col(column).isNotNull());
    }
    Column day = day().map(f -> rows.col(f.name())).orElse(lit(Date.valueOf(asOf)));
    Column grade =
        table.findField(GRADE).map(f -> rows.col(f.name())).orElse(lit(null).cast("string"));
    return rows.where(complete).agg(min(day), max(day), collect_set(grade)).head();
  }

  /** The column that says what day a row is about: the period, else a day of the key. */
  private Optional<Field> day() {
    return time.flatMap(table::findField)
        .filter(f -> f.type() == Type.DAY)
        .or(() -> table.key().stream().filter(OwnStudy::isDay).findFirst());
  }

  private static boolean isDay(Field field) {
    return field.type() == Type.DAY && !field.equals(Regression.AS_OF);
  }

  private Answer failed(String why, LocalDate asOf) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(Regression.STUDY, name());
    cells.put(Regression.SPECIFICATION, SPECIFICATION);
    cells.put(Regression.FORMULA, formula.toString());
    cells.put(Regression.SAMPLE_START, Date.valueOf(asOf));
    cells.put(Regression.SAMPLE_END, Date.valueOf(asOf));
    cells.put(Regression.N, 0L);
    cells.put(Regression.INDEPENDENT_UNITS, 0L);
    cells.put(
        Regression.HEADLINE_TERM,
        term.orElse(formula.terms().isEmpty() ? Formula.INTERCEPT : formula.terms().get(0).name()));
    cells.put(Regression.HEADLINE_VCOV, errors.get(0).toString());
    cells.put(Regression.FAILURE, why);
    cells.put(Regression.GRADE, Grade.ESTIMATED.word());
    return new Answer.Failed(why, new StudyRow(Regression.class, cells));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    Column inSample =
        day()
            .map(
                day ->
                    RowsBehind.input(day)
                        .between(
                            RowsBehind.row(Regression.SAMPLE_START),
                            RowsBehind.row(Regression.SAMPLE_END)))
            .orElse(lit(true));
    Field[] followed =
        formula.columns().stream().flatMap(c -> table.findField(c).stream()).toArray(Field[]::new);
    RowsBehind all =
        RowsBehind.where(inSample, RowsBehind.row(Regression.FAILURE).isNull()).following(followed);
    return sample.map(all::among).orElse(all);
  }

  /** What Spark says of the user's condition; Scala throws checked exceptions undeclared. */
  private static String sparks(Exception e) {
    if (e instanceof SparkThrowable || e instanceof AnalysisException) {
      return SparkWords.of(e);
    }
    throw e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
  }
}
