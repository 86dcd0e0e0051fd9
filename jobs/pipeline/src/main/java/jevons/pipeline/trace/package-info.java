/**
 * Where a figure came from: from a row through the queries that made it to lines of landing files.
 */
package jevons.pipeline.trace;
