package jevons.pipeline.cli;

import java.util.List;
import java.util.OptionalDouble;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;

/**
 * A column of a table of regressions: one fit under one kind of errors.
 *
 * @param name above the column
 * @param response left-hand side
 * @param effects absorbed
 * @param errors as on the command line
 * @param r2 NaN where it is unknown
 * @param r2Within of what the effects leave; empty where it is unknown
 * @param independentUnits clusters, periods or rows that the errors rest on
 */
record EtableModel(
    String name,
    String response,
    List<Term> terms,
    List<String> effects,
    String errors,
    long n,
    OptionalDouble r2,
    OptionalDouble r2Within,
    long independentUnits) {
  /** A coefficient; what is not a number is NaN. */
  record Term(String name, double estimate, double standardError, double pValue) {}

  EtableModel {
    terms = List.copyOf(terms);
    effects = List.copyOf(effects);
  }

  /** The fit under each of its kinds of errors. */
  static List<EtableModel> of(Fit fit) {
    return fit.inferences().stream().map(inference -> of(fit, inference)).toList();
  }

  private static EtableModel of(Fit fit, Inference inference) {
    return new EtableModel(
        "",
        fit.formula().response().toString(),
        inference.terms().stream()
            .map(c -> new Term(c.term(), c.estimate(), c.standardError(), c.pValue()))
            .toList(),
        fit.formula().effects().stream().map(Formula.Effect::name).toList(),
        inference.covariance().toString(),
        fit.n(),
        finite(fit.r2()),
        finite(fit.r2Within()),
        inference.independentUnits(fit.n()));
  }

  /** A formula that was stored; one that is only words has no known effects. */
  static EtableModel stored(
      String name,
      String formula,
      List<Term> terms,
      String errors,
      long n,
      OptionalDouble r2,
      long independentUnits) {
    String response = formula.contains("~") ? formula.substring(0, formula.indexOf('~')) : formula;
    List<String> effects;
    try {
      Formula parsed = Formula.parse(formula);
      response = parsed.response().toString();
      effects = parsed.effects().stream().map(Formula.Effect::name).toList();
    } catch (EconometricsException words) {
      effects = List.of();
    }
    return new EtableModel(
        name,
        response.strip(),
        terms,
        effects,
        errors,
        n,
        r2,
        OptionalDouble.empty(),
        independentUnits);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
