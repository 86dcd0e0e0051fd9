package jevons.econometrics.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;

/** The formula that a model of a panel estimates, made from the one that was written. */
public final class PanelFormula {
  private PanelFormula() {}

  /**
   * The formula to estimate.
   *
   * @param unit column of the panel's unit; all models but the pooled one need it
   * @throws EconometricsException when there is no unit, or the formula does not go with the model
   */
  public static Formula of(PanelModel model, Formula written, Optional<String> unit) {
    if (model == PanelModel.POOLED) {
      return written;
    }
    String column =
        unit.orElseThrow(
            () ->
                new EconometricsException(
                    "model " + model + " needs the column of the panel's unit (setUnit, --unit)."));
    return switch (model) {
      case WITHIN -> within(written, column);
      case FIRST_DIFFERENCES -> differenced(written, column);
      case BETWEEN -> between(written);
      case POOLED -> written;
    };
  }

  private static boolean absorbs(Formula formula, String column) {
    return formula.effects().stream().anyMatch(e -> e.columns().equals(List.of(column)));
  }

  private static Formula within(Formula written, String unit) {
    if (absorbs(written, unit)) {
      return written;
    }
    List<Formula.Effect> effects = new ArrayList<>();
    effects.add(new Formula.Effect(unit, List.of(unit)));
    effects.addAll(written.effects());
    return formula(written.response(), false, written.terms(), effects, written.instruments());
  }

  private static Formula between(Formula written) {
    if (!written.effects().isEmpty()) {
      throw new EconometricsException(
          "formula \""
              + written
              + "\": model between has one row for each unit, so it absorbs no effects. Drop "
              + written.effects().stream().map(Formula.Effect::name).toList()
              + ".");
    }
    return written;
  }

  private static Formula differenced(Formula written, String unit) {
    if (absorbs(written, unit)) {
      throw new EconometricsException(
          "formula \""
              + written
              + "\": model fd takes the effects of "
              + unit
              + " out by differencing. Drop them.");
    }
    return formula(
        new Expression.Difference(written.response(), 1),
        written.intercept(),
        differenced(written.terms()),
        written.effects(),
        written
            .instruments()
            .map(
                i ->
                    new Formula.Instruments(
                        differenced(i.endogenous()), differenced(i.excluded()))));
  }

  private static List<Formula.Term> differenced(List<Formula.Term> terms) {
    List<Formula.Term> all = new ArrayList<>();
    for (Formula.Term term : terms) {
      if (term.factors().stream().anyMatch(f -> f instanceof Expression.Levels)) {
        throw new EconometricsException(
            term.name()
                + ": model fd takes no i(); absorb the effect, or make a column of zeros and ones"
                + " for each level.");
      }
      Expression product =
          term.factors().stream()
              .reduce((a, b) -> new Expression.Arithmetic('*', a, b))
              .orElseThrow();
      Expression difference = new Expression.Difference(product, 1);
      all.add(new Formula.Term(difference.toString(), List.of(difference)));
    }
    return all;
  }

  private static Formula formula(
      Expression response,
      boolean intercept,
      List<Formula.Term> terms,
      List<Formula.Effect> effects,
      Optional<Formula.Instruments> instruments) {
    String right = names(terms);
    StringBuilder text = new StringBuilder(response.toString()).append(" ~ ");
    if (right.isEmpty()) {
      text.append(intercept || !effects.isEmpty() ? "1" : "0");
    } else {
      text.append(right).append(intercept || !effects.isEmpty() ? "" : " - 1");
    }
    if (!effects.isEmpty()) {
      text.append(" | ")
          .append(effects.stream().map(Formula.Effect::name).collect(Collectors.joining(" + ")));
    }
    instruments.ifPresent(
        i ->
            text.append(" | ")
                .append(names(i.endogenous()))
                .append(" ~ ")
                .append(names(i.excluded())));
    return new Formula(text.toString(), response, intercept, terms, effects, instruments);
  }

  private static String names(List<Formula.Term> terms) {
    return terms.stream().map(Formula.Term::name).collect(Collectors.joining(" + "));
  }
}
