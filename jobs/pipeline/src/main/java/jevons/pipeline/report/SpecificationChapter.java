package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** The elasticity under every choice that could have been made otherwise. */
final class SpecificationChapter implements Chapter {
  private static final List<String> CHOICES =
      List.of("capability", "efficiency", "lag", "growth", "start", "vcov");

  /** Ends of intervals are drawn up to here; the widest would leave nothing else to be seen. */
  private static final double MOST = 5;

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "Every way to estimate it";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<String> columns =
        Stream.concat(
                CHOICES.stream(),
                Stream.of(
                    "place", "estimate", "ci_low", "ci_high", "p_value", "n", "is_significant"))
            .toList();
    List<Row> curve =
        material.published().read(gold("specification_curve"), columns, all -> all).stream()
            .sorted(Comparator.comparing(row -> Rows.number(row, "place")))
            .toList();
    Map<String, Row> tests = new TreeMap<>();
    for (Row row :
        material
            .published()
            .read(
                gold("specification_test"),
                List.of(
                    "placebo",
                    "specifications",
                    "significant_share",
                    "expected_share",
                    "p_value",
                    "placebos"),
                all -> all)) {
      tests.put(Rows.text(row, "placebo"), row);
    }
    Row last = curve.get(curve.size() - 1);
    return Part.of()
        .chart(chart(curve, finding(tests)))
        .add(byChoice(curve))
        .method(
            "Specification curve",
            "All combinations of the measure of capability (2pl, rasch), of the rate as it is or with"
                + " a linear trend taken out of both sides, of 0 to 4 quarters of lag, growth on the"
                + " quarter or the year before, the first quarter, and errors. Growth on a year"
                + " before overlaps: ewc, or Newey-West with 3 lags and fixed-b critical values.")
        .method(
            "Expected share",
            "All specifications share their quarters, so 5 % are not what chance gives. Growth is"
                + " moved along all quarters by every number of them (circular shifts), or drawn in"
                + " other orders (permutations), and every specification is estimated anew; p is the"
                + " share of orders with at least as many significant specifications.")
        .cannotTell(
            "Specifications are not independent of each other, and that most have one sign is one"
                + " finding, not many.",
            "Choices that nobody listed are not in it.")
        .trace(
            "The highest estimate",
            "gold.specification_curve",
            "estimate",
            CHOICES.stream()
                .map(choice -> choice + "=" + Rows.text(last, choice))
                .toArray(String[]::new))
        .trace(
            "The p of growth shifted along the quarters",
            "gold.specification_test",
            "p_value",
            "placebo=circular_shift")
        .build();
  }

  private static String finding(Map<String, Row> tests) {
    Row shifts = tests.get("circular_shift");
    Row permutations = tests.get("permutation");
    if (shifts == null || permutations == null) {
      throw new MissingRows("gold.specification_test lacks a placebo.");
    }
    return Numbers.percent(Rows.number(shifts, "significant_share"))
        + " of "
        + Numbers.count(Rows.number(shifts, "specifications"))
        + " ways to estimate it are significant at 5 %; by chance "
        + Numbers.percent(Rows.number(shifts, "expected_share"))
        + " would be, with growth shifted along the quarters ("
        + Numbers.pStatement(Rows.number(shifts, "p_value"))
        + "), or "
        + Numbers.percent(Rows.number(permutations, "expected_share"))
        + ", with the quarters shuffled ("
        + Numbers.pStatement(Rows.number(permutations, "p_value"))
        + ")";
  }

  private static Chart chart(List<Row> curve, String finding) {
    List<Chart.Point> points =
        IntStream.range(0, curve.size())
            .mapToObj(
                i ->
                    Chart.Point.of((double) i, Rows.number(curve.get(i), "estimate"))
                        .between(drawn(curve.get(i), "ci_low"), drawn(curve.get(i), "ci_high")))
            .toList();
    return new Chart(
        "specifications",
        finding,
        "Jevons elasticity with its 95 % interval, specifications sorted by their estimate; ends"
            + " beyond "
            + Numbers.figure(MOST)
            + " are drawn there",
        finding + ". A rising line of estimates with a band of their intervals.",
        Chart.Axis.categories(
            curve.stream().map(row -> Numbers.count(Rows.number(row, "place"))).toList()),
        Chart.Axis.linear("elasticity").withLinesAt(0.0, -1.0),
        List.of(new Chart.Series("estimate", Chart.Kind.BAND, points)),
        List.of(),
        new DataTable(
            "specifications-data",
            "The elasticity under every specification, the lowest first",
            List.of(
                TableColumn.figures("Place"),
                TableColumn.words("Specification"),
                TableColumn.words("Errors"),
                TableColumn.figures("Estimate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("p"),
                TableColumn.figures("n")),
            curve.stream()
                .map(
                    row ->
                        List.of(
                            Cell.ofCount(Rows.number(row, "place")),
                            Cell.of(
                                CHOICES.stream()
                                    .filter(choice -> !choice.equals("vcov"))
                                    .map(choice -> words(choice, Rows.text(row, choice)))
                                    .collect(Collectors.joining(", "))),
                            Cell.of(Rows.text(row, "vcov")),
                            Cell.of(Rows.number(row, "estimate")),
                            Cell.of(Rows.number(row, "ci_low")),
                            Cell.of(Rows.number(row, "ci_high")),
                            Cell.ofP(Rows.number(row, "p_value")),
                            Cell.ofCount(Rows.number(row, "n"))))
                .toList()));
  }

  private static Double drawn(Row row, String column) {
    return Math.max(-MOST, Math.min(MOST, Rows.number(row, column)));
  }

  /** Of each value of each choice: how many, median estimate, share significant. */
  private static DataTable byChoice(List<Row> curve) {
    List<List<Cell>> rows = new ArrayList<>();
    for (String choice : CHOICES) {
      Map<String, List<Row>> byValue =
          curve.stream()
              .collect(
                  Collectors.groupingBy(
                      row -> words(choice, Rows.text(row, choice)),
                      TreeMap::new,
                      Collectors.toList()));
      byValue.forEach(
          (value, of) ->
              rows.add(
                  List.of(
                      Cell.of(choice.equals("vcov") ? "errors" : choice),
                      Cell.of(value),
                      Cell.ofCount((double) of.size()),
                      Cell.of(median(of)),
                      share(of))));
    }
    return new DataTable(
        "specifications-by-choice",
        "What each choice does",
        List.of(
            TableColumn.words("Choice"),
            TableColumn.words("Value"),
            TableColumn.figures("Specifications"),
            TableColumn.figures("Median estimate"),
            TableColumn.figures("Significant at 5 %")),
        rows);
  }

  private static double median(List<Row> sorted) {
    int n = sorted.size();
    return (Rows.number(sorted.get((n - 1) / 2), "estimate")
            + Rows.number(sorted.get(n / 2), "estimate"))
        / 2;
  }

  private static Cell share(List<Row> rows) {
    double share =
        (double) rows.stream().filter(row -> Rows.flag(row, "is_significant")).count()
            / rows.size();
    return Cell.of(share, Numbers.percent(share));
  }

  private static String words(String choice, String value) {
    return choice.equals("lag") ? "lag " + value : value.replace('_', ' ');
  }
}
