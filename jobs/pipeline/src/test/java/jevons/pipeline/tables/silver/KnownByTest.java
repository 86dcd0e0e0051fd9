package jevons.pipeline.tables.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.KnownDays;
import jevons.pipeline.tables.KnownLines;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.RowSets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A night as of a day is one on a landing zone from which all was deleted that became known later:
 * silver made of the whole embedded data and cut at the day has the rows, in all columns, that
 * silver made of the lines known by that day has.
 *
 * <p>Two tables have rows of later days also when made of the lines of a day, and are cut on both
 * sides; of all others every row is compared:
 *
 * <ul>
 *   <li>{@code model}: the first list that has a model tells of it from its publication on, and is
 *       a vintage of its own as well, known from its export day on;
 *   <li>{@code token_price}: ids of price lists move on to other models on days that are reference
 *       data, and a price goes along with its id.
 * </ul>
 *
 * <p>What no line can show is left alone: that a figure was another one in an export before the
 * embedded one. A price stands on the basis of the splits and dividends of its file, Nvidia's
 * data-center revenue is the one of its latest filing, a score is the one of the newest export.
 */
class KnownByTest {
  private static final Set<Class<? extends Table>> HAVE_ROWS_OF_LATER_DAYS =
      Set.of(Model.class, TokenPrice.class);

  /** The one day on which tables that are made line by line are made of the lines of a day. */
  private static final LocalDate DAY_OF_LINES = LocalDate.of(2025, 1, 31);

  private static final RealData WHOLE = EmbeddedFirms.asOf("2026-12-31");
  private static final Map<Class<? extends Table>, List<Row>> ROWS = new HashMap<>();

  static Stream<Arguments> tablesAndDays() {
    List<LocalDate> days = KnownDays.all().toList();
    return dated()
        .flatMap(
            table -> {
              if (table.isLineByLine()) {
                return Stream.of(Arguments.of(table.name(), List.of(DAY_OF_LINES)));
              }
              // Its market has one name, so that its days cannot be made at once
              return table instanceof TradingDay
                  ? days.stream().map(day -> Arguments.of(table.name(), List.of(day)))
                  : Stream.of(Arguments.of(table.name(), days));
            });
  }

  static Stream<TableName> madeLineByLine() {
    return dated().filter(Derived::isLineByLine).map(Table::name);
  }

  private static Stream<Derived> dated() {
    return Tables.all().stream()
        .filter(t -> t.name().layer() == Layer.SILVER && t.knownOn().isPresent())
        .map(Derived.class::cast);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("tablesAndDays")
  void silverRestsOnNothingThatBecameKnownLater(TableName name, List<LocalDate> days) {
    Derived table = (Derived) Tables.named(name.toString());
    DaysApart apart = new DaysApart(days);
    List<Row> cut = apart.rows(table, cut(table), rows(table));
    List<Row> made = table.query(new LandingOf(apart)).collectAsList();
    if (HAVE_ROWS_OF_LATER_DAYS.contains(table.getClass())) {
      made = made.stream().filter(row -> isKnown(table, row, apart.dayOf(table, row))).toList();
    }
    assertThat(cut).isNotEmpty();
    assertThat(RowSets.differences("cut", cut, "made of the lines", made)).isEmpty();
  }

  /** The largest tables: each row is made of one line, so that all days are held at once. */
  @ParameterizedTest
  @MethodSource("madeLineByLine")
  void aRowMadeOfOneLineIsKnownWhenTheLineIs(TableName name) {
    Derived table = (Derived) Tables.named(name.toString());
    Class<? extends Table> bronze = table.inputs().iterator().next();
    List<Row> rows =
        WHOLE
            .read(table.getClass())
            .select("source_sha256", "source_line", table.knownOn().orElseThrow().name())
            .collectAsList();
    List<Row> lines =
        KnownLines.dated(bronze.asSubclass(Landed.class))
            .select("source_sha256", "source_line", KnownLines.KNOWN_ON)
            .collectAsList();
    assertThat(RowSets.differences("row", rows, "line", lines)).isEmpty();
  }

  /** The rows of all days, or the lines. */
  private static List<Row> rows(Table table) {
    return ROWS.computeIfAbsent(table.getClass(), t -> WHOLE.read(t).collectAsList());
  }

  private static BiFunction<LocalDate, Row, Optional<Row>> cut(Table table) {
    return (day, row) ->
        Optional.of(row).filter(r -> table.knownOn().isEmpty() || isKnown(table, r, day));
  }

  private static boolean isKnown(Table table, Row row, LocalDate day) {
    String knownOn = table.knownOn().orElseThrow().name();
    return !row.<Date>getAs(knownOn).toLocalDate().isAfter(day);
  }

  /**
   * The lines known by each day. Of a silver table that is made of another one, the other one's
   * rows are those cut at the day: that they are the same is held for the other one.
   */
  private record LandingOf(DaysApart apart) implements Inputs {
    @Override
    public LocalDate asOf() {
      throw new AssertionError("a silver table holds all days");
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table) {
      Table found = Tables.of(table);
      List<Row> rows =
          apart.rows(
              found,
              found instanceof Landed bronze ? KnownLines.seen(bronze) : cut(found),
              rows(found));
      return spark().createDataFrame(rows, found.schema());
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
      throw new AssertionError("a silver table holds all days");
    }

    @Override
    public Settings settings() {
      return apart.settings(WHOLE.settings());
    }

    @Override
    public SparkSession spark() {
      return WHOLE.spark();
    }
  }
}
