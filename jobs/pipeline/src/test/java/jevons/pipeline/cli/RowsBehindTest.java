package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.EfficiencyIndex;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.tables.gold.PriceIndex;
import jevons.pipeline.tables.gold.ValuationDay;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.FilingFact;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.tables.silver.SharesOutstanding;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.trace.Links;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On the embedded data: computed anew from the rows behind it alone, a figure is the same, and
 * there are no rows beyond those.
 */
class RowsBehindTest {
  private static final String SELL_OFF = "sell-off";

  private static TableReader tables;
  private static Links links;

  @BeforeAll
  static void oneNight() {
    tables = WholeNight.made().tables();
    links = WholeNight.made().links();
  }

  @Test
  void spendingIsItsFactOrTheDifferenceOfTheTwoFactsBehindIt() {
    Dataset<Row> quarters = numbered(new QuarterlyFundamental(), "capex_usd IS NOT NULL");
    Dataset<Row> again =
        behind(new QuarterlyFundamental(), quarters, new FilingFact(), QuarterlyFundamental.CAPEX)
            .groupBy(RowsBehind.ROW_ID)
            .agg(
                expr("max_by(value, period_end) - if(count(*) > 1, min_by(value, period_end), 0)")
                    .as("again"),
                count("*").as("facts"));
    Dataset<Row> compared = quarters.join(again, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(quarters.count()).isGreaterThan(400);
    assertThat(compared.where("capex_usd <> again").count()).isZero();
    assertThat(compared.where("facts <> if(capex_method = 'direct', 1, 2)").count()).isZero();
  }

  @Test
  void returnIsThatOfTheTwoPricesBehindIt() {
    // A third of all days, so that each is not held against each of ten years.
    Dataset<Row> returns =
        numbered(new DailyReturn(), "ticker = 'NVDA' AND trade_date >= DATE'2023-01-01'");
    Dataset<Row> again =
        behind(new DailyReturn(), returns, new DailyPrice(), DailyReturn.TOTAL_RETURN)
            .groupBy(RowsBehind.ROW_ID)
            .agg(
                expr("max_by(adjusted_close_usd, trade_date)"
                        + " / min_by(adjusted_close_usd, trade_date) - 1")
                    .as("again"),
                count("*").as("prices"));
    Dataset<Row> compared = returns.join(again, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(returns.count()).isGreaterThan(600);
    assertThat(differing(compared, DailyReturn.TOTAL_RETURN)).isZero();
    assertThat(compared.where("prices <> 2").count()).isZero();
  }

  @Test
  void marketValueIsTheCloseTimesTheSharesBehindIt() {
    Dataset<Row> days = numbered(new ValuationDay(), "ticker = 'NVDA'");
    Dataset<Row> closes =
        behind(new ValuationDay(), days, new DailyPrice(), ValuationDay.MARKET_VALUE)
            .select(RowsBehind.ROW_ID, "close_usd");
    Dataset<Row> shares =
        behind(new ValuationDay(), days, new SharesOutstanding(), ValuationDay.MARKET_VALUE)
            .select(RowsBehind.ROW_ID, "shares");
    Dataset<Row> again =
        closes
            .join(shares, RowsBehind.ROW_ID)
            .select(col(RowsBehind.ROW_ID), col("close_usd").multiply(col("shares")).as("again"));
    Dataset<Row> compared = days.join(again, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(days.count()).isGreaterThan(2000);
    assertThat(differing(compared, ValuationDay.MARKET_VALUE)).isZero();
  }

  @Test
  void modelsBehindARateAreThoseOfItsFit() {
    Dataset<Row> rates = numbered(new EfficiencyIndex(), "true");
    Dataset<Row> models = behind(new EfficiencyIndex(), rates, new Model());
    Dataset<Row> compared =
        rates
            .join(
                models
                    .groupBy(RowsBehind.ROW_ID)
                    .agg(
                        count("*").as("models"),
                        expr("count(training_compute_flop)").as("with_compute"),
                        expr("count(training_cost_usd_2023)").as("with_cost"),
                        min("published_on").as("oldest")),
                RowsBehind.ROW_ID)
            .cache();
    assertThat(compared.count()).isEqualTo(rates.count()).isGreaterThan(50);
    assertThat(compared.where("models <> n OR with_compute <> n").count()).isZero();
    assertThat(compared.where("sample = 'training_cost' AND with_cost <> n").count()).isZero();
    assertThat(compared.where("sample = 'from_2023' AND oldest < DATE'2023-01-01'").count())
        .isZero();
  }

  @Test
  void scoresBehindARateAreOneOfEachModelAndBenchmarkAndHoldAllItsModels() {
    Dataset<Row> rates =
        numbered(
            new EfficiencyIndex(),
            "sample = 'all' AND vcov = 'hc3' AND interval = 'fieller' AND quarter >= '2026-01-01'");
    Dataset<Row> scores = behind(new EfficiencyIndex(), rates, new Score()).cache();
    assertThat(
            rates
                .where("method <> 'eci'")
                .join(scores, RowsBehind.ROW_ID)
                .groupBy(col(RowsBehind.ROW_ID), scores.col("model"), scores.col("benchmark"))
                .count()
                .where("count > 1")
                .count())
        .isZero();
    // Fewer than three benchmarks of a model, or five models of a benchmark, are left out.
    assertThat(fewest(rates, scores, "model", "benchmark")).isEqualTo(3);
    assertThat(fewest(rates, scores, "benchmark", "model")).isGreaterThanOrEqualTo(5);
    Dataset<Row> models = behind(new EfficiencyIndex(), rates, new Model());
    assertThat(
            models
                .join(
                    scores.select(RowsBehind.ROW_ID, "model"),
                    new String[] {RowsBehind.ROW_ID, "model"},
                    "left_anti")
                .count())
        .isZero();
  }

  private static long fewest(Dataset<Row> rates, Dataset<Row> scores, String of, String counted) {
    return scores
        .join(rates.where("method <> 'eci'").select(RowsBehind.ROW_ID), RowsBehind.ROW_ID)
        .groupBy(RowsBehind.ROW_ID, of)
        .agg(countDistinct(counted).as("n"))
        .agg(min("n"))
        .head()
        .getLong(0);
  }

  @Test
  void offersBehindAFallOfPricesAreItsRecordsAndTheScoresThoseOfTheirModels() {
    Dataset<Row> falls = numbered(new PriceIndex(), "true");
    Dataset<Row> offers =
        behind(new PriceIndex(), falls, new TokenPrice())
            .groupBy(RowsBehind.ROW_ID)
            .agg(
                count("*").as("offers"),
                countDistinct("model").as("models"),
                min("in_force_from").as("first_day"),
                max("in_force_from").as("last_day"),
                max("blended_usd_per_mtok").as("dearest"),
                min("blended_usd_per_mtok").as("cheapest"));
    Dataset<Row> scores =
        behind(new PriceIndex(), falls, new Score())
            .groupBy(RowsBehind.ROW_ID)
            .agg(count("*").as("scores"), min("score_share").as("lowest"));
    Dataset<Row> compared =
        falls.join(offers, RowsBehind.ROW_ID).join(scores, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(falls.count()).isGreaterThan(50);
    assertThat(
            compared
                .where(
                    "offers <> records OR first_day <> first_record_on OR last_day <>"
                        + " last_record_on OR dearest <> first_price_usd_per_mtok OR cheapest <>"
                        + " last_price_usd_per_mtok")
                .count())
        .isZero();
    assertThat(compared.where("scores <> models OR lowest < threshold_share").count()).isZero();
  }

  @Test
  void abnormalReturnOfAFirmComesOutOfTheReturnsBehindIt() {
    Dataset<Row> tests =
        numbered(
            new EventTest(),
            "test = 'standardized' AND return_model = 'market' AND event = '%s' AND firm_group IN ('NVDA', 'MSFT', 'VST')"
                .formatted(SELL_OFF));
    Dataset<Row> returns =
        behind(new EventTest(), tests, new DailyReturn())
            .select(RowsBehind.ROW_ID, "ticker", "trade_date", "total_return_share");
    Dataset<Row> market =
        returns
            .where("ticker = 'SPY'")
            .select(
                col(RowsBehind.ROW_ID),
                col("trade_date"),
                col("total_return_share").as("market_share"));
    // The 250 days of estimation come before those of the window.
    Dataset<Row> fitted =
        returns
            .where("ticker <> 'SPY'")
            .join(market, new String[] {RowsBehind.ROW_ID, "trade_date"})
            .selectExpr(
                "*", "row_number() OVER (PARTITION BY traced_row ORDER BY trade_date) AS place")
            .selectExpr(
                "*",
                "regr_slope(total_return_share, if(place <= 250, market_share, null))"
                    + " OVER (PARTITION BY traced_row) AS slope",
                "regr_intercept(total_return_share, if(place <= 250, market_share, null))"
                    + " OVER (PARTITION BY traced_row) AS constant");
    Dataset<Row> again =
        fitted
            .groupBy(RowsBehind.ROW_ID)
            .agg(
                expr("sum(total_return_share - constant - slope * market_share)"
                        + " FILTER (WHERE place > 250)")
                    .as("again"),
                count("*").as("days"));
    Dataset<Row> compared = tests.join(again, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(tests.count()).isEqualTo(12);
    assertThat(compared.where("days <> 250 + window_end - window_start + 1").count()).isZero();
    assertThat(differing(compared, EventTest.ESTIMATE)).isZero();
  }

  @Test
  void firmsBehindATestOfAGroupAreThoseThatCouldBeTaken() {
    Dataset<Row> tests =
        numbered(
            new EventTest(),
            "test = 'bmp' AND return_model = 'market' AND event = '%s'".formatted(SELL_OFF));
    Dataset<Row> firms =
        behind(new EventTest(), tests, new DailyReturn())
            .where("ticker <> 'SPY'")
            .groupBy(RowsBehind.ROW_ID)
            .agg(countDistinct("ticker").as("firms"));
    Dataset<Row> compared = tests.join(firms, RowsBehind.ROW_ID).cache();
    assertThat(compared.count()).isEqualTo(tests.count()).isGreaterThan(10);
    assertThat(compared.where("firms <> n").count()).isZero();
  }

  @Test
  void placeboRestsOnThePastAndTheWindowAlone() {
    String which = "return_model = 'market' AND firm_group = 'NVDA' AND event = '" + SELL_OFF + "'";
    Dataset<Row> tests =
        numbered(new EventTest(), which + " AND test IN ('placebo', 'standardized')");
    List<Row> found =
        tests
            .join(
                behind(new EventTest(), tests, new DailyReturn())
                    .where("ticker = 'NVDA'")
                    .groupBy(RowsBehind.ROW_ID)
                    .agg(count("*").as("days"), max("trade_date").as("last_day")),
                RowsBehind.ROW_ID)
            .orderBy("window_start", "window_end", "test")
            .selectExpr("window_end", "test", "n", "days", "cast(last_day AS STRING)")
            .collectAsList();
    for (int i = 0; i < found.size(); i += 2) {
      Row placebo = found.get(i);
      Row own = found.get(i + 1);
      assertThat(placebo.getString(1)).isEqualTo("placebo");
      assertThat(placebo.getString(4)).as("last day").isEqualTo(own.getString(4));
      // Each day that is compared with has a model of the 250 days before it.
      assertThat(placebo.getLong(3)).isGreaterThan(placebo.getLong(2) + 250);
    }
  }

  private static Dataset<Row> numbered(Table table, String which) {
    Dataset<Row> rows = tables.read(table.name()).where(which);
    List<Row> few =
        rows.withColumn(RowsBehind.ROW_ID, monotonically_increasing_id()).collectAsList();
    return broadcast(
        rows.sparkSession()
            .createDataFrame(
                few,
                table
                    .schema()
                    .add(RowsBehind.ROW_ID, org.apache.spark.sql.types.DataTypes.LongType)));
  }

  private static Dataset<Row> behind(
      Table table, Dataset<Row> rows, Table input, Field... figures) {
    Set<String> followed =
        Arrays.stream(figures).map(Field::name).collect(Collectors.toCollection(TreeSet::new));
    return links.of(table, followed).stream()
        .filter(link -> link.input().name().equals(input.name()))
        .map(link -> link.find(rows))
        .findFirst()
        .orElseThrow();
  }

  private static long differing(Dataset<Row> compared, Field figure) {
    return compared
        .where(
            abs(col("again").minus(figure.col())).gt(abs(col("again")).multiply(1e-9).plus(1e-15)))
        .count();
  }
}
