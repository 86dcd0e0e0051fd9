package jevons.pipeline.studies;

import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.DriverForecast.Year;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.CapexNews;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.gold.ReturnDriver;
import jevons.pipeline.tables.gold.ReturnForecast;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.Rate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which of all candidates does Nvidia's daily excess return move with, and how much do they explain
 * of years that were not seen? Exploratory: it proposes, and tests nothing.
 *
 * <p>Candidates: the six factors, changes of the ten-year yield and of the VIX, the day before's
 * returns of Nvidia, of its peers and of the hyperscalers, news of capex filings and efficiency
 * surprises of releases. An elastic net for each year on all days before it, its penalty by
 * cross-validation over blocks of those days in order of time, held against the mean and the CAPM
 * of the same days. Beside the drivers of the same day those of the day before alone, which is what
 * a forecast could use.
 *
 * <p>Coordinate descent of {@link jevons.econometrics.penalized.ElasticNet} rather than MLlib's
 * LinearRegression, which it is tested against: the two specifications take some 6,000 fits, in a
 * second or two, and each of MLlib's takes three jobs and 0.3 seconds.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Zou and Hastie (2005), Journal of
 *     the Royal Statistical Society B 67(2), 301-320</a>
 * @see <a href="https://doi.org/10.1093/rfs/hhm014">Campbell and Thompson (2008), Review of
 *     Financial Studies 21(4), 1509-1531: R2 out of sample</a>
 */
public final class DriversStudy implements Study {
  private static final String NVIDIA = "NVDA";
  private static final String METHOD = "2pl";
  private static final String MARKET = "mkt_rf";
  private static final String SAME_DAY = "same_day";
  private static final String DAY_BEFORE = "day_before";

  /** Of the past, two years, before the first year that is tried. */
  private static final int FEWEST_DAYS = 500;

  @Override
  public String name() {
    return "drivers";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(
        DailyReturn.class, Factor.class, Rate.class, CapexNews.class, ModelEfficiency.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY);
  }

  @Override
  public Class<? extends Estimated> findings() {
    return ReturnForecast.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(ReturnForecast.class, ReturnDriver.class);
  }

  /** All days up to the last one tested: those before it are fitted on. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    Column start = date_sub(row(ReturnForecast.TRAIN_START), 7);
    Column end = row(ReturnForecast.TEST_END);
    if (input instanceof DailyReturn) {
      return RowsBehind.where(
              input(DailyReturn.TICKER).isin(tickers(asked.settings()).toArray()),
              input(DailyReturn.TRADE_DATE).between(start, end))
          .following(DailyReturn.TOTAL_RETURN);
    }
    if (input instanceof Factor) {
      return RowsBehind.where(
              input(Factor.FACTOR_SET).isin("ff5", "momentum"),
              input(Factor.TRADE_DATE).between(start, end))
          .following(Factor.VALUE);
    }
    if (input instanceof Rate) {
      return RowsBehind.where(
              input(Rate.SERIES).isin(RateChanges.SERIES.toArray()),
              input(Rate.OBSERVATION_DATE).between(start, end))
          .following(Rate.VALUE);
    }
    if (input instanceof CapexNews) {
      return RowsBehind.where(
              equal(ReturnForecast.AS_OF),
              input(CapexNews.TICKER).equalTo(NVIDIA),
              input(CapexNews.DAY_ZERO).between(start, end))
          .following(CapexNews.SURPRISE);
    }
    return RowsBehind.where(
            equal(ReturnForecast.AS_OF),
            input(ModelEfficiency.METHOD).equalTo(METHOD),
            input(ModelEfficiency.PUBLISHED_ON).between(start, end))
        .following(ModelEfficiency.SURPRISE);
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    Dataset<Row> returns = in.read(DailyReturn.class);
    ReturnSample all =
        FactorDays.of(returns, in.read(Factor.class), NVIDIA).with("ff5", "momentum");
    if (all.days().isEmpty()) {
      return List.of();
    }
    List<Grade> grades = new ArrayList<>(List.of(all.grade()));
    List<LocalDate> days = all.days();
    Map<String, double[]> drivers = new LinkedHashMap<>();
    Sample columns = all.columns();
    for (String factor : columns.names()) {
      if (!factor.equals("excess_return")) {
        drivers.put(factor, columns.numbers(factor));
      }
    }
    drivers.putAll(RateChanges.of(in.read(Rate.class)).on(days));
    drivers.putAll(lagged(returns, in.settings(), days));
    drivers.put("capex_news", capexNews(in, days, grades));
    drivers.put("release_surprise", releases(in, days, grades));
    return rows(
        days,
        columns.numbers("excess_return"),
        columns.numbers(MARKET),
        drivers,
        Estimate.weakest(grades.stream()));
  }

  /**
   * Both specifications.
   *
   * @param days trading days, ascending
   * @param drivers of the same day, those named {@code lag_} of the day before; NaN is missing
   */
  static List<StudyRow> rows(
      List<LocalDate> days,
      double[] excess,
      double[] market,
      Map<String, double[]> drivers,
      Grade grade) {
    Map<String, double[]> before = new LinkedHashMap<>();
    drivers.forEach(
        (name, values) -> {
          boolean isLagged = name.startsWith("lag_");
          before.put(isLagged ? name : "lag_" + name, isLagged ? values : dayBefore(values));
        });
    List<StudyRow> rows = new ArrayList<>();
    for (Map.Entry<String, Map<String, double[]>> specification :
        List.of(Map.entry(SAME_DAY, drivers), Map.entry(DAY_BEFORE, before))) {
      int[] kept = daysWithRates(days, specification.getValue());
      List<LocalDate> keptDays = Arrays.stream(kept).mapToObj(days::get).toList();
      Map<String, double[]> keptDrivers = new LinkedHashMap<>();
      specification.getValue().forEach((name, values) -> keptDrivers.put(name, at(kept, values)));
      List<Year> years =
          new DriverForecast(keptDays, at(kept, excess), at(kept, market), keptDrivers, FEWEST_DAYS)
              .years();
      add(rows, specification.getKey(), keptDays, years, grade);
    }
    return rows;
  }

  private static void add(
      List<StudyRow> rows,
      String specification,
      List<LocalDate> days,
      List<Year> years,
      Grade grade) {
    boolean isSameDay = specification.equals(SAME_DAY);
    for (Year year : years) {
      Map<Field, Object> cells =
          forecast(specification, Integer.toString(year.year()), days, year.from(), year.to());
      cells.put(ReturnForecast.TRAIN_DAYS, (long) year.from());
      cells.put(ReturnForecast.CANDIDATES, (long) year.candidates().size());
      cells.put(ReturnForecast.CHOSEN, (long) year.solution().chosen());
      cells.put(ReturnForecast.MIXING, year.mixing());
      cells.put(ReturnForecast.PENALTY, year.solution().penalty());
      cells.put(ReturnForecast.R2_AGAINST_MEAN, year.r2AgainstMean());
      cells.put(ReturnForecast.R2_AGAINST_CAPM, isSameDay ? year.r2AgainstCapm() : null);
      cells.put(ReturnForecast.CAPM_R2_AGAINST_MEAN, year.capmAgainstMean());
      cells.put(ReturnForecast.GRADE, grade.word());
      rows.add(new StudyRow(ReturnForecast.class, cells));
      for (int j = 0; j < year.candidates().size(); j++) {
        double coefficient = year.solution().coefficients().get(j);
        Map<Field, Object> driver = new HashMap<>();
        driver.put(ReturnDriver.SPECIFICATION, specification);
        driver.put(ReturnDriver.PERIOD, Integer.toString(year.year()));
        driver.put(ReturnDriver.DRIVER, year.candidates().get(j));
        driver.put(ReturnDriver.COEFFICIENT, coefficient);
        driver.put(ReturnDriver.STANDARDIZED_COEFFICIENT, year.solution().standardized().get(j));
        driver.put(ReturnDriver.IS_CHOSEN, coefficient != 0);
        driver.put(ReturnDriver.GRADE, grade.word());
        rows.add(new StudyRow(ReturnDriver.class, driver));
      }
    }
    if (!years.isEmpty()) {
      double mean = years.stream().mapToDouble(Year::mean).sum();
      double capm = years.stream().mapToDouble(Year::capm).sum();
      double net = years.stream().mapToDouble(Year::net).sum();
      Map<Field, Object> cells =
          forecast(
              specification, "all", days, years.get(0).from(), years.get(years.size() - 1).to());
      cells.put(
          ReturnForecast.TRAIN_END, Date.valueOf(days.get(years.get(years.size() - 1).from() - 1)));
      cells.put(ReturnForecast.R2_AGAINST_MEAN, 1 - net / mean);
      cells.put(ReturnForecast.R2_AGAINST_CAPM, isSameDay ? 1 - net / capm : null);
      cells.put(ReturnForecast.CAPM_R2_AGAINST_MEAN, 1 - capm / mean);
      cells.put(ReturnForecast.GRADE, grade.word());
      rows.add(new StudyRow(ReturnForecast.class, cells));
    }
  }

  private static Map<Field, Object> forecast(
      String specification, String period, List<LocalDate> days, int from, int to) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(ReturnForecast.SPECIFICATION, specification);
    cells.put(ReturnForecast.PERIOD, period);
    cells.put(ReturnForecast.TRAIN_START, Date.valueOf(days.get(0)));
    cells.put(ReturnForecast.TRAIN_END, Date.valueOf(days.get(from - 1)));
    cells.put(ReturnForecast.TEST_START, Date.valueOf(days.get(from)));
    cells.put(ReturnForecast.TEST_END, Date.valueOf(days.get(to - 1)));
    cells.put(ReturnForecast.N, (long) (to - from));
    return cells;
  }

  /** Bond markets close on days of their own; a driver without history is another matter. */
  private static int[] daysWithRates(List<LocalDate> days, Map<String, double[]> drivers) {
    return IntStream.range(0, days.size())
        .filter(
            t ->
                RateChanges.SERIES.stream()
                    .map(RateChanges::column)
                    .flatMap(name -> Stream.of(name, "lag_" + name))
                    .map(drivers::get)
                    .noneMatch(values -> values != null && Double.isNaN(values[t])))
        .filter(t -> t > 0)
        .toArray();
  }

  /** The day before's returns of Nvidia, its peers and the hyperscalers, on the trading days. */
  private static Map<String, double[]> lagged(
      Dataset<Row> returns, Settings settings, List<LocalDate> days) {
    Map<String, double[]> byTicker = new LinkedHashMap<>();
    for (String ticker : tickers(settings)) {
      double[] missing = new double[days.size()];
      Arrays.fill(missing, Double.NaN);
      byTicker.put(ticker, missing);
    }
    Map<LocalDate, Integer> places = new HashMap<>();
    days.forEach(day -> places.put(day, places.size()));
    for (Row row :
        returns
            .where(col("ticker").isin(byTicker.keySet().toArray()))
            .select("ticker", "trade_date", "total_return_share")
            .collectAsList()) {
      Integer place = places.get(row.getDate(1).toLocalDate());
      if (place != null) {
        byTicker.get(row.getString(0))[place] = row.getDouble(2);
      }
    }
    Map<String, double[]> lagged = new LinkedHashMap<>();
    byTicker.forEach(
        (ticker, values) ->
            lagged.put("lag_" + ticker.toLowerCase(Locale.ROOT), dayBefore(values)));
    return lagged;
  }

  private static Set<String> tickers(Settings settings) {
    Firms firms = Firms.of(settings);
    Set<String> tickers = new TreeSet<>(firms.tickers(CapexNews.SUPPLIERS));
    tickers.addAll(firms.tickers(Firms.HYPERSCALER));
    tickers.add(NVIDIA);
    return tickers;
  }

  private static double[] capexNews(Inputs in, List<LocalDate> days, List<Grade> grades) {
    Map<LocalDate, Double> news = new TreeMap<>();
    for (Row row :
        in.read(CapexNews.class)
            .where(col("ticker").equalTo(NVIDIA).and(col("surprise").isNotNull()))
            .select("day_zero", "surprise", "grade")
            .collectAsList()) {
      news.merge(row.getDate(0).toLocalDate(), row.getDouble(1), Double::sum);
      grades.add(Grade.of(row.getString(2)));
    }
    return onDays(news, days);
  }

  private static double[] releases(Inputs in, List<LocalDate> days, List<Grade> grades) {
    Map<LocalDate, Double> surprises = new TreeMap<>();
    for (Row row :
        in.read(ModelEfficiency.class)
            .where(col("method").equalTo(METHOD))
            .select("published_on", "surprise_log10_flop", "grade")
            .collectAsList()) {
      surprises.merge(row.getDate(0).toLocalDate(), row.getDouble(1), Double::sum);
      grades.add(Grade.of(row.getString(2)));
    }
    return onDays(surprises, days);
  }

  /** On each trading day the sum since the one before; 0 where there is none. */
  private static double[] onDays(Map<LocalDate, Double> sums, List<LocalDate> days) {
    double[] values = new double[days.size()];
    sums.forEach(
        (day, sum) -> {
          int found = Collections.binarySearch(days, day);
          int place = found >= 0 ? found : -found - 1;
          if (place > 0 && place < values.length) {
            values[place] += sum;
          }
        });
    return values;
  }

  private static double[] dayBefore(double[] values) {
    double[] before = new double[values.length];
    before[0] = Double.NaN;
    System.arraycopy(values, 0, before, 1, values.length - 1);
    return before;
  }

  private static double[] at(int[] places, double[] values) {
    return Arrays.stream(places).mapToDouble(t -> values[t]).toArray();
  }
}
