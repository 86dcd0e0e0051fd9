package jevons.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a regression: a published table, or a csv, parquet or Delta path.
 *
 * @param name as on the command line
 * @param where a condition in SQL that rows must meet
 * @param asOf day of the gold rows
 */
record FitData(String name, Optional<String> where, Optional<LocalDate> asOf) {

  /** Fits on the driver where the rows are few and in a csv file, else by Spark. */
  Fit fit(PanelOls regression, List<Covariance> covariances, Supplier<Services> services) {
    if (isPath() && !name.contains("://") && !Files.exists(Path.of(name))) {
      throw JevonsException.usage("no file " + name + ".");
    }
    Optional<Sample> few = onDriver();
    if (few.isPresent()) {
      return regression.fit(few.get(), covariances);
    }
    try {
      return regression.fit(rows(services.get()), covariances);
    } catch (RuntimeException e) {
      throw SelectStatement.translated(e);
    }
  }

  private Optional<Sample> onDriver() {
    boolean plainCsv = name.toLowerCase(Locale.ROOT).endsWith(".csv") && where.isEmpty();
    return plainCsv && Files.isRegularFile(Path.of(name))
        ? CsvSample.read(Path.of(name), PanelOls.DRIVER_ROWS)
        : Optional.empty();
  }

  private Dataset<Row> rows(Services services) {
    Dataset<Row> rows = isPath() ? file(services.spark()) : table(services);
    return where.isPresent() ? rows.where(where.get()) : rows;
  }

  private boolean isPath() {
    return name.contains("/") || Files.exists(Path.of(name)) || format().isPresent();
  }

  private Dataset<Row> table(Services services) {
    PublishedTables tables = services.published(asOf);
    TableName table =
        tables.names().stream()
            .filter(t -> t.toString().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    JevonsException.usage(
                        "no table or file " + name + "." + TableHint.of(name, tables.names())));
    return tables.read(table);
  }

  private Dataset<Row> file(SparkSession spark) {
    return switch (format().orElse(Format.PARQUET)) {
      case CSV ->
          spark
              .read()
              .option("header", true)
              .option("inferSchema", true)
              .option("nullValue", "NA")
              .option("ignoreLeadingWhiteSpace", true)
              .csv(name);
      case DELTA -> spark.read().format("delta").load(name);
      case PARQUET -> spark.read().parquet(name);
    };
  }

  private enum Format {
    CSV,
    DELTA,
    PARQUET
  }

  private Optional<Format> format() {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".csv.gz")) {
      return Optional.of(Format.CSV);
    }
    if (lower.endsWith(".parquet")) {
      return Optional.of(Format.PARQUET);
    }
    if (Files.isDirectory(Path.of(name).resolve("_delta_log")) || name.contains("://")) {
      return Optional.of(Format.DELTA);
    }
    return Optional.empty();
  }
}
