/** The pipeline: landing files in, Delta tables, estimates and a report out. */
package jevons.pipeline;
