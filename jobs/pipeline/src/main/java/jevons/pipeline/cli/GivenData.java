package jevons.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Rows to estimate or test on: a published table, or a csv, parquet or Delta path.
 *
 * @param name as on the command line
 * @param where a condition in SQL that rows must meet
 * @param asOf day of the gold rows
 * @param services called only when Spark is needed
 */
record GivenData(
    String name, Optional<String> where, Optional<LocalDate> asOf, Supplier<Services> services) {
  /** So many rows are collected at most; their columns take some hundred MB. */
  private static final int MOST_COLLECTED = 1_000_000;

  /** Works on the driver where the rows are few and in a csv file, else with Spark. */
  <T> T read(Function<Sample, T> onDriver, Function<Dataset<Row>, T> withSpark) {
    Optional<Sample> few = csv(PanelOls.DRIVER_ROWS);
    if (few.isPresent()) {
      return onDriver.apply(few.get());
    }
    return translated(() -> withSpark.apply(rows()));
  }

  /**
   * All rows on the driver; those of a csv file in its order, others in none.
   *
   * @param columns that are needed
   * @param others that are read too where they are there
   * @throws JevonsException USAGE: a column is not there, or there are too many rows
   */
  Sample sample(Collection<String> columns, Collection<String> others) {
    Optional<Sample> few = csv(MOST_COLLECTED);
    if (few.isPresent()) {
      columns.forEach(c -> check(c, few.get().names()));
      return few.get();
    }
    return translated(
        () -> {
          Dataset<Row> rows = rows();
          List<String> there = Arrays.asList(rows.columns());
          columns.forEach(c -> check(c, there));
          List<String> distinct =
              Stream.concat(columns.stream(), others.stream().filter(there::contains))
                  .distinct()
                  .toList();
          Column[] selected =
              distinct.stream().map(c -> functions.col("`" + c + "`")).toArray(Column[]::new);
          List<Row> collected = rows.select(selected).limit(MOST_COLLECTED + 1).collectAsList();
          if (collected.size() > MOST_COLLECTED) {
            throw JevonsException.usage(
                "%s has more than %d rows, which this command collects on the driver. Take fewer by --where."
                    .formatted(name, MOST_COLLECTED));
          }
          return Sample.of(collected, distinct);
        });
  }

  /** Whether rows come in an order that means something: those of one csv file do. */
  boolean isOrdered() {
    return where.isEmpty() && isCsvFile();
  }

  private void check(String column, Collection<String> there) {
    if (!there.contains(column)) {
      String hint = Closest.hint(column, there);
      throw JevonsException.usage(
          "%s has no column %s.%s"
              .formatted(
                  name,
                  column,
                  hint.isEmpty() ? " It has " + String.join(", ", there) + "." : hint));
    }
  }

  private <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      // Scala throws checked exceptions that Java cannot name in a catch clause.
      Optional<JevonsException> unreadable =
          isPath() ? UnreadableData.of(name, e) : Optional.empty();
      throw unreadable.isPresent() ? unreadable.get() : SelectStatement.translated(e);
    }
  }

  private Optional<Sample> csv(int most) {
    if (isPath() && asOf.isPresent()) {
      throw JevonsException.usage(
          "--as-of is of gold tables, and %s is a file. Choose its rows by --where."
              .formatted(name));
    }
    if (isPath() && !name.contains("://") && !Files.exists(Path.of(name))) {
      throw JevonsException.usage("no file " + name + ".");
    }
    return isOrdered() ? CsvSample.read(Path.of(name), most) : Optional.empty();
  }

  private boolean isCsvFile() {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv") && Files.isRegularFile(Path.of(name));
  }

  private Dataset<Row> rows() {
    Services started = services.get();
    Dataset<Row> rows = isPath() ? file(started.spark()) : table(started);
    return where.isPresent() ? rows.where(where.get()) : rows;
  }

  private boolean isPath() {
    return name.contains("/") || Files.exists(Path.of(name)) || format().isPresent();
  }

  private Dataset<Row> table(Services started) {
    PublishedTables tables = started.published(asOf);
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
    if (isCsvFile()) {
      // Read as without --where, so that names, types and what is refused are the same.
      Optional<Sample> few = CsvSample.read(Path.of(name), PanelOls.DRIVER_ROWS);
      if (few.isPresent()) {
        return SparkRows.dataset(spark, few.get());
      }
    }
    return switch (format().orElse(Format.PARQUET)) {
      case CSV ->
          spark
              .read()
              .option("header", true)
              .option("inferSchema", true)
              .option("nullValue", "NA")
              .option("ignoreLeadingWhiteSpace", true)
              .option("ignoreTrailingWhiteSpace", true)
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
