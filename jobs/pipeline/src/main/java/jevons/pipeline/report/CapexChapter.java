package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** What the hyperscalers spend, quarter by quarter. */
final class CapexChapter implements Chapter {
  /** The quarter of DeepSeek-R1 and of the sell-off: the question's own date. */
  static final LocalDate R1_QUARTER = LocalDate.of(2025, 1, 1);

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "What they spend";
  }

  @Override
  public Part part(Material material) {
    List<Row> rows =
        material
            .published()
            .read(
                gold("firm_quarter"),
                List.of("ticker", "quarter", "capex_usd", "is_hyperscaler"),
                all -> all.where(col("is_hyperscaler")));
    Spending spending = Spending.of(rows);
    Part.Builder part = Part.of().chart(chart(spending)).text(spending.sinceR1());
    spending.trace(part);
    return part.inShort(spending.finding())
        .method(
            "Spending",
            "Capex is cash paid for property, plant and equipment, from the filings as first filed."
                + " Cash-flow statements count from the start of the fiscal year, so most quarters"
                + " are the difference of two reports. A quarter that cannot be derived stays"
                + " empty; the year-to-date figure never stands in for it.")
        .cannotTell(
            "Spending is in dollars: changes in the price of chips, buildings and power are in it,"
                + " and so is spending that has nothing to do with training.")
        .build();
  }

  private static Chart chart(Spending spending) {
    List<LocalDate> quarters = List.copyOf(spending.byQuarter().keySet());
    List<Chart.Series> series = new ArrayList<>();
    for (String firm : spending.firms()) {
      List<Chart.Point> points = new ArrayList<>();
      for (int i = 0; i < quarters.size(); i++) {
        Double usd = spending.byQuarter().get(quarters.get(i)).get(firm);
        points.add(Chart.Point.of(i, usd == null ? null : usd / 1e9));
      }
      series.add(new Chart.Series(firm, Chart.Kind.STACK, points));
    }
    int r1 = quarters.indexOf(R1_QUARTER);
    return new Chart(
        "capex",
        spending.finding(),
        "Cash paid for property and equipment per calendar quarter, as first filed, bn US$",
        spending.finding()
            + ". Stacked bars per quarter from "
            + Numbers.quarter(quarters.get(0))
            + " on.",
        Chart.Axis.categories(quarters.stream().map(Numbers::quarter).toList()),
        Chart.Axis.linear("bn US$"),
        series,
        r1 < 0 ? List.of() : List.of(new Chart.Mark((double) r1, "R1", "DeepSeek-R1")),
        table(spending));
  }

  private static DataTable table(Spending spending) {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(TableColumn.days("Quarter"));
    spending.firms().forEach(firm -> columns.add(TableColumn.figures(firm + ", bn US$")));
    columns.add(TableColumn.figures("All, bn US$"));
    List<List<Cell>> rows = new ArrayList<>();
    spending
        .byQuarter()
        .descendingMap()
        .forEach(
            (quarter, byFirm) -> {
              List<Cell> row = new ArrayList<>();
              row.add(Cell.of(Numbers.quarter(quarter)));
              for (String firm : spending.firms()) {
                row.add(billions(byFirm.get(firm)));
              }
              row.add(billions(spending.findTotal(quarter)));
              rows.add(row);
            });
    return new DataTable(
        "capex-data",
        "Capex per quarter, bn US$; a dash: not derivable from the filings; no sum without all",
        columns,
        rows);
  }

  private static Cell billions(Double usd) {
    return Cell.of(usd == null ? null : usd / 1e9, usd == null ? "" : Numbers.fixed(usd / 1e9, 1));
  }

  /** Capex in US$ by quarter and firm; null where it cannot be derived. */
  private record Spending(
      TreeSet<String> firms, TreeMap<LocalDate, Map<String, Double>> byQuarter) {
    static Spending of(List<Row> rows) {
      TreeSet<String> firms = new TreeSet<>();
      TreeMap<LocalDate, Map<String, Double>> byQuarter = new TreeMap<>();
      for (Row row : rows) {
        String firm = Rows.text(row, "ticker");
        firms.add(firm);
        byQuarter
            .computeIfAbsent(Rows.day(row, "quarter"), q -> new TreeMap<>())
            .put(firm, Rows.number(row, "capex_usd"));
      }
      return new Spending(firms, byQuarter);
    }

    /** The sum over all firms, null when one is missing. */
    Double findTotal(LocalDate quarter) {
      Map<String, Double> byFirm = byQuarter.getOrDefault(quarter, Map.of());
      List<Double> there = firms.stream().map(byFirm::get).filter(Objects::nonNull).toList();
      return there.size() < firms.size()
          ? null
          : (Double) there.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The way back from the newest figure of the firm that spent most. */
    void trace(Part.Builder part) {
      LocalDate last = lastComplete();
      if (last != null) {
        Map<String, Double> spent = byQuarter.get(last);
        String firm = firms.stream().max(Comparator.comparing(spent::get)).orElseThrow();
        part.trace(
            "What " + firm + " spent in " + Numbers.quarter(last),
            "gold.firm_quarter",
            "capex_usd",
            "ticker=" + firm,
            "quarter=" + last);
      }
    }

    String finding() {
      LocalDate last = lastComplete();
      if (last == null) {
        return "No quarter has the spending of all " + firms.size() + " firms yet";
      }
      Double now = findTotal(last);
      Double yearAgo = findTotal(last.minusYears(1));
      String spent = group() + " spent " + Numbers.billionUsd(now) + " in " + Numbers.quarter(last);
      return yearAgo == null
          ? spent
          : spent + ", " + moreOrLess(now / yearAgo - 1) + " than a year before";
    }

    /** How spending went on after the quarter before R1. */
    String sinceR1() {
      LocalDate before = R1_QUARTER.minusMonths(3);
      LocalDate last = lastComplete();
      Double then = findTotal(before);
      String missing = missing();
      if (then == null || last == null || !last.isAfter(before)) {
        return "The quarter before DeepSeek-R1, "
            + Numbers.quarter(before)
            + ", cannot be compared with a later one yet."
            + missing;
      }
      return "In "
          + Numbers.quarter(before)
          + ", the last quarter before DeepSeek-R1, they spent "
          + Numbers.billionUsd(then)
          + ": the newest full quarter is "
          + Numbers.figure(findTotal(last) / then)
          + " times that. This is what was spent, in dollars of the day, not what efficiency"
          + " caused."
          + missing;
    }

    private String group() {
      return firms.size() == 4 ? "The four" : "The " + firms.size() + " firms";
    }

    private LocalDate lastComplete() {
      return byQuarter.descendingKeySet().stream()
          .filter(q -> findTotal(q) != null)
          .findFirst()
          .orElse(null);
    }

    private String missing() {
      long incomplete = byQuarter.keySet().stream().filter(q -> findTotal(q) == null).count();
      return incomplete == 0
          ? ""
          : " "
              + Numbers.plural(incomplete, "quarter")
              + (incomplete == 1 ? " lacks" : " lack")
              + " a firm and"
              + (incomplete == 1 ? " its bar is" : " their bars are")
              + " too low: see the table.";
    }

    private static String moreOrLess(double growth) {
      return Numbers.percent(Math.abs(growth)) + (growth >= 0 ? " more" : " less");
    }
  }
}
