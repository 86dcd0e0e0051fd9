package jevons.pipeline.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Regressions side by side, a column each, laid out as fixest's {@code etable} does: coefficients
 * with standard errors in parentheses below, absorbed effects, errors, observations, R2.
 *
 * <p>Stars follow the report and not fixest: *** 0.1 %, ** 1 %, * 5 %, and none where the errors
 * rest on fewer than {@value #FEWEST_UNITS} independent units.
 */
final class Etable {
  static final int FEWEST_UNITS = 20;
  private static final double[] STAR_LEVELS = {0.001, 0.01, 0.05};
  private static final int DIGITS = 4;

  private final List<EtableModel> models;
  private final List<String> terms;
  private final List<String> effects;

  Etable(List<EtableModel> models) {
    this.models = List.copyOf(models);
    this.terms = union(m -> m.terms().stream().map(EtableModel.Term::name).toList());
    this.effects = union(EtableModel::effects);
  }

  private List<String> union(Function<EtableModel, List<String>> names) {
    Set<String> all = new LinkedHashSet<>();
    models.forEach(m -> all.addAll(names.apply(m)));
    return List.copyOf(all);
  }

  /** For {@code \input}: needs the package booktabs and nothing else. */
  String latex() {
    int width = models.size() + 1;
    StringBuilder out = new StringBuilder();
    out.append("\\begin{tabular}{l").append("c".repeat(models.size())).append("}\n");
    out.append("   \\toprule\n");
    out.append(line("Dependent variable:", m -> escaped(m.response())));
    if (models.stream().anyMatch(m -> !m.name().isEmpty())) {
      out.append(line("", m -> escaped(m.name())));
    }
    out.append(line("Model:", m -> "(" + (models.indexOf(m) + 1) + ")"));
    out.append("   \\midrule\n");
    for (String term : terms) {
      out.append(line(escaped(term), m -> find(m, term).map(t -> estimate(m, t)).orElse("")));
      out.append(line("", m -> find(m, term).map(t -> error(t)).orElse("")));
    }
    if (!effects.isEmpty()) {
      out.append("   \\midrule\n");
      out.append("   \\emph{Fixed effects}").append(" &".repeat(models.size())).append(" \\\\\n");
      for (String effect : effects) {
        out.append(line(escaped(effect), m -> m.effects().contains(effect) ? "Yes" : "No"));
      }
    }
    out.append("   \\midrule\n");
    out.append(line("Standard errors", m -> escaped(m.errors())));
    out.append(line("Observations", m -> String.format(Locale.ROOT, "%,d", m.n())));
    out.append(
        line("Independent units", m -> String.format(Locale.ROOT, "%,d", m.independentUnits())));
    out.append(line("R$^2$", m -> share(m.r2())));
    if (models.stream().anyMatch(m -> m.r2Within().isPresent())) {
      out.append(line("Within R$^2$", m -> share(m.r2Within())));
    }
    out.append("   \\bottomrule\n");
    for (String note :
        List.of(
            "Standard errors in parentheses.",
            "***: p $<$ 0.001, **: p $<$ 0.01, *: p $<$ 0.05; no stars below "
                + FEWEST_UNITS
                + " independent units.")) {
      out.append("   \\multicolumn{").append(width).append("}{l}{\\footnotesize ");
      out.append(note).append("} \\\\\n");
    }
    return out.append("\\end{tabular}\n").toString();
  }

  /** Plain numbers: no stars, no parentheses, which spreadsheets read as a minus. */
  String csv() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", m -> "(" + (models.indexOf(m) + 1) + ")"));
    rows.add(row("model", EtableModel::name));
    rows.add(row("dependent variable", EtableModel::response));
    for (String term : terms) {
      rows.add(row(term, m -> figure(m, term, EtableModel.Term::estimate)));
      rows.add(
          row(term + ", standard error", m -> figure(m, term, EtableModel.Term::standardError)));
      rows.add(row(term + ", p", m -> figure(m, term, EtableModel.Term::pValue)));
    }
    for (String effect : effects) {
      rows.add(row("fixed effect " + effect, m -> m.effects().contains(effect) ? "Yes" : "No"));
    }
    rows.add(row("standard errors", EtableModel::errors));
    rows.add(row("observations", m -> Long.toString(m.n())));
    rows.add(row("independent units", m -> Long.toString(m.independentUnits())));
    rows.add(row("r2", m -> plain(m.r2().orElse(Double.NaN))));
    rows.add(row("within r2", m -> plain(m.r2Within().orElse(Double.NaN))));
    return rows.stream()
        .map(r -> r.stream().map(Etable::quoted).collect(Collectors.joining(",")) + "\n")
        .collect(Collectors.joining());
  }

  private List<String> row(String label, Function<EtableModel, String> cell) {
    List<String> row = new ArrayList<>(Collections.singletonList(label));
    models.forEach(m -> row.add(cell.apply(m)));
    return row;
  }

  private String line(String label, Function<EtableModel, String> cell) {
    return "   " + String.join(" & ", row(label, cell)) + " \\\\\n";
  }

  private static Optional<EtableModel.Term> find(EtableModel model, String term) {
    return model.terms().stream().filter(t -> t.name().equals(term)).findFirst();
  }

  private static String figure(
      EtableModel model, String term, Function<EtableModel.Term, Double> which) {
    return find(model, term).map(which).map(Etable::plain).orElse("");
  }

  private static String estimate(EtableModel model, EtableModel.Term term) {
    StringBuilder stars = new StringBuilder();
    if (model.independentUnits() >= FEWEST_UNITS) {
      for (double level : STAR_LEVELS) {
        stars.append(term.pValue() < level ? "*" : "");
      }
    }
    String number = rounded(term.estimate());
    return stars.isEmpty() ? number : number + "$^{" + stars + "}$";
  }

  private static String error(EtableModel.Term term) {
    return Double.isFinite(term.standardError()) ? "(" + rounded(term.standardError()) + ")" : "";
  }

  private static String share(OptionalDouble value) {
    return value.isPresent() ? rounded(value.getAsDouble()) : "";
  }

  /** Four significant digits; very small and large ones as a power of ten. */
  private static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal digits = new BigDecimal(value).round(new MathContext(DIGITS));
    int exponent = digits.precision() - digits.scale() - 1;
    String sign = value < 0 ? "$-$" : "";
    BigDecimal size = digits.abs();
    if (exponent < -4 || exponent > 8) {
      return sign
          + size.scaleByPowerOfTen(-exponent).setScale(DIGITS - 1)
          + "$\\times 10^{"
          + exponent
          + "}$";
    }
    int decimals = Math.max(0, DIGITS - 1 - exponent);
    return sign + size.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\textbackslash{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').append(c);
        case '<', '>', '|' -> out.append('$').append(c == '|' ? "\\mid" : c).append('$');
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
