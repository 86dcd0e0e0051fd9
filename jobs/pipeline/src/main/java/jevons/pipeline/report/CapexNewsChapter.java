package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Specification;
import org.apache.spark.sql.Row;

/** What a hyperscaler's spending beyond what was known is worth to Nvidia around its filing. */
final class CapexNewsChapter implements Chapter {
  private static final String STUDY = "capex_news";
  private static final String TICKER = "NVDA";

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "News of what the hyperscalers spend";
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
                gold("capex_news"),
                List.of("filer", "quarter", "ticker", "filed_on", "surprise", "car_share"),
                all -> all.where(col("ticker").equalTo(TICKER).and(col("surprise").isNotNull())))
            .stream()
            .sorted(Comparator.comparing((Row r) -> Rows.day(r, "filed_on")).reversed())
            .toList();
    Specification nvidia =
        material
            .regressions()
            .find(STUDY, "nvidia")
            .orElseThrow(() -> new MissingRows("gold.regression has no rows of " + STUDY + "."));
    Row newest = rows.get(0);
    return Part.of()
        .chart(chart(rows, nvidia))
        .add(table(material))
        .inShort(finding(nvidia))
        .trace(
            "The news in "
                + Rows.text(newest, "filer")
                + "'s filing of "
                + Rows.day(newest, "filed_on"),
            "gold.capex_news",
            "surprise",
            "filer=" + Rows.text(newest, "filer"),
            "quarter=" + Rows.day(newest, "quarter"),
            "ticker=" + TICKER)
        .method(
            "News",
            "By how much faster a firm's capex grew over the year (ln) than the newest growth known"
                + " that day; filings at most 75 days after the quarter. Abnormal return of trading"
                + " days −1 to +1 by the market model; errors clustered by week, since several file"
                + " in one. Beside it growth above the mean of eight quarters, which can be"
                + " foreseen.")
        .cannotTell(
            "Results are announced with or before the filing, so the market knows part of the news"
                + " before the window: a noisy, lower bound of the reaction.",
            "Spending is announced together with profits, guidance and export news of the same"
                + " week.")
        .build();
  }

  private static String finding(Specification s) {
    Coefficient c = s.headline().orElseThrow(() -> new MissingRows("no headline of " + STUDY));
    String effect =
        "capex that grows 10 per cent faster than known goes with a change of "
            + Numbers.signedPercent(0.1 * c.estimate())
            + ", 95 % interval "
            + Numbers.signedPercent(0.1 * c.low())
            + " to "
            + Numbers.signedPercent(0.1 * c.high());
    boolean isTold = c.excludes(0) && !s.hasFewUnits();
    return (isTold
            ? "Nvidia's price answers to news of capex: "
            : "No reaction of Nvidia's price to news of capex is found: ")
        + effect
        + " ("
        + Numbers.plural(Math.round(s.n()), "filing")
        + " in "
        + Numbers.plural(Math.round(s.independentUnits()), "week")
        + ")";
  }

  private static Chart chart(List<Row> rows, Specification nvidia) {
    String finding = finding(nvidia);
    List<Chart.Series> series = new ArrayList<>();
    series.add(points("filed before 2023", rows, r -> Rows.day(r, "filed_on").getYear() < 2023));
    series.add(points("filed since", rows, r -> Rows.day(r, "filed_on").getYear() >= 2023));
    return new Chart(
        "capex-news",
        finding,
        "Nvidia's abnormal return over three days around a filing, per cent, against the filer's"
            + " capex news (ln)",
        finding + ". Each point is a filing.",
        Chart.Axis.linear("capex news, ln"),
        Chart.Axis.linear("abnormal return, %").withLinesAt(0.0),
        series,
        List.of(),
        new DataTable(
            "capex-news-data",
            "Filings with their news and Nvidia's abnormal return",
            List.of(
                TableColumn.words("Filer"),
                TableColumn.days("Quarter"),
                TableColumn.days("Filed"),
                TableColumn.figures("News, ln"),
                TableColumn.figures("Abnormal return")),
            rows.stream()
                .map(
                    r ->
                        List.of(
                            Cell.of(Rows.text(r, "filer")),
                            Cell.of(Numbers.quarter(Rows.day(r, "quarter"))),
                            Cell.of(Rows.day(r, "filed_on")),
                            Cell.of(Rows.number(r, "surprise")),
                            share(Rows.number(r, "car_share"))))
                .toList()));
  }

  private static Chart.Series points(String name, List<Row> rows, Predicate<Row> isOfSeries) {
    return new Chart.Series(
        name,
        Chart.Kind.POINTS,
        rows.stream().filter(isOfSeries).map(CapexNewsChapter::point).toList());
  }

  private static Chart.Point point(Row row) {
    return Chart.Point.of(Rows.number(row, "surprise"), 100 * Rows.number(row, "car_share"))
        .named(Rows.text(row, "filer") + " " + Numbers.quarter(Rows.day(row, "quarter")), false);
  }

  private static Cell share(Double share) {
    return Cell.of(share, share == null ? "" : Numbers.signedPercent(share));
  }

  private static DataTable table(Material material) {
    List<Specification> specifications =
        material.regressions().specifications().stream()
            .filter(s -> s.study().equals(STUDY))
            .toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (Specification s : specifications) {
      for (Coefficient c : s.headlineUnderAll()) {
        rows.add(
            List.of(
                Cell.of(s.name().replace('_', ' ')),
                Cell.of(c.vcov()),
                Cell.of(c.estimate()),
                Cell.of(c.low()),
                Cell.of(c.high()),
                Cell.ofP(c.pValue()),
                Cell.of(s.minimumDetectableEffect()),
                Cell.ofCount(s.n()),
                Cell.ofCount(s.independentUnits())));
      }
    }
    return new DataTable(
            "capex-news-estimates",
            "Abnormal return per unit of news (ln 1 of capex): Nvidia, and ten suppliers with effects of"
                + " their own; \"long\" is growth above the mean of eight quarters",
            List.of(
                TableColumn.words("Whose return"),
                TableColumn.words("Errors"),
                TableColumn.figures("Estimate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("p"),
                TableColumn.figures("Found with 80 %"),
                TableColumn.figures("Rows"),
                TableColumn.figures("Weeks")),
            rows)
        .withLatex(specifications);
  }
}
