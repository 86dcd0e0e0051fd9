package jevons.pipeline.tables.gold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.KnownLines;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.RowSets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gold made of silver cut at a day is, to the last digit and with all that it reads as of earlier
 * days, gold made of the silver of a landing zone from which all was deleted that became known
 * later. The estimates of studies are left out, on both sides.
 */
@TestMethodOrder(OrderAnnotation.class)
class GoldKnownByTest {
  private static final LocalDate LAST_DAY = LocalDate.parse("2025-01-31");

  /** A quarter has ended since. */
  private static final LocalDate LATER = LocalDate.parse("2025-04-02");

  private static RealData cut;
  private static RealData then;

  static Stream<Arguments> tablesAndDays() {
    return Stream.of(LocalDate.parse("2021-01-31"), LAST_DAY)
        .flatMap(day -> tables().map(name -> Arguments.of(name, day)));
  }

  static Stream<TableName> tables() {
    return Tables.all().stream()
        .filter(t -> t.name().layer() == Layer.GOLD && t instanceof Derived)
        .map(Table::name);
  }

  @Order(1)
  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("tablesAndDays")
  void goldRestsOnNothingThatBecameKnownLater(TableName name, LocalDate day) {
    Class<? extends Table> table = Tables.named(name.toString()).getClass();
    open(day);
    List<Row> ofCut = cut.read(table).collectAsList();
    List<Row> ofLines = then.read(table).collectAsList();
    assertThat(RowSets.differences("cut", ofCut, "made of the lines", ofLines)).isEmpty();
  }

  /**
   * A night takes over what a table came to on an earlier day when nothing that it reads has
   * changed, so what the day alone changes has to be named by the table's period.
   */
  @Order(2)
  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void whatTheDayAloneChangesIsNamedByThePeriod(TableName name) {
    open(LAST_DAY);
    Derived table = (Derived) Tables.named(name.toString());
    List<Row> then = undated(cut.read(table.getClass()));
    List<Row> later = undated(table.query(new NothingNew(cut, LATER)));
    List<String> differences = RowSets.differences("then", then, "later", later);
    if (!differences.isEmpty()) {
      assertThat(table.period(LATER))
          .as("period of %s: %s", name, differences)
          .isNotEqualTo(table.period(LAST_DAY));
    }
  }

  private static List<Row> undated(Dataset<Row> rows) {
    return rows.drop(AsOf.FIELD.name()).collectAsList();
  }

  /** A later day, by which nothing more has become known. */
  private record NothingNew(RealData then, LocalDate asOf) implements Inputs {
    @Override
    public Dataset<Row> read(Class<? extends Table> table) {
      return then.read(table);
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
      return then.read(table, knownBy.isBefore(then.asOf()) ? knownBy : then.asOf());
    }

    @Override
    public Settings settings() {
      return then.settings();
    }

    @Override
    public SparkSession spark() {
      return then.spark();
    }
  }

  private static void open(LocalDate day) {
    if (cut == null || !cut.asOf().equals(day)) {
      cut = EmbeddedFirms.configured(RealData.asOf(day.toString()));
      then = EmbeddedFirms.configured(RealData.asOf(day.toString(), new KnownLines(day)));
      // The largest; KnownByTest holds them on every day.
      for (Table large : List.of(new DailyPrice(), new Factor(), new Rate())) {
        then.and(large, cut.read(large.getClass()));
      }
    }
  }
}
