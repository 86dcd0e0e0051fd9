package jevons.pipeline.table;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A silver table's few rows, collected once and cut on the driver at as many days as an estimate
 * needs: a recursive estimate would otherwise be a Spark job for each of its days.
 *
 * @param <T> what a row becomes
 */
public final class KnownRows<T> {
  private record Dated<T>(LocalDate knownOn, T value) {}

  private final List<Dated<T>> rows;

  private KnownRows(List<Dated<T>> rows) {
    this.rows = rows;
  }

  /**
   * Collects {@code rows}, which come from {@code in.read(table)} and so are cut at the as-of day,
   * and still have the table's known-time column.
   */
  public static <T> KnownRows<T> collect(Table table, Dataset<Row> rows, Function<Row, T> make) {
    String knownOn =
        table
            .knownOn()
            .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no known time"))
            .name();
    return new KnownRows<>(
        rows.collectAsList().stream()
            .map(r -> new Dated<>(r.<Date>getAs(knownOn).toLocalDate(), make.apply(r)))
            .sorted(Comparator.comparing(Dated::knownOn))
            .toList());
  }

  /** What was known by the end of {@code day}, the earliest known first. */
  public List<T> by(LocalDate day) {
    return rows.stream().takeWhile(r -> !r.knownOn().isAfter(day)).map(Dated::value).toList();
  }

  /** The first day anything was known. */
  public Optional<LocalDate> firstDay() {
    return rows.stream().findFirst().map(Dated::knownOn);
  }
}
