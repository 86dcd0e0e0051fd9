package jevons.pipeline.tables.gold;

/** How capability is measured. */
enum CapabilityMethod {
  /** One easiness per benchmark. */
  RASCH(ModelCapability.RASCH, 0.97, 0.88),

  /** A difficulty and a slope per benchmark: the one that studies use. */
  TWO_PARAMETER(ModelCapability.TWO_PARAMETER, 0.99, 0.97),

  /** The Epoch Capabilities Index: a later estimate of others, there from its export on. */
  CAPABILITIES_INDEX(ModelCapability.CAPABILITIES_INDEX, 0, 0);

  private final String word;
  private final double leastCorrelation;
  private final double leastPartialCorrelation;

  CapabilityMethod(String word, double leastCorrelation, double leastPartialCorrelation) {
    this.word = word;
    this.leastCorrelation = leastCorrelation;
    this.leastPartialCorrelation = leastPartialCorrelation;
  }

  /** As in the column {@code method}. */
  String word() {
    return word;
  }

  /** Whether it is estimated from scores, and so as of any day. */
  boolean isEstimated() {
    return this != CAPABILITIES_INDEX;
  }

  /** Correlation with the Capabilities Index below which something is amiss. */
  double leastCorrelation() {
    return leastCorrelation;
  }

  /** The same with the date of publication partialled out of both. */
  double leastPartialCorrelation() {
    return leastPartialCorrelation;
  }
}
