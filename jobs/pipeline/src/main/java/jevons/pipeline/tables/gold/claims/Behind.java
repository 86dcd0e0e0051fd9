package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring_index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.claim.Measurement;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.gold.EfficiencyIndex;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.gold.PriceIndex;
import jevons.pipeline.tables.gold.ValuationDay;
import jevons.pipeline.tables.gold.ValuationQuarter;
import jevons.pipeline.tables.silver.AcceleratorPrice;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.tables.silver.TrainingClaim;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;

/** The rows that a figure was measured from, for a trace: what {@link Measures} looks at. */
final class Behind {
  private static final int CLOSURE_DAYS = 10;
  private static final int DAYS_OF_YEAR = 365;

  /** Eight quarters of trend, the one before them, and the day's own. */
  private static final int MONTHS_BEFORE = 30;

  /** The newest four quarters known on a day began no earlier. */
  private static final int MONTHS_OF_NEWEST = 18;

  private static final Column SUBJECT = row(Columns.SUBJECT);
  private static final Column OTHER = row(Columns.COMPARED_WITH);
  private static final Column DAY = row(Columns.SUBJECT_DAY);

  private Behind() {}

  static RowsBehind of(Table input, Settings settings) {
    if (input instanceof DailyPrice) {
      return closes(settings);
    }
    if (input instanceof Model) {
      return models();
    }
    if (input instanceof AiModel) {
      Column published = input(AiModel.PUBLICATION_DATE).try_cast("date");
      return RowsBehind.where(
              isBy(
                  Measurement.COMPUTE_GROWTH,
                  Measurement.FRONTIER_COMPUTE_GROWTH,
                  Measurement.FRONTIER_COST_GROWTH),
              input(AiModel.LIST).equalTo(SUBJECT),
              input(AiModel.TRAINING_COMPUTE_FLOP).isNotNull(),
              published.geq(DAY),
              published.lt(lit(Evidence.FIRST_DAY_OF_SILVER).cast("date")))
          .ofEveryVintage();
    }
    if (input instanceof ModelCapability) {
      return RowsBehind.where(
              isBy(Measurement.CAPABILITY_DIFFERENCE),
              input(ModelCapability.METHOD).equalTo(Evidence.METHOD),
              input(ModelCapability.MODEL).isin(SUBJECT, OTHER))
          .following(ModelCapability.CAPABILITY, ModelCapability.STANDARD_ERROR);
    }
    if (input instanceof ModelEfficiency) {
      return efficiencies();
    }
    if (input instanceof TrainingClaim) {
      return RowsBehind.where(
          isBy(
              Measurement.TRAINING_DAYS,
              Measurement.TRAINING_COST,
              Measurement.TRAINING_COST_AT_RENT),
          input(TrainingClaim.MODEL).equalTo(SUBJECT),
          input(TrainingClaim.FACT)
              .isin("total_gpu_hours", "cluster_gpus", "assumed_rental_price"));
    }
    if (input instanceof AcceleratorPrice) {
      Column hardware = input(AcceleratorPrice.HARDWARE);
      return RowsBehind.where(
          isBy(Measurement.CHIP_RENT)
              .and(hardware.startsWith(SUBJECT))
              .or(isBy(Measurement.TRAINING_COST_AT_RENT).and(hardware.startsWith(OTHER))),
          input(AcceleratorPrice.KIND).equalTo("on_demand"),
          input(AcceleratorPrice.PRICE_DATE).leq(DAY),
          input(AcceleratorPrice.PRICE_DATE).gt(add_months(DAY, -12)));
    }
    if (input instanceof TokenPrice) {
      return RowsBehind.where(
              isBy(
                  Measurement.INPUT_PRICE_RATIO,
                  Measurement.OUTPUT_PRICE_RATIO,
                  Measurement.BLENDED_PRICE_RATIO),
              input(TokenPrice.MODEL).isin(SUBJECT, OTHER),
              input(TokenPrice.PRICE_LIST).equalTo("first_party"),
              input(TokenPrice.IN_FORCE_FROM).leq(DAY))
          .first(
              1,
              List.of(input(TokenPrice.MODEL)),
              input(TokenPrice.IN_FORCE_FROM).desc(),
              input(TokenPrice.BLENDED).desc());
    }
    if (input instanceof QuarterlyFundamental) {
      return capex(settings);
    }
    return ofGold(input);
  }

  private static RowsBehind ofGold(Table input) {
    if (input instanceof ValuationDay) {
      return RowsBehind.where(
              isBy(Measurement.MARKET_VALUE_CHANGE),
              input(ValuationDay.TICKER).equalTo(SUBJECT),
              input(ValuationDay.TRADE_DATE).equalTo(DAY))
          .following(ValuationDay.MARKET_VALUE_CHANGE);
    }
    if (input instanceof ValuationQuarter) {
      return RowsBehind.where(
              isBy(Measurement.SALES_MULTIPLE_CHANGE),
              input(ValuationQuarter.TICKER).equalTo(SUBJECT),
              input(ValuationQuarter.TRADE_DATE).gt(add_months(DAY, -4)),
              input(ValuationQuarter.REVENUE_MULTIPLE).isNotNull())
          .following(ValuationQuarter.REVENUE_MULTIPLE);
    }
    if (input instanceof EventTest) {
      return RowsBehind.where(
          isBy(Measurement.ABNORMAL_RETURN),
          input(EventTest.EVENT).equalTo(OTHER),
          input(EventTest.FIRM_GROUP).equalTo(SUBJECT),
          input(EventTest.RETURN_MODEL).equalTo("market"),
          input(EventTest.WINDOW_START).equalTo(0),
          input(EventTest.WINDOW_END).equalTo(10),
          input(EventTest.TEST).equalTo("standardized"));
    }
    if (input instanceof EfficiencyIndex) {
      return RowsBehind.where(
              isBy(Measurement.EFFICIENCY_RATE),
              input(EfficiencyIndex.METHOD).equalTo(Evidence.METHOD),
              input(EfficiencyIndex.DIRECTION).equalTo("production"),
              input(EfficiencyIndex.SAMPLE).equalTo("all"),
              input(EfficiencyIndex.VCOV).equalTo("hc3"),
              input(EfficiencyIndex.INTERVAL).equalTo("fieller"))
          .first(1, List.of(), input(EfficiencyIndex.QUARTER).desc());
    }
    if (input instanceof PriceIndex) {
      return RowsBehind.where(
          isBy(Measurement.PRICE_FALL_RANGE)
              .or(isBy(Measurement.PRICE_FALL).and(input(PriceIndex.BENCHMARK).equalTo(SUBJECT))),
          input(PriceIndex.RATE).isNotNull());
    }
    if (input instanceof Score) {
      return RowsBehind.where(
          isBy(Measurement.PRICE_FALL),
          input(Score.BENCHMARK).equalTo(SUBJECT),
          input(Score.MODEL).equalTo(OTHER));
    }
    throw new IllegalArgumentException("no claim is measured from " + input.name());
  }

  private static Column isBy(Measurement... measurements) {
    return row(Columns.MEASURED_BY).isin(Stream.of(measurements).map(Measurement::word).toArray());
  }

  /** Two closes behind a day's return; the days around a longer one. */
  private static RowsBehind closes(Settings settings) {
    Column ticker = input(DailyPrice.TICKER);
    Column date = input(DailyPrice.TRADE_DATE);
    Column upToDay = date.between(date_sub(DAY, CLOSURE_DAYS), DAY);
    // Where the level was not regained, every close since stands behind that.
    Column since = date_add(DAY, row(Columns.MEASURED).cast("int"));
    Column ofDay = isBy(Measurement.DAY_RETURN, Measurement.CLOSE);
    List<Column> matches = new ArrayList<>();
    matches.add(ofDay.and(ticker.equalTo(SUBJECT)).and(upToDay));
    matches.add(
        isBy(Measurement.DAYS_TO_REGAIN)
            .and(ticker.equalTo(SUBJECT))
            .and(upToDay.or(date.geq(DAY).and(coalesce(date.leq(since), lit(true))))));
    matches.add(
        isBy(Measurement.YEAR_RETURN)
            .and(ticker.equalTo(SUBJECT))
            .and(
                upToDay.or(
                    date.between(
                        date_add(DAY, DAYS_OF_YEAR), date_add(DAY, DAYS_OF_YEAR + CLOSURE_DAYS)))));
    Firms firms = Firms.of(settings);
    for (String group : groups(settings)) {
      matches.add(
          isBy(Measurement.GROUP_RETURN)
              .and(SUBJECT.equalTo(group))
              .and(firms.isIn(group, ticker).or(ticker.equalTo(settings.text(ClaimInputs.MARKET))))
              .and(date.geq(date_sub(DAY, CLOSURE_DAYS))));
    }
    return RowsBehind.where(matches.stream().reduce(Column::or).orElseThrow())
        .choose(
            found ->
                found
                    .withColumn(
                        "place_of_close",
                        row_number()
                            .over(
                                Window.partitionBy(col("row." + RowsBehind.ROW_ID), ticker)
                                    .orderBy(date.desc())))
                    .where(ofDay.and(col("place_of_close").gt(2)).equalTo(false))
                    .drop("place_of_close"))
        .following(DailyPrice.CLOSE, DailyPrice.ADJUSTED_CLOSE);
  }

  private static List<String> groups(Settings settings) {
    return settings.records(Firms.KEY).stream()
        .flatMap(firm -> ((List<?>) firm.getOrDefault("groups", List.of())).stream())
        .map(String.class::cast)
        .distinct()
        .sorted()
        .toList();
  }

  private static RowsBehind models() {
    Column published = input(Model.PUBLISHED_ON);
    Column hasCompute = input(Model.TRAINING_COMPUTE).isNotNull();
    return RowsBehind.where(
            isBy(Measurement.TRAINING_CHIPS)
                .and(input(Model.MODEL).equalTo(SUBJECT))
                .or(
                    isBy(Measurement.FRONTIER_COMPUTE_CHANGE)
                        .and(published.between(add_months(DAY, -12), add_months(DAY, 12)))
                        .and(hasCompute))
                .or(
                    isBy(
                            Measurement.COMPUTE_GROWTH,
                            Measurement.FRONTIER_COMPUTE_GROWTH,
                            Measurement.FRONTIER_COST_GROWTH)
                        .and(input(Model.MODEL_LIST).equalTo(SUBJECT))
                        .and(published.geq(DAY))
                        .and(hasCompute)))
        .first(1, List.of(input(Model.MODEL)), knownTime(new Model()).desc())
        .following(
            Model.TRAINING_COMPUTE,
            Model.TRAINING_COST,
            Model.HARDWARE_QUANTITY,
            Model.PUBLISHED_ON);
  }

  /** A ratio's peers are named in the row's remark. */
  private static RowsBehind efficiencies() {
    Column model = input(ModelEfficiency.MODEL);
    Column published = input(ModelEfficiency.PUBLISHED_ON);
    Column peers = split(substring_index(row(Columns.REMARK), ": ", -1), ", ");
    return RowsBehind.where(
            input(ModelEfficiency.METHOD).equalTo(Evidence.METHOD),
            isBy(Measurement.TRAINING_COMPUTE_RATIO, Measurement.TRAINING_COST_RATIO)
                .and(model.equalTo(SUBJECT).or(array_contains(peers, model)))
                .or(isBy(Measurement.ELASTICITY_BEFORE).and(published.lt(DAY)))
                .or(isBy(Measurement.ELASTICITY_SINCE).and(published.geq(DAY)))
                .or(isBy(Measurement.SURPRISE_CHANGE)))
        .following(
            ModelEfficiency.CAPABILITY,
            ModelEfficiency.TRAINING_COMPUTE,
            ModelEfficiency.TRAINING_COST,
            ModelEfficiency.SURPRISE);
  }

  private static RowsBehind capex(Settings settings) {
    Field quarter = QuarterlyFundamental.QUARTER;
    return RowsBehind.where(
            Firms.of(settings).isIn(Firms.HYPERSCALER, input(QuarterlyFundamental.TICKER)),
            input(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.FIRST_FILED),
            input(QuarterlyFundamental.CAPEX).isNotNull(),
            isBy(
                    Measurement.CAPEX_GROWTH,
                    Measurement.CAPEX_GROWTH_CHANGE,
                    Measurement.CAPEX_OVER_TREND)
                .and(input(quarter).geq(add_months(DAY, -MONTHS_BEFORE)))
                .or(
                    isBy(Measurement.TRAILING_CAPEX)
                        .and(
                            input(quarter).geq(add_months(row(Columns.AS_OF), -MONTHS_OF_NEWEST)))))
        .following(QuarterlyFundamental.CAPEX);
  }
}
