package jevons.econometrics;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A column of a table of regressions: one fit under one kind of errors.
 *
 * @param name above the column; empty for none
 * @param response left-hand side
 * @param terms in the order in which they are printed
 * @param effects absorbed
 * @param errors as on the command line
 * @param r2 empty where it is unknown
 * @param r2Within of what the effects leave; empty without effects, or where it is unknown
 * @param independentUnits clusters, periods or rows that the errors rest on
 */
public record EtableColumn(
    String name,
    String response,
    List<Term> terms,
    List<String> effects,
    String errors,
    long n,
    OptionalDouble r2,
    OptionalDouble r2Within,
    long independentUnits) {
  /** Errors whose t has one degree of freedom fewer than there are clusters or periods. */
  private static final Set<String> BY_GROUP = Set.of("cluster", "cr3", "wild", "dk");

  /** A coefficient; what is not a number is NaN. */
  public record Term(String name, double estimate, double standardError, double pValue) {}

  public EtableColumn {
    terms = List.copyOf(terms);
    effects = List.copyOf(effects);
  }

  /** The fit under each of its kinds of errors. */
  public static List<EtableColumn> of(Fit fit) {
    return fit.inferences().stream().map(inference -> of(fit, inference)).toList();
  }

  private static EtableColumn of(Fit fit, Inference inference) {
    return new EtableColumn(
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

  /**
   * A fit that was stored: its terms in the order of its formula, the intercept first. A formula
   * that is only words has no known effects, and its terms keep their order behind the intercept.
   *
   * @param terms in any order
   * @param independentUnits that the fit's headline errors rest on
   * @param df degrees of freedom of t under these errors, NaN where they are unknown: of clusters
   *     and of panels over time they are one fewer than the clusters or periods, so that such
   *     errors are known to rest on fewer units than the headline's
   */
  public static EtableColumn stored(
      String name,
      String formula,
      List<Term> terms,
      String errors,
      long n,
      OptionalDouble r2,
      OptionalDouble r2Within,
      long independentUnits,
      double df) {
    Optional<Formula> parsed = parsed(formula);
    return new EtableColumn(
        name,
        parsed.map(f -> f.response().toString()).orElseGet(() -> formula.split("~", 2)[0].strip()),
        terms.stream().sorted(Comparator.comparingInt(t -> place(parsed, t.name()))).toList(),
        parsed.map(Formula::effects).orElse(List.of()).stream().map(Formula.Effect::name).toList(),
        errors,
        n,
        r2,
        r2Within,
        units(errors, independentUnits, df));
  }

  private static long units(String errors, long headline, double df) {
    String kind = errors.split("\\(", 2)[0];
    return BY_GROUP.contains(kind) && Double.isFinite(df)
        ? Math.min(headline, Math.round(df) + 1)
        : headline;
  }

  private static Optional<Formula> parsed(String formula) {
    try {
      return Optional.of(Formula.parse(formula));
    } catch (EconometricsException words) {
      return Optional.empty();
    }
  }

  private static int place(Optional<Formula> formula, String fitted) {
    return fitted.equals(Formula.INTERCEPT) ? -1 : formula.map(f -> f.place(fitted)).orElse(0);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
