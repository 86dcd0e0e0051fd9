/**
 * What differs between two published states of the lake: landing files, rows, and the conclusions
 * that moved with them. It reads published sets and writes nothing.
 */
package jevons.pipeline.diff;
