package jevons.pipeline.tables;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.ValuationDay;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.FilingFact;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.SharesOutstanding;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** On the embedded data: computed anew from the rows behind it alone, a figure is the same. */
class RowsBehindTest {
  private static final RealData IN = EmbeddedFirms.asOf("2025-06-30");

  @Test
  void spendingIsItsFactOrTheDifferenceOfTheTwoFactsBehindIt() {
    Dataset<Row> quarters = IN.read(QuarterlyFundamental.class).where("capex_usd IS NOT NULL");
    Dataset<Row> again =
        behind(new QuarterlyFundamental(), quarters, new FilingFact(), QuarterlyFundamental.CAPEX)
            .groupBy("traced_row")
            .agg(
                expr("max_by(value, period_end) - if(count(*) > 1, min_by(value, period_end), 0)")
                    .as("again"),
                count("*").as("facts"));
    Dataset<Row> compared = beside(quarters, again);
    assertThat(compared.count()).isEqualTo(quarters.count()).isGreaterThan(400);
    assertThat(compared.where("capex_usd <> again").count()).isZero();
    assertThat(compared.where("facts <> if(capex_method = 'direct', 1, 2)").count()).isZero();
  }

  @Test
  void returnIsThatOfTheTwoPricesBehindIt() {
    Dataset<Row> returns = IN.read(DailyReturn.class).where("ticker = 'NVDA'");
    Dataset<Row> again =
        behind(new DailyReturn(), returns, new DailyPrice(), DailyReturn.TOTAL_RETURN)
            .groupBy("traced_row")
            .agg(
                expr("max_by(adjusted_close_usd, trade_date)"
                        + " / min_by(adjusted_close_usd, trade_date) - 1")
                    .as("again"));
    Dataset<Row> compared = beside(returns, again);
    assertThat(compared.count()).isEqualTo(returns.count()).isGreaterThan(2000);
    assertThat(differing(compared, DailyReturn.TOTAL_RETURN)).isZero();
  }

  @Test
  void marketValueIsTheCloseTimesTheSharesBehindIt() {
    Dataset<Row> days = IN.read(ValuationDay.class).where("ticker = 'NVDA'");
    Dataset<Row> closes =
        behind(new ValuationDay(), days, new DailyPrice(), ValuationDay.MARKET_VALUE)
            .select("traced_row", "close_usd");
    Dataset<Row> shares =
        behind(new ValuationDay(), days, new SharesOutstanding(), ValuationDay.MARKET_VALUE)
            .select("traced_row", "shares");
    Dataset<Row> again =
        closes
            .join(shares, "traced_row")
            .select(col("traced_row"), col("close_usd").multiply(col("shares")).as("again"));
    Dataset<Row> compared = beside(days, again);
    assertThat(compared.count()).isEqualTo(days.count()).isGreaterThan(2000);
    assertThat(differing(compared, ValuationDay.MARKET_VALUE)).isZero();
  }

  private static Dataset<Row> numbered(Dataset<Row> rows) {
    return rows.withColumn(RowsBehind.ROW_ID, monotonically_increasing_id());
  }

  private static Dataset<Row> behind(Derived table, Dataset<Row> rows, Table input, Field figure) {
    Asked asked = new Asked(Set.of(figure.name()), IN.settings());
    return table.rowsBehind(input, asked).find(numbered(rows), input, IN.read(input.getClass()));
  }

  private static Dataset<Row> beside(Dataset<Row> rows, Dataset<Row> again) {
    return numbered(rows).join(again, RowsBehind.ROW_ID);
  }

  private static long differing(Dataset<Row> compared, Field figure) {
    return compared
        .where(
            abs(col("again").divide(figure.col()).minus(1)).gt(1e-9).and(col("again").notEqual(0)))
        .count();
  }
}
