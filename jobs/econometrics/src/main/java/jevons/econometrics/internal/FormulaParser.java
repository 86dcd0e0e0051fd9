package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;

/** Recursive descent over the text of a formula; every error names the place. */
public final class FormulaParser {
  private static final Set<String> FUNCTIONS = Set.of("log", "exp", "sqrt", "abs");
  private static final String CALLS = "log, exp, sqrt, abs, lag, lead, d, i, I";

  private final String text;
  private int at;

  private FormulaParser(String text) {
    this.text = text;
  }

  public static Formula parse(String text) {
    return new FormulaParser(text).formula();
  }

  private Formula formula() {
    Expression response = sum();
    expect('~', "the tilde between the left-hand side and the regressors");
    Map<String, Formula.Term> terms = new LinkedHashMap<>();
    boolean intercept = rightHandSide(terms);
    List<Formula.Effect> effects = new ArrayList<>();
    Optional<Formula.Instruments> instruments = Optional.empty();
    if (take('|')) {
      if (!partHasTilde()) {
        do {
          effects.add(effect());
        } while (take('+'));
        if (take('|')) {
          instruments = Optional.of(instruments(terms));
        }
      } else {
        instruments = Optional.of(instruments(terms));
      }
    }
    skip();
    if (at < text.length()) {
      throw at(
          at,
          instruments.isPresent() && text.charAt(at) == '|'
              ? "the instruments are the last part; effects stand before them, as in"
                  + " y ~ x1 | firm | x2 ~ z"
              : "expected +, -, : or | here, found \"" + text.substring(at) + "\"");
    }
    boolean constant = intercept && effects.isEmpty();
    if (terms.isEmpty() && !constant && instruments.isEmpty()) {
      throw at(at, "the right-hand side has no regressor");
    }
    return new Formula(text, response, constant, List.copyOf(terms.values()), effects, instruments);
  }

  private boolean partHasTilde() {
    int bar = text.indexOf('|', at);
    int tilde = text.indexOf('~', at);
    return tilde >= 0 && (bar < 0 || tilde < bar);
  }

  private Formula.Instruments instruments(Map<String, Formula.Term> exogenous) {
    Map<String, Formula.Term> endogenous = new LinkedHashMap<>();
    Map<String, Formula.Term> excluded = new LinkedHashMap<>();
    do {
      skip();
      int start = at;
      for (Formula.Term t : term()) {
        if (exogenous.containsKey(t.name())) {
          throw at(
              start, t.name() + " stands among the exogenous regressors too; take it out there");
        }
        endogenous.put(t.name(), t);
      }
    } while (take('+'));
    expect('~', "the tilde between the endogenous regressors and their instruments");
    do {
      skip();
      int start = at;
      for (Formula.Term t : term()) {
        if (exogenous.containsKey(t.name())) {
          throw at(
              start,
              t.name()
                  + " is a regressor, so it is its own instrument; only excluded instruments stand"
                  + " here");
        }
        if (endogenous.containsKey(t.name())) {
          throw at(start, t.name() + " is endogenous, so it cannot be an instrument");
        }
        excluded.put(t.name(), t);
      }
    } while (take('+'));
    if (peek() == '-') {
      throw at(at, "instruments are only added");
    }
    return new Formula.Instruments(
        List.copyOf(endogenous.values()), List.copyOf(excluded.values()));
  }

  /** Adds the terms; gives whether the intercept stays. */
  private boolean rightHandSide(Map<String, Formula.Term> terms) {
    boolean intercept = true;
    boolean minus = take('-');
    if (!minus) {
      take('+');
    }
    while (true) {
      skip();
      int start = at;
      if (Character.isDigit(peek())) {
        double number = number();
        if (number == 1) {
          intercept = !minus;
        } else if (number == 0) {
          intercept = minus;
        } else {
          throw at(start, "a number among the regressors can only be 0 or 1; write I(...)");
        }
      } else if (minus) {
        for (Formula.Term t : term()) {
          if (terms.remove(t.name()) == null) {
            throw at(start, t.name() + " is taken out but was not put in");
          }
        }
      } else {
        term().forEach(t -> terms.putIfAbsent(t.name(), t));
      }
      if (take('-')) {
        minus = true;
      } else if (take('+')) {
        minus = false;
      } else {
        return intercept;
      }
    }
  }

  /** One term, or several when it holds a star or a range of lags. */
  private List<Formula.Term> term() {
    int start = at;
    List<List<Expression>> parts = factor();
    while (true) {
      boolean star = take('*');
      if (!star && !take(':')) {
        break;
      }
      List<List<Expression>> next = factor();
      List<List<Expression>> products = new ArrayList<>();
      for (List<Expression> p : parts) {
        for (List<Expression> q : next) {
          List<Expression> longer = new ArrayList<>(p);
          longer.addAll(q);
          products.add(longer);
        }
      }
      if (star) {
        parts.addAll(next);
        parts.addAll(products);
      } else {
        parts = products;
      }
    }
    List<Formula.Term> terms = new ArrayList<>();
    for (List<Expression> factors : parts) {
      if (factors.stream().filter(f -> f instanceof Expression.Levels).count() > 1) {
        throw at(start, "a product of two i() is not available; absorb a^b instead");
      }
      terms.add(
          new Formula.Term(
              factors.stream().map(Object::toString).collect(Collectors.joining(":")), factors));
    }
    return terms;
  }

  /**
   * Where only a name or a call may stand: arithmetic among the terms needs {@code I()}. Gives a
   * list of products, each one term: several for a range of lags.
   */
  private List<List<Expression>> factor() {
    skip();
    char c = peek();
    if (c == '(') {
      throw at(at, "a bracket among the regressors; arithmetic is written I(...)");
    }
    List<List<Expression>> products = atoms();
    if (peek() == '^' || peek() == '/') {
      throw at(at, "arithmetic among the regressors is written I(...), as in I(x^2)");
    }
    return products;
  }

  private Formula.Effect effect() {
    List<String> columns = new ArrayList<>();
    do {
      columns.add(name("the column of an effect"));
    } while (take('^'));
    if (peek() == '[') {
      throw at(at, "slopes that vary by level are not available");
    }
    if (peek() == '(') {
      throw at(at, "an effect is a column, not a call; make the column first");
    }
    if (peek() == '*' || peek() == ':') {
      throw at(at, "effects are joined by ^, as in firm^year");
    }
    return new Formula.Effect(String.join("^", columns), columns);
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (take('+')) {
        left = new Expression.Arithmetic('+', left, product());
      } else if (take('-')) {
        left = new Expression.Arithmetic('-', left, product());
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = signed();
    while (true) {
      if (take('*')) {
        left = new Expression.Arithmetic('*', left, signed());
      } else if (take('/')) {
        left = new Expression.Arithmetic('/', left, signed());
      } else {
        return left;
      }
    }
  }

  private Expression signed() {
    return take('-') ? new Expression.Negative(signed()) : power();
  }

  private Expression power() {
    Expression base = atom();
    return take('^') ? new Expression.Arithmetic('^', base, signed()) : base;
  }

  private Expression atom() {
    skip();
    int start = at;
    List<List<Expression>> atoms = atoms();
    if (atoms.size() > 1 || atoms.get(0).size() > 1) {
      throw at(
          start,
          "\"" + text.substring(start, at) + "\" is several terms, so it can only stand as a term");
    }
    return atoms.get(0).get(0);
  }

  private List<List<Expression>> atoms() {
    skip();
    char c = peek();
    if (c == '(') {
      at++;
      Expression inner = sum();
      expect(')', "a closing bracket");
      return single(inner);
    }
    if (Character.isDigit(c)) {
      return single(new Expression.Constant(number()));
    }
    int start = at;
    boolean quoted = c == '`';
    String name = name("a column or one of " + CALLS);
    if (quoted || peek() != '(') {
      return single(new Expression.Column(name));
    }
    at++;
    List<List<Expression>> call = call(name, start);
    expect(')', "a closing bracket after " + name + "(");
    return call;
  }

  private static List<List<Expression>> single(Expression e) {
    List<List<Expression>> one = new ArrayList<>();
    one.add(List.of(e));
    return one;
  }

  private List<List<Expression>> call(String function, int start) {
    return switch (function) {
      case "I" -> single(new Expression.AsIs(sum()));
      case "lag", "l" -> lags(sum(), 1);
      case "lead", "f" -> lags(sum(), -1);
      case "d" -> {
        Expression of = sum();
        yield single(new Expression.Difference(of, take(',') ? periods(1) : 1));
      }
      case "i" -> levels();
      default -> {
        if (!FUNCTIONS.contains(function)) {
          throw at(start, function + "() is not known; there are " + CALLS);
        }
        yield single(new Expression.Call(function, sum()));
      }
    };
  }

  private List<List<Expression>> lags(Expression of, int sign) {
    int first = take(',') ? periods(0) : 1;
    int start = at;
    int last = take(':') ? periods(0) : first;
    if (last < first) {
      throw at(start, "a range of periods goes up, as in 1:3");
    }
    List<List<Expression>> all = new ArrayList<>();
    for (int p = first; p <= last; p++) {
      all.add(List.of(new Expression.Lag(of, sign * p)));
    }
    return all;
  }

  private List<List<Expression>> levels() {
    String column = name("the column of i()");
    Optional<Expression> slope = Optional.empty();
    Optional<String> reference = Optional.empty();
    while (take(',')) {
      skip();
      int start = at;
      String word = name("ref = level, or the column whose slope is asked for");
      if (take('=')) {
        if (!word.equals("ref")) {
          throw at(start, word + " is not known; ref = level is the only option of i()");
        }
        reference = Optional.of(level());
      } else if (slope.isPresent() || reference.isPresent()) {
        throw at(start, "i() takes a column, the column of a slope and ref = level, in this order");
      } else {
        slope = Optional.of(new Expression.Column(word));
      }
    }
    List<Expression> product = new ArrayList<>(List.of(new Expression.Levels(column, reference)));
    slope.ifPresent(product::add);
    List<List<Expression>> one = new ArrayList<>();
    one.add(product);
    return one;
  }

  /** A level as written: a number, a word, or a text in quotes. */
  private String level() {
    char quote = peek();
    int from = at;
    if (quote == '"' || quote == '\'') {
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw at(from, "a quote without its partner");
      }
      at = end + 1;
      return text.substring(from + 1, end);
    }
    while (at < text.length() && text.charAt(at) != ')' && text.charAt(at) != ',') {
      at++;
    }
    if (text.substring(from, at).isBlank()) {
      throw at(from, "expected the reference level");
    }
    return text.substring(from, at).strip();
  }

  private int periods(int least) {
    skip();
    int start = at;
    boolean minus = take('-');
    double number = number() * (minus ? -1 : 1);
    if (number != Math.rint(number) || number < least || number > 100_000) {
      throw at(
          start,
          "expected a whole number of periods, "
              + least
              + " or more"
              + (minus ? "; periods ahead are lead(x, 1)" : ""));
    }
    return (int) number;
  }

  private double number() {
    skip();
    int start = at;
    while (at < text.length()
        && (Character.isDigit(text.charAt(at))
            || text.charAt(at) == '.'
            || (at > start
                && (text.charAt(at) == 'e' || text.charAt(at) == 'E')
                && at + 1 < text.length()
                && (Character.isDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '-')))) {
      at += text.charAt(at) == 'e' || text.charAt(at) == 'E' ? 2 : 1;
    }
    try {
      return Double.parseDouble(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw at(start, "expected a number");
    }
  }

  private String name(String wanted) {
    skip();
    int start = at;
    if (peek() == '`') {
      int end = text.indexOf('`', at + 1);
      if (end < 0) {
        throw at(start, "a backquote without its partner");
      }
      at = end + 1;
      return text.substring(start + 1, end);
    }
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_'
            || text.charAt(at) == '.')) {
      at++;
    }
    if (at == start || Character.isDigit(text.charAt(start))) {
      String found = start < text.length() ? "\"" + text.substring(start) + "\"" : "the end";
      throw at(start, "expected " + wanted + ", found " + found);
    }
    return text.substring(start, at);
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** The next character that is not a blank, or 0 at the end. */
  private char peek() {
    skip();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean take(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c, String what) {
    if (!take(c)) {
      String found = at < text.length() ? "\"" + text.substring(at) + "\"" : "the end";
      throw at(at, "expected " + what + " (" + c + "), found " + found);
    }
  }

  private EconometricsException at(int position, String what) {
    String line = text.replaceAll("\\s", " ");
    return new EconometricsException(
        "formula \"%s\", character %d: %s.\n  %s\n  %s^"
            .formatted(text, position + 1, what, line, " ".repeat(position)));
  }
}
