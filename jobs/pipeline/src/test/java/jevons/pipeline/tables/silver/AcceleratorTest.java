package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcceleratorTest {
  @Test
  void anAcceleratorIsKnownFromItsReleaseElseFromTheExport() {
    var in =
        given(
            new jevons.pipeline.tables.bronze.Accelerator(),
            """
            name | release_date | tensor_fp16_bf16_flop_per_s | exported_on
            H100 | 2022-03-22   | 989.4e12                    | 2026-07-18
            690  | -            | -                           | 2026-07-18
            """);

    assertThat(rows(new Accelerator().query(in), "name", "known_on", "tensor_fp16_bf16_flop_per_s"))
        .isEqualTo(
            """
            name | known_on   | tensor_fp16_bf16_flop_per_s
            690  | 2026-07-18 | -
            H100 | 2022-03-22 | 989400000000000
            """);
  }
}
