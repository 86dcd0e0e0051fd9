/**
 * The command line: one class per command, which parses, calls and prints. What a command prints
 * for a machine goes to standard output alone, everything else to standard error.
 */
package jevons.pipeline.cli;
