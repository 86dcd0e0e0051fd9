package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What was claimed in January 2025, against what the data say. */
final class ClaimsChapter implements Chapter {
  @Override
  public Page page() {
    return Page.CLAIMS;
  }

  @Override
  public String title() {
    return "Claim by claim";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<Row> claims =
        new ArrayList<>(
            material
                .published()
                .read(
                    gold("claim"),
                    List.of(
                        "claim",
                        "said_by",
                        "said_on",
                        "claimed",
                        "measured",
                        "ci_low",
                        "ci_high",
                        "unit",
                        "verdict",
                        "grade"),
                    UnaryOperator.identity()));
    claims.sort(Comparator.comparing(row -> Rows.text(row, "claim")));
    Map<String, Long> verdicts =
        claims.stream()
            .collect(
                Collectors.groupingBy(
                    row -> String.valueOf(Rows.text(row, "verdict")),
                    TreeMap::new,
                    Collectors.counting()));
    String tally =
        verdicts.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", "));
    return Part.of()
        .finding(
            "Each claim is compared with a measured figure by a rule that stands beside it in the"
                + " configuration. Verdicts: "
                + tally
                + ".")
        .add(
            new DataTable(
                "claim-list",
                "Claims and measured figures",
                List.of(
                    TableColumn.words("Claim"),
                    TableColumn.words("Verdict"),
                    TableColumn.figures("Claimed"),
                    TableColumn.figures("Measured"),
                    TableColumn.figures("Low, 95 %"),
                    TableColumn.figures("High, 95 %"),
                    TableColumn.words("Unit"),
                    TableColumn.words("Said by"),
                    TableColumn.days("On"),
                    TableColumn.words("Grade")),
                claims.stream().map(ClaimsChapter::row).toList()))
        .cannotTell(
            "Whether a claim was made in good faith: a verdict compares figures, and says cannot tell"
                + " where no public figure can decide.")
        .build();
  }

  private static List<Cell> row(Row claim) {
    Unit unit = Unit.of(Rows.text(claim, "unit"));
    return List.of(
        Cell.of(Rows.text(claim, "claim").replace('_', ' ')),
        Cell.of(Rows.text(claim, "verdict")),
        figure(claim, "claimed", unit),
        figure(claim, "measured", unit),
        figure(claim, "ci_low", unit),
        figure(claim, "ci_high", unit),
        Cell.of(unit.words()),
        Cell.of(Rows.text(claim, "said_by")),
        Cell.of(Rows.text(claim, "said_on")),
        Cell.of(Rows.text(claim, "grade")));
  }

  /** Figures rounded, words as they are: a claim may be either. */
  private static Cell figure(Row claim, String column, Unit unit) {
    if (!(claim.getAs(column) instanceof Number)) {
      return Cell.of(Rows.text(claim, column));
    }
    Double figure = Rows.number(claim, column);
    return Cell.of(figure, figure == null ? "" : Numbers.figure(unit.scaled(figure)));
  }

  /**
   * The unit that is shown: dollars in billions, shares in per cent, any other as it is.
   *
   * @param factor from the lake's unit to the one shown
   */
  private record Unit(String words, double factor) {
    static Unit of(String lake) {
      return switch (lake == null ? "" : lake) {
        case "US$" -> new Unit("bn US$", 1e-9);
        case "share", "share, 0 to 1" -> new Unit("%", 100);
        default -> new Unit(lake, 1);
      };
    }

    double scaled(double figure) {
      return figure * factor;
    }
  }
}
