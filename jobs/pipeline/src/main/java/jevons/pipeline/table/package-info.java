/**
 * The words a table is described with. Knows no lake, no file format and no table in particular;
 * every other package may use it.
 */
package jevons.pipeline.table;
