/**
 * The lake: Delta tables, the objects that steer them (lock, published set), and the Spark session
 * that reads and writes both. The only package that knows Delta; it knows no table in particular.
 */
package jevons.pipeline.lake;
