package jevons.pipeline.tables.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import jevons.econometrics.Covariance;
import jevons.pipeline.table.Grade;
import org.junit.jupiter.api.Test;

/** Models drawn with a rate of efficiency gain of 3 a year and a surprise of their own. */
class TrainingEfficiencyTest {
  private static final double ELASTICITY = 0.9;
  private static final double RATE = 3.0;

  private final List<TrainedModel> models = new ArrayList<>();
  private final List<Capability> capabilities = new ArrayList<>();

  private void draw(int count) {
    Random random = new Random(20250127);
    for (int i = 0; i < count; i++) {
      LocalDate day = LocalDate.of(2022, 1, 1).plusDays(random.nextInt(1400));
      double log10Flop = 23 + random.nextGaussian();
      TrainedModel model = model("m" + i, day, Optional.of(Math.pow(10, log10Flop)));
      double surprise = 0.5 * random.nextGaussian();
      add(model, ELASTICITY * (log10Flop + Math.log10(RATE) * model.years() + surprise) - 20);
    }
  }

  private static TrainedModel model(String name, LocalDate publishedOn, Optional<Double> flop) {
    return new TrainedModel(
        name,
        publishedOn,
        publishedOn,
        flop,
        Grade.REPORTED,
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        true);
  }

  private void add(TrainedModel model, double capability) {
    models.add(model);
    capabilities.add(of(model.model(), capability));
  }

  private static Capability of(String model, double estimate) {
    return new Capability(model, estimate, OptionalDouble.of(0.1), 3, 0, Grade.ESTIMATED);
  }

  private TrainingEfficiency fit() {
    return TrainingEfficiency.fit(models, capabilities).orElseThrow();
  }

  @Test
  void theProductionDirectionFindsTheTrueRate() {
    draw(3000);

    assertThat(fit().log10Rate().powerOfTen()).isCloseTo(RATE, within(0.15));
    assertThat(fit().computeElasticity().orElseThrow()).isCloseTo(ELASTICITY, within(0.03));
  }

  @Test
  void theHedonicDirectionIsBiasedTowardNoGain() {
    draw(3000);
    TrainingEfficiency hedonic =
        TrainingEfficiency.fit(
                models,
                capabilities,
                new EfficiencySpecification(
                    CapabilityMethod.RASCH,
                    EfficiencyDirection.HEDONIC_BOUND,
                    EfficiencySample.ALL,
                    Covariance.hc3()))
            .orElseThrow();

    assertThat(hedonic.log10Rate().powerOfTen()).isBetween(1.0, 2.6);
    assertThat(hedonic.computeElasticity()).isEmpty();
    assertThat(hedonic.models()).isEmpty();
  }

  @Test
  void errorsClusteredByOrganizationAreWiderWhenItsModelsShareTheirSurprise() {
    draw(400);
    Random random = new Random(9);
    Map<String, Double> shared = new HashMap<>();
    for (int i = 0; i < models.size(); i++) {
      TrainedModel m = models.get(i);
      String organization = "organization " + i % 10;
      double surprise = shared.computeIfAbsent(organization, o -> random.nextGaussian());
      // Later models come from the later organizations, so the surprise moves with time too
      TrainedModel owned =
          new TrainedModel(
              m.model(),
              m.publishedOn(),
              m.knownOn(),
              m.flop(),
              m.grade(),
              Optional.of(organization),
              m.costUsd2023(),
              m.isDistilled(),
              m.isLanguage(),
              m.isConfident());
      models.set(i, owned);
      capabilities.set(
          i, of(m.model(), capabilities.get(i).estimate() + surprise * (1 + m.years())));
    }
    EfficiencySpecification hc3 = EfficiencySpecification.recursive(CapabilityMethod.TWO_PARAMETER);
    EfficiencySpecification clustered =
        new EfficiencySpecification(
            hc3.method(),
            hc3.direction(),
            hc3.sample(),
            Covariance.clusteredBy(TrainingEfficiency.ORGANIZATION));

    double independent = errorOfRate(hc3);
    assertThat(errorOfRate(clustered)).isGreaterThan(1.5 * independent);
  }

  private double errorOfRate(EfficiencySpecification specification) {
    return TrainingEfficiency.fit(models, capabilities, specification)
        .orElseThrow()
        .log10Rate()
        .standardError();
  }

  @Test
  void theScaleOfCapabilityDoesNotMatter() {
    draw(50);
    TrainingEfficiency fit = fit();
    List<Capability> scaled =
        capabilities.stream().map(c -> of(c.model(), 7 * c.estimate() + 3)).toList();
    TrainingEfficiency again = TrainingEfficiency.fit(models, scaled).orElseThrow();

    assertThat(again.log10Rate().estimate()).isCloseTo(fit.log10Rate().estimate(), within(1e-10));
    for (int i = 0; i < fit.n(); i++) {
      assertThat(again.models().get(i).surprise())
          .isCloseTo(fit.models().get(i).surprise(), within(1e-9));
    }
  }

  @Test
  void onlyModelsFrom2019OnWithComputeAndCapabilityEnter() {
    draw(20);
    add(model("old", LocalDate.of(2018, 12, 31), Optional.of(1e20)), 0);
    add(model("unknown", LocalDate.of(2024, 1, 1), Optional.empty()), 0);
    models.add(model("untested", LocalDate.of(2024, 1, 1), Optional.of(1e24)));
    add(model("first", LocalDate.of(2019, 1, 1), Optional.of(1e21)), -3);

    assertThat(fit().models())
        .extracting(e -> e.model().model())
        .hasSize(21)
        .contains("first")
        .doesNotContain("old", "unknown", "untested");
  }

  @Test
  void threeModelsLeaveNoResidual() {
    draw(3);

    assertThat(TrainingEfficiency.fit(models, capabilities)).isEmpty();
  }

  @Test
  void theWeakestGradeOfAllModelsIsTheRates() {
    draw(20);
    assertThat(fit().grade()).isEqualTo(Grade.ESTIMATED);

    TrainedModel first = models.get(0);
    models.set(
        0,
        new TrainedModel(
            first.model(),
            first.publishedOn(),
            first.knownOn(),
            first.flop(),
            Grade.ASSUMED,
            first.organization(),
            first.costUsd2023(),
            first.isDistilled(),
            first.isLanguage(),
            first.isConfident()));
    assertThat(fit().grade()).isEqualTo(Grade.ASSUMED);
  }
}
