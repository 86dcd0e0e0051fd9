package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Grunfeld (1958), 11 firms x 20 years. Data, script and versions: reference/grunfeld. */
class GrunfeldTest {
  private static final List<Map<String, String>> ROWS = Reference.rows("grunfeld/data.csv");
  private static final Sample ALL = Reference.sample(ROWS);

  static Sample generalMotors() {
    return Reference.sample(
        ROWS.stream().filter(r -> r.get("firm").equals("General Motors")).toList());
  }

  /** The ten firms that R's plm ships, with the figures its documentation prints. */
  @Test
  void tenFirmsAgreeWithPlm() {
    Sample ten =
        Reference.sample(
            ROWS.stream().filter(r -> !r.get("firm").equals("American Steel")).toList());
    Fit fit =
        new PanelOls()
            .setFormula("invest ~ value + capital | firm")
            .setTime("year")
            .setSmallSample(SmallSample.NONE)
            .fit(ten, Covariance.iid(), Covariance.driscollKraay(4));
    assertThat(fit.coefficient("value").estimate()).isCloseTo(0.1101238, within(5e-8));
    assertThat(fit.coefficient("capital").estimate()).isCloseTo(0.3100653, within(5e-8));
    assertThat(fit.coefficient("value").standardError()).isCloseTo(0.011857, within(5e-7));
    assertThat(fit.r2Within()).isCloseTo(0.76676, within(5e-6));
    assertThat(fit.dfResidual()).isEqualTo(188);
    assertThat(fit.inference(Covariance.driscollKraay(4)).coefficient("value").standardError())
        .isCloseTo(0.0195826, within(1e-7));
  }

  @Test
  void agreesWithStatsmodelsLinearmodelsAndPyfixest() {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Map<String, String> e : Reference.rows("grunfeld/expected.csv")) {
      if (e.get("tool").equals("test")) {
        continue;
      }
      PanelOls ols =
          new PanelOls()
              .setFormula(e.get("formula"))
              .setSmallSample(SmallSample.parse(e.get("ssc")))
              .setTime("year");
      boolean series = e.get("tool").endsWith("-gm");
      if (!series) {
        ols.setUnit("firm");
      }
      if (e.get("tool").endsWith("-wls")) {
        ols.setWeights("value");
      }
      Covariance covariance = Covariance.parse(e.get("vcov").replace(';', ','));
      Coefficient c =
          ols.fit(series ? generalMotors() : ALL, covariance).coefficient(e.get("term"));
      double digits =
          Math.min(
              Reference.digits(c.estimate(), Double.parseDouble(e.get("estimate"))),
              Reference.digits(c.standardError(), Double.parseDouble(e.get("standard_error"))));
      compared++;
      if (digits < 9) {
        wrong.add(digits + " digits: " + e + " " + c);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(130);
  }
}
