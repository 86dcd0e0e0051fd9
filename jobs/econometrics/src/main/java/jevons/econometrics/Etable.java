package jevons.econometrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Regressions side by side, a column each, laid out as the function {@code etable} of R's fixest
 * does: coefficients with standard errors in parentheses below, absorbed effects, errors,
 * observations, R2. Neighbours with one response or one name share a heading.
 *
 * <p>It departs from fixest in two things: rules are those of booktabs; stars are *** 0.1 %, ** 1
 * %, * 5 %, and there are none where the errors rest on fewer than {@value #FEWEST_UNITS}
 * independent units, which are printed.
 */
public final class Etable {
  /** Below this many independent units no star is shown. */
  public static final int FEWEST_UNITS = 20;

  private static final double[] STAR_LEVELS = {0.001, 0.01, 0.05};
  private static final int DIGITS = 4;
  private static final int R2_DECIMALS = 5;

  private final List<EtableColumn> columns;
  private final List<String> terms;
  private final List<String> effects;

  public Etable(List<EtableColumn> columns) {
    this.columns = List.copyOf(columns);
    this.terms = union(c -> c.terms().stream().map(EtableColumn.Term::name).toList());
    this.effects = union(EtableColumn::effects);
  }

  private List<String> union(Function<EtableColumn, List<String>> names) {
    Set<String> all = new LinkedHashSet<>();
    columns.forEach(c -> all.addAll(names.apply(c)));
    return List.copyOf(all);
  }

  /** Stars of a p-value, none where it rests on few units. */
  public static String stars(double pValue, double independentUnits) {
    StringBuilder stars = new StringBuilder();
    if (independentUnits >= FEWEST_UNITS) {
      for (double level : STAR_LEVELS) {
        stars.append(pValue < level ? "*" : "");
      }
    }
    return stars.toString();
  }

  /** For {@code \input}: needs the package booktabs and nothing else. */
  public String latex() {
    StringBuilder out = new StringBuilder();
    out.append("\\begin{tabular}{l").append("c".repeat(columns.size())).append("}\n");
    out.append("   \\toprule\n");
    boolean one = columns.stream().map(EtableColumn::response).distinct().count() == 1;
    out.append(
        heading(one ? "Dependent Variable:" : "Dependent Variables:", EtableColumn::response));
    if (columns.stream().anyMatch(c -> !c.name().isEmpty())) {
      out.append(heading("", EtableColumn::name));
    }
    out.append("   ").append(String.join(" & ", numbers("Model:"))).append(" \\\\\n");
    section(out, "Variables");
    for (String term : terms) {
      out.append(line(regressor(term), c -> find(c, term).map(t -> estimate(c, t)).orElse("")));
      out.append(line("", c -> find(c, term).map(Etable::error).orElse("")));
    }
    if (!effects.isEmpty()) {
      section(out, "Fixed-effects");
      for (String effect : effects) {
        out.append(line(escaped(effect), c -> c.effects().contains(effect) ? "Yes" : ""));
      }
    }
    section(out, "Fit statistics");
    out.append(line("Standard-Errors", c -> escaped(c.errors())));
    out.append(line("Observations", c -> String.format(Locale.ROOT, "%,d", c.n())));
    out.append(
        line("Independent units", c -> String.format(Locale.ROOT, "%,d", c.independentUnits())));
    out.append(line("R$^2$", c -> share(c.r2())));
    if (columns.stream().anyMatch(c -> c.r2Within().isPresent())) {
      out.append(line("Within R$^2$", c -> share(c.r2Within())));
    }
    out.append("   \\bottomrule\n");
    for (String note :
        List.of(
            "Standard-errors in parentheses",
            "Signif. Codes: ***: 0.001, **: 0.01, *: 0.05; none below "
                + FEWEST_UNITS
                + " independent units")) {
      out.append("   \\multicolumn{").append(columns.size() + 1).append("}{l}{\\emph{");
      out.append(note).append("}}\\\\\n");
    }
    return out.append("\\end{tabular}\n").toString();
  }

  private void section(StringBuilder out, String title) {
    out.append("   \\midrule\n   \\emph{").append(title).append("}\\\\\n");
  }

  /** Plain numbers: no stars, no parentheses, which spreadsheets read as a minus. */
  public String csv() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(numbers(""));
    rows.add(row("model", EtableColumn::name));
    rows.add(row("dependent variable", EtableColumn::response));
    for (String term : terms) {
      rows.add(row(term, c -> figure(c, term, EtableColumn.Term::estimate)));
      rows.add(
          row(term + ", standard error", c -> figure(c, term, EtableColumn.Term::standardError)));
      rows.add(row(term + ", p", c -> figure(c, term, EtableColumn.Term::pValue)));
    }
    for (String effect : effects) {
      rows.add(row("fixed effect " + effect, c -> c.effects().contains(effect) ? "Yes" : "No"));
    }
    rows.add(row("standard errors", EtableColumn::errors));
    rows.add(row("observations", c -> Long.toString(c.n())));
    rows.add(row("independent units", c -> Long.toString(c.independentUnits())));
    rows.add(row("r2", c -> plain(c.r2().orElse(Double.NaN))));
    rows.add(row("within r2", c -> plain(c.r2Within().orElse(Double.NaN))));
    return rows.stream()
        .map(r -> r.stream().map(Etable::quoted).collect(Collectors.joining(",")) + "\n")
        .collect(Collectors.joining());
  }

  private List<String> numbers(String label) {
    List<String> row = new ArrayList<>(List.of(label));
    for (int i = 1; i <= columns.size(); i++) {
      row.add("(" + i + ")");
    }
    return row;
  }

  private List<String> row(String label, Function<EtableColumn, String> cell) {
    List<String> row = new ArrayList<>(List.of(label));
    columns.forEach(c -> row.add(cell.apply(c)));
    return row;
  }

  private String line(String label, Function<EtableColumn, String> cell) {
    return "   " + String.join(" & ", row(label, cell)) + " \\\\\n";
  }

  /** A line whose neighbours of the same words share one cell. */
  private String heading(String label, Function<EtableColumn, String> words) {
    StringBuilder line = new StringBuilder("   ").append(label);
    for (int i = 0; i < columns.size(); ) {
      String first = words.apply(columns.get(i));
      int width = 1;
      while (i + width < columns.size() && words.apply(columns.get(i + width)).equals(first)) {
        width++;
      }
      String cell = escaped(first);
      line.append(" & ")
          .append(width == 1 ? cell : "\\multicolumn{" + width + "}{c}{" + cell + "}");
      i += width;
    }
    return line.append(" \\\\\n").toString();
  }

  private static Optional<EtableColumn.Term> find(EtableColumn column, String term) {
    return column.terms().stream().filter(t -> t.name().equals(term)).findFirst();
  }

  private static String figure(
      EtableColumn column, String term, Function<EtableColumn.Term, Double> which) {
    return find(column, term).map(which).map(Etable::plain).orElse("");
  }

  private static String estimate(EtableColumn column, EtableColumn.Term term) {
    String stars = stars(term.pValue(), (double) column.independentUnits());
    String number = rounded(term.estimate());
    return stars.isEmpty() ? number : number + "$^{" + stars + "}$";
  }

  private static String error(EtableColumn.Term term) {
    return Double.isFinite(term.standardError()) ? "(" + rounded(term.standardError()) + ")" : "";
  }

  private static String share(OptionalDouble value) {
    if (value.isEmpty()) {
      return "";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value.getAsDouble()).setScale(R2_DECIMALS, RoundingMode.HALF_EVEN);
    return signed(rounded, rounded.abs().toPlainString());
  }

  /** Four significant digits; very small and large ones as a power of ten. */
  private static String rounded(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal digits = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    int exponent = digits.precision() - digits.scale() - 1;
    BigDecimal size = digits.abs();
    if (exponent < -4 || exponent > 8) {
      return signed(
          digits,
          size.scaleByPowerOfTen(-exponent).setScale(DIGITS - 1)
              + "$\\times 10^{"
              + exponent
              + "}$");
    }
    int decimals = Math.max(0, DIGITS - 1 - exponent);
    return signed(digits, size.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static String signed(BigDecimal value, String size) {
    return value.signum() < 0 ? "$-$" + size : size;
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** As fixest words it: the constant, levels, products. */
  private static String regressor(String term) {
    return term.equals(Formula.INTERCEPT)
        ? "Constant"
        : escaped(term).replace("::", " $=$ ").replace(":", " $\\times$ ");
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
