package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** How much of Nvidia's return all candidate drivers explain in years that were not seen. */
final class DriversChapter implements Chapter {
  private static final String SAME_DAY = "same_day";
  private static final String ALL = "all";

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "What its return moves with (exploratory)";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<Row> rows =
        material
            .published()
            .read(
                gold("return_forecast"),
                List.of(
                    "specification",
                    "period",
                    "n",
                    "candidates",
                    "chosen",
                    "r2_against_mean",
                    "r2_against_capm",
                    "capm_r2_against_mean"),
                all -> all)
            .stream()
            .sorted(Comparator.comparing(r -> Rows.text(r, "period")))
            .toList();
    List<Row> years =
        rows.stream()
            .filter(r -> Rows.text(r, "specification").equals(SAME_DAY))
            .filter(r -> !Rows.text(r, "period").equals(ALL))
            .toList();
    Row all =
        find(rows, SAME_DAY)
            .orElseThrow(() -> new MissingRows("gold.return_forecast has no year."));
    String newest = Rows.text(years.get(years.size() - 1), "period");
    Part.Builder part = Part.of().chart(chart(rows, years, all));
    drivers(material, newest).ifPresent(part::add);
    return part.trace(
            "What the drivers of the day explain in all years",
            "gold.return_forecast",
            "r2_against_mean",
            "specification=" + SAME_DAY,
            "period=" + ALL)
        .method(
            "Elastic net",
            "For each year an elastic net on all days before it; penalty and mixing by"
                + " cross-validation over blocks of those days in order of time. Candidates: six"
                + " factors, the ten-year yield and the VIX, the day before's returns of Nvidia, its"
                + " peers and the hyperscalers, capex news and efficiency surprises. R² out of"
                + " sample: 1 less the squared errors over those of the past's mean.")
        .cannotTell(
            "This explores and tests nothing: there are no p-values, the coefficients are shrunk,"
                + " and of two drivers that move together it takes either.",
            "With drivers of the same day it explains and does not forecast.",
            "Efficiency surprises were not known on the day.")
        .build();
  }

  private static Optional<Row> find(List<Row> rows, String specification) {
    return rows.stream()
        .filter(r -> Rows.text(r, "specification").equals(specification))
        .filter(r -> Rows.text(r, "period").equals(ALL))
        .findFirst();
  }

  private static Chart chart(List<Row> rows, List<Row> years, Row all) {
    String finding =
        "All drivers of the same day explain "
            + Numbers.percent(Rows.number(all, "r2_against_mean"))
            + " of the variance of Nvidia's daily returns in years not seen, the market alone "
            + Numbers.percent(Rows.number(all, "capm_r2_against_mean"))
            + find(rows, "day_before")
                .map(
                    r ->
                        "; those of the day before "
                            + (Rows.number(r, "r2_against_mean") > 0 ? "" : "nothing, ")
                            + Numbers.percent(Rows.number(r, "r2_against_mean")))
                .orElse("");
    List<String> names = years.stream().map(r -> Rows.text(r, "period")).toList();
    return new Chart(
        "drivers",
        finding,
        "R² out of sample against the mean of the days before, per cent, by year",
        finding + ". Two points a year.",
        Chart.Axis.categories(names),
        Chart.Axis.linear("R², %").withLinesAt(0.0),
        List.of(
            series("all drivers of the day", years, r -> Rows.number(r, "r2_against_mean")),
            series("the market alone", years, r -> Rows.number(r, "capm_r2_against_mean"))),
        List.of(),
        new DataTable(
            "drivers-data",
            "R² out of sample by year",
            List.of(
                TableColumn.words("Drivers of"),
                TableColumn.days("Year"),
                TableColumn.figures("Days"),
                TableColumn.figures("Candidates"),
                TableColumn.figures("Taken"),
                TableColumn.figures("R² against the mean"),
                TableColumn.figures("R² against CAPM"),
                TableColumn.figures("CAPM's R² against the mean")),
            rows.stream()
                .sorted(
                    Comparator.comparing((Row r) -> Rows.text(r, "specification"))
                        .reversed()
                        .thenComparing(r -> Rows.text(r, "period"), Comparator.reverseOrder()))
                .map(
                    r ->
                        List.of(
                            Cell.of(Rows.text(r, "specification").replace('_', ' ')),
                            Cell.of(Rows.text(r, "period")),
                            Cell.ofCount(Rows.number(r, "n")),
                            Cell.ofCount(Rows.number(r, "candidates")),
                            Cell.ofCount(Rows.number(r, "chosen")),
                            Cell.of(Rows.number(r, "r2_against_mean")),
                            Cell.of(Rows.number(r, "r2_against_capm")),
                            Cell.of(Rows.number(r, "capm_r2_against_mean"))))
                .toList()));
  }

  private static Chart.Series series(String name, List<Row> years, ToDoubleFunction<Row> share) {
    return new Chart.Series(
        name,
        Chart.Kind.POINTS,
        IntStream.range(0, years.size())
            .mapToObj(
                i ->
                    Chart.Point.of((double) i, 100 * share.applyAsDouble(years.get(i)))
                        .named(name + ", " + Rows.text(years.get(i), "period"), false))
            .toList());
  }

  /** The drivers taken for the newest year, the strongest first. */
  private static Optional<DataTable> drivers(Material material, String period) {
    List<Row> rows =
        material
            .published()
            .readIfThere(
                gold("return_driver"),
                List.of(
                    "specification",
                    "period",
                    "driver",
                    "coefficient",
                    "standardized_coefficient",
                    "is_chosen"),
                all ->
                    all.where(
                        col("specification")
                            .equalTo(SAME_DAY)
                            .and(col("period").equalTo(period))
                            .and(col("is_chosen"))))
            .stream()
            .sorted(
                Comparator.comparing(
                        (Row r) -> Math.abs(Rows.number(r, "standardized_coefficient")))
                    .reversed())
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable(
                "drivers-taken",
                "Drivers taken before " + period + ", the strongest first",
                List.of(
                    TableColumn.words("Driver"),
                    TableColumn.figures("Return per standard deviation"),
                    TableColumn.figures("Coefficient")),
                rows.stream()
                    .map(
                        r ->
                            List.of(
                                Cell.of(Rows.text(r, "driver")),
                                percent(Rows.number(r, "standardized_coefficient")),
                                Cell.of(Rows.number(r, "coefficient"))))
                    .toList()));
  }

  private static Cell percent(Double share) {
    return Cell.of(share, Numbers.fixed(100 * share, 2) + Numbers.SPACE + "%");
  }
}
