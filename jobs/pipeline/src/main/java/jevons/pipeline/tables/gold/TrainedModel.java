package jevons.pipeline.tables.gold;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.silver.Model;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * A model as far as its training efficiency goes.
 *
 * @param flop training compute, when known
 * @param grade of the compute
 * @param isConfident whether Epoch AI is confident of the compute
 */
record TrainedModel(
    String model,
    LocalDate publishedOn,
    LocalDate knownOn,
    Optional<Double> flop,
    Grade grade,
    Optional<String> organization,
    Optional<Double> costUsd2023,
    boolean isDistilled,
    boolean isLanguage,
    boolean isConfident) {

  /** Older models trained for other ends and share hardly a benchmark with today's. */
  static final LocalDate FIRST_DAY = LocalDate.of(2019, 1, 1);

  private static final String CONFIDENT = "Confident";

  /** The columns of silver.model that {@link #of} reads. */
  static Column[] columns() {
    return new Column[] {
      Model.MODEL.col(),
      Model.PUBLISHED_ON.col(),
      Model.KNOWN_ON.col(),
      Model.TRAINING_COMPUTE.col(),
      Model.COMPUTE_GRADE.col(),
      Model.ORGANIZATION.col(),
      Model.TRAINING_COST.col(),
      Model.IS_DISTILLED.col(),
      Model.IS_LANGUAGE.col(),
      Model.COMPUTE_CONFIDENCE.col()
    };
  }

  static TrainedModel of(Row row) {
    return new TrainedModel(
        row.getAs(Model.MODEL.name()),
        row.<Date>getAs(Model.PUBLISHED_ON.name()).toLocalDate(),
        row.<Date>getAs(Model.KNOWN_ON.name()).toLocalDate(),
        Optional.ofNullable(row.getAs(Model.TRAINING_COMPUTE.name())),
        Grade.of(row.getAs(Model.COMPUTE_GRADE.name())),
        Optional.ofNullable(row.getAs(Model.ORGANIZATION.name())),
        Optional.ofNullable(row.getAs(Model.TRAINING_COST.name())),
        row.getAs(Model.IS_DISTILLED.name()),
        row.getAs(Model.IS_LANGUAGE.name()),
        CONFIDENT.equals(row.getAs(Model.COMPUTE_CONFIDENCE.name())));
  }

  /** Whether it can enter the regression: compute is known and it is recent enough. */
  boolean isMeasured() {
    return flop.isPresent() && !publishedOn.isBefore(FIRST_DAY);
  }

  /** log10 of the compute in FLOP. */
  double log10Flop() {
    return Math.log10(flop.orElseThrow());
  }

  /** log10 of the cost of training in US$ of 2023. */
  double log10CostUsd2023() {
    return Math.log10(costUsd2023.orElseThrow());
  }

  /** Years from 2024-01-01 to its publication. */
  double years() {
    return Years.since2024(publishedOn);
  }
}
