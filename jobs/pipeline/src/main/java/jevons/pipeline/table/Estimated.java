package jevons.pipeline.table;

/** A gold table whose rows the studies return; the pipeline writes them. */
public non-sealed interface Estimated extends Table {}
