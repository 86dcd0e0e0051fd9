package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.pipeline.cli.EtableModel.Term;
import org.junit.jupiter.api.Test;

/** Tables of regressions as a paper and a spreadsheet take them. */
class EtableTest {
  private static final EtableModel MANY =
      new EtableModel(
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
  private static final EtableModel FEW =
      new EtableModel(
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
               Dependent variable: & d\\_log\\_capex & d\\_log\\_capex \\\\
                & capex.main & capex.50 \\% \\& more \\\\
               Model: & (1) & (2) \\\\
               \\midrule
               (Intercept) & 1235000$^{***}$ &  \\\\
                & (0.5000) &  \\\\
               x\\textasciicircum{}2 & $-$0.04300$^{*}$ & 1.235$\\times 10^{-6}$ \\\\
                & (0.02100) &  \\\\
               \\midrule
               \\emph{Fixed effects} & & \\\\
               ticker & Yes & Yes \\\\
               quarter & Yes & No \\\\
               \\midrule
               Standard errors & cluster(ticker) & dk(4) \\\\
               Observations & 1,234 & 50 \\\\
               Independent units & 40 & 13 \\\\
               R$^2$ & 0.5000 &  \\\\
               Within R$^2$ & 0.01235 &  \\\\
               \\bottomrule
               \\multicolumn{3}{l}{\\footnotesize Standard errors in parentheses.} \\\\
               \\multicolumn{3}{l}{\\footnotesize ***: p $<$ 0.001, **: p $<$ 0.01, *: p $<$ 0.05; no stars below 20 independent units.} \\\\
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
    List<EtableModel> models = EtableModel.of(fit);
    assertThat(models).extracting(EtableModel::errors).containsExactly("hc1", "cluster(g)");
    assertThat(models).extracting(EtableModel::independentUnits).containsExactly(8L, 3L);
    assertThat(models.get(0).effects()).containsExactly("g");
    assertThat(models.get(0).terms().get(0).estimate()).isEqualTo(fit.coefficient("x").estimate());
  }

  @Test
  void aStoredFormulaGivesItsEffectsAndWordsGiveNone() {
    assertThat(stored("y ~ x | firm + year").effects()).containsExactly("firm", "year");
    assertThat(stored("log(y) ~ x").response()).isEqualTo("log(y)");
    assertThat(stored("a difference of means").effects()).isEmpty();
  }

  private static EtableModel stored(String formula) {
    return EtableModel.stored("s", formula, List.of(), "iid", 9, OptionalDouble.empty(), 9);
  }
}
