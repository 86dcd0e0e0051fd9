package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import jevons.pipeline.tables.gold.EfficiencyInfluence;
import jevons.pipeline.tables.gold.FirmQuarter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The joint errors of the quarters' rates of efficiency gain, from the part that each model has in
 * them.
 *
 * <p>With u_i the influences of model i on the rates of the sample's quarters, 0 where it was not
 * yet known, the covariance of the rates is S = sum_i u_i u_i', and tr(M S M) = sum_i |M u_i|^2: no
 * matrix is needed.
 */
final class RateErrors {
  /** From log10 of a factor a year to its natural logarithm per quarter, as log_rate is. */
  private static final double PER_QUARTER = Math.log(10) / 4;

  private final Map<LocalDate, Map<String, Double>> influences = new HashMap<>();

  /** Reads {@code gold.efficiency_influence}: one Spark job, some thousand rows. */
  RateErrors(Dataset<Row> efficiencyInfluence) {
    List<Row> rows =
        efficiencyInfluence
            .where(EfficiencyInfluence.METHOD.col().equalTo(FirmQuarter.METHOD))
            .select("quarter", "model", "log10_rate_influence")
            .collectAsList();
    for (Row row : rows) {
      influences
          .computeIfAbsent(row.getDate(0).toLocalDate(), quarter -> new HashMap<>())
          .put(row.getString(1), row.getDouble(2) * PER_QUARTER);
    }
  }

  /**
   * 1 - tr(M S M) / (x'M x): the share of the regressor's variance that is not error of estimation.
   * Empty when a quarter's influences are not there.
   *
   * @param known quarters at whose ends the rates x were known
   * @param left z'M z, what M leaves of the squares of a series z
   */
  OptionalDouble reliability(List<LocalDate> known, double[] x, ToDoubleFunction<double[]> left) {
    if (!influences.keySet().containsAll(known)) {
      return OptionalDouble.empty();
    }
    double error =
        known.stream()
            .flatMap(quarter -> influences.get(quarter).keySet().stream())
            .distinct()
            .sorted()
            .mapToDouble(model -> left.applyAsDouble(ofModel(model, known)))
            .sum();
    return OptionalDouble.of(1 - error / left.applyAsDouble(x));
  }

  private double[] ofModel(String model, List<LocalDate> quarters) {
    return quarters.stream()
        .mapToDouble(quarter -> influences.get(quarter).getOrDefault(model, 0.0))
        .toArray();
  }
}
