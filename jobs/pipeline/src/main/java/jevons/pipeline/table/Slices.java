package jevons.pipeline.table;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/**
 * How a table's rows fall apart: a row is made of those rows of an input that have the row's value
 * in a column, which both tables have and which is part of the row's key. News of a few values then
 * make few rows anew. Other inputs are read whole.
 *
 * @param concerning of an as-of day the rows of the input that a row may hang on; what is new among
 *     the others makes no row anew
 */
public record Slices(
    Class<? extends Table> input, Field column, Function<LocalDate, Column> concerning) {

  /** A row may hang on any row of the input that has its value. */
  public static Slices by(Class<? extends Table> input, Field column) {
    return new Slices(input, column, day -> lit(true));
  }
}
