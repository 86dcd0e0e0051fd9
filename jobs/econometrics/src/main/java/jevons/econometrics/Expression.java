package jevons.econometrics;

import java.util.Optional;

/** One factor of a term, as written in a formula. {@code toString} gives its canonical text. */
public sealed interface Expression {

  /** A column of the data. */
  record Column(String name) implements Expression {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A literal. */
  record Constant(double value) implements Expression {
    @Override
    public String toString() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  /** {@code + - * / ^} between two expressions; written inside {@code I()}, a function or y. */
  record Arithmetic(char operator, Expression left, Expression right) implements Expression {
    @Override
    public String toString() {
      String sign = operator == '^' ? "^" : " " + operator + " ";
      return bracketed(left) + sign + bracketed(right);
    }

    private static String bracketed(Expression e) {
      return e instanceof Arithmetic || e instanceof Negative ? "(" + e + ")" : e.toString();
    }
  }

  /** The negative of an expression. */
  record Negative(Expression of) implements Expression {
    @Override
    public String toString() {
      return "-" + (of instanceof Arithmetic ? "(" + of + ")" : of);
    }
  }

  /** {@code log}, {@code exp}, {@code sqrt}, {@code abs} of an expression. */
  record Call(String function, Expression of) implements Expression {
    @Override
    public String toString() {
      return function + "(" + of + ")";
    }
  }

  /** {@code I(...)}: arithmetic taken as it stands. */
  record AsIs(Expression of) implements Expression {
    @Override
    public String toString() {
      return "I(" + of + ")";
    }
  }

  /**
   * The value so many periods ago of the same unit, ahead where {@code periods} is negative;
   * missing where that period has no row, so a gap is never bridged.
   */
  record Lag(Expression of, int periods) implements Expression {
    @Override
    public String toString() {
      return periods < 0
          ? "lead(" + of + ", " + -periods + ")"
          : "lag(" + of + ", " + periods + ")";
    }
  }

  /** The value less the one so many periods ago of the same unit. */
  record Difference(Expression of, int periods) implements Expression {
    @Override
    public String toString() {
      return periods == 1 ? "d(" + of + ")" : "d(" + of + ", " + periods + ")";
    }
  }

  /**
   * {@code i(x)}: a column of zeros and ones for each level of x but the reference, which is the
   * first in order unless named.
   */
  record Levels(String column, Optional<String> reference) implements Expression {
    @Override
    public String toString() {
      return "i(" + column + reference.map(r -> ", ref = " + r).orElse("") + ")";
    }
  }
}
