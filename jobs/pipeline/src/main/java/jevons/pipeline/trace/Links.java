package jevons.pipeline.trace;

import static org.apache.spark.sql.functions.lit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Which rows of which tables stand directly behind rows of a table, in one published set. */
public final class Links {
  /** An input, which of its rows count, and what the table's query reads. */
  public record Link(Table input, RowsBehind behind, Inputs in) {
    /**
     * The input's rows behind {@code rows}, each beside the number of the row it is behind.
     *
     * @param rows numbered by {@link RowsBehind#ROW_ID}
     */
    public Dataset<Row> find(Dataset<Row> rows) {
      return behind.find(rows, input, in);
    }
  }

  private final SparkSession spark;
  private final TableReader tables;
  private final SettingsSource settings;
  private final List<Study> studies;

  /**
   * Of one published set.
   *
   * @param settings those in force
   * @param studies those whose estimates the set holds
   */
  public Links(
      SparkSession spark, TableReader tables, SettingsSource settings, List<Study> studies) {
    this.spark = spark;
    this.tables = tables;
    this.settings = settings;
    this.studies = List.copyOf(studies);
  }

  /**
   * The links of a table's rows to each input of its query or study.
   *
   * @param followed columns that are asked about; empty for whole rows
   */
  public List<Link> of(Table table, Set<String> followed) {
    if (table instanceof Derived derived) {
      Settings read = settings.restrictedTo(derived.settings());
      Asked asked = new Asked(followed, read);
      Inputs in = inputs(table, read);
      return inputs(derived.inputs()).stream()
          .map(input -> new Link(input, derived.rowsBehind(input, asked), in))
          .toList();
    }
    if (!(table instanceof Estimated)) {
      return List.of();
    }
    List<Link> ofStudies =
        studies.stream()
            .filter(study -> study.findings().equals(table.getClass()))
            .flatMap(study -> links(study, table, followed).stream())
            .toList();
    boolean isOfRegression =
        table.key().containsAll(List.of(Regression.STUDY, Regression.SPECIFICATION));
    if (!ofStudies.isEmpty()) {
      return ofStudies;
    }
    return isOfRegression ? List.of(toRegression()) : toFindings(table, followed);
  }

  /** Of a table beside a study's findings the findings' rows of the same key. */
  private List<Link> toFindings(Table table, Set<String> followed) {
    Settings none = settings.restrictedTo(Set.of());
    Asked asked = new Asked(followed, none);
    Inputs in = inputs(table, none);
    return studies.stream()
        .filter(study -> study.fills().contains(table.getClass()))
        .map(study -> Tables.of(study.findings()))
        .distinct()
        .map(findings -> new Link(findings, RowsBehind.sameKey(table, findings, asked), in))
        .toList();
  }

  private List<Link> links(Study study, Table table, Set<String> followed) {
    Settings read = settings.restrictedTo(study.settings());
    Asked asked = new Asked(followed, read);
    Inputs in = inputs(table, read);
    Column isOfStudy =
        table
            .findField(Regression.STUDY.name())
            .map(field -> RowsBehind.row(field).equalTo(study.name()))
            .orElse(lit(true));
    return inputs(study.inputs()).stream()
        .map(input -> new Link(input, study.rowsBehind(input, asked).onlyIf(isOfStudy), in))
        .toList();
  }

  private Link toRegression() {
    Column[] sameEstimate =
        new Regression().key().stream().map(RowsBehind::equal).toArray(Column[]::new);
    Inputs in = new TracedInputs(spark, tables, Layer.GOLD, settings.restrictedTo(Set.of()));
    return new Link(Tables.of(Regression.class), RowsBehind.where(sameEstimate), in);
  }

  private Inputs inputs(Table table, Settings read) {
    return new TracedInputs(spark, tables, table.name().layer(), read);
  }

  private static List<Table> inputs(Collection<Class<? extends Table>> classes) {
    return classes.stream()
        .map(c -> Tables.of(c))
        .sorted(Comparator.comparing(Table::name))
        .toList();
  }
}
