package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Petersen's simulated panel of 500 firms and 10 years; his table of standard errors, and what
 * statsmodels and pyfixest make of it: reference/petersen.
 *
 * @see <a href="https://doi.org/10.1093/rfs/hhn053">Petersen (2009), Review of Financial Studies
 *     22(1), 435-480</a>
 */
class PetersenTest {
  private static final Sample DATA = Reference.sample("petersen/data.csv");

  @Test
  void publishedTableIsFound() {
    Covariance firm = Covariance.clusteredBy("firm");
    Covariance year = Covariance.clusteredBy("year");
    Fit fit =
        new PanelOls()
            .setFormula("y ~ x")
            .fit(DATA, Covariance.iid(), Covariance.hc1(), firm, year);
    assertThat(fit.coefficient("x").estimate()).isCloseTo(1.0348, within(5e-5));
    assertThat(error(fit, Covariance.iid())).isCloseTo(0.0286, within(5e-5));
    assertThat(error(fit, Covariance.hc1())).isCloseTo(0.0284, within(5e-5));
    assertThat(error(fit, firm)).isCloseTo(0.0506, within(5e-5));
    assertThat(error(fit, year)).isCloseTo(0.0334, within(5e-5));
    // Petersen gives each of the three parts its own G/(G-1): 0.0536; fixest the smallest to all.
    double twoWay =
        Math.pow(error(fit, firm), 2)
            + Math.pow(error(fit, year), 2)
            - Math.pow(error(fit, Covariance.hc1()), 2);
    assertThat(Math.sqrt(twoWay)).isCloseTo(0.0536, within(5e-5));
  }

  @Test
  void agreesWithStatsmodelsAndPyfixest() {
    for (Map<String, String> e : Reference.rows("petersen/expected.csv")) {
      Covariance covariance = Covariance.parse(e.get("vcov").replace(';', ','));
      Coefficient c =
          new PanelOls()
              .setFormula(e.get("formula"))
              .setSmallSample(SmallSample.parse(e.get("ssc")))
              .fit(DATA, covariance)
              .coefficient(e.get("term"));
      assertThat(Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate"))))
          .as(e + " " + c)
          .isGreaterThan(11);
      assertThat(Reference.digits(c.standardError(), Double.parseDouble(e.get("standard_error"))))
          .as(e + " " + c)
          .isGreaterThan(11);
    }
  }

  @Test
  void twoWayClustersHaveTheDegreesOfFreedomOfTheSmaller() {
    Inference i =
        new PanelOls()
            .setFormula("y ~ x")
            .fit(DATA, List.of(Covariance.parse("cluster(firm,year)")))
            .inferences()
            .get(0);
    assertThat(i.df()).isEqualTo(9);
    assertThat(i.clusters()).containsExactly(Map.entry("firm", 500), Map.entry("year", 10));
  }

  /** reference/threeway: the smallest G serves all seven parts, as in fixest. */
  @Test
  void threeWaysAgreeWithInclusionAndExclusion() {
    Sample data = Reference.sample("threeway/data.csv");
    for (Map<String, String> e : Reference.rows("threeway/expected.csv")) {
      Coefficient c =
          new PanelOls()
              .setFormula(e.get("formula"))
              .setSmallSample(SmallSample.parse(e.get("ssc")))
              .fit(data, Covariance.parse(e.get("vcov").replace(';', ',')))
              .coefficient("x");
      assertThat(Reference.digits(c.standardError(), Double.parseDouble(e.get("standard_error"))))
          .as(e + " " + c)
          .isGreaterThan(10);
    }
  }

  private static double error(Fit fit, Covariance covariance) {
    return fit.inference(covariance).coefficient("x").standardError();
  }
}
