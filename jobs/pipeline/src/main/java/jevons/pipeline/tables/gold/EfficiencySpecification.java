package jevons.pipeline.tables.gold;

import java.util.ArrayList;
import java.util.List;
import jevons.econometrics.Covariance;

/**
 * One of the ways to estimate the rate of efficiency gain.
 *
 * @param errors HC3, or clustered by {@link TrainingEfficiency#ORGANIZATION}
 */
record EfficiencySpecification(
    CapabilityMethod method,
    EfficiencyDirection direction,
    EfficiencySample sample,
    Covariance errors) {

  /** The rate that is estimated at every quarter's end. */
  static EfficiencySpecification recursive(CapabilityMethod method) {
    return new EfficiencySpecification(
        method, EfficiencyDirection.PRODUCTION, EfficiencySample.ALL, Covariance.hc3());
  }

  boolean isRecursive() {
    return method.isEstimated() && equals(recursive(method));
  }

  /** All, for the newest quarter: side by side, so that nobody has to take one on trust. */
  static List<EfficiencySpecification> all() {
    List<EfficiencySpecification> all = new ArrayList<>();
    Covariance byOrganization = Covariance.clusteredBy(TrainingEfficiency.ORGANIZATION);
    for (CapabilityMethod method : CapabilityMethod.values()) {
      for (EfficiencySample sample : EfficiencySample.values()) {
        for (Covariance errors : List.of(Covariance.hc3(), byOrganization)) {
          all.add(
              new EfficiencySpecification(method, EfficiencyDirection.PRODUCTION, sample, errors));
        }
      }
      all.add(
          new EfficiencySpecification(
              method, EfficiencyDirection.HEDONIC_BOUND, EfficiencySample.ALL, Covariance.hc3()));
    }
    return all;
  }
}
