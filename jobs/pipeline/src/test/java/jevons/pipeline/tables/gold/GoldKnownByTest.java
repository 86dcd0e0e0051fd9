package jevons.pipeline.tables.gold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Layer;
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
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gold made of silver cut at a day is, to the last digit and with all that it reads as of earlier
 * days, gold made of the silver of a landing zone from which all was deleted that became known
 * later. The estimates of studies are left out, on both sides.
 */
class GoldKnownByTest {
  private static RealData cut;
  private static RealData then;

  static Stream<Arguments> tablesAndDays() {
    return Stream.of("2021-01-31", "2025-01-31")
        .map(LocalDate::parse)
        .flatMap(
            day ->
                Tables.all().stream()
                    .filter(t -> t.name().layer() == Layer.GOLD && t instanceof Derived)
                    .map(t -> Arguments.of(t.name(), day)));
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("tablesAndDays")
  void goldRestsOnNothingThatBecameKnownLater(TableName name, LocalDate day) {
    Class<? extends Table> table = Tables.named(name.toString()).getClass();
    open(day);
    List<Row> ofCut = cut.read(table).collectAsList();
    List<Row> ofLines = then.read(table).collectAsList();
    assertThat(RowSets.differences("cut", ofCut, "made of the lines", ofLines)).isEmpty();
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
