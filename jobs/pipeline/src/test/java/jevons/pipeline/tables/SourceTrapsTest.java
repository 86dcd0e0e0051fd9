package jevons.pipeline.tables;

import static jevons.pipeline.testing.Given.rows;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.ComputeVintage;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.tables.silver.SharesOutstanding;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.tables.silver.TradingDay;
import jevons.pipeline.tables.silver.TrainingClaim;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What the embedded sources other than filings set as traps, by what their SOURCES.md names. */
class SourceTrapsTest {
  private static final RealData IN = EmbeddedFirms.asOf("2026-09-11");

  @Test
  void theYieldLacksSevenTradingDaysAndNoneIsFilledIn() {
    Dataset<Row> missing =
        read(TradingDay.class)
            .select("trade_date")
            .except(read(DailyPrice.class).where("ticker = 'TNX'").select("trade_date"));

    assertThat(rows(missing))
        .isEqualTo(
            """
            trade_date
            2016-11-11
            2026-06-15
            2026-06-22
            2026-06-29
            2026-06-30
            2026-07-01
            2026-07-06
            """);
  }

  @Test
  void theSemiconductorIndexOpensBelowItsLowOnceAndIsKept() {
    assertThat(
            rows(
                read(DailyPrice.class).where("open_usd < low_usd - 0.01"),
                "ticker",
                "trade_date",
                "open_usd",
                "low_usd"))
        .isEqualTo(
            """
            ticker | trade_date | open_usd | low_usd
            SOX    | 2023-04-26 | 2906.3   | 2908.4
            """);
  }

  @Test
  void daysWithoutVolumeAreThoseThatSourcesNames() {
    assertThat(
            rows(
                read(DailyPrice.class)
                    .where("volume = 0 AND ticker NOT IN ('VIX', 'TNX', 'SOX')")
                    .groupBy("ticker")
                    .agg(count("*").as("days"), max("trade_date").as("last_day"))))
        .isEqualTo(
            """
            ticker | days | last_day
            AMD    | 1    | 2015-01-02
            GSPC   | 1    | 2023-05-24
            VRT    | 12   | 2019-11-29
            VST    | 1    | 2016-11-25
            """);
  }

  @Test
  void asmlEndsBeforeTheOthersAndIsNotCarriedForward() {
    assertThat(
            rows(
                read(DailyPrice.class)
                    .where("ticker IN ('ASML', 'NVDA')")
                    .groupBy("ticker")
                    .agg(max("trade_date").as("last_day"))))
        .isEqualTo(
            """
            ticker | last_day
            ASML   | 2026-07-23
            NVDA   | 2026-08-20
            """);
  }

  @Test
  void pricesOfPredecessorsStandFromTheirFirstDay() {
    assertThat(
            rows(
                read(DailyPrice.class)
                    .where("ticker IN ('VRT', 'GEV', 'DELL')")
                    .groupBy("ticker")
                    .agg(min("trade_date").as("first_day"))))
        .isEqualTo(
            """
            ticker | first_day
            DELL   | 2016-08-17
            GEV    | 2024-03-27
            VRT    | 2018-08-02
            """);
  }

  @Test
  void noFactorIsTheLibrarysMarkForMissing() {
    assertThat(read(Factor.class).where("value_share <= -0.9").count()).isZero();
  }

  @Test
  void everyDayOfARateHasAValue() {
    assertThat(read(Rate.class).where("value_percent IS NULL").count()).isZero();
  }

  @Test
  void sizesOfDataThatHoldTwoNumbersAreUnknown() {
    String listed = "list = 'notable' AND training_dataset_size IS NOT NULL";
    List<String> names =
        read(AiModel.class)
            .where(listed + " AND try_cast(training_dataset_size AS double) IS NULL")
            .orderBy("model")
            .selectExpr("model")
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(names)
        .containsExactly(
            "AbLang (heavy sequences)", "EfficientNetV2-XL", "Masked Autoencoders ViT-H");
    assertThat(
            read(Model.class)
                .where(col("model").isin(names.toArray()))
                .where("training_dataset_tokens IS NOT NULL")
                .count())
        .isZero();
  }

  @Test
  void testedVersionsWithoutANameAreNoModels() {
    Dataset<Row> tested = read(AiModel.class).where("list = 'benchmarked'");

    assertThat(tested.where("model IS NULL OR model = ''").count()).isEqualTo(100);
    assertThat(tested.where("eci IS NULL").count()).isEqualTo(286);
    assertThat(read(Model.class).where("model IS NULL OR trim(model) = ''").count()).isZero();
  }

  @Test
  void computeThatWasWithdrawnIsUnknownAndNotTheOldFigure() {
    Dataset<Row> withdrawn =
        read(ComputeVintage.class)
            .groupBy("model")
            .pivot("vintage_on", List.of("2025-03-11", "2026-08-22"))
            .agg(first("training_compute_flop"))
            .where("`2025-03-11` IS NOT NULL AND `2026-08-22` IS NULL")
            .select("model");

    assertThat(withdrawn.count()).isEqualTo(8);
    Dataset<Row> today = Model.inForce(read(Model.class)).join(withdrawn, "model");
    assertThat(today.count()).isEqualTo(8);
    assertThat(today.where("training_compute_flop IS NOT NULL").count()).isZero();
  }

  @Test
  void chanceIsThatOfTheBenchmarksChoices() {
    assertThat(
            rows(
                read(Benchmark.class)
                    .where("chance_share > 0")
                    .selectExpr("benchmark", "round(1 / chance_share) AS choices")))
        .isEqualTo(
            """
            benchmark                | choices
            ANLI                     | 3
            ARC Challenge (AI2)      | 4
            BoolQ                    | 2
            CommonsenseQA 2          | 2
            GPQA Diamond             | 4
            HellaSwag                | 4
            MMLU                     | 4
            OpenBookQA               | 4
            PIQA                     | 2
            ScienceQA                | 4
            SimpleBench              | 6
            SuperGLUE                | 2
            VPCT                     | 3
            Video-MME (no subtitles) | 4
            WinoGrande               | 2
            """);
  }

  @Test
  void ratingsThatMoveWithTheModelsComparedAreNoShares() {
    Dataset<Row> ratings = read(Score.class).where("benchmark = 'LMArena text overall'");

    assertThat(ratings.count()).isGreaterThan(12_000);
    assertThat(ratings.where("score_share IS NOT NULL").count()).isZero();
    // A cell of 0.0 stands for "not rated"
    assertThat(ratings.where("score < 700").count()).isZero();
  }

  @Test
  void tiersForLongContextsAreNoPriceOfTheModel() {
    Dataset<Row> tiers = read(TokenPrice.class).where("source_name RLIKE '-(128k|200k|272k)$'");

    assertThat(tiers.count()).isPositive();
    assertThat(tiers.where("model IS NOT NULL").count()).isZero();
  }

  @Test
  void mistakeOfAPriceListIsKeptAsItIs() {
    assertThat(
            rows(
                read(TokenPrice.class)
                    .where("source_name = 'gemini-1.5-pro' AND known_on = '2024-06-17'"),
                "model",
                "input_usd_per_mtok",
                "output_usd_per_mtok"))
        .isEqualTo(
            """
            model          | input_usd_per_mtok | output_usd_per_mtok
            Gemini 1.5 Pro | 0.35               | 1.05
            """);
  }

  @Test
  void hoursOfR1AreKnownFromTheSecondVersionOfItsPaper() {
    assertThat(
            rows(
                read(TrainingClaim.class)
                    .where("model IN ('DeepSeek-R1', 'DeepSeek-V3')")
                    .select("model", "known_on")
                    .distinct()))
        .isEqualTo(
            """
            model       | known_on
            DeepSeek-R1 | 2026-01-04
            DeepSeek-V3 | 2024-12-27
            """);
  }

  @Test
  void fiscalYearOfAFactIsItsFilingsAndDecidesNothing() {
    Dataset<Row> underSeveralYears =
        read(CompanyFact.class)
            .where("fiscal_year IS NOT NULL")
            .groupBy("cik", "tag", "unit", "period_start", "period_end", "value")
            .agg(countDistinct("fiscal_year").as("years"))
            .where("years > 1");

    assertThat(underSeveralYears.count()).isGreaterThan(100);
    assertThat(
            read(QuarterlyFundamental.class)
                .where("view = 'first_filed'")
                .groupBy("ticker", "fiscal_period_end")
                .count()
                .where("count > 1")
                .count())
        .isZero();
  }

  @Test
  void amazonHasSpendingAndNoSalesAndMetasSalesEndWithTheFilingOfApril() {
    assertThat(
            rows(
                read(QuarterlyFundamental.class)
                    .where("view = 'first_filed' AND ticker IN ('AMZN', 'META')")
                    .groupBy("ticker")
                    .agg(count("revenue_usd").as("sales"), max("known_on").as("last_known_on"))
                    .selectExpr("ticker", "sales > 0 AS has_sales", "last_known_on")))
        .isEqualTo(
            """
            ticker | has_sales | last_known_on
            AMZN   | false     | 2026-07-31
            META   | true      | 2026-07-30
            """);
    assertThat(
            read(QuarterlyFundamental.class)
                .where("ticker = 'META' AND view = 'first_filed' AND quarter >= '2026-04-01'")
                .where("revenue_usd IS NOT NULL")
                .count())
        .isZero();
  }

  @Test
  void sharesAreThereForFirmsOfOneClassAlone() {
    assertThat(rows(read(SharesOutstanding.class).select("ticker").distinct()))
        .isEqualTo(
            """
            ticker
            AAPL
            AMD
            AMZN
            NVDA
            """);
  }

  private static Dataset<Row> read(Class<? extends Table> table) {
    return IN.read(table);
  }
}
