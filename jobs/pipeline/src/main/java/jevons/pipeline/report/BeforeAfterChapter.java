package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Specification;
import org.apache.spark.sql.Row;

/** What the hyperscalers spent since DeepSeek-R1 beside the trend before it. */
final class BeforeAfterChapter implements Chapter {
  private static final String STUDY = "before_after";

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "Before and after DeepSeek-R1";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<Row> quarters =
        material
            .published()
            .read(
                gold("capex_forecast"),
                List.of(
                    "quarter",
                    "is_in_trend",
                    "capex_usd",
                    "trend_usd",
                    "ci_low_usd",
                    "ci_high_usd",
                    "above_trend_share",
                    "p_value",
                    "trend_start",
                    "trend_end",
                    "n"),
                all -> all)
            .stream()
            .sorted(Comparator.comparing(row -> Rows.day(row, "quarter")))
            .toList();
    Part.Builder part = Part.of().chart(chart(quarters));
    growth(material.regressions().find(STUDY, "headline")).ifPresent(part::text);
    LocalDate newest = Rows.day(quarters.get(quarters.size() - 1), "quarter");
    return part.method(
            "Trend",
            "Least squares of ln capex, all hyperscalers together, on time over the quarters 2023 Q1"
                + " to 2024 Q4 that were known. The band is the 95 % prediction interval of a single"
                + " quarter, t with two degrees of freedom fewer than quarters.")
        .cannotTell(
            "A trend of eight quarters carried six and more ahead is a yardstick, not a forecast to"
                + " rely on: the interval takes the line to be straight and quarters to be"
                + " independent.",
            "Spending above the trend says that it went on growing, not that efficiency made it"
                + " grow.")
        .trace(
            "The forecast of " + Numbers.quarter(newest),
            "gold.capex_forecast",
            "trend_usd",
            "quarter=" + newest)
        .build();
  }

  private static Chart chart(List<Row> quarters) {
    List<LocalDate> days = quarters.stream().map(row -> Rows.day(row, "quarter")).toList();
    List<Chart.Point> spent = new ArrayList<>();
    List<Chart.Point> trend = new ArrayList<>();
    for (int i = 0; i < quarters.size(); i++) {
      Row row = quarters.get(i);
      spent.add(Chart.Point.of(i, billions(row, "capex_usd")));
      Double middle = billions(row, "trend_usd");
      Double low = billions(row, "ci_low_usd");
      Double high = billions(row, "ci_high_usd");
      // Within its own quarters the trend has no band: there it was fitted, not forecast.
      trend.add(
          Chart.Point.of(i, middle)
              .between(low == null ? middle : low, high == null ? middle : high));
    }
    String finding = finding(quarters);
    return new Chart(
        "capex-forecast",
        finding,
        "Capex of all hyperscalers together per calendar quarter, as first filed, and the trend of "
            + Numbers.quarter(Rows.day(quarters.get(0), "trend_start"))
            + " to "
            + Numbers.quarter(Rows.day(quarters.get(0), "trend_end"))
            + " with its 95 % prediction interval, bn US$",
        finding + ". A line of what was spent and a line with a band that carries the trend on.",
        Chart.Axis.categories(days.stream().map(Numbers::quarter).toList()),
        Chart.Axis.linear("bn US$"),
        List.of(
            new Chart.Series("trend carried forward", Chart.Kind.BAND, trend),
            new Chart.Series("spent", Chart.Kind.LINE, spent)),
        IntStream.range(0, days.size())
            .filter(i -> days.get(i).equals(CapexChapter.R1_QUARTER))
            .mapToObj(i -> new Chart.Mark((double) i, "R1", "DeepSeek-R1"))
            .toList(),
        new DataTable(
            "capex-forecast-data",
            "Capex beside its trend, bn US$",
            List.of(
                TableColumn.days("Quarter"),
                TableColumn.figures("Spent"),
                TableColumn.figures("Trend"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("Spent above trend"),
                TableColumn.figures("p")),
            IntStream.range(0, quarters.size())
                .mapToObj(i -> quarters.get(quarters.size() - 1 - i))
                .map(BeforeAfterChapter::cells)
                .toList()));
  }

  private static List<Cell> cells(Row row) {
    Double above = Rows.number(row, "above_trend_share");
    return List.of(
        Cell.of(Numbers.quarter(Rows.day(row, "quarter"))),
        billionsCell(row, "capex_usd"),
        billionsCell(row, "trend_usd"),
        billionsCell(row, "ci_low_usd"),
        billionsCell(row, "ci_high_usd"),
        Cell.of(above, above == null ? "" : Numbers.signedPercent(above)),
        Cell.ofP(Rows.number(row, "p_value")));
  }

  private static String finding(List<Row> quarters) {
    List<Row> known =
        quarters.stream()
            .filter(row -> !Rows.flag(row, "is_in_trend"))
            .filter(row -> Rows.number(row, "capex_usd") != null)
            .toList();
    if (known.isEmpty()) {
      return "No quarter after those of the trend is known yet";
    }
    long above =
        known.stream()
            .filter(row -> Rows.number(row, "capex_usd") > Rows.number(row, "ci_high_usd"))
            .count();
    long below =
        known.stream()
            .filter(row -> Rows.number(row, "capex_usd") < Rows.number(row, "ci_low_usd"))
            .count();
    Row last = known.get(known.size() - 1);
    String outside =
        above + below == 0
            ? "none lay outside its 95 % interval"
            : above + " lay above its 95 % interval and " + below + " below";
    return "Of "
        + Numbers.plural(known.size(), "quarter")
        + " since the trend "
        + outside
        + ": in "
        + Numbers.quarter(Rows.day(last, "quarter"))
        + " they spent "
        + Numbers.billionUsd(Rows.number(last, "capex_usd"))
        + ", the trend says "
        + Numbers.billions(Rows.number(last, "trend_usd"))
        + " ("
        + Numbers.billions(Rows.number(last, "ci_low_usd"))
        + " to "
        + Numbers.billions(Rows.number(last, "ci_high_usd"))
        + ")";
  }

  /** The difference of mean growth in a sentence, where there is one. */
  private static Optional<String> growth(Optional<Specification> fit) {
    Optional<Double> before = fit.flatMap(f -> f.diagnostic("mean_before")).map(d -> d.statistic());
    Optional<Double> after = fit.flatMap(f -> f.diagnostic("mean_after")).map(d -> d.statistic());
    Optional<Coefficient> difference = fit.flatMap(Specification::headline);
    if (before.isEmpty() || after.isEmpty() || difference.isEmpty()) {
      return Optional.empty();
    }
    Coefficient d = difference.get();
    return Optional.of(
        "Their capex grew by a mean of "
            + Numbers.figure(100 * before.get())
            + " log per cent a quarter before 2025 Q1 and by "
            + Numbers.figure(100 * after.get())
            + " from then on: a difference of "
            + Numbers.figure(100 * d.estimate())
            + ", 95 % interval "
            + Numbers.figure(100 * d.low())
            + " to "
            + Numbers.figure(100 * d.high())
            + (d.pValue() == null ? "" : ", " + Numbers.pStatement(d.pValue()))
            + " (Welch's test).");
  }

  private static Double billions(Row row, String column) {
    Double usd = Rows.number(row, column);
    return usd == null ? null : usd / 1e9;
  }

  private static Cell billionsCell(Row row, String column) {
    Double billions = billions(row, column);
    return Cell.of(billions, billions == null ? "" : Numbers.fixed(billions, 1));
  }
}
