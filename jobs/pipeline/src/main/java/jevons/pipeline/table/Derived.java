package jevons.pipeline.table;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table that is a function of other tables. A silver table holds all days at once, each row with
 * its {@code known_on}; a gold table is built as of {@link Inputs#asOf()} and has {@code as_of}
 * first in its key.
 */
public non-sealed interface Derived extends Table {
  /** The tables the query reads. */
  Set<Class<? extends Table>> inputs();

  /**
   * Those of {@link #inputs()} that it reads under these settings: what others would have it read
   * makes no row anew.
   *
   * @param settings those of {@link #settings()}
   */
  default Set<Class<? extends Table>> inputs(Settings settings) {
    return inputs();
  }

  /** Configuration keys the query reads, {@code "jevons.firms"}; part of the step's fingerprint. */
  default Set<String> settings() {
    return Set.of();
  }

  /**
   * The part of the calendar that the result depends on beyond what is known, for instance the last
   * quarter that has ended; part of the step's fingerprint. Empty for most: a day on which nothing
   * new is known gives what the day before gave.
   */
  default String period(LocalDate asOf) {
    return "";
  }

  /**
   * The rows of one of its inputs that rows of this table were made from. Overridden where the
   * query joins otherwise than by columns of one name.
   *
   * @param input one of {@link #inputs()}
   * @param asked the columns that are followed, and the settings of {@link #settings()}
   */
  default RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.sameKey(this, input, asked);
  }

  /**
   * Whether it reads one bronze table alone and makes of each of its lines one row, with the line's
   * key: new lines then add rows, and no other row is made anew.
   */
  default boolean isLineByLine() {
    return false;
  }

  /** How its rows fall apart, if each is made of a part of an input. */
  default Optional<Slices> slices() {
    return Optional.empty();
  }

  /** How its rows fall apart by its inputs, if each is made of some of them alone. */
  default Optional<Portions> portions() {
    return Optional.empty();
  }

  /** The rows: columns exactly as {@link #fields()}. Reads no clock, writes nothing. */
  Dataset<Row> query(Inputs in);
}
