package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Specification;

/** Whether hyperscalers with more at stake in compute answer more strongly, firm by firm. */
final class FirmExposureChapter implements Chapter {
  private static final String STUDY = "firm_exposure";
  private static final String EXPOSURE = "exposure_";
  private static final String ERROR = "exposure_error_";

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "Firms with more at stake";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  /** One firm; {@code error} is null where its exposure is not estimated. */
  private record Firm(
      String ticker, double exposure, Double error, double elasticity, double without) {}

  @Override
  public Part part(Material material) {
    Specification byBeta =
        material
            .regressions()
            .find(STUDY, "headline")
            .filter(s -> s.headline().isPresent())
            .orElseThrow(
                () ->
                    new MissingRows(
                        "gold.regression has no estimate of study firm_exposure, specification"
                            + " headline."));
    List<Firm> firms = firms(byBeta);
    Part.Builder part = Part.of().chart(chart(byBeta, firms));
    Optional<Specification> byShare = material.regressions().find(STUDY, "capex_share");
    byShare
        .filter(s -> s.headline().isPresent())
        .ifPresent(
            s -> {
              part.text(
                  "With the firm's share in the spending of all of them as its exposure: "
                      + words(s, firms(s))
                      + ".");
              part.add(table("firm-exposure-capex-share", "Exposure by share of capex", firms(s)));
            });
    return part.method(
            "Exposure of a firm",
            "How much its share moved with Nvidia's beyond the market in the three years before the"
                + " first quarter; beside it its share in what all of them had spent in the year"
                + " known by then. Firm and quarter effects take out whatever a firm always did and"
                + " all firms did in a quarter. p is the place of the slope among those of all"
                + " orders of the exposures over the firms.")
        .cannotTell(
            Numbers.plural(firms.size(), "firm")
                + " are as many experiments, however many quarters there are: no p can be below "
                + (byBeta.smallestPValue() == null
                    ? "one over the number of their orders"
                    : Numbers.pValue(byBeta.smallestPValue()))
                + ".",
            "Neither measure is exposure to the cost of training: shares of growth firms move"
                + " together for many reasons, and capex holds warehouses and offices too.")
        .trace(
            "The slope on exposure",
            "gold.regression_coefficient",
            "estimate",
            "study=" + STUDY,
            "specification=headline",
            "vcov=" + byBeta.headlineVcov(),
            "ssc=" + byBeta.headline().map(Coefficient::ssc).orElse("none"),
            "term=" + byBeta.headlineTerm())
        .build();
  }

  private static List<Firm> firms(Specification s) {
    List<Firm> firms = new ArrayList<>();
    s.diagnostics().stream()
        .map(Regressions.Diagnostic::test)
        .filter(test -> test.startsWith("elasticity_"))
        .map(test -> test.substring("elasticity_".length()))
        .forEach(
            ticker ->
                firms.add(
                    new Firm(
                        ticker,
                        figure(s, EXPOSURE + ticker),
                        s.diagnostic(ERROR + ticker)
                            .map(Regressions.Diagnostic::statistic)
                            .orElse(null),
                        figure(s, "elasticity_" + ticker),
                        figure(s, "estimate_without_" + ticker))));
    return firms;
  }

  private static double figure(Specification s, String name) {
    return s.diagnostic(name)
        .map(Regressions.Diagnostic::statistic)
        .orElseThrow(() -> new MissingRows("gold.regression_diagnostic has no " + name + "."));
  }

  private static Chart chart(Specification s, List<Firm> firms) {
    String finding = words(s, firms);
    return new Chart(
        "firm-exposure",
        Character.toUpperCase(finding.charAt(0)) + finding.substring(1),
        "Each firm's own elasticity, against how much its share moved with Nvidia's beyond the"
            + " market before the first quarter",
        finding + ". A point a firm.",
        Chart.Axis.linear("exposure"),
        Chart.Axis.linear("elasticity").withLinesAt(0.0),
        List.of(
            new Chart.Series(
                "firm",
                Chart.Kind.POINTS,
                firms.stream()
                    .map(f -> Chart.Point.of(f.exposure(), f.elasticity()).named(f.ticker(), true))
                    .toList())),
        List.of(),
        table("firm-exposure-data", "Exposure by what moved with Nvidia's share", firms));
  }

  private static DataTable table(String id, String caption, List<Firm> firms) {
    boolean isEstimated = firms.stream().anyMatch(f -> f.error() != null);
    List<TableColumn> columns =
        new ArrayList<>(List.of(TableColumn.days("Firm"), TableColumn.figures("Exposure")));
    if (isEstimated) {
      columns.add(TableColumn.figures("Its standard error"));
    }
    columns.add(TableColumn.figures("Own elasticity"));
    columns.add(TableColumn.figures("Slope without it"));
    return new DataTable(
        id, caption, columns, firms.stream().map(f -> row(f, isEstimated)).toList());
  }

  private static List<Cell> row(Firm f, boolean isEstimated) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(f.ticker()), Cell.of(f.exposure())));
    if (isEstimated) {
      cells.add(Cell.of(f.error()));
    }
    cells.add(Cell.of(f.elasticity()));
    cells.add(Cell.of(f.without()));
    return cells;
  }

  /** The answer by rule: a finding needs p below 5 % and one sign whichever firm is left out. */
  private static String words(Specification s, List<Firm> firms) {
    Coefficient slope = s.headline().orElseThrow();
    double low = firms.stream().mapToDouble(Firm::without).min().orElse(slope.estimate());
    double high = firms.stream().mapToDouble(Firm::without).max().orElse(slope.estimate());
    boolean isFound = slope.pValue() != null && slope.pValue() < 0.05 && low * high > 0;
    String answer =
        isFound
            ? "firms with more at stake answer more "
                + (slope.estimate() > 0 ? "strongly" : "weakly")
            : "whether firms with more at stake answer more strongly, "
                + Numbers.plural(firms.size(), "firm")
                + " cannot tell";
    return answer
        + ": slope "
        + Numbers.figure(slope.estimate())
        + (slope.pValue() == null ? "" : ", " + Numbers.pStatement(slope.pValue()))
        + " over their orders, from "
        + Numbers.figure(low)
        + " to "
        + Numbers.figure(high)
        + " with one firm left out";
  }
}
