package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import jevons.econometrics.Etable;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;

/** Every specification, each term under all its standard errors, and the diagnostics. */
final class RegressionChapter implements Chapter {
  static final String STARS =
      "Stars (*** 0.1 %, ** 1 %, * 5 %) stand only where the inference rests on "
          + Regressions.FEWEST_UNITS
          + " or more independent units, T (quarters, days, clusters or events).";

  private final Page page;
  private final Predicate<String> studies;

  private RegressionChapter(Page page, Predicate<String> studies) {
    this.page = page;
    this.studies = studies;
  }

  /** The specifications of a page's studies. */
  static RegressionChapter of(Page page, String... studies) {
    return new RegressionChapter(page, List.of(studies)::contains);
  }

  /** The specifications of all studies without a page of their own. */
  static RegressionChapter others(String... studies) {
    return new RegressionChapter(Page.STUDIES, study -> !List.of(studies).contains(study));
  }

  @Override
  public Page page() {
    return page;
  }

  @Override
  public String title() {
    return "Regressions";
  }

  @Override
  public boolean isOptional() {
    return page != Page.INVESTMENT && page != Page.VALUATION;
  }

  @Override
  public Part part(Material material) {
    List<Specification> specifications =
        material.regressions().specifications().stream()
            .filter(s -> studies.test(s.study()) && !material.settings().isOwn(s.study()))
            .toList();
    if (specifications.isEmpty()) {
      throw new MissingRows(
          "gold.regression has no rows of this study as of " + material.asOf() + ".");
    }
    Part.Builder part =
        Part.of()
            .text(
                "All fits of this page, each behind its name: a line is a term under one kind of"
                    + " standard errors; an estimate that is"
                    + " significant under one kind only is not a finding. "
                    + STARS);
    specifications.forEach(s -> part.add(new Block.Folded(title(s), blocks(s))));
    return part.build();
  }

  /** One fit: its facts, its coefficients under all errors, remarks and diagnostics. */
  static Block group(Specification s) {
    return new Block.Group(title(s), blocks(s));
  }

  private static String title(Specification s) {
    String title = words(s.study()) + ": " + words(s.name());
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private static List<Block> blocks(Specification s) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(facts(s)));
    blocks.add(coefficients(s));
    if (s.remarks() != null && !s.remarks().isBlank()) {
      blocks.add(new Block.Paragraph(s.remarks()));
    }
    if (!s.diagnostics().isEmpty()) {
      blocks.add(new Block.Folded("Diagnostics", List.of(diagnostics(s))));
    }
    s.headline().ifPresent(c -> blocks.add(new Block.Origin(trace(s, c))));
    return blocks;
  }

  private static Trace trace(Specification s, Coefficient c) {
    return new Trace(
        "the estimate of " + c.term() + " in " + words(s.study()) + ": " + words(s.name()),
        "gold.regression_coefficient",
        List.of(
            "study=" + s.study(),
            "specification=" + s.name(),
            "vcov=" + c.vcov(),
            "ssc=" + c.ssc(),
            "term=" + c.term()),
        "estimate");
  }

  private static String facts(Specification s) {
    List<String> facts = new ArrayList<>();
    facts.add(s.formula());
    facts.add(equation("n", s.n() == null ? "unknown" : Numbers.count(s.n())));
    facts.add(
        equation(
            "T", s.independentUnits() == null ? "unknown" : Numbers.count(s.independentUnits())));
    if (s.sampleStart() != null && s.sampleEnd() != null) {
      facts.add(s.sampleStart() + " to " + s.sampleEnd());
    }
    if (s.r2() != null) {
      facts.add(equation("R²", Numbers.figure(s.r2())));
    }
    if (s.r2Within() != null) {
      facts.add(equation("R² within", Numbers.figure(s.r2Within())));
    }
    if (s.minimumDetectableEffect() != null) {
      facts.add(
          "minimum detectable effect (80 % power) " + Numbers.figure(s.minimumDetectableEffect()));
    }
    if (s.smallestPValue() != null) {
      facts.add("smallest p its test can reach " + Numbers.pValue(s.smallestPValue()));
    }
    if (s.grade() != null) {
      facts.add("grade " + s.grade());
    }
    return String.join("; ", facts) + ".";
  }

  private static String equation(String left, String right) {
    return left + Numbers.SPACE + "=" + Numbers.SPACE + right;
  }

  private static DataTable coefficients(Specification s) {
    return new DataTable(
            "regression-" + slug(s.study() + "-" + s.name()),
            "Coefficients of " + words(s.study()) + ": " + words(s.name()),
            List.of(
                TableColumn.words("Term"),
                TableColumn.words("Errors"),
                TableColumn.figures("Estimate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("p"),
                TableColumn.figures("Standard error"),
                TableColumn.figures("t"),
                TableColumn.figures("df"),
                TableColumn.words("Small-sample rule")),
            s.coefficients().stream().map(c -> row(c, s)).toList())
        .withLatex(List.of(s));
  }

  private static List<Cell> row(Coefficient c, Specification s) {
    return List.of(
        Cell.of(c.term()),
        Cell.of(c.vcov()),
        Cell.of(c.estimate()),
        Cell.of(c.low()),
        Cell.of(c.high()),
        Cell.of(
            c.pValue(),
            c.pValue() == null ? "" : Numbers.pValue(c.pValue()) + stars(c.pValue(), s)),
        Cell.of(c.standardError()),
        Cell.of(c.t()),
        Cell.of(c.df()),
        Cell.of(c.ssc()));
  }

  private static String stars(double p, Specification s) {
    return s.independentUnits() == null ? "" : Etable.stars(p, s.independentUnits());
  }

  private static DataTable diagnostics(Specification s) {
    return new DataTable(
        "diagnostics-" + slug(s.study() + "-" + s.name()),
        "Diagnostics of " + words(s.study()) + ": " + words(s.name()),
        List.of(
            TableColumn.words("Test"), TableColumn.figures("Statistic"), TableColumn.figures("p")),
        s.diagnostics().stream().map(RegressionChapter::row).toList());
  }

  private static List<Cell> row(Diagnostic d) {
    return List.of(Cell.of(d.test()), Cell.of(d.statistic()), Cell.ofP(d.pValue()));
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
