package jevons.pipeline.studies;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.SparkWords;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Looks at a condition in Spark SQL before Spark starts: whether it can be read, names columns and
 * functions that are there, and picks rows by nothing but the row. What it picks must be the same
 * on every day it is asked.
 */
final class RowCondition {
  /** Functions whose value is not the row's: the clock, chance, who asks and where. */
  private static final Set<String> NOT_OF_THE_ROW =
      Set.of(
          "curdate",
          "current_catalog",
          "current_database",
          "current_date",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_timezone",
          "current_user",
          "input_file_block_length",
          "input_file_block_start",
          "input_file_name",
          "java_method",
          "localtimestamp",
          "now",
          "rand",
          "randn",
          "random",
          "randstr",
          "reflect",
          "session_user",
          "shuffle",
          "try_reflect",
          "uniform",
          "unix_timestamp",
          "user",
          "uuid",
          "version");

  /** Groups of Spark's documentation whose functions look at more than one row, or give several. */
  private static final Set<String> OF_MANY_ROWS =
      Set.of("agg_funcs", "window_funcs", "generator_funcs");

  private RowCondition() {}

  /** What is wrong with {@code sql} as a condition on rows with these columns, in words. */
  static Optional<String> problem(String sql, List<String> columns) {
    Expression condition;
    try {
      condition = new CatalystSqlParser().parseExpression(sql);
    } catch (Exception e) {
      // Scala throws the parser's checked exception undeclared.
      if (!(e instanceof ParseException)) {
        throw new IllegalStateException(e);
      }
      return Optional.of(
          "\"" + sql + "\" is no condition that Spark can read: " + SparkWords.of(e));
    }
    Deque<Expression> open = new ArrayDeque<>(List.of(condition));
    List<Expression> all = new ArrayList<>();
    while (!open.isEmpty()) {
      Expression part = open.removeFirst();
      all.add(part);
      CollectionConverters.asJava(part.children()).forEach(open::addLast);
    }
    return all.stream()
        .flatMap(part -> problem(part, columns).stream())
        .findFirst()
        .map(
            problem -> "\"" + sql + "\" " + problem + " A sample is a condition on the row alone.");
  }

  private static Optional<String> problem(Expression part, List<String> columns) {
    if (part instanceof Alias alias) {
      return Optional.of("ends with " + alias.name() + ", which Spark takes for a name of it.");
    } else if (part instanceof SubqueryExpression) {
      return Optional.of("holds a query of its own.");
    } else if (part instanceof WindowExpression || part instanceof UnresolvedWindowExpression) {
      return Optional.of("looks at other rows (OVER).");
    } else if (part instanceof Star) {
      return Optional.of("holds a *.");
    } else if (part instanceof UnresolvedFunction function) {
      return function(function);
    } else if (part instanceof UnresolvedAttribute attribute) {
      List<String> names = CollectionConverters.asJava(attribute.nameParts());
      return column(String.join(".", names), columns);
    } else if (isNotOfTheRow(part.prettyName()) || !staysTheSame(part)) {
      return Optional.of("holds " + part.prettyName() + ", which is not the same at each call.");
    }
    return Optional.empty();
  }

  private static Optional<String> column(String name, List<String> columns) {
    if (columns.stream().anyMatch(name::equalsIgnoreCase)) {
      return Optional.empty();
    }
    return Optional.of(
        isNotOfTheRow(name)
            ? "calls " + name + ", which is not the same at each call."
            : "names " + name + ", which the table does not have." + Closest.hint(name, columns));
  }

  private static Optional<String> function(UnresolvedFunction function) {
    String name = String.join(".", CollectionConverters.asJava(function.nameParts()));
    FunctionRegistry builtIn = FunctionRegistry.builtin();
    scala.Option<ExpressionInfo> info = builtIn.lookupFunction(new FunctionIdentifier(name));
    if (info.isEmpty()) {
      List<String> known =
          CollectionConverters.asJava(builtIn.listFunction()).stream()
              .map(FunctionIdentifier::funcName)
              .toList();
      return Optional.of(
          "calls " + name + ", which is no function of Spark." + Closest.hint(name, known));
    }
    if (OF_MANY_ROWS.contains(info.get().getGroup())) {
      return Optional.of("calls " + name + ", which looks at other rows or gives several.");
    }
    return isNotOfTheRow(name) || isRandom(info.get().getClassName())
        ? Optional.of("calls " + name + ", which is not the same at each call.")
        : Optional.empty();
  }

  private static boolean isNotOfTheRow(String function) {
    return NOT_OF_THE_ROW.contains(function.toLowerCase(Locale.ROOT));
  }

  private static boolean isRandom(String type) {
    try {
      return Nondeterministic.class.isAssignableFrom(Class.forName(type));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean staysTheSame(Expression part) {
    return !(part instanceof Nondeterministic);
  }
}
