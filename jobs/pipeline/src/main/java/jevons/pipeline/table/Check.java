package jevons.pipeline.table;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * A rule that a table keeps. A run evaluates it before it commits; a rule that stops leaves the
 * version before in place.
 */
public sealed interface Check {
  /** The rule in words, {@code "close is positive"}. */
  String name();

  /** Whether a failure stops the table; else it is a warning in the report. */
  boolean stops();

  /** The same rule as a warning: the report shows it, nothing stops. */
  Check asWarning();

  /** Holds when {@code holds} is true (not false, not null) in every row. */
  record EveryRow(String name, Column holds, boolean stops) implements Check {
    @Override
    public Check asWarning() {
      return new EveryRow(name, holds, false);
    }
  }

  /** Holds when at most {@code share} (0 to 1) of the rows are {@code bad}. */
  record AtMost(double share, String name, Column bad, boolean stops) implements Check {
    @Override
    public Check asWarning() {
      return new AtMost(share, name, bad, false);
    }
  }

  /** Holds when there are at least {@code rows} rows. */
  record AtLeast(long rows, String name, boolean stops) implements Check {
    @Override
    public Check asWarning() {
      return new AtLeast(rows, name, false);
    }
  }

  /**
   * Holds when each value of {@code columns} that is not null stands in {@code target} of {@code
   * table}.
   */
  record References(
      String name,
      List<Field> columns,
      Class<? extends Table> table,
      List<Field> target,
      boolean stops)
      implements Check {
    public References {
      columns = List.copyOf(columns);
      target = List.copyOf(target);
    }

    @Override
    public Check asWarning() {
      return new References(name, columns, table, target, false);
    }
  }

  static Check everyRow(String name, Column holds) {
    return new EveryRow(name, holds, true);
  }

  /** A rule that says nothing where the columns it needs are null. */
  static Column unlessNull(Column rule) {
    return coalesce(rule, lit(true));
  }

  static Check atMost(double share, String name, Column bad) {
    return new AtMost(share, name, bad, true);
  }

  static Check atLeast(long rows) {
    return new AtLeast(rows, "has at least " + rows + " rows", true);
  }

  static Check references(Field column, Class<? extends Table> table, Field target) {
    String name = column.name() + " stands in " + table.getSimpleName() + "." + target.name();
    return new References(name, List.of(column), table, List.of(target), true);
  }
}
