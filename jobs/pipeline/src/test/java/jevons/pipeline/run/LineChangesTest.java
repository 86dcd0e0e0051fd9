package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a new vintage stores, of lines on the driver and of lines that Spark joins. */
class LineChangesTest {
  private static final PriceBar TABLE = new PriceBar();
  private static final String[] SHOWN = {
    "ticker",
    "trade_date",
    "close",
    "volume",
    "vintage",
    "change",
    "source_file",
    "source_sha256",
    "source_line",
    "exported_on",
    "run_id"
  };

  private static final Dataset<Row> BEFORE =
      lines(
          """
          ticker | trade_date | close | volume | vintage | change | source_file | source_sha256 | source_line | exported_on | run_id
          A      | 2025-01-02 | 1     | 10     | 1       | new    | a.csv       | old           | 2           | 2025-01-02  | first
          A      | 2025-01-03 | 2     | -      | 1       | new    | a.csv       | old           | 3           | 2025-01-02  | first
          A      | 2025-01-06 | 3     | 30     | 1       | new    | a.csv       | old           | 4           | 2025-01-02  | first
          A      | -          | 4     | 40     | 1       | new    | a.csv       | old           | 5           | 2025-01-02  | first
          B      | 2025-01-02 | 5     | 50     | 1       | new    | b.csv       | old           | 2           | 2025-01-02  | first
          C      | 2025-01-02 | 6     | 60     | 1       | new    | c.csv       | old           | 2           | 2025-01-02  | first
          D      | 2025-01-02 | 7     | 70     | 1       | new    | d.csv       | old           | 2           | 2025-01-02  | first
          """);

  private static final Dataset<Row> NOW =
      lines(
          """
          ticker | trade_date | close | volume | vintage | change | source_file | source_sha256 | source_line | exported_on | run_id
          A      | 2025-01-02 | 1     | 10     | 2       | new    | a.csv       | aaa           | 2           | 2025-01-09  | second
          A      | 2025-01-03 | 2     | 20     | 2       | new    | a.csv       | aaa           | 3           | 2025-01-09  | second
          A      | -          | 4     | -      | 2       | new    | a.csv       | aaa           | 4           | 2025-01-09  | second
          A      | 2025-01-07 | 8     | 80     | 2       | new    | a.csv       | aaa           | 5           | 2025-01-09  | second
          C      | 2025-01-02 | 6     | 60     | 2       | new    | a.csv       | aaa           | 6           | 2025-01-09  | second
          """);

  private static final LineChanges CHANGES =
      new LineChanges(
          TABLE,
          List.of(new LandingFile("a.csv", 100, "aaa", LocalDate.of(2025, 1, 9), -1)),
          2,
          "second");

  /** A line of a file that was not read is neither changed nor gone. */
  private static final String STORED =
      """
      ticker | trade_date | close | volume | vintage | change  | source_file | source_sha256 | source_line | exported_on | run_id
      A      | -          | 4     | -      | 2       | changed | a.csv       | aaa           | 4           | 2025-01-09  | second
      A      | 2025-01-03 | 2     | 20     | 2       | changed | a.csv       | aaa           | 3           | 2025-01-09  | second
      A      | 2025-01-06 | 3     | 30     | 2       | gone    | a.csv       | aaa           | 4           | 2025-01-09  | second
      A      | 2025-01-07 | 8     | 80     | 2       | new     | a.csv       | aaa           | 5           | 2025-01-09  | second
      C      | 2025-01-02 | 6     | 60     | 2       | changed | a.csv       | aaa           | 6           | 2025-01-09  | second
      """;

  @Test
  void onTheDriverNewChangedAndGoneLinesAreStored() {
    Dataset<Row> stored = CHANGES.of(BEFORE, NOW);

    assertThat(LocalRows.of(stored)).isPresent();
    assertThat(Given.rows(stored, SHOWN)).isEqualTo(STORED);
  }

  @Test
  void inTasksTheSameLinesAreStored() {
    Dataset<Row> stored = CHANGES.of(BEFORE.repartition(2), NOW.repartition(2));

    assertThat(LocalRows.of(stored)).isEmpty();
    assertThat(Given.rows(stored, SHOWN)).isEqualTo(STORED);
  }

  private static Dataset<Row> lines(String text) {
    return TABLE.select(given(TABLE, text).read(PriceBar.class));
  }
}
