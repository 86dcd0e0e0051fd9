package jevons.pipeline.tables.gold.claims;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.claim.Measurement;
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

/**
 * What claims and growth figures read; apart from the reading, so that an idle night, which looks
 * at it, loads no Spark.
 */
final class ClaimInputs {
  /** Ticker of the fund that stands for the market. */
  static final String MARKET = "jevons.market.ticker";

  private ClaimInputs() {}

  /** All tables that a measurement may read. */
  static Set<Class<? extends Table>> all() {
    return of(Arrays.stream(Measurement.values()));
  }

  /** The tables that are read to measure these records of the configuration. */
  static Set<Class<? extends Table>> of(List<Map<String, Object>> records) {
    return of(records.stream().map(record -> Subject.of(record).measurement()));
  }

  /** Words of the measurements that read this table. */
  static Set<String> measuredFrom(Class<? extends Table> table) {
    return Arrays.stream(Measurement.values())
        .filter(m -> of(m).contains(table))
        .map(Measurement::word)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Class<? extends Table>> of(Stream<Measurement> measurements) {
    return measurements.flatMap(m -> of(m).stream()).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Class<? extends Table>> of(Measurement measurement) {
    return switch (measurement) {
      case CAPABILITY_DIFFERENCE -> Set.of(ModelCapability.class);
      case TRAINING_COMPUTE_RATIO, TRAINING_COST_RATIO, ELASTICITY_BEFORE, ELASTICITY_SINCE ->
          Set.of(ModelEfficiency.class);
      case SURPRISE_CHANGE -> Set.of(ModelEfficiency.class, Model.class);
      case TRAINING_CHIPS, FRONTIER_COMPUTE_CHANGE -> Set.of(Model.class);
      case COMPUTE_GROWTH, FRONTIER_COMPUTE_GROWTH, FRONTIER_COST_GROWTH ->
          Set.of(Model.class, AiModel.class);
      case TRAINING_DAYS, TRAINING_COST -> Set.of(TrainingClaim.class);
      case TRAINING_COST_AT_RENT -> Set.of(TrainingClaim.class, AcceleratorPrice.class);
      case CHIP_RENT -> Set.of(AcceleratorPrice.class);
      case INPUT_PRICE_RATIO, OUTPUT_PRICE_RATIO, BLENDED_PRICE_RATIO -> Set.of(TokenPrice.class);
      case DAY_RETURN, CLOSE, DAYS_TO_REGAIN, YEAR_RETURN, GROUP_RETURN -> Set.of(DailyPrice.class);
      case MARKET_VALUE_CHANGE -> Set.of(ValuationDay.class);
      case ABNORMAL_RETURN -> Set.of(EventTest.class);
      case SALES_MULTIPLE_CHANGE -> Set.of(ValuationQuarter.class);
      case CAPEX_GROWTH, CAPEX_GROWTH_CHANGE, CAPEX_OVER_TREND, TRAILING_CAPEX ->
          Set.of(QuarterlyFundamental.class);
      case EFFICIENCY_RATE -> Set.of(EfficiencyIndex.class);
      case PRICE_FALL -> Set.of(PriceIndex.class, Score.class);
      case PRICE_FALL_RANGE -> Set.of(PriceIndex.class);
    };
  }

  /** Whether it looks at a ticker's or a group's closes around its day. */
  static boolean readsCloses(Measurement measurement) {
    return of(measurement).contains(DailyPrice.class);
  }
}
