package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.report.ReportSettings;
import jevons.pipeline.run.BackfillPlan;
import jevons.pipeline.run.PlannedStep;
import jevons.pipeline.run.RunListener;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.Verification.Verdict;
import jevons.pipeline.table.TableName;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A published set of {@code silver.split} and {@code gold.firm_quarter}, two days of the latter.
 */
final class TwoTables implements Services, PublishedTables {
  private static final TableName FIRM_QUARTER = TableName.gold("firm_quarter");
  private static final TableName SPLIT = TableName.silver("split");

  @Override
  public SparkSession spark() {
    return TestSpark.session();
  }

  @Override
  public PublishedTables published(Optional<LocalDate> asOf) {
    return this;
  }

  @Override
  public RunOutcome nightly(Optional<LocalDate> asOf, RunListener listener) {
    throw new AssertionError("no run is asked for");
  }

  @Override
  public List<MissingFile> missing() {
    return List.of();
  }

  @Override
  public List<PlannedStep> plan(Optional<LocalDate> asOf) {
    throw new AssertionError("no plan is asked for");
  }

  @Override
  public BackfillPlan planBackfill(List<LocalDate> days) {
    throw new AssertionError("no plan is asked for");
  }

  @Override
  public RunOutcome backfill(List<LocalDate> days, RunListener listener) {
    throw new AssertionError("no run is asked for");
  }

  @Override
  public List<Verdict> verify() {
    throw new AssertionError("no verdict is asked for");
  }

  @Override
  public Difference diff(DiffRequest request) {
    throw new AssertionError("no comparison is asked for");
  }

  @Override
  public Optional<Dataset<Row>> audit(TableName table) {
    return Optional.empty();
  }

  @Override
  public ControlStore store() {
    throw new AssertionError("the tables lie in no lake");
  }

  @Override
  public void unlock(String runId) {
    throw new AssertionError("no lock is asked for");
  }

  @Override
  public ReportSettings reportSettings() {
    throw new AssertionError("no report is asked for");
  }

  @Override
  public List<TableName> names() {
    return List.of(SPLIT, FIRM_QUARTER);
  }

  @Override
  public LocalDate asOf() {
    return LocalDate.of(2025, 1, 27);
  }

  @Override
  public Dataset<Row> read(TableName table) {
    return table.equals(SPLIT)
        ? spark().sql("SELECT 'META' AS ticker")
        : spark()
            .sql(
                """
                SELECT * FROM VALUES
                  ('META', 14400D, 'reported'), ('MSFT', 0.12345678901234568D, NULL)
                AS t(ticker, capex_usd, grade)
                """);
  }

  @Override
  public Dataset<Row> readHistory(TableName table) {
    return read(table).union(read(table));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public void close() {
    // The session is that of all tests.
  }
}
