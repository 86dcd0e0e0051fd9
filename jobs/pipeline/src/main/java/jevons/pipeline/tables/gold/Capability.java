package jevons.pipeline.tables.gold;

import java.util.OptionalDouble;
import jevons.pipeline.table.Grade;

/**
 * How capable a model is.
 *
 * @param estimate on the scale of its method: logits by Rasch, where one more multiplies the odds
 *     of a right answer by e; the prior's standard deviations by 2PL; points of the index
 * @param standardError on the same scale; the index has none
 * @param benchmarks it was scored on; 0 for the index, which does not say
 * @param clipped scores among them that were set to the nearer end of 0.01 to 0.99
 */
record Capability(
    String model,
    double estimate,
    OptionalDouble standardError,
    int benchmarks,
    int clipped,
    Grade grade) {}
