package jevons.pipeline.tables.gold;

/** Which way round capability, compute and time are regressed. */
enum EfficiencyDirection {
  /** Capability on compute and time: a model's surprise is the residual. */
  PRODUCTION("production"),

  /**
   * Compute on capability and time: a model's surprise sits in the regressor, so the rate is biased
   * toward none. A bound from below.
   */
  HEDONIC_BOUND("hedonic_bound");

  private final String word;

  EfficiencyDirection(String word) {
    this.word = word;
  }

  /** As in the column {@code direction}. */
  String word() {
    return word;
  }
}
