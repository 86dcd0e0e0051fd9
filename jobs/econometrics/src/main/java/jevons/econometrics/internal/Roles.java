package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;
import jevons.econometrics.panel.PanelModel;

/** Which columns a fit needs, and as what. */
public record Roles(
    Formula formula,
    List<Covariance> covariances,
    Optional<String> unit,
    Optional<String> time,
    Optional<String> weights,
    PanelModel model) {

  /** Rows as they are. */
  public Roles(
      Formula formula,
      List<Covariance> covariances,
      Optional<String> unit,
      Optional<String> time,
      Optional<String> weights) {
    this(formula, covariances, unit, time, weights, PanelModel.POOLED);
  }

  List<String> clusterColumns() {
    Set<String> names = new LinkedHashSet<>();
    covariances.forEach(c -> names.addAll(c.clusterColumns()));
    if (model == PanelModel.BETWEEN) {
      names.add(unit.orElseThrow());
    }
    return List.copyOf(names);
  }

  Set<String> seriesColumns() {
    Set<String> names = new LinkedHashSet<>();
    covariances.forEach(c -> names.addAll(c.seriesColumns()));
    return names;
  }

  public boolean needsTime() {
    return formula.looksBack() || covariances.stream().anyMatch(Roles::summedByPeriod);
  }

  static boolean summedByPeriod(Covariance c) {
    return c instanceof Covariance.NeweyWest
        || c instanceof Covariance.DriscollKraay
        || c instanceof Covariance.EqualWeightedCosine
        || c instanceof Covariance.HansenHodrick
        || c instanceof Covariance.Hodrick;
  }

  /** Rows as the model of the panel takes them. */
  Bound modelled(Bound bound) {
    if (model != PanelModel.BETWEEN) {
      return bound;
    }
    covariances.stream()
        .filter(Roles::summedByPeriod)
        .findFirst()
        .ifPresent(
            c -> {
              throw new EconometricsException(
                  c + ": model between has one row for each unit and no periods. Use iid or hc1.");
            });
    return UnitMeans.of(bound, unit.orElseThrow(), weights.isPresent());
  }

  /** Columns to read, each once. */
  public Set<String> columns() {
    Set<String> names = formula.columns();
    names.addAll(clusterColumns());
    names.addAll(seriesColumns());
    unit.ifPresent(names::add);
    time.ifPresent(names::add);
    weights.ifPresent(names::add);
    return names;
  }

  /** Stops at the first name that the data do not have. */
  public Roles check(Collection<String> there) {
    Map<String, String> places = new LinkedHashMap<>();
    Formula left = new Formula(formula.text(), formula.response(), true, List.of(), List.of());
    left.columns().forEach(c -> places.putIfAbsent(c, "the left-hand side"));
    columns(formula.terms()).forEach(c -> places.putIfAbsent(c, "the right-hand side"));
    formula
        .effects()
        .forEach(e -> e.columns().forEach(c -> places.putIfAbsent(c, "the absorbed part")));
    formula
        .instruments()
        .ifPresent(
            i -> {
              columns(i.endogenous()).forEach(c -> places.putIfAbsent(c, "the endogenous part"));
              columns(i.excluded()).forEach(c -> places.putIfAbsent(c, "the instruments' part"));
            });
    places.forEach(
        (name, place) -> {
          if (!there.contains(name)) {
            throw new EconometricsException(
                "formula \""
                    + formula.text()
                    + "\": "
                    + place
                    + " names "
                    + name
                    + ", which the data do not have."
                    + Names.hint(name, there));
          }
        });
    for (Covariance c : covariances) {
      c.clusterColumns().forEach(name -> check(name, "vcov \"" + c + "\"", there));
      c.seriesColumns().forEach(name -> check(name, "vcov \"" + c + "\"", there));
    }
    unit.ifPresent(name -> check(name, "the unit", there));
    time.ifPresent(name -> check(name, "the time", there));
    weights.ifPresent(name -> check(name, "the weights", there));
    return this;
  }

  private Set<String> columns(List<Formula.Term> terms) {
    return new Formula(formula.text(), new Expression.Constant(0), true, terms, List.of())
        .columns();
  }

  private static void check(String name, String role, Collection<String> there) {
    if (!there.contains(name)) {
      throw new EconometricsException(
          role + " names " + name + ", which the data do not have." + Names.hint(name, there));
    }
  }

  /** What a column is in the equation. */
  enum Kind {
    EXOGENOUS,
    ENDOGENOUS,
    INSTRUMENT
  }

  /** A regressor or an instrument before the levels of {@code i()} are known. */
  record Part(
      Kind kind, String name, List<Expression> numeric, Optional<Expression.Levels> levels) {}

  /** Exogenous regressors, endogenous ones, excluded instruments. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    formula.terms().forEach(t -> parts.add(part(Kind.EXOGENOUS, t)));
    formula
        .instruments()
        .ifPresent(
            i -> {
              i.endogenous().forEach(t -> parts.add(part(Kind.ENDOGENOUS, t)));
              i.excluded().forEach(t -> parts.add(part(Kind.INSTRUMENT, t)));
            });
    return parts;
  }

  private static Part part(Kind kind, Formula.Term term) {
    List<Expression> numeric = new ArrayList<>();
    Optional<Expression.Levels> levels = Optional.empty();
    for (Expression f : term.factors()) {
      if (f instanceof Expression.Levels l) {
        levels = Optional.of(l);
      } else {
        numeric.add(f);
      }
    }
    return new Part(kind, term.name(), numeric, levels);
  }

  /**
   * Whether {@code i()} leaves its first level out: yes where all levels together would repeat the
   * intercept, the effects or a term of the same equation that stands by itself. The endogenous
   * regressors do not stand in the equation of the instruments, nor these in that of y.
   */
  boolean leavesReferenceOut(Part part) {
    if (part.numeric().isEmpty()) {
      return formula.intercept() || !formula.effects().isEmpty();
    }
    return parts().stream()
        .filter(p -> p.kind() == Kind.EXOGENOUS || p.kind() == part.kind())
        .anyMatch(
            p ->
                p.levels().isEmpty() && Set.copyOf(p.numeric()).equals(Set.copyOf(part.numeric())));
  }

  /** The levels that get a column each, in order. */
  List<Object> levelsKept(Part part, Collection<Object> distinct) {
    Expression.Levels l = part.levels().orElseThrow();
    List<Object> sorted = new ArrayList<>(distinct);
    sorted.sort(Roles::compare);
    if (l.reference().isPresent()) {
      String wanted = l.reference().get().replaceAll("^[\"']|[\"']$", "");
      if (!sorted.removeIf(v -> text(v).equals(wanted))) {
        throw new EconometricsException(
            l
                + ": "
                + wanted
                + " is not among the levels "
                + sorted.stream().map(Roles::text).toList());
      }
    } else if (leavesReferenceOut(part) && !sorted.isEmpty()) {
      sorted.remove(0);
    }
    return sorted;
  }

  private static int compare(Object a, Object b) {
    return a instanceof Number x && b instanceof Number z
        ? Double.compare(x.doubleValue(), z.doubleValue())
        : text(a).compareTo(text(b));
  }

  /** Numbers values in their order, so that draws by cluster do not hang on the rows' order. */
  static HashMap<List<Object>, Integer> inOrder(Collection<List<Object>> keys) {
    List<List<Object>> sorted = new ArrayList<>(keys);
    sorted.sort((a, b) -> compare(a.get(0), b.get(0)));
    HashMap<List<Object>, Integer> codes = new HashMap<>();
    sorted.forEach(key -> codes.put(key, codes.size()));
    return codes;
  }

  static String levelName(Part part, Object level) {
    StringBuilder name = new StringBuilder();
    name.append(part.levels().orElseThrow().column()).append("::").append(text(level));
    part.numeric().forEach(f -> name.append(':').append(f));
    return name.toString();
  }

  static String text(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
      return Long.toString(d.longValue());
    }
    return value.toString();
  }

  public static boolean isMissing(Object value) {
    return value == null || (value instanceof Double d && d.isNaN());
  }
}
