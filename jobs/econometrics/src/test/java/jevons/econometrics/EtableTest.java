package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import jevons.econometrics.EtableColumn.Term;
import org.junit.jupiter.api.Test;

/** Tables of regressions as a paper and a spreadsheet take them. */
class EtableTest {
  private static final EtableColumn MANY =
      new EtableColumn(
          "capex.main",
          "d_log_capex",
          List.of(
              new Term("(Intercept)", 1234567.8, 0.5, 0.0001),
              new Term("x^2", -0.043, 0.021, 0.03)),
          List.of("ticker", "quarter"),
          "cluster(ticker)",
          1234,
          OptionalDouble.of(0.5),
          OptionalDouble.of(0.0123456),
          40);
  private static final EtableColumn FEW =
      new EtableColumn(
          "capex.50 % & more",
          "d_log_capex",
          List.of(new Term("x^2", 0.00000123456, Double.NaN, 1e-9)),
          List.of("ticker"),
          "dk(4)",
          50,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          13);

  @Test
  void latexIsABooktabsTableWithStarsOnlyWhereUnitsAreMany() {
    assertThat(new Etable(List.of(MANY, FEW)).latex())
        .isEqualTo(
            """
            \\begin{tabular}{lcc}
               \\toprule
               Dependent Variable: & \\multicolumn{2}{c}{d\\_log\\_capex} \\\\
                & capex.main & capex.50 \\% \\& more \\\\
               Model: & (1) & (2) \\\\
               \\midrule
               \\emph{Variables}\\\\
               Constant & 1235000$^{***}$ &  \\\\
                & (0.5000) &  \\\\
               x\\textasciicircum{}2 & $-$0.04300$^{*}$ & 1.235$\\times 10^{-6}$ \\\\
                & (0.02100) &  \\\\
               \\midrule
               \\emph{Fixed-effects}\\\\
               ticker & Yes & Yes \\\\
               quarter & Yes &  \\\\
               \\midrule
               \\emph{Fit statistics}\\\\
               Standard-Errors & cluster(ticker) & dk(4) \\\\
               Observations & 1,234 & 50 \\\\
               Independent units & 40 & 13 \\\\
               R$^2$ & 0.50000 &  \\\\
               Within R$^2$ & 0.01235 &  \\\\
               \\bottomrule
               \\multicolumn{3}{l}{\\emph{Standard-errors in parentheses}}\\\\
               \\multicolumn{3}{l}{\\emph{Signif. Codes: ***: 0.001, **: 0.01, *: 0.05; none below 20 independent units}}\\\\
            \\end{tabular}
            """);
  }

  @Test
  void csvIsPlainNumbers() {
    assertThat(new Etable(List.of(MANY, FEW)).csv())
        .isEqualTo(
            """
            ,(1),(2)
            model,capex.main,capex.50 % & more
            dependent variable,d_log_capex,d_log_capex
            (Intercept),1234567.8,
            "(Intercept), standard error",0.5,
            "(Intercept), p",1.0E-4,
            x^2,-0.043,1.23456E-6
            "x^2, standard error",0.021,
            "x^2, p",0.03,1.0E-9
            fixed effect ticker,Yes,Yes
            fixed effect quarter,Yes,No
            standard errors,cluster(ticker),dk(4)
            observations,1234,50
            independent units,40,13
            r2,0.5,
            within r2,0.0123456,
            """);
  }

  @Test
  void aFitHasAColumnForEachKindOfErrors() {
    Fit fit =
        new PanelOls()
            .setFormula("y ~ x | g")
            .fitValues(
                Map.of(
                    "y", new double[] {1, 2, 4, 3, 6, 5, 8, 9},
                    "x", new double[] {1, 2, 3, 4, 5, 6, 7, 9},
                    "g", new double[] {1, 1, 1, 2, 2, 2, 3, 3}),
                List.of(Covariance.parse("hc1"), Covariance.parse("cluster(g)")));
    List<EtableColumn> models = EtableColumn.of(fit);
    assertThat(models).extracting(EtableColumn::errors).containsExactly("hc1", "cluster(g)");
    assertThat(models).extracting(EtableColumn::independentUnits).containsExactly(8L, 3L);
    assertThat(models.get(0).effects()).containsExactly("g");
    assertThat(models.get(0).terms().get(0).estimate()).isEqualTo(fit.coefficient("x").estimate());
  }

  @Test
  void aStoredFormulaGivesItsEffectsAndWordsGiveNone() {
    assertThat(stored("y ~ x | firm + year").effects()).containsExactly("firm", "year");
    assertThat(stored("log(y) ~ x").response()).isEqualTo("log(y)");
    assertThat(stored("a difference of means").effects()).isEmpty();
  }

  @Test
  void storedTermsStandInTheOrderOfTheirFormula() {
    assertThat(
            terms(
                "y ~ z + lag(x, 1:2) + i(g) + a:b",
                "a:b",
                "g::p",
                "(Intercept)",
                "lag(x, 2)",
                "z",
                "g::q",
                "lag(x, 1)"))
        .containsExactly("(Intercept)", "z", "lag(x, 1)", "lag(x, 2)", "g::p", "g::q", "a:b");
    assertThat(terms("y ~ i(g, x) + i(g)", "g::p", "g::q:x", "g::q", "g::p:x"))
        .containsExactly("g::q:x", "g::p:x", "g::p", "g::q");
    assertThat(terms("y ~ b | a ~ z", "a", "b")).containsExactly("b", "a");
    assertThat(terms("y on x in words", "x", "(Intercept)", "w"))
        .containsExactly("(Intercept)", "x", "w");
  }

  @Test
  void levelsAndProductsAreWordedAsFixestDoes() {
    EtableColumn column = stored("y ~ i(g):x", "g::a_b:x");
    assertThat(new Etable(List.of(column)).latex()).contains("g $=$ a\\_b $\\times$ x & 1.000");
  }

  @Test
  void neighboursOfOneResponseShareAHeadingAndEveryColumnItsNumber() {
    Etable table = new Etable(List.of(stored("y ~ x"), stored("y ~ x"), stored("z ~ x")));
    assertThat(table.latex())
        .contains("Dependent Variables: & \\multicolumn{2}{c}{y} & z \\\\\n")
        .contains(" & \\multicolumn{3}{c}{s} \\\\\n")
        .contains("Model: & (1) & (2) & (3) \\\\\n");
  }

  @Test
  void storedErrorsByClusterRestOnTheClustersThatTheirDegreesOfFreedomTellOf() {
    assertThat(units("cluster(firm)", 3)).isEqualTo(4);
    assertThat(units("dk(4)", 60)).isEqualTo(52);
    assertThat(units("cluster(firm)", Double.NaN)).isEqualTo(52);
    assertThat(units("hc1", 3)).isEqualTo(52);
  }

  private static long units(String errors, double df) {
    OptionalDouble unknown = OptionalDouble.empty();
    return EtableColumn.stored("s", "y ~ x", List.of(), errors, 60, unknown, unknown, 52, df)
        .independentUnits();
  }

  @Test
  void starsNeedTwentyIndependentUnits() {
    assertThat(Etable.stars(0.0009, 20)).isEqualTo("***");
    assertThat(Etable.stars(0.04, 20)).isEqualTo("*");
    assertThat(Etable.stars(0.05, 20)).isEmpty();
    assertThat(Etable.stars(0.0009, 19)).isEmpty();
  }

  private static List<String> terms(String formula, String... names) {
    return stored(formula, names).terms().stream().map(Term::name).toList();
  }

  private static EtableColumn stored(String formula, String... names) {
    List<Term> terms = Stream.of(names).map(name -> new Term(name, 1, 1, 1)).toList();
    OptionalDouble unknown = OptionalDouble.empty();
    return EtableColumn.stored("s", formula, terms, "iid", 9, unknown, unknown, 9, 7);
  }
}
