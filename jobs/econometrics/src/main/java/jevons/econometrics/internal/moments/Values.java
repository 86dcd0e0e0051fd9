package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.Optional;
import jevons.econometrics.Expression;

/** The values of an expression in the rows of a block, computed column by column. */
interface Values extends Serializable {

  /** At least {@code block.rows} values; not to be written to. */
  double[] of(Block block);

  /** An operation on two numbers. */
  interface Operation extends Serializable {
    double of(double a, double b);
  }

  /** Prepares an expression; empty where it looks at other rows. */
  static Optional<Values> of(Expression e, Columns columns) {
    if (e instanceof Expression.Column c) {
      int place = columns.number(c.name());
      return Optional.of(block -> block.numbers[place]);
    } else if (e instanceof Expression.Constant c) {
      double value = c.value();
      return Optional.of(
          block -> {
            double[] out = new double[block.rows];
            java.util.Arrays.fill(out, value);
            return out;
          });
    } else if (e instanceof Expression.AsIs a) {
      return of(a.of(), columns);
    } else if (e instanceof Expression.Negative m) {
      return of(m.of(), columns).map(of -> each(of, of, (a, b) -> -a));
    } else if (e instanceof Expression.Call c) {
      return of(c.of(), columns).map(of -> each(of, of, function(c.function())));
    } else if (e instanceof Expression.Arithmetic a) {
      Optional<Values> right = of(a.right(), columns);
      return of(a.left(), columns)
          .flatMap(left -> right.map(r -> each(left, r, operation(a.operator()))));
    }
    return Optional.empty();
  }

  /** The product of two. */
  static Values product(Values a, Values b) {
    return each(a, b, (x, y) -> x * y);
  }

  private static Values each(Values left, Values right, Operation operation) {
    return block -> {
      double[] a = left.of(block);
      double[] b = left == right ? a : right.of(block);
      double[] out = new double[block.rows];
      for (int r = 0; r < out.length; r++) {
        out[r] = operation.of(a[r], b[r]);
      }
      return out;
    };
  }

  private static Operation function(String name) {
    return switch (name) {
      case "log" -> (a, b) -> StrictMath.log(a);
      case "exp" -> (a, b) -> StrictMath.exp(a);
      case "sqrt" -> (a, b) -> Math.sqrt(a);
      default -> (a, b) -> Math.abs(a);
    };
  }

  private static Operation operation(char operator) {
    return switch (operator) {
      case '+' -> (a, b) -> a + b;
      case '-' -> (a, b) -> a - b;
      case '*' -> (a, b) -> a * b;
      case '/' -> (a, b) -> a / b;
      default -> StrictMath::pow;
    };
  }
}
