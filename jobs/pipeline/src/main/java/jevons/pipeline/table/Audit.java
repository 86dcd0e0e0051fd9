package jevons.pipeline.table;

/** A table of the pipeline about itself; append-only and outside the published set. */
public non-sealed interface Audit extends Table {}
