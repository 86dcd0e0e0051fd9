package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

/** Five models that answer half of all three benchmarks, and what is added beside them. */
class ModelCapabilityTest {
  private static final String HALF =
      """
      model | benchmark | score_share | known_on   | known_grade | score
      a     | x         | 0.5         | 2024-01-01 | reported    | 0.5
      a     | y         | 0.5         | 2024-01-01 | reported    | 0.5
      a     | z         | 0.5         | 2024-01-01 | reported    | 0.5
      b     | x         | 0.5         | 2024-01-01 | reported    | 0.5
      b     | y         | 0.5         | 2024-01-01 | reported    | 0.5
      b     | z         | 0.5         | 2024-01-01 | assumed     | 0.5
      c     | x         | 0.5         | 2024-01-01 | reported    | 0.5
      c     | y         | 0.5         | 2024-01-01 | reported    | 0.5
      c     | z         | 0.5         | 2024-01-01 | reported    | 0.5
      d     | x         | 0.5         | 2024-01-01 | reported    | 0.5
      d     | y         | 0.5         | 2024-01-01 | reported    | 0.5
      d     | z         | 0.5         | 2024-01-01 | reported    | 0.5
      e     | x         | 0.5         | 2024-01-01 | reported    | 0.5
      e     | y         | 0.5         | 2024-01-01 | reported    | 0.5
      e     | z         | 0.5         | 2024-01-01 | reported    | 0.5
      """;

  private static Given with(String more) {
    return given(new Score(), HALF + more)
        .and(
            new Benchmark(),
            """
            benchmark | chance_share
            x         | 0
            y         | 0
            z         | 0
            """);
  }

  @Test
  void modelsThatScoreAlikeAreAlikeAndGradesAreTheWeakest() {
    assertThat(
            rows(
                new ModelCapability().query(with("").asOf("2024-06-30")).where("method = 'rasch'"),
                "as_of",
                "model",
                "method",
                "capability",
                "benchmarks",
                "grade"))
        .isEqualTo(
            """
            as_of      | model | method | capability | benchmarks | grade
            2024-06-30 | a     | rasch  | 0          | 3          | estimated
            2024-06-30 | b     | rasch  | 0          | 3          | assumed
            2024-06-30 | c     | rasch  | 0          | 3          | estimated
            2024-06-30 | d     | rasch  | 0          | 3          | estimated
            2024-06-30 | e     | rasch  | 0          | 3          | estimated
            """);
  }

  @Test
  void aScoreOfTheFutureIsNotUsed() {
    Given in =
        with(
            """
            a     | x         | 0.9         | 2024-07-01 | reported    | 0.9
            """);

    assertThat(capabilityOfA(in.asOf("2024-06-30"))).isZero();
    assertThat(capabilityOfA(in.asOf("2024-07-01"))).isPositive();
  }

  @Test
  void aModelWithTwoBenchmarksIsLeftOutAndCounted() {
    Given in =
        with(
            """
            f     | x         | 0.9         | 2024-01-01 | reported    | 0.9
            f     | y         | 0.9         | 2024-01-01 | reported    | 0.9
            """);
    var found = new ModelCapability().query(in);

    assertThat(found.where("model = 'f'").count()).isZero();
    assertThat(found.head().<Long>getAs("models_too_few")).isEqualTo(1);
  }

  private static double capabilityOfA(Given in) {
    return new ModelCapability()
        .query(in)
        .where("model = 'a' and method = '2pl'")
        .head()
        .getAs("capability");
  }
}
