package jevons.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.LakeSession;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.lake.SessionSettings;
import jevons.pipeline.run.Nightly;
import jevons.pipeline.run.RunListener;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.RunRequest;
import jevons.pipeline.run.StepResult;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.SparkSession;

/**
 * One night of the tables of bronze and silver that prices and filings make, in a JVM of its own:
 * what {@link ScaleBenchmark} times. Prints a line of seconds, without Spark's start, and one for
 * each table with its rows and seconds.
 */
public final class ScaleNight {
  private static final Set<String> NAMES =
      Set.of(
          "bronze.price_bar",
          "bronze.split",
          "bronze.company_fact",
          "bronze.filing_table_fact",
          "silver.daily_price",
          "silver.trading_day",
          "silver.split",
          "silver.filing_fact",
          "silver.quarterly_fundamental",
          "silver.shares_outstanding");

  private ScaleNight() {}

  /** Arguments: the lake, the landing zone, the file of settings. */
  public static void main(String[] arguments) {
    Path settings = Path.of(arguments[2]);
    JevonsConfig config =
        JevonsConfig.load(new ConfigSource(settings.getParent(), Optional.of(settings), Map.of()));
    List<Table> tables =
        Tables.all().stream().filter(t -> NAMES.contains(t.name().toString())).toList();
    RunRequest request =
        new RunRequest(
            "nightly",
            LakeLocation.of(arguments[0]),
            arguments[1],
            Optional.empty(),
            config,
            config.digest(),
            LockSettings.DEFAULT,
            2,
            "benchmark");
    SparkSession spark = LakeSession.start(new SessionSettings("local[2]", false, Map.of()));
    long started = System.nanoTime();
    RunOutcome outcome =
        new Nightly(
                request,
                tables,
                List.of(),
                () -> spark,
                Map.of(),
                state -> "".getBytes(StandardCharsets.UTF_8),
                RunListener.SILENT)
            .run();
    double seconds = (System.nanoTime() - started) / 1e9;
    spark.stop();
    if (outcome.exitCode().code() != 0) {
      outcome.results().forEach(r -> System.out.println(r.table() + ": " + r.reason()));
      throw new IllegalStateException(outcome.exitCode() + " " + outcome.problems());
    }
    System.out.printf(Locale.ROOT, "night %.2f%n", seconds);
    for (StepResult result : outcome.results()) {
      System.out.printf(
          Locale.ROOT,
          "table %s %d %.2f%n",
          result.table(),
          result.entry().rows(),
          result.seconds());
    }
  }
}
