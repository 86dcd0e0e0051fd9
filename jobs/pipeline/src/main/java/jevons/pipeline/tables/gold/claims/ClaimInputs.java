package jevons.pipeline.tables.gold.claims;

import java.util.Set;
import jevons.pipeline.table.Table;
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
  /** All tables a measurement may read. */
  static final Set<Class<? extends Table>> TABLES =
      Set.of(
          AcceleratorPrice.class,
          AiModel.class,
          DailyPrice.class,
          EfficiencyIndex.class,
          EventTest.class,
          Model.class,
          ModelCapability.class,
          ModelEfficiency.class,
          PriceIndex.class,
          QuarterlyFundamental.class,
          Score.class,
          TokenPrice.class,
          TrainingClaim.class,
          ValuationDay.class,
          ValuationQuarter.class);

  /** Ticker of the fund that stands for the market. */
  static final String MARKET = "jevons.market.ticker";

  private ClaimInputs() {}
}
