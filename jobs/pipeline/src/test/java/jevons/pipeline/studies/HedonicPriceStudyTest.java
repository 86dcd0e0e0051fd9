package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/hedonic_price. */
class HedonicPriceStudyTest {
  private static final String PRICES =
      "source_name | model | blended_usd_per_mtok | in_force_from | known_on\n";

  /** Some prices are known before they are in force: then the day alone changes the sample. */
  @Test
  void aDayIsAPeriodOfItsOwn() {
    HedonicPriceStudy study = new HedonicPriceStudy();
    assertThat(study.period(LocalDate.of(2026, 9, 1)))
        .isNotEqualTo(study.period(LocalDate.of(2026, 8, 31)));
  }

  @Test
  void embeddedDataAgreeWithTheReference() {
    Map<String, Double> expected = Reference.figures("hedonic_price/expected.csv");
    List<Estimate> found = new HedonicPriceStudy().estimate(RealData.asOf("2026-08-21"));
    // The Epoch Capabilities Index was exported a day later.
    assertThat(found)
        .extracting(Estimate::specification)
        .containsExactly("headline", "all_offers", "rasch");
    for (Estimate estimate : found) {
      String name = estimate.specification() + " ";
      assertThat((double) estimate.n()).isEqualTo(expected.get(name + "n"));
      assertThat((double) estimate.independentUnits()).isEqualTo(expected.get(name + "models"));
      for (Estimate.Errors errors : estimate.errors()) {
        assertThat(errors.coefficients().get(1).estimate())
            .isCloseTo(expected.get(name + "capability"), within(1e-7));
        assertThat(errors.coefficients().get(2).estimate())
            .isCloseTo(expected.get(name + "years"), within(1e-7));
        Double standardError = expected.get(name + "se_" + errors.vcov());
        if (standardError != null) {
          assertThat(errors.coefficients().get(2).standardError())
              .as(name + errors.vcov())
              .isCloseTo(standardError, within(1e-7));
        }
      }
      for (String figure : List.of("capability_reliability", "years_corrected_for_reliability")) {
        assertThat(estimate.diagnostic(figure).statistic())
            .as(name + figure)
            .isCloseTo(expected.get(name + figure), within(1e-6));
      }
    }
    assertThat(found.get(0).errors())
        .extracting(Estimate.Errors::vcov)
        .containsExactly("hc3", "cluster(organization)", "iid");
    double factor = found.get(0).diagnostic("price_factor_per_year").statistic();
    assertThat(factor).isCloseTo(Math.pow(10, -expected.get("headline years")), within(1e-5));
    assertThat(found.get(0).diagnostic("price_factor_per_year_low").statistic())
        .isBetween(1.0, factor);
    assertThat(found.get(0).diagnostic("price_factor_per_year_high").statistic())
        .isGreaterThan(factor);
  }

  /** Prices halve each year and are ten times as high for one unit of capability. */
  @Test
  void rateThatPricesWereDrawnWithIsFound() {
    Estimate found = new HedonicPriceStudy().estimate(drawn(60, 0)).get(0);
    assertThat(found.headline().estimate()).isCloseTo(-Math.log10(2), within(0.02));
    assertThat(found.diagnostic("price_factor_per_year").statistic()).isCloseTo(2, within(0.1));
    assertThat(found.headline().interval(0.95).contains(-Math.log10(2))).isTrue();
    assertThat(found.diagnostic("capability_reliability").statistic()).isEqualTo(1);
  }

  /** Better models come later, so that error in capability hides a part of the fall. */
  @Test
  void errorInCapabilityUnderstatesTheRateAndTheCorrectionUndoesMostOfIt() {
    Estimate found = new HedonicPriceStudy().estimate(drawn(400, 0.5)).get(0);
    double truth = -Math.log10(2);
    double corrected = found.diagnostic("years_corrected_for_reliability").statistic();
    assertThat(found.headline().estimate()).isGreaterThan(truth + 0.1);
    assertThat(corrected).isCloseTo(truth, within(0.1));
  }

  @Test
  void headlineTakesEachModelsFirstPriceAndAllOffersTheCheapestOfEachDay() {
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(15L * i);
      // A dearer seller of the same day, and a cut a month later.
      more.append("dear | m%d | 9e9 | %s | %s\n".formatted(i, day, day));
      more.append("cut | m%d | 0.01 | %s | %s\n".formatted(i, day.plusDays(9), day.plusDays(9)));
    }
    Given plain = drawn(30, 0);
    Estimate alone = new HedonicPriceStudy().estimate(plain).get(0);
    List<Estimate> found =
        new HedonicPriceStudy()
            .estimate(plain.and(new TokenPrice(), prices(30, 0, new Random(7)) + more));
    assertThat(found.get(0).headline().estimate()).isEqualTo(alone.headline().estimate());
    assertThat(found.get(0).n()).isEqualTo(30);
    assertThat(found.get(1).n()).isEqualTo(60);
    assertThat(found.get(1).independentUnits()).isEqualTo(30);
  }

  /** Announced for a day that has not come. */
  @Test
  void aPriceOfTomorrowIsNotUsed() {
    Given plain = drawn(30, 0);
    String tomorrow = "new | m0 | 1e9 | 2026-08-22 | 2026-08-01\n";
    List<Estimate> found =
        new HedonicPriceStudy()
            .estimate(plain.and(new TokenPrice(), prices(30, 0, new Random(7)) + tomorrow));
    assertThat(found.get(1).n()).isEqualTo(30);
  }

  @Test
  void nineteenModelsGiveNoEstimate() {
    assertThat(new HedonicPriceStudy().estimate(drawn(19, 0))).isEmpty();
    assertThat(new HedonicPriceStudy().estimate(drawn(20, 0))).isNotEmpty();
  }

  /** Capability grows by one in two years; what is known of it has an error. */
  private static Given drawn(int models, double error) {
    Random errors = new Random(11);
    StringBuilder capabilities =
        new StringBuilder("model | method | capability | standard_error | grade\n");
    StringBuilder organizations = new StringBuilder("model | organization | known_on\n");
    double[] capability = capabilities(models, new Random(7));
    for (int i = 0; i < models; i++) {
      capabilities.append(
          "m%d | 2pl | %s | %s | estimated\n"
              .formatted(i, capability[i] + error * errors.nextGaussian(), error));
      organizations.append("m%d | lab%d | 2020-01-01\n".formatted(i, i % 7));
    }
    return Given.given(new TokenPrice(), prices(models, error, new Random(7)))
        .and(new ModelCapability(), capabilities.toString())
        .and(new Model(), organizations.toString());
  }

  private static double[] capabilities(int models, Random random) {
    double[] capability = new double[models];
    for (int i = 0; i < models; i++) {
      capability[i] = 1.2 * i / models + 0.7 * random.nextGaussian();
    }
    return capability;
  }

  private static String prices(int models, double error, Random random) {
    double[] capability = capabilities(models, random);
    StringBuilder text = new StringBuilder(PRICES);
    for (int i = 0; i < models; i++) {
      LocalDate day = LocalDate.of(2024, 1, 1).plusDays(error > 0 ? 2L * i : 15L * i);
      double years = day.toEpochDay() - LocalDate.of(2024, 1, 1).toEpochDay();
      double log10 =
          1 + capability[i] - Math.log10(2) * years / 365.25 + 0.02 * random.nextGaussian();
      text.append("p | m%d | %s | %s | %s\n".formatted(i, Math.pow(10, log10), day, day));
    }
    return text.toString();
  }
}
