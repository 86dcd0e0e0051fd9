package jevons.pipeline.table;

/**
 * How a table's rows fall apart: a row is made of those rows of an input that have the row's value
 * in a column, which both tables have and which is part of the row's key. News of a few values then
 * make few rows anew. Other inputs are read whole.
 */
public record Slices(Class<? extends Table> input, Field column) {}
