package jevons.pipeline.tables.gold;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/**
 * How far capabilities agree with the Epoch Capabilities Index.
 *
 * @param correlation Pearson's, over the models that have both; empty with fewer than three
 * @param partial the same with the date of publication taken out of both, over those with a date:
 *     (r_ci - r_ct r_it) / sqrt((1 - r_ct^2)(1 - r_it^2))
 */
record IndexAgreement(OptionalDouble correlation, OptionalDouble partial) {
  static final IndexAgreement NONE =
      new IndexAgreement(OptionalDouble.empty(), OptionalDouble.empty());

  private static final int FEWEST = 3;

  /**
   * @param index points by model
   * @param published years by model
   */
  static IndexAgreement of(
      List<Capability> capabilities, Map<String, Double> index, Map<String, Double> published) {
    List<Capability> both =
        capabilities.stream().filter(c -> index.containsKey(c.model())).toList();
    if (both.size() < FEWEST) {
      return NONE;
    }
    ToDoubleFunction<Capability> points = c -> index.get(c.model());
    OptionalDouble correlation = OptionalDouble.of(r(both, Capability::estimate, points));
    List<Capability> dated = both.stream().filter(c -> published.containsKey(c.model())).toList();
    if (dated.size() <= FEWEST) {
      return new IndexAgreement(correlation, OptionalDouble.empty());
    }
    ToDoubleFunction<Capability> year = c -> published.get(c.model());
    double withTime = r(dated, Capability::estimate, year);
    double indexWithTime = r(dated, points, year);
    double partial =
        (r(dated, Capability::estimate, points) - withTime * indexWithTime)
            / Math.sqrt((1 - withTime * withTime) * (1 - indexWithTime * indexWithTime));
    return new IndexAgreement(
        correlation,
        Double.isFinite(partial) ? OptionalDouble.of(partial) : OptionalDouble.empty());
  }

  private static double r(
      List<Capability> of, ToDoubleFunction<Capability> x, ToDoubleFunction<Capability> y) {
    return new PearsonsCorrelation()
        .correlation(of.stream().mapToDouble(x).toArray(), of.stream().mapToDouble(y).toArray());
  }
}
