package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two-stage least squares against AER (reference/iv-cigarettes), ivreg2, linearmodels, pyfixest and
 * Kleibergen and Paap's formula (reference/iv-card).
 */
class TwoStageTest {
  private static final Sample CARD = Reference.sample("iv-card/data.csv");
  private static final String ONE =
      "lwage ~ exper + expersq + black + south | educ ~ nearc2 + nearc4";

  /** The two figures of a row of the reference: an estimate and its error, a statistic and p. */
  private record Figures(double value, double extra) {}

  private static Figures found(Fit fit, String what) {
    Inference inference = fit.inferences().get(0);
    InstrumentTests tests = fit.instrumentTests().orElseThrow();
    InstrumentTests.Identification i = tests.identification(inference.covariance());
    if (what.equals("Sargan") || what.equals("Hansen J")) {
      InstrumentTests.ChiSquaredTest test = i.overidentification().orElseThrow();
      return new Figures(test.statistic(), test.pValue());
    } else if (what.equals("Sargan df")) {
      return new Figures(i.overidentification().orElseThrow().df(), Double.NaN);
    } else if (what.equals("under")) {
      return new Figures(i.underidentification().statistic(), i.underidentification().pValue());
    } else if (what.equals("weak")) {
      return new Figures(i.weakIdentification().f(), Double.NaN);
    } else if (what.startsWith("Wu-Hausman")) {
      return figures(i.endogeneity(), what);
    } else if (what.startsWith("Weak instruments")) {
      String endogenous =
          what.contains("(")
              ? what.substring(what.indexOf('(') + 1, what.lastIndexOf(')'))
              : tests.firstStages().get(0).endogenous();
      return figures(tests.firstStage(endogenous, inference.covariance()).test(), what);
    }
    Coefficient c = inference.coefficient(what);
    return new Figures(c.estimate(), c.standardError());
  }

  private static Figures figures(InstrumentTests.FTest test, String what) {
    return what.endsWith(" df")
        ? new Figures(test.df1(), test.df2())
        : new Figures(test.f(), test.pValue());
  }

  private static Sample laterCigarettes() {
    return Reference.sample(
        Reference.rows("iv-cigarettes/data.csv").stream()
            .filter(r -> r.get("year").equals("1995"))
            .toList());
  }

  private static double digits(double found, String expected) {
    return expected.isEmpty() || expected.equals("NA")
        ? 15
        : Reference.digits(found, Double.parseDouble(expected));
  }

  /**
   * AER's Sargan statistic stays the one of iid errors whatever covariance its summary is given;
   * ours is then Hansen's J. Its Wu-Hausman and first-stage tests use that covariance, as ours do.
   */
  @Test
  void cigarettesAgreeWithAer() {
    Sample all = Reference.sample("iv-cigarettes/data.csv");
    Sample later = laterCigarettes();
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Map<String, String> e : Reference.rows("iv-cigarettes/expected.csv")) {
      if (e.get("ssc").equals("aer")
          || (e.get("what").startsWith("Sargan") && !e.get("vcov").equals("iid"))) {
        continue;
      }
      PanelOls regression =
          new PanelOls()
              .setFormula(e.get("formula"))
              .setSmallSample(SmallSample.parse(e.get("ssc")));
      if (e.get("case").equals("weighted")) {
        regression.setWeights("population");
      }
      Fit fit =
          regression.fit(
              e.get("case").equals("both") ? all : later, Covariance.parse(e.get("vcov")));
      Figures f = found(fit, e.get("what"));
      double digits =
          Math.min(digits(f.value(), e.get("value")), digits(f.extra(), e.get("extra")));
      compared++;
      if (digits < 9) {
        wrong.add(digits + " digits: " + e + " " + f);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(90);
  }

  /** The figures AER's documentation of CigarettesSW prints. */
  @Test
  void cigarettesAgreeWithTheTextbook() {
    Sample later = laterCigarettes();
    Fit fit =
        new PanelOls()
            .setFormula("log(packs) ~ log(rincome) | log(rprice) ~ tdiff + rtax")
            .fit(later, Covariance.hc1());
    // Stock and Watson, Introduction to Econometrics, equation 12.16.
    assertThat(fit.coefficient("log(rprice)").estimate()).isCloseTo(-1.28, within(0.005));
    assertThat(fit.coefficient("log(rprice)").standardError()).isCloseTo(0.25, within(0.005));
    assertThat(fit.coefficient("log(rincome)").estimate()).isCloseTo(0.28, within(0.005));
    assertThat(fit.coefficient("log(rincome)").standardError()).isCloseTo(0.25, within(0.005));
    InstrumentTests tests = fit.instrumentTests().orElseThrow();
    assertThat(tests.firstStage("log(rprice)", Covariance.iid()).test().f())
        .isCloseTo(244.73, within(0.005));
  }

  /**
   * HC2 and HC3 divide by 1 - h. Ours takes h = xh'(Xh'Xh)^-1 xh, from 0 to 1; AER takes
   * x'(Xh'Xh)^-1 xh, by how much a y moves its own fitted value. With influences u, that is x'u /
   * e.
   */
  @Test
  void leveragesAreThoseOfTheProjectedRegressorsAndAersCanBeHad() {
    Sample later = laterCigarettes();
    Fit fit =
        new PanelOls()
            .setFormula("log(packs) ~ log(rincome) | log(rprice) ~ tdiff + rtax")
            .fit(later, Covariance.hc3());
    List<String> terms = List.of("(Intercept)", "log(rincome)", "log(rprice)");
    double[] price = later.numbers("rprice");
    double[] income = later.numbers("rincome");
    double[] variance = new double[3];
    for (Fit.RowFigure row : fit.figures().list()) {
      double[] x = {1, Math.log(income[row.row()]), Math.log(price[row.row()])};
      double h = 0;
      for (int j = 0; j < 3; j++) {
        h += x[j] * row.influence().get(j) / row.residual();
      }
      for (int j = 0; j < 3; j++) {
        double u = row.influence().get(j) / (1 - h);
        variance[j] += u * u;
      }
    }
    int compared = 0;
    for (Map<String, String> e : Reference.rows("iv-cigarettes/expected.csv")) {
      if (e.get("ssc").equals("aer") && e.get("formula").equals(fit.formula().text())) {
        double error = Math.sqrt(variance[terms.indexOf(e.get("what"))]);
        assertThat(digits(error, e.get("extra"))).as(e.toString()).isGreaterThan(9);
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3);
  }

  @Test
  void cardAgreesWithIvreg2LinearmodelsAndPyfixest() {
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    Map<List<String>, Fit> fits = new HashMap<>();
    for (Map<String, String> e : Reference.rows("iv-card/expected.csv")) {
      boolean weighted = e.get("tool").endsWith("weighted");
      Fit fit =
          fits.computeIfAbsent(
              List.of(e.get("formula"), e.get("vcov"), e.get("ssc"), "" + weighted),
              key -> {
                PanelOls regression =
                    new PanelOls()
                        .setFormula(key.get(0))
                        .setSmallSample(SmallSample.parse(key.get(2)));
                if (weighted) {
                  regression.setWeights("weight");
                }
                return regression.fit(CARD, Covariance.parse(key.get(1)));
              });
      Figures f = found(fit, e.get("what"));
      double digits =
          Math.min(digits(f.value(), e.get("value")), digits(f.extra(), e.get("extra")));
      compared++;
      if (digits < 9) {
        wrong.add(digits + " digits: " + e + " " + f);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(150);
  }

  /** x is moved by u, which moves y; z moves x alone. */
  private static Sample simulated(int n, long seed) {
    Random random = new Random(seed);
    double[][] c = new double[8][n];
    for (int i = 0; i < n; i++) {
      double u = random.nextGaussian();
      c[0][i] = random.nextGaussian();
      c[1][i] = random.nextGaussian();
      c[2][i] = random.nextGaussian();
      c[3][i] = c[0][i] + 0.5 * c[1][i] + u + random.nextGaussian();
      c[4][i] = 0.5 * c[3][i] + 0.3 * c[2][i] + u + random.nextGaussian();
      c[5][i] = i % 12;
      c[6][i] = Math.floorDiv(i, 12);
      c[7][i] = 0.5 + random.nextDouble();
    }
    return Sample.empty()
        .with("z1", c[0])
        .with("z2", c[1])
        .with("w", c[2])
        .with("x", c[3])
        .with("y", c[4])
        .with("firm", c[5])
        .with("year", c[6])
        .with("weight", c[7]);
  }

  private static PanelOls iv(String formula) {
    return new PanelOls().setFormula(formula).setUnit("firm").setTime("year");
  }

  private static void fails(String formula, Sample data, String message) {
    assertThatThrownBy(() -> iv(formula).fit(data))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theTrueCoefficientIsFoundWhereLeastSquaresIsBiased() {
    Sample data = simulated(5_000, 1);
    Coefficient leastSquares = iv("y ~ x + w").fit(data).coefficient("x");
    Coefficient twoStage = iv("y ~ w | x ~ z1 + z2").fit(data).coefficient("x");
    assertThat(leastSquares.interval(0.99).contains(0.5)).isFalse();
    assertThat(twoStage.interval(0.99).contains(0.5)).isTrue();
  }

  @Test
  void oneInstrumentGivesTheRatioOfTwoSlopes() {
    Sample data = simulated(200, 2);
    Fit fit = iv("y ~ 1 | x ~ z1").fit(data);
    double reducedForm = iv("y ~ z1").fit(data).coefficient("z1").estimate();
    Fit first = iv("x ~ z1").fit(data);
    assertThat(fit.coefficient("x").estimate())
        .isCloseTo(reducedForm / first.coefficient("z1").estimate(), within(1e-13));
    double t = first.coefficient("z1").t();
    InstrumentTests tests = fit.instrumentTests().orElseThrow();
    assertThat(tests.firstStages().get(0).test().f()).isCloseTo(t * t, within(1e-9));
    assertThat(tests.firstStages().get(0).partialR2()).isCloseTo(first.r2(), within(1e-13));
    assertThat(tests.identification().get(0).overidentification()).isEmpty();
  }

  @Test
  void aRegressorThatInstrumentsItselfGivesLeastSquares() {
    Sample data = simulated(200, 3);
    Sample same = data.withValues("copy", data.values("x"));
    List<Covariance> all =
        List.of("hc1", "hc3", "cluster(firm)", "dk(2)").stream().map(Covariance::parse).toList();
    assertThatThrownBy(() -> iv("y ~ w | x ~ copy").fit(same, all))
        .hasMessageContaining("first stage fits x exactly");
    // A whisker of noise keeps the first stage from fitting exactly.
    double[] near = data.numbers("x").clone();
    for (int i = 0; i < near.length; i++) {
      near[i] += 1e-9 * Math.sin(i);
    }
    PanelOlsTest.same(
        iv("y ~ w + x").fit(data, all),
        iv("y ~ w | x ~ near").fit(data.with("near", near), all),
        1e-7);
  }

  /** With one endogenous regressor Kleibergen and Paap's F is that of the first stage. */
  @Test
  void oneEndogenousRegressorMakesTheWeakTestTheFirstStage() {
    List<Covariance> all =
        List.of(
                "iid",
                "hc0",
                "hc1",
                "hc2",
                "hc3",
                "cluster(firm)",
                "cluster(firm,year)",
                "nw(2)",
                "dk(2)")
            .stream()
            .map(Covariance::parse)
            .toList();
    for (String formula : List.of("y ~ w | x ~ z1 + z2", "y ~ w | firm + year | x ~ z1 + z2")) {
      for (SmallSample ssc : SmallSample.values()) {
        Fit fit = iv(formula).setWeights("weight").setSmallSample(ssc).fit(simulated(240, 4), all);
        InstrumentTests tests = fit.instrumentTests().orElseThrow();
        for (Covariance c : all) {
          double first = tests.firstStage("x", c).test().f();
          assertThat(tests.identification(c).weakIdentification().f() / first)
              .as(formula + " " + c + " " + ssc)
              .isCloseTo(1, within(1e-9));
        }
      }
    }
  }

  @Test
  void absorbedEffectsEqualTheirColumns() {
    Sample data = simulated(240, 5);
    List<Covariance> all =
        List.of("iid", "hc1", "hc3", "cluster(firm)", "nw(2)", "dk(2)", "ewc(3)").stream()
            .map(Covariance::parse)
            .toList();
    // Without factors: K' counts an effect nested in a cluster once, but not its columns.
    Fit a =
        iv("y ~ w | firm + year | x ~ z1 + z2")
            .setWeights("weight")
            .setSmallSample(SmallSample.NONE)
            .fit(data, all);
    Fit b =
        iv("y ~ w + i(firm) + i(year) | x ~ z1 + z2")
            .setWeights("weight")
            .setSmallSample(SmallSample.NONE)
            .fit(data, all);
    PanelOlsTest.same(a, b, 1e-11);
    assertThat(a.r2()).isCloseTo(b.r2(), within(1e-12));
    InstrumentTests s = a.instrumentTests().orElseThrow();
    InstrumentTests t = b.instrumentTests().orElseThrow();
    for (int i = 0; i < s.firstStages().size(); i++) {
      assertThat(s.firstStages().get(i).test().f())
          .isCloseTo(t.firstStages().get(i).test().f(), within(1e-7));
      assertThat(s.firstStages().get(i).partialR2())
          .isCloseTo(t.firstStages().get(i).partialR2(), within(1e-12));
    }
    for (Covariance c : all.subList(0, 3)) {
      InstrumentTests.Identification x = s.identification(c);
      InstrumentTests.Identification y = t.identification(c);
      assertThat(x.underidentification().statistic())
          .isCloseTo(y.underidentification().statistic(), within(1e-8));
      assertThat(x.endogeneity().f()).isCloseTo(y.endogeneity().f(), within(1e-8));
    }
    assertThat(s.identification(all.get(0)).overidentification().orElseThrow().statistic())
        .isCloseTo(
            t.identification(all.get(0)).overidentification().orElseThrow().statistic(),
            within(1e-9));
  }

  @Test
  void scalesOfInstrumentsDoNotMatter() {
    Sample data = simulated(240, 6);
    List<Covariance> all =
        List.of("iid", "hc1", "cluster(firm)").stream().map(Covariance::parse).toList();
    Fit a = iv("y ~ w | x ~ z1 + z2").fit(data, all);
    Fit b = iv("y ~ w | x ~ I(1000 * z1 - z2) + I(z2 / 1000)").fit(data, all);
    PanelOlsTest.same(a, b, 1e-11);
    for (Covariance c : all) {
      InstrumentTests.Identification x = a.instrumentTests().orElseThrow().identification(c);
      InstrumentTests.Identification y = b.instrumentTests().orElseThrow().identification(c);
      assertThat(x.weakIdentification().f()).isCloseTo(y.weakIdentification().f(), within(1e-8));
      assertThat(x.underidentification().statistic())
          .isCloseTo(y.underidentification().statistic(), within(1e-8));
      assertThat(x.overidentification().orElseThrow().statistic())
          .isCloseTo(y.overidentification().orElseThrow().statistic(), within(1e-9));
    }
  }

  @Test
  void whatCannotBeIdentifiedIsSaid() {
    Sample data = simulated(240, 7);
    fails(
        "y ~ 1 | x + w ~ z1",
        data,
        "1 instrument [z1] for 2 endogenous regressors [x, w]; at least as many instruments are");
    fails("y ~ w | x ~ z1 + I(2 * z1 - w)", data, "equals -w + 2 z1 in all 240 rows");
    fails("y ~ w | x ~ z1 + I(2 * z1 - w)", data, "so it is no instrument of its own. Drop one");
    fails("y ~ w | x ~ z1 + I(0 * z2 + 3)", data, "is 3 in all 240 rows, so it is constant");
    fails("y ~ w | firm | x ~ firm + z1", data, "firm is the same in all rows of a firm");
    fails("y ~ w | x + I(2 * x) ~ z1 + z2", data, "do not identify I(2 * x): what they explain");
    fails("y ~ w | I(z1 + w) ~ z1 + z2", data, "first stage fits I(z1 + w) exactly");
    fails(
        "y ~ w + i(year) | x ~ z1 + i(year, z2)",
        simulated(24, 8).with("year", years(24)),
        "rows for");
  }

  private static double[] years(int n) {
    double[] years = new double[n];
    for (int i = 0; i < n; i++) {
      years[i] = Math.floorDiv(i, 2);
    }
    return years;
  }

  @Test
  void weakInstrumentsAndMomentsWithoutFullRankAreRemarked() {
    Sample data = simulated(240, 9);
    double[] noise = new Random(10).doubles(240).toArray();
    Fit weak = iv("y ~ w | x ~ noise").fit(data.with("noise", noise), Covariance.hc1());
    assertThat(weak.remarks(Remark.WeakInstruments.class)).hasSize(1);
    assertThat(weak.remarks(Remark.WeakInstruments.class).get(0).f()).isLessThan(10);
    Sample few =
        data.with("g", java.util.stream.IntStream.range(0, 240).mapToDouble(i -> i % 3).toArray());
    Fit fit = iv("y ~ w | x ~ z1 + z2").fit(few, Covariance.clusteredBy("g"));
    assertThat(fit.remarks(Remark.NoOveridentificationTest.class)).hasSize(1);
    assertThat(fit.instrumentTests().orElseThrow().identification().get(0).overidentification())
        .isEmpty();
  }

  @Test
  void lagsAreInstruments() {
    Sample data = simulated(240, 11);
    Fit fit = iv("d(y) ~ 1 | d(x) ~ lag(z1, 0:1) + z2").fit(data);
    assertThat(fit.n()).isEqualTo(228);
    assertThat(fit.droppedRows()).containsEntry("d(y) has no such period", 12L);
    assertThat(fit.coefficients())
        .extracting(Coefficient::term)
        .containsExactly("(Intercept)", "d(x)");
  }

  @Test
  void cardIsTheSameWhateverTheOrderOfTheInstruments() {
    Fit a = new PanelOls().setFormula(ONE).fit(CARD, Covariance.hc1());
    Fit b =
        new PanelOls()
            .setFormula("lwage ~ south + black + expersq + exper | educ ~ nearc4 + nearc2")
            .fit(CARD, Covariance.hc1());
    PanelOlsTest.same(a, b, 1e-11);
  }
}
