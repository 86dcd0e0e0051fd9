/**
 * What an operator sets: every key with its default in {@code reference.conf}, overlaid by the
 * operator's file and the command line, checked and read once, before Spark starts.
 */
package jevons.pipeline.config;
