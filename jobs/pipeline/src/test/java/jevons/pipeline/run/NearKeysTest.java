package jevons.pipeline.run;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Type;
import jevons.pipeline.table.Unit;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines near a few keys: those of the keys always, and the same here as in a query. */
class NearKeysTest {
  private static final List<Field> KEY =
      List.of(
          Field.required("ticker", Type.TEXT, Unit.NONE, "A firm"),
          Field.required("day", Type.TEXT, Unit.NONE, "A day"));

  /** Few values are asked for one by one, more by their bounds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 400})
  void aKeyIsNearHereWhereItIsNearInAQuery(int keys) {
    Random random = new Random(keys);
    Dataset<Row> some = rows(random, keys, 0);
    Dataset<Row> others = rows(random, 300, 20);
    NearKeys near = NearKeys.of(KEY, here(some));

    assertThat(near.hold(here(some))).isTrue();
    assertThat(some.where(near.condition()).count()).isEqualTo(keys);
    List<InternalRow> found = here(others.where(near.condition()));
    assertThat(found)
        .hasSizeLessThan(300)
        .isEqualTo(here(others).stream().filter(key -> near.hold(List.of(key))).toList());
  }

  @Test
  void aColumnThatIsNullInAKeyTellsNothing() {
    Dataset<Row> some =
        TestSpark.session()
            .createDataFrame(
                List.of(RowFactory.create("NVDA", null), RowFactory.create("AMD", "2025-01-27")),
                schema());
    NearKeys near = NearKeys.of(KEY, here(some));
    assertThat(near.hold(here(some))).isTrue();
    assertThat(some.where(near.condition()).count()).isEqualTo(2);
    assertThat(some.where(near.condition().or(col("ticker").equalTo("INTC"))).count()).isEqualTo(2);
  }

  @Test
  void nothingIsNearNoKeys() {
    Dataset<Row> some = rows(new Random(1), 5, 0);
    NearKeys near = NearKeys.of(KEY, List.of());
    assertThat(some.where(near.condition()).count()).isZero();
    assertThat(near.hold(here(some))).isFalse();
    assertThat(near.hold(List.of())).isTrue();
  }

  private static Dataset<Row> rows(Random random, int n, int from) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(
          RowFactory.create(
              "T" + (char) ('A' + random.nextInt(8)), "d" + (from + 100 + random.nextInt(60))));
    }
    return TestSpark.session().createDataFrame(rows, schema());
  }

  private static StructType schema() {
    return new StructType().add("ticker", DataTypes.StringType).add("day", DataTypes.StringType);
  }

  private static List<InternalRow> here(Dataset<Row> rows) {
    return LocalRows.of(rows).orElseThrow();
  }
}
