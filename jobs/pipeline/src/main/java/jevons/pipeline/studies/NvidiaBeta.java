package jevons.pipeline.studies;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.tables.gold.DailyReturn;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much a firm's share moved with Nvidia's beyond the market in the {@value #DAYS} trading days
 * before a day: the coefficient of Nvidia's return beside the market's, HC1 errors.
 */
final class NvidiaBeta {
  /** Three years: over one year the betas of the four differ by less than their errors. */
  static final int DAYS = 750;

  /** So many years back begin before the {@value #DAYS}th trading day. */
  static final int YEARS_BACK = 4;

  static final String NVIDIA = "NVDA";

  private NvidiaBeta() {}

  /**
   * By firm; empty unless every firm has a return on each of the days.
   *
   * @param market ticker of the market
   * @param before the first day that is not used any more
   */
  static Optional<Map<String, Coefficient>> of(
      Dataset<Row> dailyReturn, String market, List<String> firms, LocalDate before) {
    Map<String, Map<LocalDate, Double>> returns = new TreeMap<>();
    dailyReturn
        .where(
            col(DailyReturn.TICKER.name())
                .isin(Stream.concat(Stream.of(market, NVIDIA), firms.stream()).toArray())
                .and(DailyReturn.TRADE_DATE.col().lt(lit(Date.valueOf(before))))
                .and(
                    DailyReturn.TRADE_DATE
                        .col()
                        .geq(lit(Date.valueOf(before.minusYears(YEARS_BACK))))))
        .select(
            DailyReturn.TICKER.col(), DailyReturn.TRADE_DATE.col(), DailyReturn.TOTAL_RETURN.col())
        .collectAsList()
        .forEach(
            row ->
                returns
                    .computeIfAbsent(row.getString(0), ticker -> new TreeMap<>())
                    .put(row.getDate(1).toLocalDate(), row.getDouble(2)));
    List<LocalDate> all = new ArrayList<>(returns.getOrDefault(market, Map.of()).keySet());
    if (all.size() < DAYS) {
      return Optional.empty();
    }
    List<LocalDate> days = all.subList(all.size() - DAYS, all.size());
    Map<String, Coefficient> betas = new TreeMap<>();
    for (String firm : firms) {
      boolean isComplete =
          Stream.of(firm, NVIDIA)
              .allMatch(t -> returns.getOrDefault(t, Map.of()).keySet().containsAll(days));
      if (!isComplete) {
        return Optional.empty();
      }
      Sample sample =
          Sample.empty()
              .with("firm", on(days, returns.get(firm)))
              .with("market", on(days, returns.get(market)))
              .with("nvidia", on(days, returns.get(NVIDIA)));
      betas.put(
          firm,
          new PanelOls()
              .setFormula("firm ~ market + nvidia")
              .fit(sample, Covariance.hc1())
              .coefficient("nvidia"));
    }
    return Optional.of(betas);
  }

  private static double[] on(List<LocalDate> days, Map<LocalDate, Double> returns) {
    return days.stream().mapToDouble(returns::get).toArray();
  }
}
