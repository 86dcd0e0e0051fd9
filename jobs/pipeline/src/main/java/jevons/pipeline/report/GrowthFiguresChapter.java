package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;

/** Growth figures that others published, beside ours. */
final class GrowthFiguresChapter implements Chapter {
  @Override
  public Page page() {
    return Page.CLAIMS;
  }

  @Override
  public String title() {
    return "Growth figures of others, and ours";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<Row> figures =
        new ArrayList<>(
            material
                .published()
                .read(
                    gold("growth_figure"),
                    List.of(
                        "figure",
                        "statement",
                        "published",
                        "published_low",
                        "published_high",
                        "measured",
                        "ci_low",
                        "ci_high",
                        "unit",
                        "agreement",
                        "source",
                        "ordinal",
                        "remark",
                        "grade"),
                    UnaryOperator.identity()));
    figures.sort(Comparator.comparing(row -> Rows.number(row, "ordinal")));
    long agreeing =
        figures.stream().filter(row -> "agrees".equals(Rows.text(row, "agreement"))).count();
    Part.Builder part =
        Part.of()
            .finding(
                Numbers.count((double) agreeing)
                    + " of "
                    + Numbers.plural(figures.size(), "published figure")
                    + " agree with ours: one of the two lies in the other's interval.")
            .add(table(figures));
    figures.stream()
        .filter(row -> Rows.text(row, "grade") != null)
        .forEach(
            row ->
                part.trace(
                    Rows.text(row, "statement"),
                    "gold.growth_figure",
                    "measured",
                    "figure=" + Rows.text(row, "figure")));
    return part.method(
            "Growth of compute and cost",
            "10 to the slope of a line through log10 of compute or cost on the day of publication,"
                + " HC3 errors. The frontier: models with fewer than ten larger ones of the list"
                + " published by their day, all from the first day of the figure on.")
        .cannotTell(
            "Which of two figures is right where they differ: lists, dates and rules of the frontier"
                + " differ too, and much of the data are the same.")
        .build();
  }

  private static DataTable table(List<Row> figures) {
    return new DataTable(
        "growth-figures",
        "Published figures and ours",
        List.of(
            TableColumn.words("Figure"),
            TableColumn.words("Agreement"),
            TableColumn.figures("Published"),
            TableColumn.figures("Low"),
            TableColumn.figures("High"),
            TableColumn.figures("Ours"),
            TableColumn.figures("Low, 95 %"),
            TableColumn.figures("High, 95 %"),
            TableColumn.words("Unit"),
            TableColumn.words("Ours from"),
            TableColumn.words("Grade"),
            TableColumn.words("Source")),
        figures.stream().map(GrowthFiguresChapter::row).toList());
  }

  private static List<Cell> row(Row figure) {
    Double measured = Rows.number(figure, "measured");
    ShownUnit unit =
        ShownUnit.of(Rows.text(figure, "unit"), measured == null ? 0 : Math.abs(measured));
    return List.of(
        Cell.of(Rows.text(figure, "statement")),
        Cell.of(Rows.text(figure, "agreement")),
        unit.givenCell(Rows.number(figure, "published")),
        unit.givenCell(Rows.number(figure, "published_low")),
        unit.givenCell(Rows.number(figure, "published_high")),
        unit.cell(measured),
        unit.cell(Rows.number(figure, "ci_low")),
        unit.cell(Rows.number(figure, "ci_high")),
        Cell.of(unit.words()),
        Cell.of(Rows.text(figure, "remark")),
        Cell.of(Rows.text(figure, "grade")),
        Cell.of(Rows.text(figure, "source")));
  }
}
