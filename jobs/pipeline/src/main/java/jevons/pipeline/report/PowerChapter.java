package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** How often the tests of the elasticity would reject, were it known. */
final class PowerChapter implements Chapter {
  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "What the tests could find";
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
                gold("test_power"),
                List.of(
                    "test",
                    "null_elasticity",
                    "true_elasticity",
                    "rejection_share",
                    "monte_carlo_error",
                    "draws",
                    "quarters"),
                all -> all);
    Row any = rows.get(0);
    double most =
        rows.stream().mapToDouble(row -> Rows.number(row, "monte_carlo_error")).max().orElseThrow();
    return Part.of()
        .finding(finding(rows))
        .add(table("power-zero", 0, rows))
        .add(table("power-minus-one", -1, rows))
        .method(
            "Size and power",
            Numbers.count(Rows.number(any, "draws"))
                + " seeded samples of "
                + Numbers.count(Rows.number(any, "quarters"))
                + " quarters from the estimated process: the true rates, a shock that all firms"
                + " share and that follows itself as the residuals do, and shocks of the firms' own."
                + " Shares rejected at 5 % are known to "
                + Numbers.percent(most)
                + " or better (Monte-Carlo standard error).")
        .cannotTell(
            "The process is estimated from few quarters too: shocks more persistent than that would"
                + " make all sizes larger.")
        .trace(
            "How often the headline test rejects a true elasticity of 0",
            "gold.test_power",
            "rejection_share",
            "test=headline_ewc",
            "null_elasticity=0.0",
            "true_elasticity=0.0")
        .build();
  }

  private static String finding(List<Row> rows) {
    return share(rows, "headline_ewc", 0, 0)
        .flatMap(
            size ->
                share(rows, "agreement", 0, 1)
                    .flatMap(
                        agreed ->
                            share(rows, "headline_ewc", 0, 1)
                                .map(
                                    power ->
                                        "With the sample we have, the headline test calls an"
                                            + " elasticity of 0 something else in "
                                            + Numbers.percent(size)
                                            + " of samples, and finds one of 1 in "
                                            + Numbers.percent(power)
                                            + "; the verdict rule, which needs three tests to agree,"
                                            + " finds it in "
                                            + Numbers.percent(agreed)
                                            + ".")))
        .orElse("");
  }

  private static Optional<Double> share(List<Row> rows, String test, double tested, double truth) {
    return rows.stream()
        .filter(row -> Rows.text(row, "test").equals(test))
        .filter(row -> Rows.number(row, "null_elasticity") == tested)
        .filter(row -> Rows.number(row, "true_elasticity") == truth)
        .map(row -> Rows.number(row, "rejection_share"))
        .findFirst();
  }

  private static DataTable table(String id, double tested, List<Row> rows) {
    List<Row> of =
        rows.stream().filter(row -> Rows.number(row, "null_elasticity") == tested).toList();
    List<Double> truths =
        of.stream().map(row -> Rows.number(row, "true_elasticity")).distinct().sorted().toList();
    List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.words("Test")));
    truths.forEach(truth -> columns.add(TableColumn.figures("True " + Numbers.given(truth))));
    return new DataTable(
        id,
        "Share of samples in which an elasticity of "
            + Numbers.figure(tested)
            + " is rejected at 5 %; where it is true, 5 % would be right",
        columns,
        of.stream()
            .map(row -> Rows.text(row, "test"))
            .distinct()
            .sorted()
            .map(
                test ->
                    Stream.concat(
                            Stream.of(Cell.of(test.replace('_', ' '))),
                            truths.stream()
                                .map(
                                    truth -> {
                                      double share =
                                          share(of, test, tested, truth).orElse(Double.NaN);
                                      return Cell.of(share, Numbers.percent(share));
                                    }))
                        .toList())
            .toList());
  }
}
