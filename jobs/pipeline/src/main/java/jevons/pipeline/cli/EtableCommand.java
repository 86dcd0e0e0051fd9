package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jevons.econometrics.Etable;
import jevons.econometrics.EtableColumn;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons etable}: published regressions side by side, for a paper. */
@Command(
    name = "etable",
    description = {
      "Published regressions side by side, a column each: all specifications of a study, or one"
          + " (investment.headline). As LaTeX (package booktabs) or csv.",
      "Example: jevons etable investment.headline capex_on_sales --format latex > table.tex"
    })
final class EtableCommand implements Callable<Integer> {
  /** How the table is written. */
  enum Format {
    latex,
    csv
  }

  private final Invocation invocation;

  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY",
      description = "A study, or a study and its specification: investment.headline.")
  private List<String> studies = new ArrayList<>();

  @Option(
      names = "--vcov",
      paramLabel = "V",
      description =
          "Errors, as gold.regression_coefficient has them; may be repeated, a column each. If"
              + " left out, those that each fit rests on.")
  private List<String> vcovs = new ArrayList<>();

  @Option(names = "--as-of", paramLabel = "DAY", description = "As of this day.")
  private LocalDate asOf;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.latex;

  EtableCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    PublishedTables tables = invocation.services().published(Optional.ofNullable(asOf));
    List<Row> fits = fits(tables);
    List<EtableColumn> columns = new ArrayList<>();
    for (String word : studies) {
      columns.addAll(columns(word, fits, tables));
    }
    Etable table = new Etable(columns);
    invocation.console().out().print(format == Format.latex ? table.latex() : table.csv());
    invocation.console().out().flush();
    return 0;
  }

  private static List<Row> fits(PublishedTables tables) {
    return tables
        .read(TableName.gold("regression"))
        .where(col("n").gt(0))
        .orderBy("study", "specification")
        .select(
            "study",
            "specification",
            "formula",
            "headline_vcov",
            "n",
            "independent_units",
            "r2",
            "r2_within")
        .collectAsList();
  }

  private List<EtableColumn> columns(String word, List<Row> fits, PublishedTables tables) {
    List<Row> meant =
        fits.stream().filter(f -> word.equals(f.getString(0)) || word.equals(name(f))).toList();
    if (meant.isEmpty()) {
      List<String> names =
          fits.stream().map(f -> word.contains(".") ? name(f) : f.getString(0)).distinct().toList();
      throw JevonsException.usage(
          "gold.regression has no fit of %s as of %s.%s There are %s."
              .formatted(word, tables.asOf(), Closest.hint(word, names), String.join(", ", names)));
    }
    Dataset<Row> coefficients = tables.read(TableName.gold("regression_coefficient"));
    List<EtableColumn> columns = new ArrayList<>();
    for (Row fit : meant) {
      List<Row> rows =
          coefficients
              .where(
                  col("study")
                      .equalTo(fit.getString(0))
                      .and(col("specification").equalTo(fit.getString(1))))
              .orderBy("vcov", "term")
              .select("vcov", "term", "estimate", "standard_error", "p_value", "df")
              .collectAsList();
      for (String vcov : vcovs.isEmpty() ? List.of(fit.getString(3)) : vcovs) {
        columns.add(column(fit, vcov, rows));
      }
    }
    return columns;
  }

  private static EtableColumn column(Row fit, String vcov, List<Row> coefficients) {
    List<Row> under = coefficients.stream().filter(c -> c.getString(0).equals(vcov)).toList();
    List<EtableColumn.Term> terms =
        under.stream()
            .map(
                c ->
                    new EtableColumn.Term(c.getString(1), number(c, 2), number(c, 3), number(c, 4)))
            .toList();
    if (terms.isEmpty()) {
      List<String> known = coefficients.stream().map(c -> c.getString(0)).distinct().toList();
      throw JevonsException.usage(
          "%s has no errors %s.%s It has %s."
              .formatted(
                  name(fit),
                  vcov,
                  Closest.hint(vcov, known),
                  known.stream().collect(Collectors.joining(", "))));
    }
    return EtableColumn.stored(
        name(fit),
        fit.getString(2),
        terms,
        vcov,
        fit.getLong(4),
        share(fit, 6),
        share(fit, 7),
        fit.getLong(5),
        number(under.get(0), 5));
  }

  private static String name(Row fit) {
    return fit.getString(0) + "." + fit.getString(1);
  }

  private static OptionalDouble share(Row row, int column) {
    return row.isNullAt(column) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(column));
  }

  private static double number(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }
}
