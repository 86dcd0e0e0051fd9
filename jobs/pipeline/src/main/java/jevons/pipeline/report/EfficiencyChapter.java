package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** How fast training gets more efficient, and which models were ahead of their time. */
final class EfficiencyChapter implements Chapter {
  private static final List<String> METHODS = List.of("2pl", "rasch", "eci");

  @Override
  public Page page() {
    return Page.EFFICIENCY;
  }

  @Override
  public String title() {
    return "The rate, and who was ahead of it";
  }

  @Override
  public Part part(Material material) {
    Part.Builder part = Part.of();
    String method = METHODS.get(0);
    try {
      List<Row> index = index(material);
      List<Row> recursive = recursive(index);
      method = Rows.text(recursive.get(0), "method");
      part.chart(rate(recursive));
      part.inShort(finding(recursive.get(recursive.size() - 1)));
      part.add(variants(index));
      traceRate(part, recursive.get(recursive.size() - 1));
    } catch (MissingRows missing) {
      part.notice("No rate to show: " + missing.getMessage());
    }
    try {
      ModelCharts.add(part, material.published(), method);
    } catch (MissingRows missing) {
      part.notice("No models to show: " + missing.getMessage());
    }
    return part.method(
            "Capability",
            "Scores on public benchmarks are corrected for guessing, put on the logit scale and"
                + " explained by one capability per model and the difficulty of each benchmark"
                + " (Rasch), or its difficulty and slope (2PL).")
        .method(
            "Efficiency",
            "Capability = a + b log10(compute) + g time + error. The rate of efficiency gain is"
                + " 10^(g/b) a year, with Fieller's interval; a model's surprise is its error"
                + " divided by b. The rate is estimated anew at each quarter's end from what was"
                + " known by then.")
        .cannotTell(
            "Training compute and cost are mostly outside estimates and are revised for years."
                + " Figures as of an earlier day use the oldest vintage there is and are graded"
                + " assumed.",
            "Only models with public scores and an estimate of compute count. Those of which neither"
                + " is published may be more efficient, or less.",
            "A surprise is one model's distance from a line: a good model, a lucky benchmark and a"
                + " wrong estimate of its compute all look alike.")
        .build();
  }

  private static void traceRate(Part.Builder part, Row newest) {
    part.trace(
        "The newest rate of efficiency gain",
        "gold.efficiency_index",
        "rate_factor_per_year",
        "quarter=" + Rows.day(newest, "quarter"),
        "method=" + Rows.text(newest, "method"),
        "direction=" + Rows.text(newest, "direction"),
        "sample=" + Rows.text(newest, "sample"),
        "vcov=" + Rows.text(newest, "vcov"),
        "interval=" + Rows.text(newest, "interval"));
  }

  private static List<Row> index(Material material) {
    List<Row> rows =
        new ArrayList<>(
            material
                .published()
                .read(
                    gold("efficiency_index"),
                    List.of(
                        "quarter",
                        "method",
                        "direction",
                        "sample",
                        "vcov",
                        "interval",
                        "rate_factor_per_year",
                        "ci_low",
                        "ci_high",
                        "n"),
                    UnaryOperator.identity()));
    rows.sort(Comparator.comparing(row -> Rows.day(row, "quarter")));
    return rows;
  }

  /** The rows of the variant with the most quarters: the recursive rate that regressions use. */
  private static List<Row> recursive(List<Row> index) {
    Map<Variant, List<Row>> byVariant =
        index.stream()
            .filter(row -> "production".equals(Rows.text(row, "direction")))
            .filter(row -> "all".equals(Rows.text(row, "sample")))
            .collect(Collectors.groupingBy(Variant::of));
    return byVariant.entrySet().stream()
        .min(
            Comparator.comparing(
                    (Map.Entry<Variant, List<Row>> e) -> e.getValue().size(),
                    Comparator.reverseOrder())
                .thenComparing(e -> !e.getKey().interval().equals("fieller"))
                .thenComparing(e -> METHODS.indexOf(e.getKey().method()))
                .thenComparing(e -> e.getKey().vcov()))
        .map(Map.Entry::getValue)
        .orElseThrow(
            () ->
                new MissingRows(
                    "gold.efficiency_index has no rate of direction production over all models."));
  }

  private record Variant(String method, String vcov, String interval) {
    static Variant of(Row row) {
      return new Variant(
          Rows.text(row, "method"), Rows.text(row, "vcov"), Rows.text(row, "interval"));
    }
  }

  private static Chart rate(List<Row> rows) {
    List<Chart.Point> points = new ArrayList<>();
    List<List<Cell>> cells = new ArrayList<>();
    for (Row row : rows) {
      LocalDate quarter = Rows.day(row, "quarter");
      Double rate = Rows.number(row, "rate_factor_per_year");
      Double low = Rows.number(row, "ci_low");
      Double high = Rows.number(row, "ci_high");
      points.add(Chart.Point.of(points.size(), rate).between(low, high));
      cells.add(
          0,
          List.of(
              Cell.of(Numbers.quarter(quarter)),
              Cell.of(rate),
              Cell.of(low),
              Cell.of(high),
              Cell.ofCount(Rows.number(row, "n"))));
    }
    Row newest = rows.get(rows.size() - 1);
    String variant =
        "method "
            + Rows.text(newest, "method")
            + ", "
            + Rows.text(newest, "vcov")
            + " errors, "
            + Rows.text(newest, "interval")
            + " interval";
    return new Chart(
        "rate",
        finding(newest),
        "Rate of efficiency gain, factor per year, with its 95 % band, as known at each quarter's"
            + " end; logarithmic scale ("
            + variant
            + ")",
        finding(newest) + ". One estimate per quarter, each from what was known by then.",
        Chart.Axis.categories(
            rows.stream().map(row -> Numbers.quarter(Rows.day(row, "quarter"))).toList()),
        Chart.Axis.log("factor per year").withLinesAt(1.0),
        List.of(new Chart.Series("Rate of efficiency gain", Chart.Kind.BAND, points)),
        List.of(),
        new DataTable(
            "rate-data",
            "Rate of efficiency gain known at each quarter's end, factor per year",
            List.of(
                TableColumn.days("Quarter"),
                TableColumn.figures("Rate, factor per year"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("Models")),
            cells));
  }

  private static String finding(Row newest) {
    Double rate = Rows.number(newest, "rate_factor_per_year");
    String known = "As known at the end of " + Numbers.quarter(Rows.day(newest, "quarter"));
    return rate == null
        ? known + ", no rate could be estimated"
        : known
            + ", the same capability takes "
            + Numbers.figure(rate)
            + " times less compute each year (95 % interval "
            + Numbers.interval(Rows.number(newest, "ci_low"), Rows.number(newest, "ci_high"))
            + ")";
  }

  private static Block variants(List<Row> index) {
    LocalDate newest = Rows.day(index.get(index.size() - 1), "quarter");
    List<List<Cell>> rows =
        index.stream()
            .filter(row -> newest.equals(Rows.day(row, "quarter")))
            .map(
                row ->
                    List.of(
                        Cell.of(Rows.text(row, "method")),
                        Cell.of(Rows.text(row, "direction").replace('_', ' ')),
                        Cell.of(Rows.text(row, "sample").replace('_', ' ')),
                        Cell.of(Rows.text(row, "vcov")),
                        Cell.of(Rows.text(row, "interval")),
                        Cell.of(Rows.number(row, "rate_factor_per_year")),
                        Cell.of(Rows.number(row, "ci_low")),
                        Cell.of(Rows.number(row, "ci_high")),
                        Cell.ofCount(Rows.number(row, "n"))))
            .toList();
    return new Block.Folded(
        "Other ways to measure the same rate (" + Numbers.quarter(newest) + ")",
        List.of(
            new Block.Paragraph(
                "Direction production explains capability by compute and time. A hedonic bound"
                    + " explains compute by capability and is biased toward no gain, since a"
                    + " model's luck is in its regressor."),
            new DataTable(
                "rate-variants",
                "Rate of efficiency gain by method and sample, factor per year",
                List.of(
                    TableColumn.words("Method"),
                    TableColumn.words("Direction"),
                    TableColumn.words("Sample"),
                    TableColumn.words("Errors"),
                    TableColumn.words("Interval"),
                    TableColumn.figures("Rate"),
                    TableColumn.figures("Low, 95 %"),
                    TableColumn.figures("High, 95 %"),
                    TableColumn.figures("Models")),
                rows)));
  }
}
