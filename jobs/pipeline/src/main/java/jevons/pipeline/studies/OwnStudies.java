package jevons.pipeline.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.SmallSample;
import jevons.econometrics.panel.PanelModel;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.StudyDefinition;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.Type;
import jevons.pipeline.tables.Tables;

/** Holds the studies that a user wrote against the tables and the library's grammar. */
public final class OwnStudies {
  private OwnStudies() {}

  /**
   * The studies, in the order of their names. Starts no Spark and reads no table.
   *
   * @throws JevonsException USAGE, with file, line and key: a name that is taken, a table, column
   *     or kind of errors that there is not, a formula that cannot be read
   */
  public static List<OwnStudy> of(List<StudyDefinition> definitions) {
    return definitions.stream().map(OwnStudies::study).toList();
  }

  private static OwnStudy study(StudyDefinition d) {
    if (Studies.all().stream().anyMatch(s -> s.name().equals(d.name()))) {
      throw JevonsException.usage(
          "%s: there is a study %s in Jevons itself; its rows and these would have the same key. Give the file another name."
              .formatted(d.file(), d.name()));
    }
    Table table = table(d);
    List<String> columns = table.fields().stream().map(Field::name).toList();
    Formula formula = parse(d, "formula", d.text("formula"), Formula::parse);
    List<String> words = d.texts("errors").isEmpty() ? List.of("iid") : d.texts("errors");
    List<Covariance> errors =
        words.stream().map(w -> parse(d, "errors", w, Covariance::parse)).toList();
    for (String key : List.of("unit", "time", "weights")) {
      d.find(key).ifPresent(name -> requireColumn(d, key, name, columns));
    }
    OwnStudy study =
        new OwnStudy(
            d,
            table,
            formula,
            d.find("sample"),
            errors,
            parse(d, "ssc", d.find("ssc").orElse("fixest"), SmallSample::parse),
            parse(d, "model", d.find("model").orElse("pooled"), PanelModel::parse),
            d.find("unit"),
            d.find("time"),
            d.find("weights"),
            d.find("term"),
            schedule(d));
    checkNames(d, study, columns);
    checkTypes(d, formula, table);
    checkTerm(d, study);
    return study;
  }

  private static Table table(StudyDefinition d) {
    List<Table> readable =
        Tables.all().stream()
            .filter(t -> t instanceof Derived)
            .filter(t -> t.name().layer() == Layer.SILVER || t.name().layer() == Layer.GOLD)
            .toList();
    String name = d.text("table");
    Optional<Table> found = Tables.find(name);
    if (found.isPresent() && !readable.contains(found.get())) {
      throw d.wrong(
          "table",
          name
              + " is not for a study to read: expected a table of silver or gold that is not itself"
              + " made by studies.");
    }
    return found.orElseThrow(
        () -> {
          List<String> names = readable.stream().map(t -> t.name().toString()).toList();
          return d.wrong(
              "table",
              "there is no table "
                  + name
                  + "."
                  + Closest.hint(name, names)
                  + " All: jevons tables.");
        });
  }

  private static ScheduledDays schedule(StudyDefinition d) {
    String word = d.find("as-of").orElse(ScheduledDays.EVERY_DAY.word());
    return ScheduledDays.find(word)
        .orElseThrow(
            () ->
                d.wrong(
                    "as-of",
                    "\""
                        + word
                        + "\" is not one of "
                        + Arrays.stream(ScheduledDays.values())
                            .map(ScheduledDays::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** Names in the formula, then those in each kind of errors, so that the right key is blamed. */
  private static void checkNames(StudyDefinition d, OwnStudy study, List<String> columns) {
    PanelOls regression = study.regression();
    if (study.formula().looksBack() && study.time().isEmpty()) {
      throw d.wrong(
          "formula",
          "lags and differences need the column of the period, such as time = quarter, and in a"
              + " panel that of the unit, such as unit = ticker.");
    }
    check(d, "formula", regression, columns, List.of(Covariance.iid()));
    for (Covariance errors : study.errors()) {
      check(d, "errors", regression, columns, List.of(errors));
    }
  }

  private static void check(
      StudyDefinition d,
      String key,
      PanelOls regression,
      List<String> columns,
      List<Covariance> errors) {
    try {
      regression.check(columns, errors);
    } catch (EconometricsException e) {
      boolean isTime = e.getMessage().contains("(setTime)");
      throw d.wrong(
          key,
          isTime
              ? errors.get(0) + " sums over periods: set the column, such as time = quarter."
              : e.getMessage());
    }
  }

  private static void checkTypes(StudyDefinition d, Formula formula, Table table) {
    List<Expression> numbers = new ArrayList<>(List.of(formula.response()));
    formula.terms().forEach(t -> numbers.addAll(t.factors()));
    formula
        .instruments()
        .ifPresent(
            i -> {
              i.endogenous().forEach(t -> numbers.addAll(t.factors()));
              i.excluded().forEach(t -> numbers.addAll(t.factors()));
            });
    for (Expression expression : numbers) {
      if (expression instanceof Expression.Column column) {
        Type type = table.findField(column.name()).orElseThrow().type();
        if (type == Type.TEXT || type == Type.DAY) {
          throw d.wrong(
              "formula",
              "%s of %s is %s, not a number; its levels are i(%s), or stand behind the bar."
                  .formatted(
                      column.name(),
                      table.name(),
                      type == Type.TEXT ? "a text" : "a day",
                      column.name()));
        }
      }
    }
  }

  /** A term whose name the formula says; levels of {@code i()} are known with the data only. */
  private static void checkTerm(StudyDefinition d, OwnStudy study) {
    List<Formula.Term> terms = new ArrayList<>(study.formula().terms());
    study.formula().instruments().ifPresent(i -> terms.addAll(i.endogenous()));
    boolean isOpen =
        study.model() == PanelModel.FIRST_DIFFERENCES
            || terms.stream()
                .flatMap(t -> t.factors().stream())
                .anyMatch(f -> f instanceof Expression.Levels);
    List<String> names = new ArrayList<>(terms.stream().map(Formula.Term::name).toList());
    if (study.formula().intercept()) {
      names.add(Formula.INTERCEPT);
    }
    if (study.term().isPresent() && !isOpen && !names.contains(study.term().get())) {
      throw d.wrong(
          "term",
          "the formula has no term %s; it has %s.%s"
              .formatted(study.term().get(), names, Closest.hint(study.term().get(), names)));
    }
  }

  private static void requireColumn(
      StudyDefinition d, String key, String name, List<String> columns) {
    if (!columns.contains(name)) {
      throw d.wrong(
          key, d.text("table") + " has no column " + name + "." + Closest.hint(name, columns));
    }
  }

  private static <T> T parse(
      StudyDefinition d, String key, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (EconometricsException e) {
      throw d.wrong(key, e.getMessage());
    }
  }
}
