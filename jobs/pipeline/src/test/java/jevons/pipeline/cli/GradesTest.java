package jevons.pipeline.cli;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.Score;
import jevons.pipeline.trace.Links;
import jevons.pipeline.trace.Links.Link;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** On the embedded data: a figure takes the weakest grade of what it was made from. */
class GradesTest {
  private static final int ROWS_OF_A_TABLE = 6;
  private static final long SEED = 1865;

  @Test
  void noGradeIsStrongerThanTheWeakestOfTheRowsThatATraceFindsBehindIt() {
    TableReader tables = WholeNight.made().tables();
    Links links = WholeNight.made().links();
    List<String> tooStrong = new ArrayList<>();
    Set<String> held = new TreeSet<>();
    for (Table table : Tables.all()) {
      Optional<Field> own = table.findField("grade");
      if (table.name().layer() != Layer.GOLD || own.isEmpty()) {
        continue;
      }
      Dataset<Row> rows = someRows(table, tables.read(table.name()));
      for (Link link : links.of(table, Set.of())) {
        Optional<Field> grade = grade(link);
        if (link.behind().isNone() || grade.isEmpty()) {
          continue;
        }
        List<Row> found =
            rows.where(own.get().col().isNotNull())
                .join(
                    link.find(rows)
                        .groupBy(RowsBehind.ROW_ID)
                        .agg(max(weakness(grade.get().col())).as("weakest_behind")),
                    RowsBehind.ROW_ID)
                .withColumn("is_too_strong", weakness(own.get().col()).lt(col("weakest_behind")))
                .collectAsList();
        for (Row row : found) {
          held.add(table.name().toString());
          if (row.<Boolean>getAs("is_too_strong")) {
            tooStrong.add(
                "%s %s: %s, but a row of %s is weaker"
                    .formatted(
                        table.name(),
                        key(table, row),
                        row.<String>getAs("grade"),
                        link.input().name()));
          }
        }
      }
    }
    assertThat(tooStrong).isEmpty();
    // All but those made from tables without grades, prices and the like.
    assertThat(held).hasSizeGreaterThan(17);
  }

  /** The grade of what is taken from a row of the input. */
  private static Optional<Field> grade(Link link) {
    if (link.input() instanceof Score) {
      return Optional.of(Score.KNOWN_GRADE);
    }
    if (link.input() instanceof Model) {
      return Optional.of(Model.COMPUTE_GRADE);
    }
    Set<String> followed = link.behind().columns();
    boolean isOfFigures =
        link.input() instanceof FirmQuarter
            && !followed.isEmpty()
            && followed.stream().noneMatch(column -> column.startsWith("log_rate"));
    return isOfFigures ? Optional.of(FirmQuarter.FIGURES_GRADE) : link.input().findField("grade");
  }

  private static Column weakness(Column grade) {
    Column place = lit(null).cast("int");
    int weaker = 0;
    for (Grade one : Grade.values()) {
      place = when(grade.equalTo(one.word()), weaker++).otherwise(place);
    }
    return place;
  }

  private static Dataset<Row> someRows(Table table, Dataset<Row> all) {
    Column drawn =
        xxhash64(
            Stream.concat(
                    Stream.of(lit(SEED)),
                    table.key().stream().map(f -> coalesce(f.col().cast("string"), lit(""))))
                .toArray(Column[]::new));
    List<Row> numbered = new ArrayList<>();
    for (Row row : all.orderBy(drawn).limit(ROWS_OF_A_TABLE).collectAsList()) {
      List<Object> values = new ArrayList<>();
      table.fields().forEach(f -> values.add(row.getAs(f.name())));
      values.add((long) numbered.size());
      numbered.add(RowFactory.create(values.toArray()));
    }
    return broadcast(
        all.sparkSession()
            .createDataFrame(numbered, table.schema().add(RowsBehind.ROW_ID, DataTypes.LongType)));
  }

  private static List<Object> key(Table table, Row row) {
    return table.key().stream().<Object>map(f -> row.getAs(f.name())).toList();
  }
}
