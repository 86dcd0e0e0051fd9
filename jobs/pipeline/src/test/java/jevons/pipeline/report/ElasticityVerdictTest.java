package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;
import org.junit.jupiter.api.Test;

class ElasticityVerdictTest {
  private static final int ENOUGH = 24;

  @Test
  void nothingIsClaimedBelowTwentyQuartersEvenIfAllAgree() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(fit(19, 0.4, 0.9, 0.001, 0.001), Optional.of(fit(19, 0.2, 1.5, 1, 1)));
    assertThat(verdict.words()).isEqualTo("Cannot tell");
    assertThat(verdict.reasons().get(0))
        .contains("19 quarters; below 20 no claim is made")
        .contains("The smallest elasticity that such a sample would tell from 0")
        .contains("2.31");
  }

  @Test
  void unknownNumberOfQuartersIsNoClaim() {
    Specification fit = fit(null, 0.4, 0.9, 0.001, 0.001);
    assertThat(ElasticityVerdict.of(fit, Optional.of(fit)).words()).isEqualTo("Cannot tell");
  }

  @Test
  void spendingGrowsWhenHeadlineDetrendedAndRandomWalksAgreeAboveZero() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, 0.4, 0.9, 0.01, 0.01), Optional.of(fit(ENOUGH, 0.2, 1.5, 1, 1)));
    assertThat(verdict.words()).startsWith("More");
    assertThat(verdict.reasons()).isEmpty();
  }

  @Test
  void spendingFallsWhenAllAgreeBelowZeroAndMinusOneIsInTheInterval() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, -1.4, -0.3, 0.01, 0.4), Optional.of(fit(ENOUGH, -1.6, -0.1, 1, 1)));
    assertThat(verdict.words()).startsWith("Less: spending falls");
    assertThat(verdict.reasons()).containsExactly("The interval includes −1 (nobody buys more).");
  }

  @Test
  void lessButByLessThanEfficiencyBetweenMinusOneAndZero() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, -0.7, -0.3, 0.01, 0.01), Optional.of(fit(ENOUGH, -0.8, -0.1, 1, 1)));
    assertThat(verdict.words()).isEqualTo("Less, but by less than efficiency gains");
  }

  @Test
  void demandGrowsWhenOnlyMinusOneIsExcluded() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, -0.4, 0.9, 0.3, 0.01), Optional.of(fit(ENOUGH, -0.6, 1.5, 1, 1)));
    assertThat(verdict.words()).startsWith("Demand grows with efficiency");
  }

  @Test
  void oneSmallPIsNotAFinding() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, 0.1, 0.9, 0.34, 0.01), Optional.of(fit(ENOUGH, -2.0, 1.5, 1, 1)));
    assertThat(verdict.words()).isEqualTo("Cannot tell");
    assertThat(verdict.reasons().get(0))
        .contains("excludes 0")
        .contains("not with a linear trend taken out")
        .contains("random walks of the same drift do as well");
  }

  @Test
  void withoutTheDetrendedFitThereIsNoAgreement() {
    assertThat(ElasticityVerdict.of(fit(ENOUGH, 0.4, 0.9, 0.001, 0.001), Optional.empty()).words())
        .isEqualTo("Cannot tell");
  }

  @Test
  void anOpenIntervalExcludesNothing() {
    ElasticityVerdict verdict =
        ElasticityVerdict.of(
            fit(ENOUGH, null, null, 0.001, 0.001), Optional.of(fit(ENOUGH, 0.2, 1.5, 1, 1)));
    assertThat(verdict.words()).isEqualTo("Cannot tell");
    assertThat(verdict.reasons()).hasSize(1).first().asString().contains("includes both");
  }

  private static Specification fit(
      Integer quarters, Double low, Double high, double walksAt0, double walksAtMinus1) {
    return new Specification(
        "investment",
        "headline",
        "y ~ log_rate",
        null,
        null,
        null,
        quarters == null ? null : (Double) (double) quarters,
        null,
        null,
        "log_rate",
        "ewc",
        null,
        2.31,
        null,
        "assumed",
        List.of(
            new Coefficient("log_rate", "nw", "fixest", 0.0, 1.0, 0.0, 1.0, 0.5, -9.0, 9.0),
            new Coefficient("log_rate", "ewc", "fixest", 0.0, 1.0, 0.0, 1.0, 0.5, low, high)),
        List.of(
            new Diagnostic("random_walks_against_zero", 1.0, walksAt0),
            new Diagnostic("random_walks_against_minus_one", 1.0, walksAtMinus1)));
  }
}
