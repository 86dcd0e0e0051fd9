package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import jevons.pipeline.studies.PowerSimulation.Asked;
import jevons.pipeline.table.Field;
import jevons.pipeline.tables.gold.EfficiencyInfluence;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.TestPower;
import jevons.pipeline.testing.Given;
import org.junit.jupiter.api.Test;

/**
 * On the quarters of reference/investment, whose figures are computed with numpy and statsmodels.
 */
class PowerStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("investment/expected.csv");
  private static final Given EMBEDDED = embedded();
  private static final List<StudyRow> ROWS = new PowerStudy().rows(EMBEDDED);

  /** The shortcut by quarter means gives the errors of the panel. */
  @Test
  void errorsAreThoseOfTheFirmEffectsRegression() {
    InvestmentSample sample = InvestmentSample.of(EMBEDDED.read(FirmQuarter.class));
    double[] rows = sample.byFirm().numbers("d_log_capex");
    double[][] y = new double[4][rows.length / 4];
    for (int k = 0; k < rows.length; k++) {
      y[k % 4][k / 4] = rows[k];
    }
    PowerSimulation.PanelErrors errors = PowerSimulation.of(sample, 1865).panelErrors(y);
    assertThat(errors.slope()).isCloseTo(EXPECTED.get("firm_effects estimate"), within(1e-10));
    assertThat(errors.driscollKraay()).isCloseTo(EXPECTED.get("firm_effects se_dk"), within(1e-10));
    assertThat(errors.wildByFirm())
        .isCloseTo(EXPECTED.get("firm_effects p_wild_ticker"), within(1e-10));
    Estimate library =
        new InvestmentStudy()
            .estimate(
                embedded()
                    .and(
                        new EfficiencyInfluence(),
                        "quarter | method | model | log10_rate_influence\n")
                    .with("studies.investment.random-walks", 99L)
                    .with("studies.investment.covariance-lags", "auto"))
            .get(2);
    double twoWay =
        library.errors().stream()
            .filter(e -> e.vcov().replace(" ", "").equals("cluster(ticker,quarter)"))
            .flatMap(e -> e.coefficients().stream())
            .filter(c -> c.term().equals("log_rate"))
            .findFirst()
            .orElseThrow()
            .standardError();
    // NaN on both sides where the variance is negative.
    assertThat(Double.isNaN(errors.twoWay()) || Math.abs(errors.twoWay() - twoWay) < 1e-10)
        .isTrue();
    assertThat(Double.isNaN(errors.twoWay())).isEqualTo(Double.isNaN(twoWay));
  }

  /**
   * Reference: numpy's own 4,000 draws of the same process, reference/power; shares up to error.
   */
  @Test
  void processAndSharesAgreeWithTheReference() {
    Map<String, Double> expected = Reference.figures("power/expected.csv");
    Map<Field, Object> any = ROWS.get(0).cells();
    assertThat((Double) any.get(TestPower.AR1)).isCloseTo(expected.get("ar1 "), within(1e-10));
    assertThat((Double) any.get(TestPower.COMMON))
        .isCloseTo(expected.get("common "), within(1e-12));
    assertThat((Double) any.get(TestPower.OWN)).isCloseTo(expected.get("own "), within(1e-12));
    for (String test : List.of("headline_ewc", "detrended_ewc", "driscoll_kraay")) {
      for (double truth : new double[] {0, 0.5, 1}) {
        double share = expected.get(test + " " + truth);
        // Four standard errors of the difference of 1,000 and 4,000 draws.
        double error =
            4 * Math.sqrt(Math.max(share * (1 - share), 0.01) * (1 / 1000.0 + 1 / 4000.0));
        assertThat(share(test, 0, truth)).as(test + truth).isCloseTo(share, within(error));
      }
    }
  }

  @Test
  void fourFirmsNeverRejectByTheBootstrapOverFirms() {
    assertThat(ROWS)
        .filteredOn(row -> row.cells().get(TestPower.TEST).equals("wild_firm"))
        .hasSize(10)
        .allSatisfy(row -> assertThat(row.cells().get(TestPower.REJECTION)).isEqualTo(0.0));
  }

  /** The null of 0 at a true 0.5 is as far away as that of -1 at a true -0.5, seasons aside. */
  @Test
  void powerDependsOnTheDistanceBetweenTruthAndNull() {
    for (String test : List.of("headline_ewc", "driscoll_kraay")) {
      assertThat(share(test, -1, -0.5)).isCloseTo(share(test, 0, 0.5), within(0.03));
      assertThat(share(test, 0, 1)).isGreaterThan(share(test, 0, 0.5));
      assertThat(share(test, 0, 0.5)).isGreaterThan(share(test, 0, 0));
    }
  }

  @Test
  void trueHypothesesAreRejectedSomewhatTooOftenAndByTheVerdictRuleSeldom() {
    assertThat(share("headline_ewc", 0, 0)).isBetween(0.03, 0.1);
    assertThat(share("driscoll_kraay", 0, 0)).isBetween(0.05, 0.25);
    assertThat(share("agreement", 0, 0)).isLessThan(0.05);
  }

  @Test
  void sameSeedGivesTheSameRejections() {
    InvestmentSample sample = InvestmentSample.of(EMBEDDED.read(FirmQuarter.class));
    double[] at = {0};
    Map<Asked, Map<PowerSimulation.Test, Integer>> one =
        PowerSimulation.of(sample, 7).rejections(at, at, 50);
    assertThat(PowerSimulation.of(sample, 7).rejections(at, at, 50)).isEqualTo(one);
  }

  /** A filing of another firm is in the input, and not in what the simulation is made from. */
  @Test
  void dependsOnTheHyperscalersRowsAlone() {
    String read = new PowerStudy().reads(EMBEDDED).orElseThrow();
    String another = "NVDA | 2026-01-01 | 0.3 | 0.2 | false | true | derived | derived\n";
    assertThat(new PowerStudy().reads(embedded(another))).hasValue(read);
    String hyperscaler = another.replace("NVDA", "ORCL").replace("false", "true");
    assertThat(new PowerStudy().reads(embedded(hyperscaler)).orElseThrow()).isNotEqualTo(read);
  }

  @Test
  void noRateGivesNoRow() {
    Given in =
        Given.given(
                new FirmQuarter(),
                """
                ticker | quarter    | d_log_capex | log_rate | is_hyperscaler | is_balanced | figures_grade | grade
                MSFT   | 2024-04-01 | 0.1         | -        | true           | true        | derived       | derived
                """)
            .with("studies.investment.seed", 1L);
    assertThat(new PowerStudy().rows(in)).isEmpty();
  }

  private static double share(String test, double tested, double truth) {
    return ROWS.stream()
        .map(StudyRow::cells)
        .filter(c -> c.get(TestPower.TEST).equals(test))
        .filter(c -> c.get(TestPower.NULL_ELASTICITY).equals(tested))
        .filter(c -> c.get(TestPower.TRUE_ELASTICITY).equals(truth))
        .mapToDouble(c -> (Double) c.get(TestPower.REJECTION))
        .findFirst()
        .orElseThrow();
  }

  private static Given embedded() {
    return embedded("");
  }

  /**
   * @param more lines beside those of the reference
   */
  private static Given embedded(String more) {
    StringBuilder text =
        new StringBuilder(
            "ticker | quarter | d_log_capex | log_rate | is_hyperscaler | is_balanced |"
                + " figures_grade | grade\n");
    for (String[] c : Reference.lines("investment/quarters.csv")) {
      text.append(
          String.join(
              " | ",
              c[0],
              c[1],
              c[2],
              c[3].isEmpty() ? "-" : c[3],
              "true",
              "true",
              "derived",
              "assumed\n"));
    }
    return Given.given(new FirmQuarter(), text + more).with("studies.investment.seed", 1865L);
  }
}
