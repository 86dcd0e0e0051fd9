package jevons.econometrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.internal.FormulaParser;

/**
 * What to estimate: {@code y ~ x1 + x2 | firm + year}, regressors and then the effects to absorb.
 * Instruments stand behind the last bar: {@code y ~ x1 | firm | x2 ~ z1 + z2}, or {@code y ~ x1 |
 * x2 ~ z1 + z2} without effects; x2 is endogenous, z1 and z2 are the excluded instruments.
 *
 * <p>Terms may be {@code x}, {@code lag(x, 1)}, {@code lag(x, 1:3)} for three terms, {@code lead(x,
 * 1)}, {@code d(x)}, {@code log(x)}, {@code exp(x)}, {@code sqrt(x)}, {@code abs(x)}, {@code i(x)},
 * {@code i(x, ref = b)}, {@code i(g, x)} for a slope of x in each level of g, {@code I(x^2)}, a
 * product {@code x1:x2}, or {@code x1*x2} for both and their product; {@code - 1} takes out the
 * intercept. A column whose name is not a plain word stands in backquotes. Effects may be joined:
 * {@code firm^year} has a level for each pair. A formula with absorbed effects has no intercept.
 * The grammar is fixest's as far as it goes; in its place of dropping collinear terms in silence,
 * an estimator names them and stops.
 *
 * @param text as the caller wrote it
 * @param response left-hand side
 * @param intercept whether a constant is among the regressors
 * @param terms exogenous regressors in the order written, without the intercept
 * @param effects effects to absorb
 * @param instruments the part behind the last bar; empty for least squares
 */
public record Formula(
    String text,
    Expression response,
    boolean intercept,
    List<Term> terms,
    List<Effect> effects,
    Optional<Instruments> instruments) {

  /** The name under which the constant appears among the coefficients. */
  public static final String INTERCEPT = "(Intercept)";

  /** A regressor: the product of its factors. */
  public record Term(String name, List<Expression> factors) {
    public Term {
      factors = List.copyOf(factors);
    }
  }

  /** An absorbed effect: one level for each distinct combination of its columns. */
  public record Effect(String name, List<String> columns) {
    public Effect {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Regressors that may be correlated with the error, and what stands in for them.
   *
   * @param endogenous regressors, reported after the exogenous ones
   * @param excluded instruments that are not regressors; the exogenous regressors are instruments
   *     of themselves
   */
  public record Instruments(List<Term> endogenous, List<Term> excluded) {
    public Instruments {
      endogenous = List.copyOf(endogenous);
      excluded = List.copyOf(excluded);
    }
  }

  public Formula {
    terms = List.copyOf(terms);
    effects = List.copyOf(effects);
  }

  /** A formula without instruments. */
  public Formula(
      String text, Expression response, boolean intercept, List<Term> terms, List<Effect> effects) {
    this(text, response, intercept, terms, effects, Optional.empty());
  }

  /**
   * Reads a formula.
   *
   * @throws EconometricsException pointing at the part that is not understood
   */
  public static Formula parse(String text) {
    return FormulaParser.parse(text);
  }

  /** Names of the columns it needs, in order of appearance. */
  public Set<String> columns() {
    Set<String> names = new LinkedHashSet<>();
    collect(response, names);
    terms.forEach(t -> t.factors().forEach(f -> collect(f, names)));
    effects.forEach(e -> names.addAll(e.columns()));
    instrumentTerms().forEach(t -> t.factors().forEach(f -> collect(f, names)));
    return names;
  }

  private List<Term> instrumentTerms() {
    List<Term> all = new ArrayList<>();
    instruments.ifPresent(
        i -> {
          all.addAll(i.endogenous());
          all.addAll(i.excluded());
        });
    return all;
  }

  /** Whether a term looks at another period, so that a time column is needed. */
  public boolean looksBack() {
    List<Expression> all = new ArrayList<>(List.of(response));
    terms.forEach(t -> all.addAll(t.factors()));
    instrumentTerms().forEach(t -> all.addAll(t.factors()));
    return all.stream().anyMatch(Formula::looksBack);
  }

  private static boolean looksBack(Expression e) {
    if (e instanceof Expression.Lag || e instanceof Expression.Difference) {
      return true;
    } else if (e instanceof Expression.Arithmetic a) {
      return looksBack(a.left()) || looksBack(a.right());
    } else if (e instanceof Expression.Negative n) {
      return looksBack(n.of());
    } else if (e instanceof Expression.Call c) {
      return looksBack(c.of());
    } else if (e instanceof Expression.AsIs i) {
      return looksBack(i.of());
    }
    return false;
  }

  /**
   * The place of a fitted term among the regressors, exogenous ones before endogenous ones; after
   * all of them for a term that is none of the formula's. The levels of {@code i(g)} share a place.
   */
  int place(String fitted) {
    List<Term> regressors = new ArrayList<>(terms);
    instruments.ifPresent(i -> regressors.addAll(i.endogenous()));
    int place = regressors.size();
    String longest = null;
    for (int i = 0; i < regressors.size(); i++) {
      Term term = regressors.get(i);
      if (term.name().equals(fitted)) {
        return i;
      }
      Optional<String> slope = slope(term, fitted);
      if (slope.isPresent() && (longest == null || slope.get().length() > longest.length())) {
        place = i;
        longest = slope.get();
      }
    }
    return place;
  }

  /** What a level of {@code i(g, x)} is multiplied by, {@code ":x"}; empty if it is no level. */
  private static Optional<String> slope(Term term, String fitted) {
    String level = "";
    StringBuilder slope = new StringBuilder();
    for (Expression factor : term.factors()) {
      if (factor instanceof Expression.Levels levels) {
        level = levels.column() + "::";
      } else {
        slope.append(':').append(factor);
      }
    }
    return !level.isEmpty() && fitted.startsWith(level) && fitted.endsWith(slope.toString())
        ? Optional.of(slope.toString())
        : Optional.empty();
  }

  private static void collect(Expression e, Set<String> names) {
    if (e instanceof Expression.Column c) {
      names.add(c.name());
    } else if (e instanceof Expression.Levels l) {
      names.add(l.column());
    } else if (e instanceof Expression.Arithmetic a) {
      collect(a.left(), names);
      collect(a.right(), names);
    } else if (e instanceof Expression.Negative n) {
      collect(n.of(), names);
    } else if (e instanceof Expression.Call c) {
      collect(c.of(), names);
    } else if (e instanceof Expression.AsIs i) {
      collect(i.of(), names);
    } else if (e instanceof Expression.Lag l) {
      collect(l.of(), names);
    } else if (e instanceof Expression.Difference d) {
      collect(d.of(), names);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
