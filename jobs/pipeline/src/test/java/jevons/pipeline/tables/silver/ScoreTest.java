package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.bronze.BenchmarkScore;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** GPQA Diamond came out on 2023-11-20, model M on 2024-05-01; Chess Puzzles has no day. */
class ScoreTest {
  private static Dataset<Row> scores(String lines) {
    Given in =
        given(new BenchmarkScore(), lines)
            .and(
                new ModelAlias(),
                """
                source_name | model
                m-high      | M
                """)
            .and(
                new Model(),
                """
                model | known_on   | published_on
                M     | 2024-05-01 | 2024-05-01
                M     | 2026-08-22 | 2024-04-01
                """)
            .and(
                new Benchmark(),
                """
                benchmark     | released_on
                GPQA Diamond  | 2023-11-20
                Chess Puzzles | -
                """);
    return new Score().query(in);
  }

  @Test
  void anEvaluatedScoreIsKnownFromTheLatestOfItsDays() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark     | score | score_unit | evaluated_on             | model_release_date | exported_on
                    a             | GPQA Diamond  | 0.5   | fraction   | 2024-06-01T10:00:00.000Z | 2024-05-01         | 2026-04-27
                    b             | GPQA Diamond  | 0.5   | fraction   | 2024-04-01               | 2024-05-01         | 2026-04-27
                    c             | GPQA Diamond  | 0.5   | fraction   | 2023-01-01               | 2023-02-01         | 2026-04-27
                    d             | Chess Puzzles | 0.5   | fraction   | 2024-06-01               | -                  | 2026-04-27
                    """),
                "source_name",
                "known_on",
                "known_grade"))
        .isEqualTo(
            """
            source_name | known_on   | known_grade
            a           | 2024-06-01 | reported
            b           | 2024-05-01 | reported
            c           | 2023-11-20 | reported
            d           | 2024-06-01 | reported
            """);
  }

  @Test
  void aScoreWithoutDayIsKnownFromTheLaterRelease() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark    | score | score_unit | model_release_date | exported_on
                    a             | GPQA Diamond | 0.5   | fraction   | 2024-05-01         | 2026-04-27
                    b             | GPQA Diamond | 0.5   | fraction   | 2022-05-01         | 2026-04-27
                    """),
                "source_name",
                "known_on",
                "known_grade"))
        .isEqualTo(
            """
            source_name | known_on   | known_grade
            a           | 2024-05-01 | reported
            b           | 2023-11-20 | reported
            """);
  }

  @Test
  void aScoreWithoutDayAndWithAReleaseMissingIsKnownFromTheExport() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark     | score | score_unit | model_release_date | exported_on
                    a             | GPQA Diamond  | 0.5   | fraction   | -                  | 2026-04-27
                    b             | Chess Puzzles | 0.5   | fraction   | 2024-05-01         | 2026-04-27
                    """),
                "source_name",
                "known_on",
                "known_grade"))
        .isEqualTo(
            """
            source_name | known_on   | known_grade
            a           | 2026-04-27 | assumed
            b           | 2026-04-27 | assumed
            """);
  }

  @Test
  void theModelsFirstPublicationDayStandsInForAReleaseNotStated() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark    | score | score_unit | model_release_date | exported_on
                    m-high        | GPQA Diamond | 0.5   | fraction   | -                  | 2026-04-27
                    M             | GPQA Diamond | 0.4   | fraction   | -                  | 2026-04-27
                    """),
                "model",
                "source_name",
                "known_on"))
        .isEqualTo(
            """
            model | source_name | known_on
            M     | M           | 2024-05-01
            M     | m-high      | 2024-05-01
            """);
  }

  @Test
  void aNameWithoutAliasIsItsOwnModel() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark    | score | score_unit | exported_on
                    m-high        | GPQA Diamond | 0.5   | fraction   | 2026-04-27
                    x-1           | GPQA Diamond | 0.5   | fraction   | 2026-04-27
                    """),
                "source_name",
                "model"))
        .isEqualTo(
            """
            source_name | model
            m-high      | M
            x-1         | x-1
            """);
  }

  @Test
  void onlyFractionsAndPerCentAreShares() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark    | score | score_unit | exported_on
                    a             | GPQA Diamond | 0.5   | fraction   | 2026-04-27
                    b             | GPQA Diamond | 50    | percent    | 2026-04-27
                    c             | GPQA Diamond | 1300  | elo        | 2026-04-27
                    d             | GPQA Diamond | 150   | index      | 2026-04-27
                    e             | GPQA Diamond | 30    | minutes    | 2026-04-27
                    """),
                "source_name",
                "score_share"))
        .isEqualTo(
            """
            source_name | score_share
            a           | 0.5
            b           | 0.5
            c           | -
            d           | -
            e           | -
            """);
  }

  @Test
  void rowsThatDifferOnlyInTheirSetUpAreOneScore() {
    assertThat(
            rows(
                scores(
                    """
                    model_version | benchmark    | score | score_unit | variant | standard_error | exported_on
                    a             | GPQA Diamond | 0.5   | fraction   | 5 shots | 0.02           | 2026-04-27
                    a             | GPQA Diamond | 0.5   | fraction   | 0 shots | 0.01           | 2026-04-27
                    a             | GPQA Diamond | 0.6   | fraction   | 0 shots | 0.01           | 2026-04-27
                    """),
                "source_name",
                "score",
                "standard_error"))
        .isEqualTo(
            """
            source_name | score | standard_error
            a           | 0.5   | 0.01
            a           | 0.6   | 0.01
            """);
  }
}
