package jevons.pipeline.tables;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.gold.claims.Claim;
import jevons.pipeline.tables.gold.claims.GrowthFigure;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** As of days so early that nothing is known of some input, or of all, there is no error. */
class EmptyInputsTest {
  private static final RealData WHOLE = EmbeddedFirms.configured(RealData.asOf("2025-01-31"));

  /** They have a row for each entry of the configuration. */
  private static final Set<Class<? extends Table>> OF_CONFIGURATION =
      Set.of(Claim.class, GrowthFigure.class);

  static Stream<TableName> tablesOfData() {
    return derived().filter(t -> !OF_CONFIGURATION.contains(t.getClass())).map(Table::name);
  }

  static Stream<TableName> tablesOfConfiguration() {
    return OF_CONFIGURATION.stream().map(t -> Tables.of(t).name());
  }

  static Stream<Arguments> goldTablesAndInputs() {
    return derived()
        .filter(t -> t.name().layer() == Layer.GOLD && !OF_CONFIGURATION.contains(t.getClass()))
        .flatMap(t -> t.inputs().stream().map(i -> Arguments.of(t.name(), Tables.of(i).name())));
  }

  private static Stream<Derived> derived() {
    return Tables.all().stream().filter(Derived.class::isInstance).map(Derived.class::cast);
  }

  @ParameterizedTest
  @MethodSource("tablesOfData")
  void madeOfNothingATableHasItsColumnsAndNoRow(TableName name) {
    Dataset<Row> rows = made(name, input -> true);
    assertThat(rows.columns()).isEqualTo(Tables.named(name.toString()).schema().fieldNames());
    assertThat(rows.collectAsList()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tablesOfConfiguration")
  void madeOfNothingEveryClaimSaysWhyItIsNotMeasured(TableName name) {
    assertThat(made(name, input -> true).collectAsList())
        .isNotEmpty()
        .allMatch(row -> row.getAs("measured") == null && row.getAs("remark") != null);
  }

  /** A night would stop at a row that breaks one of these. */
  @ParameterizedTest
  @MethodSource("goldTablesAndInputs")
  void withoutRowsOfOneInputATableKeepsItsRules(TableName name, TableName without) {
    Table table = Tables.named(name.toString());
    Class<? extends Table> missing = Tables.named(without.toString()).getClass();
    Dataset<Row> made = made(name, missing::equals);
    Dataset<Row> rows = made.sparkSession().createDataFrame(made.collectAsList(), table.schema());
    Column breaks = lit(false);
    for (Field field : table.fields()) {
      breaks = breaks.or(field.required() ? field.col().isNull() : lit(false));
    }
    for (Check check : table.checks()) {
      if (check instanceof Check.EveryRow rule && rule.stops()) {
        breaks = breaks.or(not(coalesce(rule.holds(), lit(false))));
      }
    }
    assertThat(rows.where(breaks).collectAsList()).isEmpty();
  }

  private static Dataset<Row> made(TableName name, Predicate<Class<? extends Table>> isEmpty) {
    return ((Derived) Tables.named(name.toString())).query(new Without(isEmpty));
  }

  /** The embedded data but for some tables, which have no rows. */
  private record Without(Predicate<Class<? extends Table>> isEmpty) implements Inputs {
    @Override
    public LocalDate asOf() {
      return WHOLE.asOf();
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table) {
      return read(table, asOf());
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
      return isEmpty.test(table)
          ? spark().createDataFrame(List.of(), Tables.of(table).schema())
          : WHOLE.read(table, knownBy);
    }

    @Override
    public Settings settings() {
      return WHOLE.settings();
    }

    @Override
    public SparkSession spark() {
      return TestSpark.session();
    }
  }
}
