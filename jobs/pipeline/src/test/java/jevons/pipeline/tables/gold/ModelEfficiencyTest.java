package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/**
 * Four corners of compute and time that lie on a plane, capability = log10 C - 24 + 0.5 t, and one
 * model in their middle that stands above it.
 */
class ModelEfficiencyTest {
  private static Given corners() {
    return given(
            new ModelCapability(),
            """
            model | method | capability | standard_error | benchmarks | clipped_cells | grade
            a     | rasch  | -1         | 0.1            | 3          | 0             | estimated
            b     | rasch  | 1          | 0.1            | 3          | 0             | estimated
            c     | rasch  | -0.5       | 0.1            | 3          | 0             | estimated
            d     | rasch  | 1.5        | 0.1            | 3          | 0             | assumed
            e     | rasch  | 1.25       | 0.1            | 3          | 0             | estimated
            """)
        .and(
            new Model(),
            """
            model | known_on   | published_on | training_compute_flop | compute_grade | organization | is_distilled | is_language
            a     | 2024-01-01 | 2024-01-01   | 1e23                  | reported      | A            | false        | true
            b     | 2024-01-01 | 2024-01-01   | 1e25                  | reported      | B            | false        | true
            c     | 2024-12-31 | 2024-12-31   | 1e23                  | reported      | C            | false        | true
            d     | 2024-12-31 | 2024-12-31   | 1e25                  | reported      | D            | false        | true
            e     | 2024-07-01 | 2024-07-01   | 9e99                  | reported      | E            | true         | true
            e     | 2024-12-01 | 2024-07-01   | 1e24                  | reported      | E            | true         | true
            """)
        .asOf("2024-12-31");
  }

  @Test
  void theModelAboveThePlaneSavedComputeByItsNewestFigure() {
    assertThat(
            rows(
                new ModelEfficiency()
                    .query(corners())
                    .withColumn("saved", functions.round(functions.col("surprise_log10_flop"), 2)),
                "model",
                "saved",
                "is_distilled",
                "grade"))
        .isEqualTo(
            """
            model | saved | is_distilled | grade
            a     | -0.2  | false        | estimated
            b     | -0.2  | false        | estimated
            c     | -0.2  | false        | estimated
            d     | -0.2  | false        | assumed
            e     | 0.8   | true         | estimated
            """);
  }

  @Test
  void theModelThatSavedTheMostIsFirst() {
    assertThat(
            rows(
                new ModelEfficiency().query(corners()).where("rank = 1"),
                "rank",
                "model",
                "training_compute_flop",
                "organization"))
        .isEqualTo(
            """
            rank | model | training_compute_flop | organization
            1    | e     | 1.0E24                | E
            """);
  }

  @Test
  void modelsNotKnownYetAreNotUsed() {
    assertThat(new ModelEfficiency().query(corners().asOf("2024-12-30")).count())
        .as("three models leave no residual")
        .isZero();
  }
}
