package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.given;
import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import jevons.pipeline.tables.bronze.PriceBar;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ops.table_change} says of a landing file's new vintage. */
class TableChangeTest {
  private static final String CHANGED = "118.42,118.37";

  @TempDir Path folder;
  private SmallLanding landing;
  private TestRun night;

  private void firstNight() {
    landing = SmallLanding.in(folder.resolve("landing"));
    night = landing.on(folder.resolve("lake"));
    night.run();
  }

  @Test
  void newGoneAndChangedLinesAreCountedByFileAndColumn() {
    firstNight();
    landing.put(
        "prices/NVDA.csv",
        SmallLanding.NVDA
                .replace("2025-01-23,145.05,147.23,143.72,147.22,147.16,155915500\n", "")
                .replace("142.62,142.57", "142.72,142.57")
                .replace(CHANGED, "118.12,118.37")
            + "2025-01-29,126.50,,,123.70,123.65,467120600\n");
    landing.put("prices/SPY.csv", SmallLanding.SPY.replace("604.10", "604.20"));
    landing.put("prices/AMD.csv", SmallLanding.NVDA);
    night.run();

    assertThat(
            rows(
                night
                    .read("ops.table_change")
                    .where("source_file = 'prices/AMD.csv' AND column_name = 'close'"),
                "new_row_count",
                "changed_row_count",
                "largest_change"))
        .as("a file that joins later has its lines as new ones")
        .isEqualTo(
            """
            new_row_count | changed_row_count | largest_change
            4             | 0                 | -
            """);
    Dataset<Row> changes = night.read("ops.table_change").where("source_file <> 'prices/AMD.csv'");
    assertThat(
            rows(
                changes,
                "source_file",
                "column_name",
                "vintage",
                "new_row_count",
                "gone_row_count",
                "changed_row_count"))
        .isEqualTo(
            """
            source_file     | column_name | vintage | new_row_count | gone_row_count | changed_row_count
            prices/NVDA.csv | adj_close   | 2       | 1             | 1              | 0
            prices/NVDA.csv | close       | 2       | 1             | 1              | 2
            prices/NVDA.csv | high        | 2       | 0             | 1              | 0
            prices/NVDA.csv | low         | 2       | 0             | 1              | 0
            prices/NVDA.csv | open        | 2       | 1             | 1              | 0
            prices/NVDA.csv | ticker      | 2       | 1             | 1              | 0
            prices/NVDA.csv | trade_date  | 2       | 1             | 1              | 0
            prices/NVDA.csv | volume      | 2       | 1             | 1              | 0
            prices/SPY.csv  | adj_close   | 2       | 0             | 0              | 1
            """);
    Row close = changes.where("source_file = 'prices/NVDA.csv' AND column_name = 'close'").head();
    assertThat(close.<Double>getAs("largest_change")).isEqualTo(118.42 - 118.12);
    assertThat(close.<String>getAs("largest_change_key"))
        .isEqualTo("ticker=NVDA trade_date=2025-01-27");
    assertThat(close.<Double>getAs("largest_relative_change_share"))
        .isEqualTo((118.42 - 118.12) / 118.42);
    assertThat(close.<String>getAs("largest_relative_change_key"))
        .isEqualTo("ticker=NVDA trade_date=2025-01-27");
  }

  @Test
  void firstIntakeAndAFileWithOtherBytesAndTheSameWordsChangeNothing() {
    firstNight();
    assertThat(night.read("ops.table_change").count()).isZero();
    assertThat(night.read("ops.source_file").count()).isEqualTo(3);
    landing.put("prices/NVDA.csv", SmallLanding.NVDA.replace("\n", "\r\n"));

    assertThat(night.run().idle()).isFalse();
    assertThat(night.read("ops.table_change").count()).isZero();
  }

  @Test
  void vintageOfAKilledNightIsCountedByTheNightThatTakesItOver() {
    firstNight();
    landing.put("prices/NVDA.csv", SmallLanding.NVDA.replace(CHANGED, "118.52,118.47"));
    assertThatThrownBy(() -> night.run(new KillAfterIntake())).isInstanceOf(Killed.class);

    night.run();

    assertThat(rows(night.read("ops.table_change"), "column_name", "changed_row_count"))
        .isEqualTo(
            """
            column_name | changed_row_count
            adj_close   | 1
            close       | 1
            """);
  }

  @Test
  void wordsThatAreNoNumbersAreCountedWithoutADistance() {
    List<ColumnChange> changes = changes("n/a", "2");

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).changedRows()).isEqualTo(1);
    assertThat(changes.get(0).largest()).isEmpty();
    assertThat(changes("0", "2").get(0).largestRelative()).isEmpty();
    assertThat(changes("NaN", "2").get(0).largest()).isEmpty();
  }

  @Test
  void linesInTasksAreCountedAsOnTheDriver() {
    Dataset<Row> before = line(1, "new", "1");
    Dataset<Row> now = line(2, "changed", "2");

    assertThat(ColumnChanges.of(new PriceBar(), before.repartition(2), now.repartition(2), 2))
        .isEqualTo(ColumnChanges.of(new PriceBar(), before, now, 2))
        .hasSize(1);
  }

  private static List<ColumnChange> changes(String before, String now) {
    return ColumnChanges.of(new PriceBar(), line(1, "new", before), line(2, "changed", now), 2);
  }

  private static Dataset<Row> line(int vintage, String change, String close) {
    return given(
            new PriceBar(),
            """
            ticker | trade_date | close | vintage | change | source_file     | source_line
            NVDA   | 2025-01-30 | %s    | %d      | %s     | prices/NVDA.csv | 2
            """
                .formatted(close, vintage, change))
        .read(PriceBar.class);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class KillAfterIntake implements RunListener {
    @Override
    public void begins(String runId, int tables) {}

    @Override
    public void ended(StepResult result) {
      if (result.table().toString().equals("bronze.price_bar")) {
        throw new Killed();
      }
    }
  }
}
