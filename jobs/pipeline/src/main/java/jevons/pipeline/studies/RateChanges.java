package jevons.pipeline.studies;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * By how much interest rates and the volatility index changed from one trading day to the next, in
 * percentage points and points. The series are those of {@code silver.rate}, a column of the change
 * {@code d_dgs10}.
 */
final class RateChanges {
  /** The ten-year Treasury yield and the VIX. */
  static final List<String> SERIES = List.of("DGS10", "VIXCLS");

  private final Map<String, Map<LocalDate, Double>> levels;

  private RateChanges(Map<String, Map<LocalDate, Double>> levels) {
    this.levels = levels;
  }

  /** Reads {@code silver.rate}: one Spark job, some 250 rows a year and series. */
  static RateChanges of(Dataset<Row> rates) {
    Map<String, Map<LocalDate, Double>> levels = new LinkedHashMap<>();
    SERIES.forEach(series -> levels.put(series, new HashMap<>()));
    List<Row> rows =
        rates
            .where(col("series").isin(SERIES.toArray()).and(col("value_percent").isNotNull()))
            .select("series", "observation_date", "value_percent")
            .collectAsList();
    for (Row row : rows) {
      levels.get(row.getString(0)).put(row.getDate(1).toLocalDate(), row.getDouble(2));
    }
    return new RateChanges(levels);
  }

  /** The column of a series' change. */
  static String column(String series) {
    return "d_" + series.toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Changes by column, each day's from the day before it in the list; NaN on the first day and
   * where either day has no level, as when the bond market was closed.
   *
   * @param days trading days, ascending
   */
  Map<String, double[]> on(List<LocalDate> days) {
    Map<String, double[]> changes = new LinkedHashMap<>();
    for (String series : SERIES) {
      Map<LocalDate, Double> level = levels.get(series);
      double[] change = new double[days.size()];
      for (int t = 0; t < change.length; t++) {
        Double now = level.get(days.get(t));
        Double before = t == 0 ? null : level.get(days.get(t - 1));
        change[t] = now == null || before == null ? Double.NaN : now - before;
      }
      changes.put(column(series), change);
    }
    return changes;
  }
}
