package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.InstrumentTests;

/**
 * A fit for people: a column per covariance, under each estimate its standard error, p-value and
 * interval. No stars: what a p-value is worth depends on what stands below it.
 */
final class FitText {
  private FitText() {}

  static String of(Fit fit) {
    StringBuilder text = new StringBuilder();
    text.append(fit.formula().text()).append('\n');
    text.append(
        "n %d, k %d, R2 %s%s, df %s, sigma %s%n"
            .formatted(
                fit.n(),
                fit.k(),
                Values.readable(fit.r2()),
                Double.isNaN(fit.r2Within()) ? "" : ", within " + Values.readable(fit.r2Within()),
                Values.readable(fit.dfResidual()),
                Values.readable(fit.sigma())));
    if (!fit.effects().isEmpty()) {
      text.append("absorbed: ")
          .append(
              fit.effects().stream()
                  .map(e -> e.name() + " (" + e.levels() + ")")
                  .collect(Collectors.joining(", ")))
          .append(fit.convergence().map(FitText::convergence).orElse(""))
          .append('\n');
    }
    text.append('\n').append(coefficients(fit)).append('\n');
    fit.inferences().forEach(i -> text.append(basis(i)).append('\n'));
    fit.instrumentTests().ifPresent(tests -> text.append(instruments(tests)));
    fit.droppedRows()
        .forEach((reason, rows) -> text.append("left out: %d rows, %s%n".formatted(rows, reason)));
    fit.remarks().forEach(r -> text.append("remark: ").append(r).append('\n'));
    return text.toString();
  }

  private static String convergence(Fit.Convergence c) {
    return "; %d rounds, %d steps, means by level are %s of what they were"
        .formatted(c.rounds(), c.steps(), Values.readable(c.remaining()));
  }

  private static String instruments(InstrumentTests tests) {
    List<List<Object>> rows = new ArrayList<>();
    for (InstrumentTests.FirstStage s : tests.firstStages()) {
      String what = "first stage of " + s.endogenous();
      rows.add(row(what, s.covariance(), s.test()));
    }
    for (InstrumentTests.Identification i : tests.identification()) {
      InstrumentTests.FTest weak = i.weakIdentification();
      rows.add(
          List.of(
              "weak instruments: " + weak.test(),
              i.covariance().toString(),
              "F " + Values.readable(weak.f()),
              "",
              ""));
      rows.add(row("underidentification: ", i.covariance(), i.underidentification()));
      i.overidentification()
          .ifPresent(j -> rows.add(row("overidentification: ", i.covariance(), j)));
      rows.add(row("endogeneity: " + i.endogeneity().test(), i.covariance(), i.endogeneity()));
    }
    TextTable table = TextTable.of(List.of("instruments", "vcov", "statistic", "df", "p"), rows);
    StringBuilder text = new StringBuilder("\n").append(table.header()).append('\n');
    rows.forEach(row -> text.append(table.line(row)).append('\n'));
    return text.append('\n').toString();
  }

  private static List<Object> row(String what, Covariance covariance, InstrumentTests.FTest test) {
    return List.of(
        what,
        covariance.toString(),
        "F " + Values.readable(test.f()),
        Values.readable(test.df1()) + ", " + Values.readable(test.df2()),
        p(test.pValue()));
  }

  private static List<Object> row(
      String what, Covariance covariance, InstrumentTests.ChiSquaredTest test) {
    return List.of(
        what + test.test(),
        covariance.toString(),
        "chi2 " + Values.readable(test.statistic()),
        Values.readable(test.df()),
        p(test.pValue()));
  }

  private static String coefficients(Fit fit) {
    List<String> columns = new ArrayList<>();
    columns.add("term");
    columns.add("");
    fit.inferences().forEach(i -> columns.add(i.covariance().toString()));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < fit.coefficients().size(); i++) {
      List<Coefficient> same = new ArrayList<>();
      for (Inference inference : fit.inferences()) {
        same.add(inference.terms().get(i));
      }
      String term = same.get(0).term();
      rows.add(row(term, "estimate", same, c -> Values.readable(c.estimate())));
      rows.add(row("", "std. error", same, c -> Values.readable(c.standardError())));
      rows.add(row("", "t", same, c -> Values.readable(c.t())));
      rows.add(row("", "p", same, c -> p(c.pValue())));
      rows.add(row("", "95 % from", same, c -> Values.readable(c.interval(0.95).low())));
      rows.add(row("", "95 % to", same, c -> Values.readable(c.interval(0.95).high())));
    }
    TextTable table = TextTable.of(columns, rows);
    StringBuilder text = new StringBuilder(table.header()).append('\n');
    rows.forEach(row -> text.append(table.line(row)).append('\n'));
    return text.toString();
  }

  private static List<Object> row(
      String term,
      String what,
      List<Coefficient> same,
      java.util.function.Function<Coefficient, String> value) {
    List<Object> row = new ArrayList<>(List.of(term, what));
    same.forEach(c -> row.add(value.apply(c)));
    return row;
  }

  private static String p(double p) {
    return Double.isNaN(p) ? "-" : p < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  /** What an inference rests on, and every factor it used. */
  private static String basis(Inference inference) {
    List<String> parts = new ArrayList<>();
    parts.add("ssc " + inference.smallSample());
    inference.clusters().forEach((column, n) -> parts.add(n + " clusters of " + column));
    inference.lags().ifPresent(l -> parts.add("L = " + l));
    inference.periods().ifPresent(t -> parts.add(t + " periods"));
    inference.factors().forEach((name, f) -> parts.add(name + " = " + Values.readable(f)));
    parts.add(inference.distribution());
    return inference.covariance() + ": " + String.join(", ", parts);
  }
}
