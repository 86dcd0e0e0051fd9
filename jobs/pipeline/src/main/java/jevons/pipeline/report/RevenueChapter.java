package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;
import org.apache.spark.sql.Row;

/** Whether Nvidia's sales follow the hyperscalers' spending, and when their growth changed. */
final class RevenueChapter implements Chapter {
  private static final String STUDY = "revenue";
  private static final double LEVEL = 0.05;
  private static final List<String> BREAK_COLUMNS =
      List.of(
          "series",
          "test",
          "vcov",
          "quarter",
          "statistic",
          "p_value",
          "critical_value",
          "mean_before",
          "mean_after");
  private static final Map<String, String> SERIES = new LinkedHashMap<>();

  static {
    SERIES.put("d_log_revenue", "Nvidia's sales");
    SERIES.put("d_log_data_center_revenue", "its sales to data centers");
    SERIES.put("d_log_capex", "the four's capex");
  }

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "Its sales and what the hyperscalers spend";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<Row> breaks =
        material
            .published()
            .read(
                gold("structural_break"),
                BREAK_COLUMNS,
                all -> all.where(col("vcov").equalTo("iid")));
    Part.Builder part = Part.of().finding(finding(material));
    breakChart(breaks).ifPresent(part::chart);
    gate(material).ifPresent(part::notice);
    part.add(breakTable(breaks));
    growthTable(material).ifPresent(part::add);
    breaks.stream()
        .filter(r -> Rows.text(r, "test").equals("sup_wald"))
        .filter(r -> SERIES.containsKey(Rows.text(r, "series")))
        .filter(r -> Rows.number(r, "p_value") != null)
        .min(Comparator.comparing(r -> Rows.number(r, "p_value")))
        .ifPresent(
            r ->
                part.trace(
                    "The likeliest break, of " + SERIES.get(Rows.text(r, "series")),
                    "gold.structural_break",
                    "statistic",
                    "series=" + Rows.text(r, "series"),
                    "test=sup_wald",
                    "vcov=" + Rows.text(r, "vcov"),
                    "quarter=" + Rows.day(r, "quarter")));
    return part.method(
            "Levels behind a gate",
            "Sales and spending both trend, and two trending series always look related. Levels"
                + " count only where Engle and Granger's test refuses \"not cointegrated\" at 5 %"
                + " and Johansen's trace finds one relation; until then only growth on growth does."
                + " Unit roots by augmented Dickey-Fuller, KPSS and Phillips-Perron.")
        .method(
            "Breaks",
            "Sup-Wald over all quarters but 15 % at either end (Andrews 1993, p by Hansen 1997),"
                + " Bai and Perron's sequential rule, and Chow's test at 2025"
                + Numbers.SPACE
                + "Q1; on quarterly growth less the mean of its calendar quarter.")
        .cannotTell(
            "A quarter's growth says little of what spending does to sales: delivery takes quarters,"
                + " and firms other than the four buy as well.",
            "That growth did not break in 2025 does not say that the sell-off was wrong about"
                + " later years.",
            "The tests of a break take quarters for independent: growth that follows itself looks"
                + " broken where it is not.")
        .build();
  }

  private static String finding(Material material) {
    return material
        .regressions()
        .find(STUDY, "growth_revenue")
        .flatMap(s -> s.headline().map(c -> finding(s, c)))
        .orElse("");
  }

  private static String finding(Specification s, Coefficient c) {
    boolean isTold = c.pValue() != null && c.pValue() < LEVEL && !s.hasFewUnits();
    return (isTold
            ? "Quarters in which the four spent more were quarters in which Nvidia sold more"
            : "Whether Nvidia's sales grow faster in quarters in which the four's spending does,"
                + " the quarters cannot tell")
        + ": one per cent more capex goes with "
        + Numbers.figure(c.estimate())
        + " per cent more sales, 95 % interval "
        + Numbers.interval(c.low(), c.high())
        + " over "
        + Numbers.plural(Math.round(s.n()), "quarter")
        + "; an effect below "
        + Numbers.figure(s.minimumDetectableEffect())
        + " would mostly be missed.";
  }

  /** The gate in words, where there are tests of it. */
  private static Optional<String> gate(Material material) {
    List<String> words = new ArrayList<>();
    boolean isShut = false;
    for (String revenue : List.of("revenue", "data_center_revenue")) {
      Optional<Specification> levels = material.regressions().find(STUDY, "levels_" + revenue);
      if (levels.isEmpty()) {
        continue;
      }
      boolean isOpen =
          levels.get().diagnostic("is_cointegrated").map(Diagnostic::statistic).orElse(0.0) == 1;
      isShut |= !isOpen;
      words.add(
          SERIES.get("d_log_" + revenue)
              + ": "
              + levels
                  .get()
                  .diagnostic("engle_granger")
                  .filter(d -> d.pValue() != null)
                  .map(d -> "Engle-Granger " + Numbers.pStatement(d.pValue()))
                  .orElse("no test")
              + ", Johansen's rank "
              + levels
                  .get()
                  .diagnostic("johansen_rank")
                  .map(d -> Numbers.count(d.statistic()))
                  .orElse("unknown"));
    }
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String tests = " (" + String.join("; ", words) + ").";
    return Optional.of(
        isShut
            ? "The levels of sales and spending are not shown to move together in the long run"
                + tests
                + " The error-correction models below are descriptions, and nothing here rests on"
                + " them."
            : "The levels of sales and spending move together in the long run" + tests);
  }

  private static Optional<Chart> breakChart(List<Row> rows) {
    List<Row> path = rows.stream().filter(r -> Rows.text(r, "test").equals("wald")).toList();
    Double critical =
        path.stream()
            .map(r -> Rows.number(r, "critical_value"))
            .filter(c -> c != null)
            .max(Comparator.naturalOrder())
            .orElse(null);
    if (path.isEmpty() || critical == null) {
      return Optional.empty();
    }
    List<Chart.Series> series = new ArrayList<>();
    SERIES.forEach(
        (name, words) -> {
          List<Chart.Point> points =
              path.stream()
                  .filter(r -> Rows.text(r, "series").equals(name))
                  .sorted(Comparator.comparing(r -> Rows.day(r, "quarter")))
                  .map(
                      r ->
                          Chart.Point.of(Rows.day(r, "quarter"), Rows.number(r, "statistic"))
                              .named(words + ", " + Numbers.quarter(Rows.day(r, "quarter")), false))
                  .toList();
          if (!points.isEmpty()) {
            series.add(new Chart.Series(words, Chart.Kind.POINTS, points));
          }
        });
    String finding = breakFinding(rows);
    return Optional.of(
        new Chart(
            "breaks",
            finding,
            "Wald statistic that mean growth changed with a quarter, by quarter; the line across is"
                + " what the greatest of them must exceed at 5 %",
            finding + ". Points of each series over the quarters in which a break was looked for.",
            Chart.Axis.time(),
            Chart.Axis.linear("Wald statistic").withLinesAt(critical),
            series,
            List.of(),
            new DataTable(
                "breaks-data",
                "How strongly each quarter speaks for a break of growth",
                List.of(
                    TableColumn.words("Series"),
                    TableColumn.days("First quarter after"),
                    TableColumn.figures("Wald"),
                    TableColumn.figures("Critical, 5 %"),
                    TableColumn.figures("Mean growth before"),
                    TableColumn.figures("Mean growth after")),
                path.stream()
                    .sorted(
                        Comparator.comparing((Row r) -> Rows.text(r, "series"))
                            .thenComparing(r -> Rows.day(r, "quarter"), Comparator.reverseOrder()))
                    .map(
                        r ->
                            List.of(
                                Cell.of(SERIES.get(Rows.text(r, "series"))),
                                Cell.of(Numbers.quarter(Rows.day(r, "quarter"))),
                                Cell.of(Rows.number(r, "statistic")),
                                Cell.of(Rows.number(r, "critical_value")),
                                Cell.of(Rows.number(r, "mean_before")),
                                Cell.of(Rows.number(r, "mean_after"))))
                    .toList())));
  }

  private static String breakFinding(List<Row> rows) {
    List<String> broken = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    for (Row row : rows) {
      String name = SERIES.get(Rows.text(row, "series"));
      if (Rows.text(row, "test").equals("sup_wald") && name != null) {
        Double p = Rows.number(row, "p_value");
        LocalDate quarter = Rows.day(row, "quarter");
        if (p != null && p < LEVEL) {
          broken.add(
              name + " with " + Numbers.quarter(quarter) + " (" + Numbers.pStatement(p) + ")");
        } else {
          whole.add(name);
        }
      }
    }
    String no = "no break at 5 % in the growth of " + String.join(" and ", whole);
    if (broken.isEmpty()) {
      return "There is " + no;
    }
    return "Growth changed for "
        + String.join(" and ", broken)
        + (whole.isEmpty() ? "" : "; there is " + no);
  }

  private static DataTable breakTable(List<Row> rows) {
    return new DataTable(
        "break-tests",
        "Breaks of quarterly growth: one at an unknown quarter (sup-Wald), one at 2025 Q1 (Chow),"
            + " several (Bai-Perron)",
        List.of(
            TableColumn.words("Series"),
            TableColumn.words("Test"),
            TableColumn.days("First quarter after"),
            TableColumn.figures("Statistic"),
            TableColumn.figures("p"),
            TableColumn.figures("Critical, 5 %"),
            TableColumn.figures("Mean growth before"),
            TableColumn.figures("Mean growth after")),
        rows.stream()
            .filter(r -> !Rows.text(r, "test").equals("wald"))
            .sorted(
                Comparator.comparing((Row r) -> Rows.text(r, "series"))
                    .thenComparing(r -> Rows.text(r, "test"))
                    .thenComparing(r -> Rows.day(r, "quarter")))
            .map(
                r ->
                    List.of(
                        Cell.of(SERIES.get(Rows.text(r, "series"))),
                        Cell.of(Rows.text(r, "test").replace('_', '-')),
                        Cell.of(Numbers.quarter(Rows.day(r, "quarter"))),
                        Cell.of(Rows.number(r, "statistic")),
                        Cell.ofP(Rows.number(r, "p_value")),
                        Cell.of(Rows.number(r, "critical_value")),
                        Cell.of(Rows.number(r, "mean_before")),
                        Cell.of(Rows.number(r, "mean_after"))))
            .toList());
  }

  private static Optional<DataTable> growthTable(Material material) {
    List<Specification> specifications =
        material.regressions().specifications().stream()
            .filter(s -> s.study().equals(STUDY) && s.name().startsWith("growth_"))
            .toList();
    List<List<Cell>> rows = new ArrayList<>();
    for (Specification s : specifications) {
      for (Coefficient c : s.headlineUnderAll()) {
        rows.add(
            List.of(
                Cell.of(s.name().replace('_', ' ')),
                Cell.of(c.term()),
                Cell.of(c.vcov()),
                Cell.of(c.estimate()),
                Cell.of(c.low()),
                Cell.of(c.high()),
                Cell.ofP(c.pValue()),
                Cell.ofCount(s.independentUnits())));
      }
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataTable(
                    "growth-on-growth",
                    "Growth of Nvidia's sales on growth of the four's capex, the same quarter's and the"
                        + " quarter's before, under all errors",
                    List.of(
                        TableColumn.words("Specification"),
                        TableColumn.words("Term"),
                        TableColumn.words("Errors"),
                        TableColumn.figures("Estimate"),
                        TableColumn.figures("Low, 95 %"),
                        TableColumn.figures("High, 95 %"),
                        TableColumn.figures("p"),
                        TableColumn.figures("Quarters")),
                    rows)
                .withLatex(specifications));
  }
}
