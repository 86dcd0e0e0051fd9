package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Block.Answer;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;

/** The answer in one paragraph, made by rule from the investment study. */
final class AnswerChapter implements Chapter {
  private static final String STUDY = "investment";

  @Override
  public String id() {
    return "answer";
  }

  @Override
  public String title() {
    return "The answer";
  }

  @Override
  public List<Block> blocks(Material material) {
    List<Block> blocks = new ArrayList<>();
    Staleness.notice(material).ifPresent(blocks::add);
    Optional<Specification> headline = material.regressions().find(STUDY, "headline");
    if (headline.flatMap(Specification::headline).map(Coefficient::estimate).isEmpty()) {
      blocks.add(
          new Answer(
              ElasticityVerdict.CANNOT_TELL,
              "The tables as of "
                  + material.asOf()
                  + " hold no estimate of the Jevons elasticity (gold.regression, study investment,"
                  + " specification headline): its inputs are missing, which the sections below"
                  + " name, or too few quarters had both spending and a rate of efficiency gain by"
                  + " then."));
      return blocks;
    }
    Specification fit = headline.orElseThrow();
    Optional<Specification> detrended = material.regressions().find(STUDY, "headline_detrended");
    ElasticityVerdict verdict = ElasticityVerdict.of(fit, detrended);
    blocks.add(new Answer(verdict.words(), paragraph(fit, detrended, verdict)));
    blocks.add(
        new Block.Paragraph(
            "The Jevons elasticity is the per cent by which spending grows when efficiency grows by"
                + " one per cent. 0 means that demand grows just as fast as efficiency; above it"
                + " spending grows (Jevons was right); "
                + Numbers.figure(-1)
                + " means that nobody buys more and the whole gain is saved."));
    blocks.add(intervals(fit, detrended));
    return blocks;
  }

  private static String paragraph(
      Specification fit, Optional<Specification> detrended, ElasticityVerdict verdict) {
    Coefficient main = fit.headline().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append("The four hyperscalers' spending is estimated to grow by ")
        .append(Numbers.figure(main.estimate()))
        .append(" per cent when training gets one per cent more efficient (95 % interval ")
        .append(Numbers.interval(main.low(), main.high()))
        .append("; ")
        .append(Errors.words(main.vcov()))
        .append(" errors, t with ")
        .append(main.df() == null ? "unknown" : Numbers.figure(main.df()))
        .append(" degrees of freedom");
    if (main.pValue() != null) {
      text.append(", ").append(Numbers.pStatement(main.pValue())).append(" against 0");
    }
    text.append("; n = ").append(fit.n() == null ? "unknown" : Numbers.count(fit.n()));
    text.append(", ").append(sample(fit)).append(").");
    for (String reason : verdict.reasons()) {
      text.append(' ').append(reason);
    }
    spread(fit).ifPresent(s -> text.append(' ').append(s));
    detrended
        .flatMap(Specification::headline)
        .filter(c -> c.estimate() != null)
        .ifPresent(
            c ->
                text.append(" With a linear trend taken out of both it is ")
                    .append(Numbers.figure(c.estimate()))
                    .append(" (")
                    .append(Numbers.interval(c.low(), c.high()))
                    .append(")."));
    ElasticityVerdict.randomWalks(fit, 0)
        .map(Diagnostic::pValue)
        .ifPresent(
            p ->
                text.append(" Among random walks that drift as efficiency does, the t-value has ")
                    .append(Numbers.pStatement(p))
                    .append('.'));
    return text.toString();
  }

  private static String sample(Specification fit) {
    return fit.sampleStart() == null || fit.sampleEnd() == null
        ? "sample unknown"
        : Numbers.quarter(fit.sampleStart()) + " to " + Numbers.quarter(fit.sampleEnd());
  }

  private static Optional<String> spread(Specification fit) {
    List<Double> values =
        fit.headlineUnderAll().stream()
            .map(Coefficient::pValue)
            .filter(p -> p != null)
            .sorted()
            .toList();
    if (values.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        "Under the "
            + values.size()
            + " kinds of standard errors side by side, p runs from "
            + Numbers.pValue(values.get(0))
            + " to "
            + Numbers.pValue(values.get(values.size() - 1))
            + ".");
  }

  private static Chart intervals(Specification fit, Optional<Specification> detrended) {
    List<String> categories = new ArrayList<>();
    List<Chart.Point> points = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    addIntervals(fit, "", categories, points, rows);
    detrended.ifPresent(d -> addIntervals(d, ", trend taken out", categories, points, rows));
    return new Chart(
        "elasticity",
        finding(points),
        "Jevons elasticity with its 95 % interval, per kind of standard errors (per cent of"
            + " spending per per cent of efficiency)",
        "Estimates of the Jevons elasticity with 95 % intervals under "
            + categories.size()
            + " combinations of specification and standard errors.",
        Chart.Axis.linear("elasticity").withLinesAt(0.0, -1.0),
        Chart.Axis.categories(categories),
        List.of(new Chart.Series("95 % interval", Chart.Kind.INTERVALS, points)),
        List.of(),
        new DataTable(
            "elasticity-data",
            "The Jevons elasticity under several standard errors",
            List.of(
                TableColumn.words("Errors"),
                TableColumn.figures("Estimate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("p against 0")),
            rows));
  }

  private static void addIntervals(
      Specification fit,
      String suffix,
      List<String> categories,
      List<Chart.Point> points,
      List<List<Cell>> rows) {
    for (Coefficient c : fit.headlineUnderAll()) {
      points.add(
          new Chart.Point(
              (double) categories.size(), c.estimate(), c.low(), c.high(), null, false));
      categories.add(c.vcov() + suffix);
      rows.add(
          List.of(
              Cell.of(c.vcov() + suffix),
              Cell.of(c.estimate()),
              Cell.of(c.low()),
              Cell.of(c.high()),
              Cell.ofP(c.pValue())));
    }
  }

  private static String finding(List<Chart.Point> points) {
    long with0 = points.stream().filter(p -> includes(p, 0)).count();
    long withMinus1 = points.stream().filter(p -> includes(p, -1)).count();
    return with0
        + " of "
        + points.size()
        + " intervals "
        + include(with0)
        + " 0 (spending unmoved) and "
        + withMinus1
        + " "
        + include(withMinus1)
        + " "
        + Numbers.figure(-1)
        + " (the gain saved)";
  }

  private static String include(long count) {
    return count == 1 ? "includes" : "include";
  }

  private static boolean includes(Chart.Point point, double value) {
    return (point.low() == null || point.low() <= value)
        && (point.high() == null || point.high() >= value);
  }
}
