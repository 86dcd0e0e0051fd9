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
  private static final String CALLS = "log, exp, sqrt, abs, lag, d, i, I";

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
    if (take('|')) {
      if (text.indexOf('~', at) >= 0) {
        throw at(
            at,
            "instruments are not available yet; the part \""
                + text.substring(at).strip()
                + "\" asks for them");
      }
      do {
        effects.add(effect());
      } while (take('+'));
      if (peek() == '|') {
        throw at(at, "instruments are not available yet, and must read | x ~ z");
      }
    }
    skip();
    if (at < text.length()) {
      throw at(at, "expected +, -, : or | here, found \"" + text.substring(at) + "\"");
    }
    boolean constant = intercept && effects.isEmpty();
    if (terms.isEmpty() && !constant) {
      throw at(at, "the right-hand side has no regressor");
    }
    return new Formula(text, response, constant, List.copyOf(terms.values()), effects);
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

  /** One term, or several when it holds a star. */
  private List<Formula.Term> term() {
    int start = at;
    List<List<Expression>> parts = new ArrayList<>();
    parts.add(new ArrayList<>(List.of(factor())));
    while (true) {
      if (take(':')) {
        Expression next = factor();
        parts.replaceAll(
            p -> {
              List<Expression> longer = new ArrayList<>(p);
              longer.add(next);
              return longer;
            });
      } else if (take('*')) {
        Expression next = factor();
        List<List<Expression>> products = new ArrayList<>();
        for (List<Expression> p : parts) {
          List<Expression> longer = new ArrayList<>(p);
          longer.add(next);
          products.add(longer);
        }
        parts.add(List.of(next));
        parts.addAll(products);
      } else {
        break;
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

  /** Where only a name or a call may stand: arithmetic among the terms needs {@code I()}. */
  private Expression factor() {
    skip();
    char c = peek();
    if (c == '(') {
      throw at(at, "a bracket among the regressors; arithmetic is written I(...)");
    }
    Expression atom = atom();
    if (peek() == '^' || peek() == '/') {
      throw at(at, "arithmetic among the regressors is written I(...), as in I(x^2)");
    }
    return atom;
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
    char c = peek();
    if (c == '(') {
      at++;
      Expression inner = sum();
      expect(')', "a closing bracket");
      return inner;
    }
    if (Character.isDigit(c)) {
      return new Expression.Constant(number());
    }
    int start = at;
    boolean quoted = c == '`';
    String name = name("a column or one of " + CALLS);
    if (quoted || peek() != '(') {
      return new Expression.Column(name);
    }
    at++;
    Expression call = call(name, start);
    expect(')', "a closing bracket after " + name + "(");
    return call;
  }

  private Expression call(String function, int start) {
    return switch (function) {
      case "I" -> new Expression.AsIs(sum());
      case "lag", "l" -> {
        Expression of = sum();
        yield new Expression.Lag(of, take(',') ? periods(0) : 1);
      }
      case "d" -> {
        Expression of = sum();
        yield new Expression.Difference(of, take(',') ? periods(1) : 1);
      }
      case "i" -> levels(start);
      default -> {
        if (!FUNCTIONS.contains(function)) {
          throw at(start, function + "() is not known; there are " + CALLS);
        }
        yield new Expression.Call(function, sum());
      }
    };
  }

  private Expression levels(int start) {
    String column = name("the column of i()");
    if (!take(',')) {
      return new Expression.Levels(column, Optional.empty());
    }
    if (!name("ref = level").equals("ref")) {
      throw at(start, "i(x, ref = level) is the only option of i()");
    }
    expect('=', "ref = level");
    skip();
    int from = at;
    while (at < text.length() && text.charAt(at) != ')') {
      at++;
    }
    return new Expression.Levels(column, Optional.of(text.substring(from, at).strip()));
  }

  private int periods(int least) {
    skip();
    int start = at;
    boolean minus = take('-');
    double number = number() * (minus ? -1 : 1);
    if (number != Math.rint(number) || number < least) {
      throw at(start, "expected a whole number of periods, " + least + " or more");
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
    return new EconometricsException(
        "formula \"" + text + "\", character " + (position + 1) + ": " + what + ".");
  }
}
