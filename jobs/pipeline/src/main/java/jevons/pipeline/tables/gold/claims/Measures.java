package jevons.pipeline.tables.gold.claims;

import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.table.claim.Measurement;

/** Which code measures what: every {@link Measurement} has its own. */
final class Measures {
  private Measures() {}

  /** The figure as known by the as-of day, or why there is none. */
  static Measured measure(Subject subject, Evidence evidence) {
    return switch (subject.measurement()) {
      case CAPABILITY_DIFFERENCE -> ModelMeasures.capabilityDifference(subject, evidence);
      case TRAINING_COMPUTE_RATIO -> ModelMeasures.computeRatio(subject, evidence);
      case TRAINING_COST_RATIO -> ModelMeasures.costRatio(subject, evidence);
      case SURPRISE_CHANGE -> ModelMeasures.surpriseChange(subject, evidence);
      case ELASTICITY_BEFORE -> ModelMeasures.elasticityBefore(subject, evidence);
      case ELASTICITY_SINCE -> ModelMeasures.elasticitySince(subject, evidence);
      case FRONTIER_COMPUTE_CHANGE -> ModelMeasures.frontierChange(subject, evidence);
      case TRAINING_CHIPS -> TrainingMeasures.chips(subject, evidence);
      case TRAINING_DAYS -> TrainingMeasures.days(subject, evidence);
      case TRAINING_COST -> TrainingMeasures.cost(subject, evidence);
      case TRAINING_COST_AT_RENT -> TrainingMeasures.costAtRent(subject, evidence);
      case CHIP_RENT -> TrainingMeasures.rent(subject.who(), subject, evidence);
      case INPUT_PRICE_RATIO -> TrainingMeasures.inputPriceRatio(subject, evidence);
      case OUTPUT_PRICE_RATIO -> TrainingMeasures.outputPriceRatio(subject, evidence);
      case BLENDED_PRICE_RATIO -> TrainingMeasures.blendedPriceRatio(subject, evidence);
      case DAY_RETURN -> MarketMeasures.dayReturn(subject, evidence);
      case CLOSE -> MarketMeasures.close(subject, evidence);
      case MARKET_VALUE_CHANGE -> MarketMeasures.valueChange(subject, evidence);
      case DAYS_TO_REGAIN -> MarketMeasures.daysToRegain(subject, evidence);
      case YEAR_RETURN -> MarketMeasures.yearReturn(subject, evidence);
      case ABNORMAL_RETURN -> MarketMeasures.abnormalReturn(subject, evidence);
      case GROUP_RETURN -> MarketMeasures.groupReturn(subject, evidence);
      case SALES_MULTIPLE_CHANGE -> MarketMeasures.multipleChange(subject, evidence);
      case CAPEX_GROWTH -> CapexMeasures.growth(subject, evidence);
      case CAPEX_GROWTH_CHANGE -> CapexMeasures.growthChange(subject, evidence);
      case CAPEX_OVER_TREND -> CapexMeasures.overTrend(subject, evidence);
      case TRAILING_CAPEX -> CapexMeasures.trailing(evidence);
      case COMPUTE_GROWTH -> GrowthMeasures.compute(subject, evidence);
      case FRONTIER_COMPUTE_GROWTH -> GrowthMeasures.frontierCompute(subject, evidence);
      case FRONTIER_COST_GROWTH -> GrowthMeasures.frontierCost(subject, evidence);
      case EFFICIENCY_RATE -> GrowthMeasures.efficiency(evidence);
      case PRICE_FALL -> GrowthMeasures.priceFall(subject, evidence);
      case PRICE_FALL_RANGE -> GrowthMeasures.priceFallRange(evidence);
    };
  }
}
