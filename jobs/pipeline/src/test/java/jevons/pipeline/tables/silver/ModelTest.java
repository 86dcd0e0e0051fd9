package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.ComputeVintage;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final String NO_REVISIONS = "model | vintage_on";

  private static Dataset<Row> models(String lines) {
    return models(lines, NO_REVISIONS);
  }

  private static Dataset<Row> models(String lines, String revisions) {
    return new Model().query(given(new AiModel(), lines).and(new ComputeVintage(), revisions));
  }

  @Test
  void notableGoesBeforeLargeScaleBeforeBenchmarkedBeforeAll() {
    assertThat(
            rows(
                models(
                    """
                    model | list        | publication_date | parameters | exported_on | source_line
                    A     | all         | 2024-01-01       | 4          | 2026-08-22  | 2
                    A     | benchmarked | 2024-01-01       | 3          | 2026-08-22  | 2
                    A     | large_scale | 2024-01-01       | 2          | 2026-08-22  | 2
                    A     | notable     | 2024-01-01       | 1          | 2026-08-22  | 2
                    B     | all         | 2024-01-01       | 4          | 2026-08-22  | 3
                    B     | large_scale | 2024-01-01       | 2          | 2026-08-22  | 3
                    C     | all         | 2024-01-01       | 4          | 2026-08-22  | 4
                    """),
                "model",
                "model_list",
                "parameters"))
        .isEqualTo(
            """
            model | model_list  | parameters
            A     | notable     | 1
            B     | large_scale | 2
            C     | all         | 4
            """);
  }

  @Test
  void aNameOfAnEarlierListIsNotFilledFromALaterOne() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | parameters | exported_on
                    A     | notable | 2024-01-01       | -          | 2026-08-22
                    A     | all     | 2024-01-01       | 4          | 2026-08-22
                    """),
                "model",
                "parameters"))
        .isEqualTo(
            """
            model | parameters
            A     | -
            """);
  }

  @Test
  void aTestedModelTakesParametersButNotComputeFromTheListOfAll() {
    assertThat(
            rows(
                models(
                    """
                    model | list        | model_version | publication_date | domain   | parameters | training_compute_flop | exported_on | source_line
                    A     | benchmarked | a-high        | 2024-01-01       | -        | -          | -                     | 2026-08-22  | 2
                    A     | benchmarked | a-low         | 2024-01-01       | -        | -          | -                     | 2026-08-22  | 3
                    A     | all         | -             | -                | Language | 70         | 1e24                  | 2025-03-11  | 2
                    """),
                "model",
                "known_on",
                "domain",
                "parameters",
                "training_compute_flop"))
        .isEqualTo(
            """
            model | known_on   | domain   | parameters | training_compute_flop
            A     | 2024-01-01 | Language | 70         | -
            """);
  }

  @Test
  void wrongFiguresOldModelsAndModelsWithoutDayOrNameAreLeftOut() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | confidence | exported_on
                    A     | notable | 2024-01-01       | Wrong      | 2026-08-22
                    B     | notable | 2011-12-31       | Confident  | 2026-08-22
                    C     | notable | -                | Confident  | 2026-08-22
                    -     | notable | 2024-01-01       | Confident  | 2026-08-22
                    D     | notable | 2012-01-01       | -          | 2026-08-22
                    """),
                "model"))
        .isEqualTo(
            """
            model
            D
            """);
  }

  @Test
  void theOldestVintageCountsFromPublicationAndALaterOneFromItsDay() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | training_compute_flop | confidence | exported_on
                    R1    | notable | 2025-01-20       | 3.5e24                | Confident  | 2026-08-22
                    """,
                    """
                    model | publication_date | vintage_on | training_compute_flop | confidence
                    R1    | 2025-01-20       | 2025-03-11 | 5.2e24                | Likely
                    R1    | 2025-01-20       | 2026-08-22 | 3.5e24                | Confident
                    """),
                "model",
                "known_on",
                "training_compute_flop",
                "compute_confidence",
                "compute_grade"))
        .isEqualTo(
            """
            model | known_on   | training_compute_flop | compute_confidence | compute_grade
            R1    | 2025-01-20 | 5.2E24                | Likely             | assumed
            R1    | 2026-08-22 | 3.5E24                | Confident          | reported
            """);
  }

  @Test
  void computeThatWasWithdrawnIsUnknownFromThenOn() {
    assertThat(
            rows(
                models(
                    """
                    model  | list    | publication_date | training_compute_flop | exported_on
                    GPT-4o | notable | 2024-05-13       | -                     | 2026-08-22
                    """,
                    """
                    model  | publication_date | vintage_on | training_compute_flop
                    GPT-4o | 2024-05-13       | 2025-03-11 | 3.81e25
                    GPT-4o | 2024-05-13       | 2026-08-22 | -
                    """),
                "known_on",
                "training_compute_flop"))
        .isEqualTo(
            """
            known_on   | training_compute_flop
            2024-05-13 | 3.81E25
            2026-08-22 | -
            """);
  }

  @Test
  void aLaterVintageOfAListLeavesWhatWasKnownBefore() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | training_compute_flop | exported_on | vintage | change
                    A     | notable | 2024-01-01       | 1e24                  | 2026-08-22  | 1       | new
                    A     | notable | 2024-01-01       | 2e24                  | 2026-11-01  | 2       | changed
                    B     | notable | 2024-01-01       | 7e24                  | 2026-08-22  | 1       | new
                    B     | notable | -                | -                     | 2026-11-01  | 2       | gone
                    B     | all     | 2024-01-01       | 5e24                  | 2026-08-22  | 1       | new
                    """),
                "model",
                "known_on",
                "training_compute_flop",
                "model_list"))
        .isEqualTo(
            """
            model | known_on   | training_compute_flop | model_list
            A     | 2024-01-01 | 1.0E24                | notable
            A     | 2026-11-01 | 2.0E24                | notable
            B     | 2024-01-01 | 7.0E24                | notable
            B     | 2026-11-01 | 5.0E24                | all
            """);
  }

  @Test
  void ofTheRowsKnownTheNewestIsInForce() {
    Given known =
        given(
            new Model(),
            """
            model | known_on   | published_on | training_compute_flop
            R1    | 2025-01-20 | 2025-01-20   | 5.2e24
            R1    | 2026-08-22 | 2025-01-20   | 3.5e24
            """);

    assertThat(
            rows(
                Model.inForce(known.asOf("2026-08-21").read(Model.class)),
                "model",
                "training_compute_flop"))
        .isEqualTo(
            """
            model | training_compute_flop
            R1    | 5.2E24
            """);
    assertThat(
            rows(
                Model.inForce(known.asOf("2026-08-22").read(Model.class)),
                "model",
                "training_compute_flop"))
        .isEqualTo(
            """
            model | training_compute_flop
            R1    | 3.5E24
            """);
  }

  @Test
  void namesAreListedOnceAndSizesOfDataOnlyForLanguage() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | domain          | country   | training_dataset_size | exported_on
                    A     | notable | 2024-01-01       | Vision,Language | USA,USA   | 100                   | 2026-08-22
                    B     | notable | 2024-01-01       | Vision          | USA,China | 100                   | 2026-08-22
                    C     | notable | 2024-01-01       | Language        | -         | 100,200               | 2026-08-22
                    """),
                "model",
                "domain",
                "country",
                "is_language",
                "training_dataset_tokens"))
        .isEqualTo(
            """
            model | domain          | country   | is_language | training_dataset_tokens
            A     | Vision;Language | USA       | true        | 100
            B     | Vision          | USA;China | false       | -
            C     | Language        | -         | true        | -
            """);
  }

  @Test
  void aCommaBeforeASpaceIsPartOfAName() {
    assertThat(
            rows(
                models(
                    """
                    model | list    | publication_date | organization             | exported_on
                    A     | notable | 2024-01-01       | NERSC, Berkeley,NVIDIA   | 2026-08-22
                    """),
                "organization"))
        .isEqualTo(
            """
            organization
            NERSC, Berkeley;NVIDIA
            """);
  }

  @Test
  void openWeightsAndDistillationAreReadFromWords() {
    assertThat(
            rows(
                models(
                    """
                    model         | list    | publication_date | model_accessibility         | open_model_weights | exported_on
                    A             | notable | 2024-01-01       | Open weights (unrestricted) | -                  | 2026-08-22
                    B             | notable | 2024-01-01       | API access                  | -                  | 2026-08-22
                    C             | notable | 2024-01-01       | -                           | No                 | 2026-08-22
                    D-Distill-70B | all     | 2024-01-01       | -                           | Yes                | 2025-03-11
                    """),
                "model",
                "open_weights",
                "is_distilled"))
        .isEqualTo(
            """
            model         | open_weights | is_distilled
            A             | true         | false
            B             | false        | false
            C             | -            | false
            D-Distill-70B | true         | true
            """);
  }

  @Test
  void aModelPublishedAfterTheExportIsKnownWhenItIsPublished() {
    assertThat(
            rows(
                models(
                        """
                    model | list    | publication_date | exported_on
                    A     | notable | 2026-09-01       | 2026-08-22
                    """)
                    .select(functions.col("known_on"), functions.col("compute_grade"))))
        .isEqualTo(
            """
            known_on   | compute_grade
            2026-09-01 | reported
            """);
  }
}
