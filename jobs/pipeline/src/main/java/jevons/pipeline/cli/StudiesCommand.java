package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.studies.OwnStudies;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons studies}: what is asked of the tables, and what came of the user's own studies. */
@Command(
    name = "studies",
    description = {
      "The studies: your own from conf/studies/*.conf, checked, with what they last came to, and"
          + " those of Jevons itself.",
      "Results of Jevons' own studies have many specifications: jevons query \"SELECT * FROM"
          + " gold.regression\"."
    })
final class StudiesCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "study",
          "from",
          "table",
          "formula",
          "errors",
          "as_of",
          "n",
          "term",
          "estimate",
          "standard_error",
          "p_value",
          "failure");

  private final Invocation invocation;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  StudiesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    List<OwnStudy> own = OwnStudies.of(invocation.config().ownStudies());
    own.forEach(OwnStudy::requireReadable);
    Map<String, Row> results = own.isEmpty() ? Map.of() : results();
    List<List<Object>> rows = new ArrayList<>();
    own.forEach(study -> rows.add(row(study, Optional.ofNullable(results.get(study.name())))));
    Studies.all().forEach(study -> rows.add(row(study)));
    new RowPrinter(invocation.console().out()).print(format, COLUMNS, rows.iterator());
    return 0;
  }

  /** The headline of each study in the current day's tables; none in a lake without a night. */
  private Map<String, Row> results() {
    Services services = invocation.services();
    if (new PublishedSets(services.store()).newest().isEmpty()) {
      return Map.of();
    }
    PublishedTables tables = services.published(Optional.empty());
    List<TableName> there = tables.names();
    if (!there.contains(TableName.gold("regression"))) {
      return Map.of();
    }
    Dataset<Row> regressions =
        tables
            .read(TableName.gold("regression"))
            .where(col("specification").equalTo(OwnStudy.SPECIFICATION))
            .as("r");
    Dataset<Row> coefficients = tables.read(TableName.gold("regression_coefficient")).as("c");
    Map<String, Row> results = new HashMap<>();
    regressions
        .join(
            coefficients,
            col("r.study")
                .equalTo(col("c.study"))
                .and(col("r.specification").equalTo(col("c.specification")))
                .and(col("r.headline_term").equalTo(col("c.term")))
                .and(col("r.headline_vcov").equalTo(col("c.vcov"))),
            "left")
        .selectExpr(
            "r.study",
            "CAST(r.as_of AS STRING)",
            "r.n",
            "r.headline_term",
            "c.estimate",
            "c.standard_error",
            "c.p_value",
            "r.failure")
        .collectAsList()
        .forEach(row -> results.put(row.getString(0), row));
    return results;
  }

  private static List<Object> row(OwnStudy study, Optional<Row> result) {
    List<Object> row =
        new ArrayList<>(
            List.of(
                study.name(),
                study.definition().file(),
                study.table().name().toString(),
                study.formula().toString(),
                study.errors().stream().map(Object::toString).collect(Collectors.joining(" "))));
    for (int i = 1; i <= 7; i++) {
      row.add(result.isPresent() ? result.get().get(i) : null);
    }
    return row;
  }

  private static List<Object> row(Study study) {
    String tables =
        study.inputs().stream()
            .map(t -> Tables.of(t).name().toString())
            .sorted()
            .collect(Collectors.joining(" "));
    List<Object> row = new ArrayList<>(Arrays.asList(study.name(), "Jevons", tables));
    while (row.size() < COLUMNS.size()) {
      row.add(null);
    }
    return row;
  }
}
