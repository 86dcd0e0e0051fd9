package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private static final Sample DATA =
      Sample.empty()
          .with("y", 1, 3, 2, 5, 4, 7, 6, 9)
          .with("x", 1, 2, 4, 3, 6, 5, 8, 9)
          .with("z", 2, 1, 3, 5, 4, 8, 6, 7)
          .with("g", "a", "b", "c", "a", "b", "c", "a", "b");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y ~ x; (Intercept), x",
        "y~x+z-1; x, z",
        "y ~ 0 + x; x",
        "y ~ 1; (Intercept)",
        "log(y) ~ I(x^2) + log( x ); (Intercept), I(x^2), log(x)",
        "y ~ x:z; (Intercept), x:z",
        "y ~ x*z; (Intercept), x, z, x:z",
        "y ~ I(x / (z + 1)); (Intercept), I(x / (z + 1))",
        "y ~ i(g); (Intercept), g::b, g::c",
        "y ~ i(g, ref = b); (Intercept), g::a, g::c",
        "y ~ i(g) - 1; g::a, g::b, g::c",
        "y ~ i(g):x; (Intercept), g::a:x, g::b:x, g::c:x",
        "y ~ x + i(g):x; (Intercept), x, g::b:x, g::c:x",
        "y ~ x | g; x",
        "`y` ~ `x`; (Intercept), x",
        "y ~ i(g, x); (Intercept), g::a:x, g::b:x, g::c:x",
        "y ~ i(g, x, ref = b) - 1; g::a:x, g::c:x",
        "y ~ i(g, ref = 'b'); (Intercept), g::a, g::c",
        "y ~ lag(x, 0:2); (Intercept), lag(x, 0), lag(x, 1), lag(x, 2)",
        "y ~ l(x):z + lead(z); (Intercept), lag(x, 1):z, lead(z, 1)",
      })
  void termsAreThoseOfTheFormula(String formula, String terms) {
    Fit fit = new PanelOls().setFormula(formula).fit(DATA, Covariance.iid());
    assertThat(fit.coefficients().stream().map(Coefficient::term).toList())
        .isEqualTo(List.of(terms.split(", (?!\\d)")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y x; character 3: expected the tilde",
        "y ~ x + ; character 8: expected a column",
        "y ~ foo(x); character 5: foo() is not known; there are log, exp",
        "y ~ x^2; arithmetic among the regressors is written I(...)",
        "y ~ x | w ~ z | g; the instruments are the last part",
        "y ~ x | g | x ~ z; character 13: x stands among the exogenous regressors too",
        "y ~ x | w ~ x; character 13: x is a regressor, so it is its own instrument",
        "y ~ x | w ~ w; character 13: w is endogenous, so it cannot be an instrument",
        "y ~ x | g | w; character 14: expected the tilde between the endogenous",
        "y ~ x | w ~ ; character 12: expected a column",
        "y ~ x | w ~ z - q; instruments are only added",
        "y ~ x | g*h; effects are joined by ^",
        "y ~ lag(x, -1); periods ahead are lead(x, 1)",
        "y ~ lag(x, 3:1); a range of periods goes up",
        "lag(y, 1:2) ~ x; is several terms, so it can only stand as a term",
        "y ~ i(g, base = b); base is not known; ref = level is the only option",
        "y ~ i(g, ref = ); expected the reference level",
        "y ~ I(x; expected a closing bracket",
        "y ~ lag(x, a); expected a number",
        "y ~ 2 + x; can only be 0 or 1",
        "y ~ x - z; z is taken out but was not put in",
        "y ~ i(g):i(g); product of two i()",
        "y ~ 0; the right-hand side has no regressor",
      })
  void errorsPointAtThePart(String formula, String message) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOf(EconometricsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCaretStandsUnderThePart() {
    assertThatThrownBy(() -> Formula.parse("y ~ x^2 + z"))
        .hasMessage(
            "formula \"y ~ x^2 + z\", character 6: arithmetic among the regressors is written"
                + " I(...), as in I(x^2).\n"
                + "  y ~ x^2 + z\n"
                + "       ^");
  }

  @Test
  void instrumentsStandBehindTheLastBar() {
    Formula formula = Formula.parse("y ~ x1 | firm + year | x2 + log(x3) ~ z1*z2 + lag(z3, 1:2)");
    assertThat(formula.terms()).extracting(Formula.Term::name).containsExactly("x1");
    assertThat(formula.effects()).extracting(Formula.Effect::name).containsExactly("firm", "year");
    Formula.Instruments instruments = formula.instruments().orElseThrow();
    assertThat(instruments.endogenous())
        .extracting(Formula.Term::name)
        .containsExactly("x2", "log(x3)");
    assertThat(instruments.excluded())
        .extracting(Formula.Term::name)
        .containsExactly("z1", "z2", "z1:z2", "lag(z3, 1)", "lag(z3, 2)");
    assertThat(formula.columns())
        .containsExactly("y", "x1", "firm", "year", "x2", "x3", "z1", "z2", "z3");
    assertThat(formula.looksBack()).isTrue();
    Formula without = Formula.parse("y ~ 1 | x2 ~ z1");
    assertThat(without.intercept()).isTrue();
    assertThat(without.effects()).isEmpty();
    assertThat(without.instruments()).isPresent();
    assertThat(Formula.parse("y ~ 0 | firm | x2 ~ z1").terms()).isEmpty();
  }

  @Test
  void unknownColumnGetsTheClosestName() {
    Sample data = DATA.withValues("log_rate_lag1", DATA.values("x"));
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ log_rate_lga1 | g").fit(data))
        .hasMessage(
            "formula \"y ~ log_rate_lga1 | g\": the right-hand side names log_rate_lga1, which the"
                + " data do not have. Closest: log_rate_lag1.");
    assertThatThrownBy(
            () -> new PanelOls().setFormula("y ~ x").fit(DATA, Covariance.clusteredBy("gg")))
        .hasMessageContaining("vcov \"cluster(gg)\" names gg")
        .hasMessageContaining("Closest: g.");
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ x | g | xx ~ z").fit(DATA))
        .hasMessageContaining("the endogenous part names xx, which the data do not have. Closest");
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ 1 | x ~ zz").fit(DATA))
        .hasMessageContaining(
            "the instruments' part names zz, which the data do not have. Closest");
  }

  @Test
  void textAsNumberIsSaid() {
    assertThatThrownBy(() -> new PanelOls().setFormula("y ~ g").fit(DATA))
        .hasMessageContaining("column g holds \"a\", which is not a number; write i(g) or absorb");
  }

  @Test
  void starIsBothAndTheirProduct() {
    Fit star = new PanelOls().setFormula("y ~ x*z").fit(DATA);
    Fit spelled = new PanelOls().setFormula("y ~ x + z + I(x * z)").fit(DATA);
    assertThat(star.coefficient("x:z").estimate())
        .isCloseTo(spelled.coefficient("I(x * z)").estimate(), within(1e-12));
  }

  @Test
  void lagsDoNotCrossGapsOrUnits() {
    Sample panel =
        Sample.empty()
            .with("firm", "A", "A", "A", "A", "A", "B", "B", "B", "B")
            .with("year", 2001, 2002, 2003, 2005, 2006, 2001, 2002, 2003, 2004)
            .with("x", 1, 2, 4, 8, 9, 5, 1, 7, 2)
            .with("y", 2, 1, 3, 5, 4, 6, 2, 9, 1);
    Fit fit =
        new PanelOls()
            .setFormula("d(y) ~ lag(x, 1)")
            .setUnit("firm")
            .setTime("year")
            .fit(panel, Covariance.iid());
    // 2005 of A has no 2004, 2001 of each no 2000.
    assertThat(fit.figures().list().stream().map(Fit.RowFigure::row).toList())
        .containsExactly(1, 2, 4, 6, 7, 8);
    assertThat(Arrays.stream(fit.figures().regressors()).mapToDouble(r -> r[1]).toArray())
        .containsExactly(1, 2, 8, 5, 1, 7);
    assertThat(fit.droppedRows()).containsEntry("d(y) has no such period", 3L);
  }

  @Test
  void leadsLookAheadAndDoNotCrossGapsEither() {
    Sample panel =
        Sample.empty()
            .with("firm", "A", "A", "A", "A", "B", "B", "B")
            .with("year", 2001, 2002, 2004, 2005, 2001, 2002, 2003)
            .with("x", 1, 2, 4, 8, 5, 1, 7)
            .with("y", 2, 1, 3, 5, 4, 6, 2);
    Fit fit = new PanelOls().setFormula("y ~ lead(x)").setUnit("firm").setTime("year").fit(panel);
    assertThat(fit.figures().list().stream().map(Fit.RowFigure::row).toList())
        .containsExactly(0, 2, 4, 5);
    assertThat(Arrays.stream(fit.figures().regressors()).mapToDouble(r -> r[1]).toArray())
        .containsExactly(2, 8, 1, 7);
    assertThat(fit.droppedRows()).containsEntry("lead(x, 1) has no such period", 3L);
  }

  @Test
  void quartersAreOnePeriodApartAndTradingDaysSkipWeekends() {
    Sample quarters =
        Sample.empty()
            .withValues(
                "q",
                List.of(
                    LocalDate.of(2023, 1, 1),
                    LocalDate.of(2023, 4, 1),
                    LocalDate.of(2023, 7, 1),
                    LocalDate.of(2024, 1, 1),
                    LocalDate.of(2024, 4, 1),
                    LocalDate.of(2024, 7, 1)))
            .with("x", 1, 3, 2, 5, 4, 7);
    Fit fit = new PanelOls().setFormula("x ~ lag(x, 1)").setTime("q").fit(quarters);
    assertThat(fit.n()).isEqualTo(4);
    Sample days =
        Sample.empty()
            .withValues(
                "day",
                List.of("2025-01-23", "2025-01-24", "2025-01-27", "2025-01-28", "2025-01-29"))
            .with("x", 1, 3, 2, 5, 4);
    assertThat(new PanelOls().setFormula("x ~ lag(x, 1)").setTime("day").fit(days).n())
        .isEqualTo(4);
  }

  @Test
  void twoRowsOfAUnitInAPeriodAreNamed() {
    Sample panel =
        Sample.empty()
            .with("firm", "A", "A", "A", "A")
            .with("year", 2001, 2002, 2002, 2003)
            .with("x", 1, 2, 4, 8);
    assertThatThrownBy(
            () ->
                new PanelOls()
                    .setFormula("x ~ lag(x, 1)")
                    .setUnit("firm")
                    .setTime("year")
                    .fit(panel))
        .hasMessageContaining("firm A has more than one row for 2002");
  }

  @Test
  void covariancesAreReadAndPrinted() {
    for (String text :
        List.of(
            "iid",
            "hc0",
            "hc3",
            "cluster(firm)",
            "cluster(firm,year)",
            "nw",
            "nw(4)",
            "dk(0)",
            "ewc",
            "ewc(3)")) {
      assertThat(Covariance.parse(text).toString()).isEqualTo(text);
    }
    assertThat(Covariance.parse(" Cluster( firm , year ) ").toString())
        .isEqualTo("cluster(firm,year)");
    assertThatThrownBy(() -> Covariance.parse("hc4")).hasMessageContaining("vcov \"hc4\"");
    assertThatThrownBy(() -> Covariance.parse("nw(-1)")).hasMessageContaining("whole number");
    assertThatThrownBy(() -> Covariance.parse("wyld(firm)"))
        .hasMessageContaining("vcov \"wyld(firm)\" is not known; there are iid");
    assertThatThrownBy(() -> SmallSample.parse("sas")).hasMessageContaining("fixest, stata, none");
  }
}
