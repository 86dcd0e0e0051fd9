package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingClaimTest {
  @Test
  void aClaimIsKnownFromItsPublicationElseFromTheExport() {
    var in =
        given(
            new jevons.pipeline.tables.bronze.TrainingClaim(),
            """
            model       | fact                  | value   | unit | published_on | exported_on
            DeepSeek-V3 | claimed_training_cost | 5576000 | USD  | 2024-12-27   | 2026-01-04
            Other       | total_gpu_hours       | 100     | h    | -            | 2026-01-04
            """);

    assertThat(rows(new TrainingClaim().query(in), "model", "value", "known_on", "grade"))
        .isEqualTo(
            """
            model       | value   | known_on   | grade
            DeepSeek-V3 | 5576000 | 2024-12-27 | reported
            Other       | 100     | 2026-01-04 | assumed
            """);
  }
}
