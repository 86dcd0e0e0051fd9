package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.EfficiencyIndex;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.StructuralBreak;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/revenue. */
class RevenueStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("revenue/expected.csv");
  private static final LocalDate FIRST = LocalDate.of(2016, 1, 1);
  private static final int DRAWS = 200;

  private static List<Estimate> embedded;
  private static List<StudyRow> breaks;

  @BeforeAll
  static void estimateOnTheEmbeddedData() {
    Given in = firmQuarters("2026-08-21");
    embedded = new RevenueStudy().estimate(in);
    breaks = new BreakStudy().rows(in);
  }

  @Test
  void growthStandsBeforeLevels() {
    assertThat(embedded)
        .extracting(Estimate::specification)
        .containsExactly(
            "growth_revenue",
            "growth_revenue_lags",
            "growth_data_center_revenue",
            "growth_data_center_revenue_lags",
            "levels_revenue",
            "levels_data_center_revenue");
  }

  @Test
  void growthAgreesWithTheReference() {
    int compared = 0;
    for (Estimate estimate : embedded.subList(0, 4)) {
      String name = estimate.specification();
      assertThat(estimate.n()).isEqualTo(EXPECTED.get(name + "  n").longValue());
      assertThat(estimate.headline().degreesOfFreedom())
          .isEqualTo(EXPECTED.get(name + "  cosines"));
      for (Estimate.Errors errors : estimate.errors()) {
        for (Coefficient c : errors.coefficients()) {
          String term = name + " " + c.term().replace(',', ';') + " ";
          assertThat(c.estimate())
              .as(term)
              .isCloseTo(EXPECTED.get(term + "estimate"), within(1e-9));
          Double error = EXPECTED.get(term + "se_" + errors.vcov());
          if (error != null) {
            assertThat(c.standardError()).as(term + errors.vcov()).isCloseTo(error, within(1e-9));
            compared++;
          }
        }
      }
    }
    // 2 + 4 terms of two kinds of sales, under ewc and hc1.
    assertThat(compared).isEqualTo(24);
  }

  @Test
  void unitRootsAndCointegrationAgreeWithTheReference() {
    int compared = 0;
    for (Estimate estimate : embedded.subList(4, 6)) {
      for (Estimate.Diagnostic d : estimate.diagnostics()) {
        String test = estimate.specification() + " " + d.test() + " ";
        if (EXPECTED.containsKey(test + "statistic")) {
          assertThat(d.statistic())
              .as(test)
              .isCloseTo(EXPECTED.get(test + "statistic"), within(1e-8));
          compared++;
        }
        if (EXPECTED.containsKey(test + "p")) {
          assertThat(d.pValue().getAsDouble())
              .as(test)
              .isCloseTo(EXPECTED.get(test + "p"), within(1e-6));
        }
      }
      String name = estimate.specification() + " deviation_lag1 ";
      assertThat(estimate.headline().estimate())
          .isCloseTo(EXPECTED.get(name + "estimate"), within(1e-9));
      assertThat(estimate.headline().standardError())
          .isCloseTo(EXPECTED.get(name + "se_ewc"), within(1e-9));
    }
    assertThat(compared).isEqualTo(40);
  }

  /** 34 quarters: neither test refuses, so the levels are marked. */
  @Test
  void theGateIsShutOnTheEmbeddedDataAndSaysSo() {
    for (Estimate levels : embedded.subList(4, 6)) {
      assertThat(levels.diagnostic(RevenueStudy.GATE).statistic()).isZero();
      assertThat(levels.remarks()).contains(RevenueStudy.REFUSED);
    }
  }

  @Test
  void breaksAgreeWithTheReference() {
    for (String series : List.of("d_log_revenue", "d_log_data_center_revenue", "d_log_capex")) {
      Map<Field, Object> sup = only(series, "sup_wald");
      assertThat((Double) sup.get(StructuralBreak.STATISTIC))
          .isCloseTo(EXPECTED.get("breaks " + series + " sup_wald"), within(1e-9));
      LocalDate first = ((Date) sup.get(StructuralBreak.SAMPLE_START)).toLocalDate();
      int before = EXPECTED.get("breaks " + series + " sup_wald_rows_before").intValue();
      assertThat(sup.get(StructuralBreak.QUARTER))
          .isEqualTo(Date.valueOf(first.plusMonths(3L * before)));
      Map<Field, Object> chow = only(series, "chow");
      assertThat((Double) chow.get(StructuralBreak.STATISTIC))
          .isCloseTo(EXPECTED.get("breaks " + series + " chow"), within(1e-9));
      assertThat((Double) chow.get(StructuralBreak.P_VALUE))
          .isCloseTo(EXPECTED.get("breaks " + series + " chow_p"), within(1e-9));
      assertThat(chow.get(StructuralBreak.QUARTER)).isEqualTo(Date.valueOf("2025-01-01"));
    }
  }

  @Test
  void theOneBreakThatBaiAndPerronFindLiesWhereTheReferenceHasTheLeastSquares() {
    Map<Field, Object> found = only("d_log_revenue", "bai_perron");
    LocalDate first = ((Date) found.get(StructuralBreak.SAMPLE_START)).toLocalDate();
    int before = EXPECTED.get("breaks d_log_revenue best_1_rows_before_0").intValue();
    assertThat(found.get(StructuralBreak.QUARTER))
        .isEqualTo(Date.valueOf(first.plusMonths(3L * before)))
        .isEqualTo(Date.valueOf("2023-01-01"));
  }

  @Test
  void asOfADayWithFewQuartersGivesNothing() {
    Given early = firmQuarters("2020-01-31");
    assertThat(new RevenueStudy().estimate(early)).isEmpty();
    assertThat(new BreakStudy().rows(early)).isEmpty();
  }

  /** AR(1) errors of 0.3; equal-weighted cosines hold their level there. */
  @Test
  void growthIntervalCoversADrawnElasticityInNinetyToNinetyNinePerCentOfDraws() {
    Random random = new Random(11);
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] capex = new double[40];
      double[] revenue = new double[40];
      double error = 0;
      for (int t = 1; t < 40; t++) {
        double growth = 0.05 + 0.1 * random.nextGaussian();
        error = 0.3 * error + 0.08 * random.nextGaussian();
        capex[t] = capex[t - 1] + growth;
        revenue[t] = revenue[t - 1] + 0.02 + 0.6 * growth + error;
      }
      Estimate estimate =
          new RevenueStudy()
              .growth("revenue", RevenueQuarters.from(FIRST, revenue, capex), "d_log_capex", "");
      covered += estimate.headline().interval(0.95).contains(0.6) ? 1 : 0;
    }
    assertThat(covered).isBetween(90 * DRAWS / 100, 99 * DRAWS / 100);
  }

  /** Both tests at 5 % together refuse a true null less often than that. */
  @Test
  void theGateOpensForCointegratedSeriesAndHardlyEverForRandomWalks() {
    Random random = new Random(12);
    int opensFalsely = 0;
    int opensRightly = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] capex = new double[60];
      double[] tied = new double[60];
      double[] free = new double[60];
      double deviation = 0;
      for (int t = 1; t < 60; t++) {
        capex[t] = capex[t - 1] + 0.05 + 0.1 * random.nextGaussian();
        free[t] = free[t - 1] + 0.05 + 0.1 * random.nextGaussian();
        deviation = 0.3 * deviation + 0.05 * random.nextGaussian();
        tied[t] = 0.8 * capex[t] + deviation;
      }
      opensFalsely += isOpen(free, capex) ? 1 : 0;
      opensRightly += isOpen(tied, capex) ? 1 : 0;
    }
    assertThat(opensFalsely).isLessThanOrEqualTo(7 * DRAWS / 100);
    assertThat(opensRightly).isGreaterThanOrEqualTo(80 * DRAWS / 100);
  }

  /** Bai's interval of the date of a large break, 4 standard deviations. */
  @Test
  void intervalOfADrawnBreakCoversItsQuarterInNinetyPerCentOfDrawsOrMore() {
    Random random = new Random(13);
    int found = 0;
    int covered = 0;
    LocalDate truth = FIRST.plusMonths(3).plusMonths(3L * 20);
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] growth = new double[40];
      double[] levels = new double[41];
      for (int t = 0; t < 40; t++) {
        growth[t] = (t < 20 ? 0.02 : 0.18) + 0.1 * random.nextGaussian();
        levels[t + 1] = levels[t] + growth[t];
      }
      List<StudyRow> rows =
          BreakStudy.of("drawn", RevenueQuarters.from(FIRST, levels, levels), growth);
      List<Map<Field, Object>> dated =
          rows.stream()
              .map(StudyRow::cells)
              .filter(c -> c.get(StructuralBreak.TEST).equals("bai_perron"))
              .filter(c -> c.get(StructuralBreak.VCOV).equals("iid"))
              .toList();
      if (dated.size() == 1) {
        found++;
        Date at = Date.valueOf(truth);
        Date low = (Date) dated.get(0).get(StructuralBreak.QUARTER_LOW);
        Date high = (Date) dated.get(0).get(StructuralBreak.QUARTER_HIGH);
        covered += !low.after(at) && !high.before(at) ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(85 * DRAWS / 100);
    assertThat(covered).isBetween(90 * found / 100, 99 * found / 100);
  }

  private static boolean isOpen(double[] revenue, double[] capex) {
    Estimate levels =
        new RevenueStudy().levels("revenue", RevenueQuarters.from(FIRST, revenue, capex));
    return levels.diagnostic(RevenueStudy.GATE).statistic() == 1;
  }

  private static Map<Field, Object> only(String series, String test) {
    return breaks.stream()
        .map(StudyRow::cells)
        .filter(c -> c.get(StructuralBreak.SERIES).equals(series))
        .filter(c -> c.get(StructuralBreak.TEST).equals(test))
        .filter(c -> c.get(StructuralBreak.VCOV).equals("iid"))
        .reduce(
            (a, b) -> {
              throw new AssertionError("more than one " + test + " of " + series);
            })
        .orElseThrow();
  }

  /** Without the rates, which this study does not read. */
  private static Given firmQuarters(String day) {
    Inputs real = EmbeddedFirms.asOf(day);
    Given given =
        Given.nothing()
            .and(new QuarterlyFundamental(), real.read(QuarterlyFundamental.class))
            .and(
                new EfficiencyIndex(),
                TestSpark.session().createDataFrame(List.<Row>of(), new EfficiencyIndex().schema()))
            .with(Firms.KEY, EmbeddedFirms.firms())
            .asOf(day);
    return Given.nothing().and(new FirmQuarter(), new FirmQuarter().query(given)).asOf(day);
  }
}
