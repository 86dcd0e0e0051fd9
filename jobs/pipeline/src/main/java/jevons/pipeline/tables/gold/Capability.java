package jevons.pipeline.tables.gold;

import jevons.pipeline.table.Grade;

/**
 * How capable a model is.
 *
 * @param estimate in logits: one more multiplies the odds of a right answer by e
 * @param standardError in logits
 * @param benchmarks it was scored on
 * @param clipped scores among them that were set to the nearer end of 0.01 to 0.99
 */
record Capability(
    String model,
    double estimate,
    double standardError,
    int benchmarks,
    int clipped,
    Grade grade) {}
