package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What was claimed in January 2025, against what the data say: a table for each who said it. */
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
    List<Row> claims = claims(material);
    Part.Builder part = Part.of().finding(tally(claims) + ".").inShort(tally(claims));
    Map<String, List<Row>> bySpeaker =
        claims.stream()
            .collect(
                Collectors.groupingBy(
                    ClaimsChapter::speaker, LinkedHashMap::new, Collectors.toList()));
    bySpeaker.forEach((speaker, said) -> part.add(table(speaker, said)));
    claims.stream()
        .filter(row -> Rows.text(row, "grade") != null)
        .forEach(
            row ->
                part.trace(
                    Rows.text(row, "statement"),
                    "gold.claim",
                    "measured",
                    "claim=" + Rows.text(row, "claim")));
    return part.method(
            "Verdicts",
            "A claim, its figure, its tolerance and its rule stand in the configuration. It holds"
                + " when the whole 95 % interval of the figure measured is in what the rule allows,"
                + " and nobody can tell when part of it is or nothing is known by the day. It holds"
                + " partly when none is but the claimed figure and the interval lie on one side of"
                + " no effect, and fails otherwise. The words are the rule's; nobody chose them.")
        .cannotTell(
            "Whether a claim was made in good faith: a verdict compares figures, and says cannot"
                + " tell where no public figure can decide.",
            "What the speakers meant beyond the figure that stands for it here: a prediction in"
                + " words has to be given a number before it can be judged, and another number may"
                + " be judged otherwise.",
            "Why a figure came out so: prices and spending have other reasons beside R1.",
            "On which day of that week a comment on the sell-off was made: the data have no day, so"
                + " each has its Monday, 27 January 2025.")
        .build();
  }

  private static List<Row> claims(Material material) {
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
                        "statement",
                        "claimed",
                        "tolerance",
                        "rule",
                        "measured",
                        "ci_low",
                        "ci_high",
                        "unit",
                        "verdict",
                        "ordinal",
                        "remark",
                        "grade"),
                    UnaryOperator.identity()));
    claims.sort(Comparator.comparing(row -> Rows.number(row, "ordinal")));
    return claims;
  }

  private static String tally(List<Row> claims) {
    Map<String, Long> verdicts =
        claims.stream()
            .collect(
                Collectors.groupingBy(
                    row -> String.valueOf(Rows.text(row, "verdict")),
                    TreeMap::new,
                    Collectors.counting()));
    return "Of "
        + Numbers.plural(claims.size(), "claim")
        + ", each judged by a rule that was written down beside it: "
        + verdicts.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String speaker(Row claim) {
    return String.valueOf(Rows.text(claim, "said_by"));
  }

  private static Block table(String speaker, List<Row> claims) {
    String id = "claims-" + speaker.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return new DataTable(
        id,
        "Said by " + speaker,
        List.of(
            TableColumn.words("Claim"),
            TableColumn.words("Verdict"),
            TableColumn.days("Claimed"),
            TableColumn.figures("Measured"),
            TableColumn.figures("Low, 95 %"),
            TableColumn.figures("High, 95 %"),
            TableColumn.words("Unit"),
            TableColumn.words("Measured from"),
            TableColumn.words("Grade"),
            TableColumn.days("Said on")),
        claims.stream().map(ClaimsChapter::row).toList());
  }

  private static List<Cell> row(Row claim) {
    Double claimed = Rows.number(claim, "claimed");
    ShownUnit unit =
        ShownUnit.of(Rows.text(claim, "unit"), claimed == null ? 0 : Math.abs(claimed));
    return List.of(
        Cell.of(Rows.text(claim, "statement")),
        Cell.of(Rows.text(claim, "verdict")),
        Cell.of(claimed(claim, unit)),
        unit.cell(Rows.number(claim, "measured")),
        unit.cell(Rows.number(claim, "ci_low")),
        unit.cell(Rows.number(claim, "ci_high")),
        Cell.of(unit.words()),
        Cell.of(Rows.text(claim, "remark")),
        Cell.of(Rows.text(claim, "grade")),
        Cell.of(Rows.text(claim, "said_on")));
  }

  /** {@code "30 ± 10"}, {@code "below 1"}: what the rule allows. */
  private static String claimed(Row claim, ShownUnit unit) {
    Double figure = Rows.number(claim, "claimed");
    if (figure == null) {
      return null;
    }
    Double tolerance = Rows.number(claim, "tolerance");
    String width =
        tolerance == null || tolerance == 0
            ? ""
            : Numbers.SPACE + "±" + Numbers.SPACE + Numbers.given(tolerance * unit.factor());
    String rule = Rows.text(claim, "rule");
    String words = "within".equals(rule) || rule == null ? "" : rule + Numbers.SPACE;
    return words + unit.given(figure) + width;
  }
}
