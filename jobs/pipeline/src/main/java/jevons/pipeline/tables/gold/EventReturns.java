package jevons.pipeline.tables.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Returns;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.tables.silver.Factor;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Firms' daily returns beside the market's and the factors', collected once for an event study. The
 * trading days are those of the fund that stands for the market.
 */
public final class EventReturns {
  /** The setting that names the fund. */
  public static final String MARKET = "jevons.market.ticker";

  private static final String SERIES = "market";
  private static final String RISKLESS = "ff3_rf";

  /** The models of normal returns that are shown side by side, the headline's first. */
  public static final List<ReturnModel> MODELS =
      List.of(
          ReturnModel.market(SERIES),
          ReturnModel.capm("ff3_mkt_rf", RISKLESS),
          ReturnModel.factors(
              "ff3", List.of("ff3_mkt_rf", "ff3_smb", "ff3_hml"), Optional.of(RISKLESS)),
          ReturnModel.factors(
              "ff5",
              List.of("ff5_mkt_rf", "ff5_smb", "ff5_hml", "ff5_rmw", "ff5_cma"),
              Optional.of("ff5_rf")));

  private final Returns returns;
  private final String market;
  private final Map<String, BitSet> assumed;

  private EventReturns(Returns returns, String market, Map<String, BitSet> assumed) {
    this.returns = returns;
    this.market = market;
    this.assumed = assumed;
  }

  /**
   * Reads {@code gold.daily_return} and {@code silver.factor}, one Spark job each.
   *
   * @param tickers firms; one without any return has none
   * @param from days before are not read
   */
  public static EventReturns read(Inputs in, Collection<String> tickers, LocalDate from) {
    String market = in.settings().text(MARKET);
    TreeSet<String> wanted = new TreeSet<>(tickers);
    wanted.add(market);
    // Days are numbers here: to make a date of each row's takes longer than all else.
    List<Row> rows =
        in.read(DailyReturn.class)
            .where(
                col("ticker").isin(wanted.toArray()).and(col("trade_date").geq(Date.valueOf(from))))
            .select(
                col("ticker"),
                unix_date(col("trade_date")),
                col("total_return_share"),
                col("grade"))
            .collectAsList();
    TreeSet<Integer> marketDays = new TreeSet<>();
    for (Row row : rows) {
      if (row.getString(0).equals(market)) {
        marketDays.add(row.getInt(1));
      }
    }
    List<LocalDate> days = marketDays.stream().map(LocalDate::ofEpochDay).toList();
    Map<Integer, Integer> places = new HashMap<>();
    marketDays.forEach(day -> places.put(day, places.size()));
    Map<String, double[]> byTicker = new LinkedHashMap<>();
    wanted.forEach(ticker -> byTicker.put(ticker, missing(days.size())));
    Map<String, BitSet> assumed = new HashMap<>();
    for (Row row : rows) {
      Integer place = places.get(row.getInt(1));
      if (place != null) {
        byTicker.get(row.getString(0))[place] = row.getDouble(2);
        if (row.getString(3).equals(Grade.ASSUMED.word())) {
          assumed.computeIfAbsent(row.getString(0), ticker -> new BitSet()).set(place);
        }
      }
    }
    Returns returns = Returns.on(days).withSeries(SERIES, byTicker.get(market));
    for (String ticker : tickers) {
      returns = returns.withFirm(ticker, byTicker.get(ticker));
    }
    return new EventReturns(withFactors(in, returns, places, from), market, assumed);
  }

  private static Returns withFactors(
      Inputs in, Returns returns, Map<Integer, Integer> places, LocalDate from) {
    Map<String, double[]> series = new LinkedHashMap<>();
    for (ReturnModel model : MODELS) {
      model.series().stream()
          .filter(name -> !name.equals(SERIES))
          .forEach(name -> series.put(name, missing(places.size())));
    }
    List<Row> rows =
        in.read(Factor.class)
            .where(
                col("factor_set").isin("ff3", "ff5").and(col("trade_date").geq(Date.valueOf(from))))
            .select(
                col("factor_set"), col("factor"), unix_date(col("trade_date")), col("value_share"))
            .collectAsList();
    for (Row row : rows) {
      double[] values = series.get(row.getString(0) + "_" + row.getString(1));
      Integer place = places.get(row.getInt(2));
      if (values != null && place != null) {
        values[place] = row.getDouble(3);
      }
    }
    Returns all = returns;
    for (Map.Entry<String, double[]> one : series.entrySet()) {
      all = all.withSeries(one.getKey(), one.getValue());
    }
    return all;
  }

  private static double[] missing(int days) {
    double[] values = new double[days];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** The returns, the market under "market", factors as "ff3_smb". */
  public Returns returns() {
    return returns;
  }

  /** Places of the days of these windows around a day 0. */
  public static BitSet places(int dayZero, Window... windows) {
    BitSet places = new BitSet();
    for (Window window : windows) {
      places.set(Math.max(0, dayZero + window.start()), Math.max(0, dayZero + window.end() + 1));
    }
    return places;
  }

  /** The days at these places. */
  public Stream<LocalDate> days(BitSet places) {
    List<LocalDate> days = returns.days();
    return places.stream().filter(place -> place < days.size()).mapToObj(days::get);
  }

  /** Ticker and day of each return; for a trace. */
  public List<List<Object>> keys(Map<String, BitSet> days) {
    List<List<Object>> keys = new ArrayList<>();
    days.forEach((ticker, places) -> days(places).forEach(day -> keys.add(List.of(ticker, day))));
    return keys;
  }

  /**
   * Days by ticker, and the market's where the model rests on it.
   *
   * @param days places by ticker
   */
  public Map<String, BitSet> withMarket(Map<String, BitSet> days, ReturnModel model) {
    if (!model.series().contains(SERIES)) {
      return days;
    }
    Map<String, BitSet> all = new HashMap<>(days);
    BitSet any = new BitSet();
    days.values().forEach(any::or);
    all.merge(market, any, EventReturns::union);
    return all;
  }

  private static BitSet union(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.or(b);
    return both;
  }

  /** Estimated, or assumed where a return of one of these days is; places by ticker. */
  public Grade grade(Map<String, BitSet> days) {
    boolean isAssumed =
        days.entrySet().stream()
            .anyMatch(e -> assumed.getOrDefault(e.getKey(), new BitSet()).intersects(e.getValue()));
    return isAssumed ? Grade.ASSUMED : Grade.ESTIMATED;
  }

  /** Whether any return of the ticker, or of the market where the model rests on it, is assumed. */
  public boolean hasAssumed(String ticker, ReturnModel model) {
    BitSet all = new BitSet();
    all.set(0, returns.days().size());
    return grade(withMarket(Map.of(ticker, all), model)) == Grade.ASSUMED;
  }

  /** Whether a row of {@code silver.factor} enters the model of this name; for a trace. */
  public static Column factorsBehind(Column model) {
    Column series =
        concat_ws("_", RowsBehind.input(Factor.FACTOR_SET), RowsBehind.input(Factor.FACTOR));
    return MODELS.stream()
        .map(m -> model.equalTo(m.name()).and(series.isin(m.series().toArray())))
        .reduce(lit(false), Column::or);
  }
}
