package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/valuation. */
class ValuationStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("valuation/expected.csv");

  private static Dataset<Row> returns;
  private static Dataset<Row> factors;
  private static Dataset<Row> rates;
  private static List<Estimate> embedded;

  @BeforeAll
  static void estimateOnTheEmbeddedData() {
    RealData data = RealData.asOf("2026-08-21").with("jevons.market.ticker", "SPY");
    returns = collected(data.read(DailyReturn.class).where("ticker = 'NVDA'"));
    factors = data.read(Factor.class);
    rates = data.read(Rate.class);
    embedded = new ValuationStudy().estimate(embeddedAsOf("2026-08-21"));
  }

  @Test
  void asksSevenWays() {
    assertThat(embedded)
        .extracting(Estimate::specification)
        .containsExactly(
            "capm", "ff3", "ff5", "ff5_momentum", "capm_rates", "ff5_momentum_rates", "capm_break");
  }

  @Test
  void coefficientsAgreeWithTheReference() {
    int compared = 0;
    for (Estimate estimate : embedded) {
      assertThat(estimate.n())
          .isEqualTo(EXPECTED.get(estimate.specification() + "  n").longValue());
      for (Estimate.Errors errors : estimate.errors()) {
        for (Coefficient c : errors.coefficients()) {
          String term = estimate.specification() + " " + c.term() + " ";
          assertThat(c.estimate()).as(term).isCloseTo(EXPECTED.get(term + "estimate"), digits(9));
          assertThat(c.standardError())
              .as(term + errors.vcov())
              .isCloseTo(EXPECTED.get(term + "se_" + errors.vcov()), digits(9));
          compared++;
        }
      }
    }
    // 2 + 4 + 6 + 7 + 4 + 9 + 4 terms, three kinds of errors.
    assertThat(compared).isEqualTo(108);
  }

  @Test
  void newWestLagsAndPValuesAgreeWithTheReference() {
    for (Estimate estimate : embedded) {
      Estimate.Errors newWest = estimate.errors().get(0);
      assertThat(newWest.vcov()).isEqualTo("nw");
      assertThat(newWest.lags().getAsInt())
          .isEqualTo(EXPECTED.get(estimate.specification() + "  lags").intValue());
      for (Coefficient c : newWest.coefficients()) {
        assertThat(c.pValue())
            .isCloseTo(
                EXPECTED.get(estimate.specification() + " " + c.term() + " p_nw"), within(1e-9));
      }
    }
  }

  @Test
  void diagnosticsAgreeWithTheReference() {
    for (Estimate estimate : embedded) {
      for (Estimate.Diagnostic d : estimate.diagnostics()) {
        String test = estimate.specification() + " " + d.test() + " ";
        assertThat(d.statistic()).as(test).isCloseTo(EXPECTED.get(test + "statistic"), digits(8));
        if (d.pValue().isPresent()) {
          assertThat(d.pValue().getAsDouble())
              .as(test)
              .isCloseTo(EXPECTED.get(test + "p"), within(1e-9));
        }
      }
    }
  }

  @Test
  void sampleEndsWhereTheFactorsDo() {
    assertThat(embedded.get(0).sample())
        .isEqualTo(new Estimate.Span(LocalDate.of(2014, 1, 3), LocalDate.of(2026, 4, 30)));
  }

  @Test
  void asOfAnEarlierDaySeesTheFactorsPublishedByThen() {
    List<Estimate> estimates = new ValuationStudy().estimate(embeddedAsOf("2025-01-31"));
    // December's factors are published by the end of January; nothing lies after the break yet.
    assertThat(estimates)
        .extracting(Estimate::specification)
        .containsExactly("capm", "ff3", "ff5", "ff5_momentum", "capm_rates", "ff5_momentum_rates");
    assertThat(estimates.get(0).sample().end()).isEqualTo(LocalDate.of(2024, 12, 31));
  }

  @Test
  void asOfADayBeforeTheFirstFactorsGivesNoEstimate() {
    assertThat(new ValuationStudy().estimate(embeddedAsOf("2014-02-03"))).isEmpty();
  }

  @Test
  void betaOfSimulatedDaysAndItsChangeAreFound() {
    List<Estimate> estimates = new ValuationStudy().estimate(simulated(1.6, 0.8, 9));
    Coefficient change = estimates.get(estimates.size() - 1).headline();
    assertThat(change.term()).isEqualTo("mkt_rf:after");
    assertThat(change.interval(0.95).contains(0.8)).isTrue();
    assertThat(change.pValue()).isLessThan(0.001);
    Coefficient before =
        estimates.get(estimates.size() - 1).errors().get(0).coefficients().stream()
            .filter(c -> c.term().equals("mkt_rf"))
            .findFirst()
            .orElseThrow();
    assertThat(before.estimate()).isCloseTo(1.6, within(0.1));
    assertThat(before.interval(0.95).contains(1.6)).isTrue();
  }

  /** Variances that double every other quarter, as of returns. */
  @Test
  void intervalOfADrawnChangeOfBetaCoversItInNinetyToNinetyNinePerCentOfDraws() {
    Random random = new Random(17);
    LocalDate last = LocalDate.of(2025, 1, 28);
    int draws = 200;
    int covered = 0;
    for (int draw = 0; draw < draws; draw++) {
      List<LocalDate> days = new ArrayList<>();
      double[] market = new double[600];
      double[] own = new double[600];
      for (int t = 0; t < 600; t++) {
        days.add(last.plusDays(t - 299));
        double scale = t / 60 % 2 == 0 ? 0.01 : 0.014;
        market[t] = scale * random.nextGaussian();
        own[t] = (t > 299 ? 2.0 : 1.6) * market[t] + 2 * scale * random.nextGaussian();
      }
      ReturnSample sample =
          new ReturnSample(
              days,
              Sample.empty().with("excess_return", own).with("mkt_rf", market),
              Grade.ESTIMATED);
      Estimate estimate =
          new ValuationStudy()
              .changeOfBeta(sample, last, settings(Given.nothing()).settings())
              .orElseThrow();
      covered += estimate.headline().interval(0.95).contains(0.4) ? 1 : 0;
    }
    assertThat(covered).isBetween(90 * draws / 100, 99 * draws / 100);
  }

  @Test
  void daysWithoutAllFactorsOfASetAreLeftOutOfItsSpecificationsAlone() {
    List<Estimate> estimates = new ValuationStudy().estimate(simulated(1, 0, 3));
    assertThat(estimates)
        .extracting(Estimate::specification)
        .containsExactly("capm", "ff3", "capm_break");
  }

  @Test
  void refusesABreakThatIsNoDay() {
    Given given = simulated(1, 0, 3).with("studies.valuation.break-after", "January");
    assertThatThrownBy(() -> new ValuationStudy().estimate(given))
        .isInstanceOf(JevonsException.class)
        .hasMessage("studies.valuation.break-after = January: expected a day such as 2025-01-28.");
  }

  /** Gold is not cut by day here; the factors' days are those that were known. */
  private static Given embeddedAsOf(String day) {
    return settings(
        Given.nothing()
            .and(new DailyReturn(), returns)
            .and(new Factor(), factors)
            .and(new Rate(), rates)
            .asOf(day));
  }

  private static Dataset<Row> collected(Dataset<Row> rows) {
    return TestSpark.session().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static Given settings(Given given) {
    return given
        .with("studies.valuation.covariance-lags", "auto")
        .with("studies.valuation.autocorrelation-lags", 5L)
        .with("studies.valuation.break-after", "2025-01-28");
  }

  /** 400 days to either side of the break, three factors of which the market alone matters. */
  private static Given simulated(double beta, double change, long seed) {
    Random random = new Random(seed);
    StringBuilder returnLines =
        new StringBuilder("ticker | trade_date | total_return_share | grade\n");
    StringBuilder factorLines =
        new StringBuilder("factor_set | factor | trade_date | value_share | known_on\n");
    LocalDate last = LocalDate.of(2025, 1, 28);
    for (int t = -399; t <= 400; t++) {
      LocalDate day = last.plusDays(t);
      double market = 0.01 * random.nextGaussian();
      double riskless = 0.0001;
      double own =
          riskless + (t > 0 ? beta + change : beta) * market + 0.01 * random.nextGaussian();
      returnLines.append("NVDA | %s | %s | derived%n".formatted(day, own));
      returnLines.append("AMD | %s | %s | derived%n".formatted(day, random.nextGaussian()));
      factorLines.append(factor("mkt_rf", day, market));
      factorLines.append(factor("rf", day, riskless));
      factorLines.append(factor("smb", day, 0.01 * random.nextGaussian()));
      factorLines.append(factor("hml", day, 0.01 * random.nextGaussian()));
    }
    return settings(
        Given.given(new DailyReturn(), returnLines.toString())
            .and(new Factor(), factorLines.toString())
            .and(new Rate(), "series | observation_date | value_percent | known_on"));
  }

  private static String factor(String name, LocalDate day, double value) {
    return "ff3 | %s | %s | %s | %s%n".formatted(name, day, value, day);
  }

  /** So many digits of the reference's. */
  private static Offset<Double> digits(int digits) {
    return within(Math.pow(10, -digits));
  }
}
