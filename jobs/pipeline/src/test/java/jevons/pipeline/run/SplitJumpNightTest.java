package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.tables.bronze.PriceBar;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that one file alone has at a tenth of its price. */
class SplitJumpNightTest {
  private static final String FORGOTTEN =
      SmallLanding.NVDA.replace(
          "2025-01-24,148.37,148.97,141.88,142.62,142.57,234657600",
          "2025-01-24,14.837,14.897,14.188,14.262,14.257,234657600");

  @TempDir Path folder;

  @Test
  void isSetAsideAndTheNightGoesOnWithoutAFalseReturn() {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    landing.put("prices/NVDA.csv", FORGOTTEN);
    TestRun night = landing.on(folder.resolve("lake"));

    assertThat(night.run().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(rows(night.read("ops.rejected_record"), "source_line", "column_name", "reason"))
        .isEqualTo(
            """
            source_line | column_name | reason
            3           | close       | SPLIT_JUMP
            """);
    assertThat(
            rows(
                night.read("ops.source_file").where("source_file = 'prices/NVDA.csv'"),
                "line_count",
                "rejected_count"))
        .isEqualTo(
            """
            line_count | rejected_count
            4          | 1
            """);
    assertThat(rows(night.read("gold.daily_return").where("ticker = 'NVDA'"), "trade_date"))
        .isEqualTo(
            """
            trade_date
            2025-01-28
            """);

    landing.put("prices/NVDA.csv", SmallLanding.NVDA);
    night.run();

    assertThat(night.read("gold.daily_return").where("ticker = 'NVDA'").count()).isEqualTo(3);
    assertThat(night.read("ops.rejected_record").count()).isEqualTo(1);
  }

  @Test
  void isTakenInWhenTheVintageBeforeHasTheSameJump() {
    Dataset<Row> doubts =
        given(
                new PriceBar(),
                """
                    ticker | trade_date | close
                    NVDA   | 2025-01-27 | 11.842
                    AMD    | 2025-01-27 | 5
                    TSM    | 2025-01-27 | 5
                    MU     | 2025-01-27 | 5
                    """)
            .read(PriceBar.class)
            .selectExpr("*", "'2025-01-24' AS doubt_since", "0.083D AS doubt_jump");
    Dataset<Row> before =
        given(
                new PriceBar(),
                """
                ticker | trade_date | close
                NVDA   | 2025-01-24 | 1426.2
                NVDA   | 2025-01-27 | 118.42
                AMD    | 2025-01-24 | 120
                AMD    | 2025-01-27 | 118
                TSM    | 2025-01-27 | 118
                """)
            .read(PriceBar.class);

    Doubts settled = Doubts.settle(new PriceBar(), doubts, Optional.of(before));

    assertThat(rows(settled.confirmed(), "ticker"))
        .isEqualTo(
            """
            ticker
            NVDA
            """);
    assertThat(rows(settled.refused(), "ticker"))
        .isEqualTo(
            """
            ticker
            AMD
            MU
            TSM
            """);
    assertThat(Doubts.settle(new PriceBar(), doubts, Optional.empty()).confirmed().count())
        .isZero();
  }
}
