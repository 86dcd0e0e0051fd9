/**
 * Landing files as they came: the sources' own words as text, with file, line and run. Each class
 * says which files feed its table and how they are read.
 */
package jevons.pipeline.tables.bronze;
