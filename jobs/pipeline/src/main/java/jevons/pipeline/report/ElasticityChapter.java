package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Specification;

/** The Jevons elasticity under every kind of standard errors. */
final class ElasticityChapter implements Chapter {
  private static final String STUDY = "investment";

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "The Jevons elasticity";
  }

  @Override
  public Part part(Material material) {
    Specification fit =
        material
            .regressions()
            .find(STUDY, "headline")
            .filter(s -> s.headline().map(Coefficient::estimate).isPresent())
            .orElseThrow(
                () ->
                    new MissingRows(
                        "gold.regression has no estimate of study investment, specification"
                            + " headline."));
    Optional<Specification> detrended = material.regressions().find(STUDY, "headline_detrended");
    Coefficient main = fit.headline().orElseThrow();
    Part.Builder part = Part.of().chart(intervals(fit, detrended));
    sample(fit).forEach(part::cannotTell);
    return part.cannotTell(
            "Efficiency is the same for every firm in a quarter, so more firms add almost nothing:"
                + " the sample is the quarters, and there are few.",
            "The rate of efficiency gain is itself estimated, cumulative and trending. Two series"
                + " that both trend look related without being so; hence the detrended estimate and"
                + " the random walks.")
        .method(
            "Elasticity",
            "The mean growth of the hyperscalers' capex in a quarter, less its calendar-quarter"
                + " mean, on the log rate of efficiency gain known before the quarter began."
                + " Standard errors: equal-weighted cosines (ewc) with few degrees of freedom,"
                + " beside Newey-West (nw), Driscoll-Kraay (dk), clusters and the classical ones.")
        .method(
            "Verdict",
            "None with fewer than "
                + Regressions.FEWEST_UNITS
                + " quarters. Else a claim against 0 or "
                + Numbers.figure(-1)
                + " needs the headline, the detrended estimate and the random walks to agree at 5 %."
                + " In every other case the verdict is: cannot tell.")
        .trace(
            "The Jevons elasticity",
            "gold.regression_coefficient",
            "estimate",
            "study=" + STUDY,
            "specification=headline",
            "vcov=" + main.vcov(),
            "ssc=" + main.ssc(),
            "term=" + main.term())
        .build();
  }

  private static List<String> sample(Specification headline) {
    List<String> items = new ArrayList<>();
    if (headline.independentUnits() != null) {
      items.add(
          "The headline estimate rests on T = "
              + Numbers.count(headline.independentUnits())
              + " quarters"
              + (headline.hasFewUnits()
                  ? ", below the " + Regressions.FEWEST_UNITS + " under which no claim is made."
                  : "."));
    }
    if (headline.minimumDetectableEffect() != null) {
      items.add(
          "An elasticity smaller than "
              + Numbers.figure(headline.minimumDetectableEffect())
              + " in size would be missed more often than one time in five.");
    }
    return items;
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
                rows)
            .withLatex(Stream.concat(Stream.of(fit), detrended.stream()).toList()));
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
