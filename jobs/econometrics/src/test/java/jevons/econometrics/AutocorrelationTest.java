package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Errors correlated over time: bandwidths and prewhitening against R's sandwich, panels against plm
 * (reference/bandwidths), overlapping returns against statsmodels and loops
 * (reference/overlapping).
 */
class AutocorrelationTest {
  private static final Sample SERIES = Reference.sample("bandwidths/series.csv");
  private static final Sample PANEL = Reference.sample("bandwidths/panel.csv");
  private static final Sample RETURNS = Reference.sample("overlapping/data.csv");

  private static Inference fit(String data, String formula, String vcov) {
    return switch (data) {
      case "series" -> series(formula).fit(SERIES, Covariance.parse(vcov)).inferences().get(0);
      case "panel" -> panel(formula).fit(PANEL, Covariance.parse(vcov)).inferences().get(0);
      default -> series(formula).fit(RETURNS, Covariance.parse(vcov)).inferences().get(0);
    };
  }

  private static PanelOls series(String formula) {
    return new PanelOls().setFormula(formula).setTime("t").setSmallSample(SmallSample.NONE);
  }

  private static PanelOls panel(String formula) {
    return series(formula).setUnit("unit");
  }

  /** nw in a panel is plm's vcovNW, which takes units to be independent; dk is its vcovSCC. */
  @Test
  void agreesWithSandwichAndPlm() {
    int bandwidths = 0;
    for (Map<String, String> e : Reference.rows("bandwidths/expected.csv")) {
      Inference i = fit(e.get("data"), e.get("formula"), e.get("vcov").replace(';', ','));
      double expected = Double.parseDouble(e.get("value"));
      double found;
      if (e.get("figure").equals("standard_error")) {
        found = i.coefficient(e.get("term")).standardError();
      } else if (e.get("vcov").contains("auto")) {
        // sandwich rounds its bandwidth down to the lag, and the weights end one lag behind it.
        assertThat(i.bandwidth().getAsDouble())
            .as(e.toString())
            .isEqualTo(Math.floor(expected) + 1);
        assertThat(i.lags()).hasValue((int) Math.floor(expected));
        bandwidths++;
        continue;
      } else {
        found = i.bandwidth().getAsDouble();
        bandwidths++;
      }
      assertThat(Reference.digits(found, expected)).as(e + " " + found).isGreaterThan(9);
    }
    assertThat(bandwidths).isEqualTo(16);
  }

  /**
   * Greene's investment equation of 1963-1982 (Econometric Analysis, 2nd edition, 1993, chapter 15)
   * as Zeileis reproduces it; the script is in reference/investment.
   *
   * @see <a href="https://doi.org/10.18637/jss.v011.i10">Zeileis (2004), Journal of Statistical
   *     Software 11(10)</a>
   */
  @Test
  void investmentOfGreeneIsFound() {
    Sample data = Reference.sample("investment/data.csv");
    PanelOls ols =
        new PanelOls()
            .setFormula("invest ~ gnp + rate")
            .setTime("year")
            .setSmallSample(SmallSample.NONE);
    Fit fit = ols.fit(data, Covariance.neweyWest(4));
    assertThat(fit.coefficient("(Intercept)").standardError()).isCloseTo(18.9583, within(5e-5));
    assertThat(fit.coefficient("gnp").standardError()).isCloseTo(0.0168, within(5e-5));
    assertThat(fit.coefficient("rate").standardError()).isCloseTo(3.3424, within(5e-5));
    for (Map<String, String> e : Reference.rows("investment/expected.csv")) {
      double found =
          ols.fit(data, Covariance.parse(e.get("vcov").replace(';', ',')))
              .coefficient(e.get("term"))
              .standardError();
      assertThat(Reference.digits(found, Double.parseDouble(e.get("standard_error"))))
          .as(e + " " + found)
          .isGreaterThan(9);
    }
  }

  @Test
  void overlappingReturnsAgreeWithStatsmodelsAndLoops() {
    for (Map<String, String> e : Reference.rows("overlapping/expected.csv")) {
      double expected = Double.parseDouble(e.get("standard_error"));
      double found =
          fit("returns", e.get("formula"), e.get("vcov").replace(';', ','))
              .coefficient(e.get("term"))
              .standardError();
      if (e.get("source").equals("numpy trimmed")) {
        // Without the ends, as Hodrick sums, there is a little less of a sum of squares.
        assertThat(found / expected).as(e.toString()).isBetween(1.0, 1.06);
      } else {
        assertThat(Reference.digits(found, expected)).as(e + " " + found).isGreaterThan(9);
      }
    }
  }

  @Test
  void periodsOfOneUnitAreASeries() {
    for (String rule : List.of("(3)", "", "(auto)", "(andrews)", "(auto,prewhite)", "(5,fixedb)")) {
      Coefficient nw = fit("series", "y ~ x + z", "nw" + rule).coefficient("x");
      Coefficient dk = fit("series", "y ~ x + z", "dk" + rule).coefficient("x");
      assertThat(dk.standardError()).as(rule).isCloseTo(nw.standardError(), within(1e-13));
    }
    Sample one = SERIES.withValues("unit", SERIES.values("t").stream().map(t -> "a").toList());
    assertThat(
            panel("y ~ x + z")
                .fit(one, Covariance.parse("nw(auto)"))
                .coefficient("x")
                .standardError())
        .isCloseTo(
            fit("series", "y ~ x + z", "nw(auto)").coefficient("x").standardError(), within(1e-13));
  }

  @Test
  void scalingYChangesNoBandwidth() {
    for (String vcov :
        List.of("nw(auto)", "nw(andrews)", "nw(auto,prewhite)", "nw(andrews,prewhite)")) {
      Inference one = fit("series", "y ~ x + z", vcov);
      Inference many = fit("series", "I(1000 * y) ~ x + z", vcov);
      assertThat(many.bandwidth().getAsDouble())
          .isCloseTo(one.bandwidth().getAsDouble(), within(1e-9));
      assertThat(many.coefficient("x").standardError())
          .isCloseTo(1000 * one.coefficient("x").standardError(), within(1e-8));
    }
  }

  @Test
  void bandwidthOfAPanelAddsUpItsUnits() {
    // Twice the same unit has twice each autocovariance, so the same bandwidth.
    List<Object> unit = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int copy = 0; copy < 2; copy++) {
      for (int i = 0; i < SERIES.rows(); i++) {
        unit.add("u" + copy);
        rows.add(i);
      }
    }
    Sample twice = Sample.empty();
    for (String name : SERIES.names()) {
      twice = twice.withValues(name, rows.stream().map(SERIES.values(name)::get).toList());
    }
    Inference both =
        panel("y ~ x + z")
            .fit(twice.withValues("unit", unit), Covariance.parse("nw(auto)"))
            .inferences()
            .get(0);
    Inference one = fit("series", "y ~ x + z", "nw(auto)");
    assertThat(both.bandwidth()).isEqualTo(one.bandwidth());
    assertThat(both.coefficient("x").standardError())
        .isCloseTo(one.coefficient("x").standardError() / Math.sqrt(2), within(1e-12));
  }

  /** b = (L + 1)/T; no factor, whatever the convention; intervals wider than Student's. */
  @Test
  void fixedBIsWiderAndHasNoFactor() {
    Inference fixed =
        series("y ~ x")
            .setSmallSample(SmallSample.FIXEST)
            .fit(SERIES, Covariance.parse("nw(14,fixedb)"))
            .inferences()
            .get(0);
    Inference plain = fit("series", "y ~ x", "nw(14)");
    assertThat(fixed.factors()).isEmpty();
    assertThat(fixed.coefficient("x").standardError())
        .isEqualTo(plain.coefficient("x").standardError());
    assertThat(fixed.coefficient("x").distribution()).hasToString("fixed-b limit of t, b/T = 0.1");
    Coefficient.Interval wide = fixed.coefficient("x").interval(0.95);
    Coefficient.Interval narrow = plain.coefficient("x").interval(0.95);
    assertThat(wide.high() - wide.low()).isGreaterThan(1.1 * (narrow.high() - narrow.low()));
  }

  @Test
  void hansenAndHodrickOverOnePeriodIsWhite() {
    Fit fit =
        series("y ~ x + z").fit(SERIES, Covariance.parse("hansen-hodrick(1)"), Covariance.hc0());
    for (String term : List.of("(Intercept)", "x", "z")) {
      assertThat(fit.coefficient(term).standardError())
          .isCloseTo(
              fit.inference(Covariance.hc0()).coefficient(term).standardError(), within(1e-14));
    }
  }

  /** Sums that end in the row's own period, sums that start there: X_t moves along. */
  @Test
  void hodrickFindsWhichReturnsAddUpToY() {
    double[] ret = RETURNS.numbers("ret");
    double[] x = RETURNS.numbers("x");
    int n = ret.length;
    double[] trailing = new double[n];
    double[] lagged = new double[n];
    for (int t = 0; t < n; t++) {
      trailing[t] = t < 12 ? Double.NaN : Arrays.stream(ret, t - 11, t + 1).sum();
      lagged[t] = t < 12 ? Double.NaN : x[t - 12];
    }
    Coefficient behind =
        series("trailing ~ lagged")
            .fit(
                RETURNS.with("trailing", trailing).with("lagged", lagged),
                Covariance.parse("hodrick(12,ret)"))
            .coefficient("lagged");
    assertThat(behind.standardError())
        .isCloseTo(
            fit("returns", "y ~ x", "hodrick(12,ret)").coefficient("x").standardError(),
            within(1e-12));
  }

  /** Returns that cannot be forecast, seen over 12 periods: 1B keeps its level, iid does not. */
  @Test
  void levelOfHodrickIsKept() {
    Random random = new Random(12);
    int hodrick = 0;
    int iid = 0;
    for (int s = 0; s < 200; s++) {
      int n = 240;
      double[] t = new double[n];
      double[] r = random.doubles(n).map(u -> u - 0.5).toArray();
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        t[i] = i;
        x[i] = (i > 0 ? 0.9 * x[i - 1] : 0) + random.nextGaussian();
        y[i] = i + 12 < n ? Arrays.stream(r, i + 1, i + 13).sum() : Double.NaN;
      }
      Fit fit =
          series("y ~ x")
              .fit(
                  Sample.of(Map.of("t", t, "ret", r, "x", x, "y", y)),
                  Covariance.parse("hodrick(12,ret)"),
                  Covariance.iid());
      hodrick += fit.inferences().get(0).coefficient("x").pValue() < 0.05 ? 1 : 0;
      iid += fit.inferences().get(1).coefficient("x").pValue() < 0.05 ? 1 : 0;
    }
    assertThat(hodrick / 200.0).isBetween(0.01, 0.1);
    assertThat(iid / 200.0).isGreaterThan(0.3);
  }

  @Test
  void scoresThatHardlyDieOutAreRemarked() {
    int n = 200;
    double[] t = new double[n];
    double[] x = new double[n];
    double[] y = new double[n];
    Random random = new Random(4);
    for (int i = 0; i < n; i++) {
      t[i] = i;
      x[i] = i;
      y[i] = (i > 0 ? y[i - 1] : 0) + random.nextGaussian();
    }
    Fit fit =
        series("y ~ x")
            .fit(Sample.of(Map.of("t", t, "x", x, "y", y)), Covariance.parse("nw(4,prewhite)"));
    assertThat(fit.remarks(Remark.NearUnitRoot.class)).hasSize(1);
  }

  @Test
  void mistakesAreNamed() {
    fails("panel", "nw(andrews)", "for one series, and there are 6 units. Use dk(andrews)");
    fails("panel", "nw(4,fixedb)", "Use dk(4,fixedb)");
    fails("panel", "hansen-hodrick(4)", "one series, and there are 6 units");
    fails("series", "nw(auto,fixedb,prewhite)", "leave one of the two out");
    fails(
        "series",
        "nw(auto,4)",
        "nw takes a whole number of lags, auto or andrews, and prewhite or fixedb");
    fails("series", "dk(fast)", "\"fast\" is none of these");
    fails(
        "series",
        "hodrick(12)",
        "the column of the one-period returns it adds up, such as hodrick(12,ret)");
    fails("series", "hansen-hodrick", "such as hansen-hodrick(12)");
    fails("series", "hansen-hodrick(0)", "horizon of 1 period or more");
    fails("series", "hodrick(12,zz)", "names zz, which the data do not have. Closest: z.");
    fails(
        "series", "hodrick(12,z)", "y is not a multiple of the sum of z over 12 periods in a row");
    fails("series", "nw(200,fixedb)", "fixedb needs fewer lags than the 150 periods");
    fails("series", "ewk(4)", "is not known; there are iid");
    Sample few = Sample.empty();
    for (String name : SERIES.names()) {
      few = few.with(name, Arrays.copyOf(SERIES.numbers(name), 4));
    }
    Sample four = few;
    assertThatThrownBy(() -> series("y ~ x + z").fit(four, Covariance.parse("dk(1,prewhite)")))
        .hasMessageContaining("a VAR(1) of the scores of 3 terms cannot be fitted to 4 periods");
    Sample days = SERIES.with("t", Arrays.stream(SERIES.numbers("t")).map(t -> 1e6 * t).toArray());
    assertThatThrownBy(() -> series("y ~ x").fit(days, Covariance.parse("nw(auto)")))
        .hasMessageContaining("periods, of which 150 have rows; is it a count of periods?");
  }

  @Test
  void textsAreReadBack() {
    for (String text :
        List.of(
            "nw",
            "nw(4)",
            "nw(auto)",
            "nw(andrews,prewhite)",
            "nw(prewhite)",
            "dk(auto)",
            "dk(4,fixedb)",
            "dk(fixedb)",
            "hansen-hodrick(12)",
            "hodrick(12,ret)")) {
      assertThat(Covariance.parse(text)).hasToString(text);
    }
    assertThat(Covariance.parse("NW( prewhite , auto )")).hasToString("nw(auto,prewhite)");
  }

  private static void fails(String data, String vcov, String message) {
    assertThatThrownBy(() -> fit(data, "y ~ x", vcov))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }
}
