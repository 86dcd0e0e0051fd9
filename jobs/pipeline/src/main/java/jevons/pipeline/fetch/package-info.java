/**
 * One client per provider: brings new landing files, complete or not at all, each with its line in
 * the folder's MANIFEST.csv. Knows no table: what a file means is the parsers' matter.
 */
package jevons.pipeline.fetch;
