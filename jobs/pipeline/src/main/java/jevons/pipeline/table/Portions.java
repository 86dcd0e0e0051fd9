package jevons.pipeline.table;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How a table's rows fall apart by the inputs that each is made of: where some inputs have changed,
 * the rows that are made of others stand.
 *
 * @param column its value says what a row is made of
 * @param values of an input those values whose rows are made of it
 * @param query the rows that have these values, as the table's query makes them
 */
public record Portions(
    Field column,
    Function<Class<? extends Table>, Set<String>> values,
    BiFunction<Inputs, Set<String>, Dataset<Row>> query) {}
