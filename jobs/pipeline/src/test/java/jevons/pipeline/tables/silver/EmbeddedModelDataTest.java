package jevons.pipeline.tables.silver;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

/** The tables about models, scores and prices, made from the embedded landing zone. */
class EmbeddedModelDataTest {
  private static final String NEWEST_VINTAGE = "2026-08-22";

  private final RealData in = RealData.asOf(NEWEST_VINTAGE);

  @Test
  void thereAre2430ModelsOfWhich94HaveTwoVintages() {
    assertThat(in.read(Model.class).select("model").distinct().count()).isEqualTo(2430);
    assertThat(in.read(Model.class).count()).isEqualTo(2430 + 94);
  }

  @Test
  void modelsByListAndWhatIsKnownOfThem() {
    var inForce = Model.inForce(in.read(Model.class));

    assertThat(rows(inForce.groupBy("model_list").count()))
        .isEqualTo(
            """
            model_list  | count
            all         | 1066
            benchmarked | 120
            large_scale | 341
            notable     | 903
            """);
    assertThat(inForce.where("training_compute_flop is not null").count()).isEqualTo(1094);
    assertThat(inForce.where("training_cost_usd_2023 is not null").count()).isEqualTo(180);
    assertThat(inForce.where("is_language").count()).isEqualTo(1289);
  }

  @Test
  void computeOfR1IsRevisedDownAndNotKnownBefore() {
    assertThat(
            rows(
                in.read(Model.class).where("model = 'DeepSeek-R1'"),
                "known_on",
                "training_compute_flop",
                "compute_grade"))
        .isEqualTo(
            """
            known_on   | training_compute_flop | compute_grade
            2025-01-20 | 5.17E24               | assumed
            2026-08-22 | 3.5E24                | reported
            """);
  }

  @Test
  void everyScoreThatIsAShareIsTakenIn() {
    // 3,177 fractions and 145 percentages without exact repeats; 13 of them repeat a score that
    // became known on the same day
    assertThat(in.read(Score.class).where("score_share is not null").count()).isEqualTo(3309);
    assertThat(in.read(Score.class).count()).isEqualTo(16_129);
  }

  @Test
  void theCapabilitiesIndexIsKnownFromItsExportOnly() {
    assertThat(
            in.read(Score.class)
                .where("benchmark = 'Epoch Capabilities Index' and known_on < '2026-08-22'")
                .count())
        .isZero();
  }

  @Test
  void pricesOfJanuary2025AreThere() {
    assertThat(
            rows(
                in.read(TokenPrice.class)
                    .where("model in ('DeepSeek-R1', 'DeepSeek-V3', 'o1')")
                    .where("known_on <= '2025-01-27' and price_list = 'first_party'"),
                "model",
                "source_name",
                "in_force_from",
                "known_on",
                "input_usd_per_mtok",
                "output_usd_per_mtok"))
        .isEqualTo(
            """
            model       | source_name       | in_force_from | known_on   | input_usd_per_mtok | output_usd_per_mtok
            DeepSeek-R1 | deepseek-reasoner | 2025-01-20    | 2025-01-20 | 0.55               | 2.19
            DeepSeek-R1 | deepseek-reasoner | 2025-01-21    | 2025-01-21 | 0.55               | 2.19
            DeepSeek-V3 | deepseek-chat     | 2024-12-26    | 2024-12-26 | 0.14               | 0.28
            DeepSeek-V3 | deepseek-chat     | 2025-01-21    | 2025-01-21 | 0.14               | 0.28
            o1          | o1-2024-12-17     | 2025-01-13    | 2025-01-13 | 15                 | 60
            """);
  }

  @Test
  void rentOfAnH100StandsAsObserved() {
    var rent =
        in.read(AcceleratorPrice.class)
            .where("hardware like 'NVIDIA H100%' and kind = 'on_demand'");

    assertThat(rent.count()).isPositive();
    assertThat(in.read(AcceleratorPrice.class).count()).isEqualTo(769);
    assertThat(in.read(Accelerator.class).count()).isEqualTo(176);
  }

  @Test
  void hoursTimesPriceIsTheCostThatDeepSeekClaims() {
    var claims = in.read(TrainingClaim.class).where("model = 'DeepSeek-V3'");
    double hours = value(claims, "total_gpu_hours");
    double price = value(claims, "assumed_rental_price");

    assertThat(hours * price).isCloseTo(value(claims, "claimed_training_cost"), within(1.0));
  }

  private static double value(
      org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> claims, String fact) {
    return claims.where("fact = '" + fact + "'").head().getAs("value");
  }
}
