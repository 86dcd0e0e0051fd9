package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/** How Nvidia's price moves over the days after models that saved compute. */
final class ResponseChapter implements Chapter {
  private static final String PRICE = "nvidia_at_releases";
  private static final List<String> COLUMNS =
      List.of(
          "study",
          "specification",
          "response",
          "horizon",
          "horizon_unit",
          "vcov",
          "is_headline",
          "estimate",
          "standard_error",
          "p_value",
          "ci_low",
          "ci_high",
          "minimum_detectable_effect",
          "n");

  @Override
  public Page page() {
    return Page.VALUATION;
  }

  @Override
  public String title() {
    return "After a model that saved compute";
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
            .read(gold("impulse_response"), COLUMNS, all -> all.where(col("is_headline")))
            .stream()
            .sorted(
                Comparator.comparing((Row r) -> Rows.text(r, "specification"))
                    .thenComparing(r -> Rows.number(r, "horizon")))
            .toList();
    List<Row> price =
        rows.stream().filter(r -> Rows.text(r, "specification").equals(PRICE)).toList();
    List<Row> capex =
        rows.stream().filter(r -> !Rows.text(r, "specification").equals(PRICE)).toList();
    if (price.isEmpty()) {
      throw new MissingRows("gold.impulse_response has no rows of " + PRICE + ".");
    }
    Part.Builder part = Part.of().chart(chart(price));
    if (!capex.isEmpty()) {
      part.add(
          table(
              "capex-response",
              "The four's capex (ln) on the log rate of efficiency gain, over the quarter and up to"
                  + " two after it",
              capex));
    }
    Row last = price.get(price.size() - 1);
    return part.trace(
            "The response after " + Numbers.count(Rows.number(last, "horizon")) + " trading days",
            "gold.impulse_response",
            "estimate",
            "study=" + Rows.text(last, "study"),
            "specification=" + PRICE,
            "horizon=" + Numbers.exact(Rows.number(last, "horizon")),
            "vcov=" + Rows.text(last, "vcov"))
        .method(
            "Local projections",
            "One regression for each number of days: Nvidia's cumulative abnormal return from the"
                + " day of release on (market model fitted before it) on the sum of that day's"
                + " efficiency surprises. Windows of releases a few days apart overlap, and the"
                + " errors allow for it (Driscoll-Kraay with as many lags as days).")
        .cannotTell(
            "A surprise is known today, not on the day of release, so nobody could have traded on"
                + " it.",
            "The horizons share their days: one of twenty bands leaves out 0 by chance.",
            "R1's fall came a week after its release, within this window and among the reactions to"
                + " all others.")
        .build();
  }

  private static Chart chart(List<Row> price) {
    long outside =
        price.stream()
            .filter(r -> Rows.number(r, "ci_low") > 0 || Rows.number(r, "ci_high") < 0)
            .count();
    Row last = price.get(price.size() - 1);
    String finding =
        (outside == 0
                ? "No reaction of Nvidia's price to a model's efficiency is found at any horizon"
                : "At "
                    + outside
                    + " of "
                    + price.size()
                    + " horizons Nvidia's price reacts to a model's efficiency")
            + ": a tenfold saving goes with "
            + Numbers.signedPercent(Rows.number(last, "estimate"))
            + " after "
            + Numbers.count(Rows.number(last, "horizon"))
            + " trading days, 95 % interval "
            + Numbers.signedPercent(Rows.number(last, "ci_low"))
            + " to "
            + Numbers.signedPercent(Rows.number(last, "ci_high"));
    List<String> horizons =
        price.stream().map(r -> Numbers.count(Rows.number(r, "horizon"))).toList();
    return new Chart(
        "response",
        finding,
        "Nvidia's cumulative abnormal return, per cent, per factor of 10 of training compute saved,"
            + " by trading days after the release; "
            + Numbers.count(Rows.number(price.get(0), "n"))
            + " days with releases",
        finding + ". A line with its 95 % band over the trading days after a release.",
        Chart.Axis.categories(horizons),
        Chart.Axis.linear("abnormal return, %").withLinesAt(0.0),
        List.of(
            new Chart.Series(
                "response", Chart.Kind.BAND, price.stream().map(ResponseChapter::point).toList())),
        List.of(),
        table(
            "response-data",
            "Nvidia's cumulative abnormal return on the day's efficiency surprise, by horizon",
            price));
  }

  private static Chart.Point point(Row row) {
    return Chart.Point.of(
            Rows.number(row, "horizon").doubleValue(), 100 * Rows.number(row, "estimate"))
        .between(100 * Rows.number(row, "ci_low"), 100 * Rows.number(row, "ci_high"));
  }

  private static DataTable table(String id, String caption, List<Row> rows) {
    return new DataTable(
        id,
        caption,
        List.of(
            TableColumn.figures("Horizon"),
            TableColumn.words("In"),
            TableColumn.words("Errors"),
            TableColumn.figures("Response"),
            TableColumn.figures("Low, 95 %"),
            TableColumn.figures("High, 95 %"),
            TableColumn.figures("p"),
            TableColumn.figures("Found with 80 %"),
            TableColumn.figures("n")),
        rows.stream()
            .map(
                r ->
                    List.of(
                        Cell.ofCount(Rows.number(r, "horizon")),
                        Cell.of(Rows.text(r, "horizon_unit").replace('_', ' ')),
                        Cell.of(Rows.text(r, "vcov")),
                        Cell.of(Rows.number(r, "estimate")),
                        Cell.of(Rows.number(r, "ci_low")),
                        Cell.of(Rows.number(r, "ci_high")),
                        Cell.ofP(Rows.number(r, "p_value")),
                        Cell.of(Rows.number(r, "minimum_detectable_effect")),
                        Cell.ofCount(Rows.number(r, "n"))))
            .toList());
  }
}
