package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jevons.pipeline.report.Regressions.Coefficient;
import org.apache.spark.sql.Row;

/** What multiple of its sales and earnings, as known that day, Nvidia was priced at. */
final class MultiplesChapter implements Chapter {
  private static final String TICKER = "NVDA";

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "The multiple paid for it";
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
                gold("valuation_quarter"),
                List.of(
                    "ticker",
                    "quarter",
                    "trade_date",
                    "market_value_usd",
                    "revenue_multiple",
                    "earnings_multiple",
                    "capex_of_four_trailing_usd"),
                all -> all.where(col("ticker").equalTo(TICKER)))
            .stream()
            .sorted(Comparator.comparing(r -> Rows.day(r, "quarter")))
            .toList();
    Row newest = rows.get(rows.size() - 1);
    return Part.of()
        .finding(finding(material))
        .chart(chart(rows))
        .trace(
            "The multiple of sales on " + Rows.day(newest, "trade_date"),
            "gold.valuation_quarter",
            "revenue_multiple",
            "ticker=" + TICKER,
            "quarter=" + Rows.day(newest, "quarter"))
        .method(
            "Multiples",
            "Market value at a quarter's last close, by the shares known that day, over sales and"
                + " earnings of the newest four quarters known that day. Where one of them became"
                + " known late the quarter has no multiple.")
        .cannotTell(
            "A lower multiple after sales grew is no verdict on the price: the price runs ahead of"
                + " the sales it is divided by.",
            "Prices and spending answer to the same news, so neither is the cause of the other.")
        .build();
  }

  private static String finding(Material material) {
    return material
        .regressions()
        .find("multiples", "nvidia_market_value")
        .flatMap(s -> s.headline().map(c -> finding(s.headlineUnderAll(), c)))
        .orElse("");
  }

  private static String finding(List<Coefficient> all, Coefficient c) {
    boolean agree = all.stream().allMatch(e -> e.excludes(0));
    return (agree
            ? "Market value and spending known by then grew together"
            : "Whether Nvidia's market value grows in quarters in which the four's known spending"
                + " does, the quarters cannot tell")
        + ": "
        + Numbers.figure(c.estimate())
        + " per cent for one per cent of capex, 95 % interval "
        + Numbers.interval(c.low(), c.high())
        + (agree ? "." : ", and not all errors agree.");
  }

  private static Chart chart(List<Row> rows) {
    List<Chart.Series> series = new ArrayList<>();
    series.add(line("of sales", rows, "revenue_multiple"));
    series.add(line("of earnings", rows, "earnings_multiple"));
    Row newest = rows.get(rows.size() - 1);
    String finding = words(newest);
    return new Chart(
        "multiples",
        finding,
        "Market value over sales and earnings of the trailing year known that day; logarithmic"
            + " scale",
        finding + ". Two points a quarter.",
        Chart.Axis.time(),
        Chart.Axis.log("multiple"),
        series,
        List.of(),
        new DataTable(
            "multiples-data",
            "Nvidia's market value and multiples at each quarter's last close",
            List.of(
                TableColumn.days("Quarter"),
                TableColumn.days("Day"),
                TableColumn.figures("Market value, bn US$"),
                TableColumn.figures("Multiple of sales"),
                TableColumn.figures("Multiple of earnings"),
                TableColumn.figures("The four's capex of the year known, bn US$")),
            rows.stream()
                .sorted(Comparator.comparing((Row r) -> Rows.day(r, "quarter")).reversed())
                .map(
                    r ->
                        List.of(
                            Cell.of(Numbers.quarter(Rows.day(r, "quarter"))),
                            Cell.of(Rows.day(r, "trade_date")),
                            billions(Rows.number(r, "market_value_usd")),
                            Cell.of(Rows.number(r, "revenue_multiple")),
                            Cell.of(Rows.number(r, "earnings_multiple")),
                            billions(Rows.number(r, "capex_of_four_trailing_usd"))))
                .toList()));
  }

  private static String words(Row newest) {
    Double sales = Rows.number(newest, "revenue_multiple");
    Double earnings = Rows.number(newest, "earnings_multiple");
    return "On "
        + Rows.day(newest, "trade_date")
        + " Nvidia was priced at "
        + (sales == null ? "an unknown multiple of" : Numbers.figure(sales) + " times")
        + " its year's sales"
        + (earnings == null ? "" : " and " + Numbers.figure(earnings) + " times its earnings");
  }

  private static Cell billions(Double usd) {
    return Cell.of(usd == null ? null : usd / 1e9, usd == null ? "" : Numbers.billions(usd));
  }

  private static Chart.Series line(String name, List<Row> rows, String column) {
    return new Chart.Series(
        name,
        Chart.Kind.POINTS,
        rows.stream()
            .filter(r -> Rows.number(r, column) != null)
            .map(
                r ->
                    Chart.Point.of(Rows.day(r, "trade_date"), Rows.number(r, column))
                        .named(name + ", " + Numbers.quarter(Rows.day(r, "quarter")), false))
            .toList());
  }
}
