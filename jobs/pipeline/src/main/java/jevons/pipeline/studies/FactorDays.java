package jevons.pipeline.studies;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.first;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A firm's daily returns beside the factor returns of the same day, shares. */
final class FactorDays {
  private static final String RISKLESS = "rf";
  private static final Map<String, List<String>> FACTORS =
      Map.of(
          "ff3", List.of("mkt_rf", "smb", "hml", RISKLESS),
          "ff5", List.of("mkt_rf", "smb", "hml", "rmw", "cma", RISKLESS),
          "momentum", List.of("mom"));

  private final List<Row> days;

  private FactorDays(List<Row> days) {
    this.days = days;
  }

  /**
   * The days that both tables have, ascending. One Spark job; the rows are some 250 a year.
   *
   * @param returns {@code gold.daily_return}
   * @param factors {@code silver.factor}
   */
  static FactorDays of(Dataset<Row> returns, Dataset<Row> factors, String ticker) {
    List<Object> columns =
        FACTORS.entrySet().stream()
            .flatMap(set -> set.getValue().stream().map(f -> (Object) column(set.getKey(), f)))
            .sorted()
            .toList();
    Dataset<Row> byDay =
        factors
            .groupBy("trade_date")
            .pivot(concat_ws("_", functions.col("factor_set"), functions.col("factor")), columns)
            .agg(first("value_share"));
    Column[] selected =
        Stream.concat(
                Stream.of("trade_date", "total_return_share", "grade"),
                columns.stream().map(String.class::cast))
            .map(functions::col)
            .toArray(Column[]::new);
    List<Row> joined =
        new ArrayList<>(
            returns
                .where(functions.col("ticker").equalTo(ticker))
                .join(byDay, "trade_date")
                .select(selected)
                .collectAsList());
    joined.sort(Comparator.comparing(FactorDays::day));
    return new FactorDays(joined);
  }

  /**
   * Excess returns and factors on the days that have all of them.
   *
   * @param sets as in {@code factor_set}; the riskless rate is the first one's
   */
  ReturnSample with(String... sets) {
    String riskless = column(sets[0], RISKLESS);
    List<String> factors = new ArrayList<>();
    List<String> columns = new ArrayList<>(List.of("total_return_share", riskless));
    for (String set : sets) {
      for (String factor : FACTORS.get(set)) {
        if (!factor.equals(RISKLESS)) {
          factors.add(factor);
          columns.add(column(set, factor));
        }
      }
    }
    List<Row> complete =
        days.stream()
            .filter(day -> columns.stream().noneMatch(c -> day.isNullAt(day.fieldIndex(c))))
            .toList();
    double[] excess = numbers(complete, "total_return_share");
    double[] rate = numbers(complete, riskless);
    Arrays.setAll(excess, t -> excess[t] - rate[t]);
    Sample sample = Sample.empty().with("excess_return", excess);
    for (int f = 0; f < factors.size(); f++) {
      sample = sample.with(factors.get(f), numbers(complete, columns.get(f + 2)));
    }
    return new ReturnSample(
        complete.stream().map(FactorDays::day).toList(),
        sample,
        Estimate.weakest(complete.stream().map(day -> Grade.of(day.getAs("grade")))));
  }

  private static String column(String set, String factor) {
    return set + "_" + factor;
  }

  private static LocalDate day(Row row) {
    return row.getDate(0).toLocalDate();
  }

  private static double[] numbers(List<Row> rows, String column) {
    return rows.stream().mapToDouble(r -> r.<Double>getAs(column)).toArray();
  }
}
