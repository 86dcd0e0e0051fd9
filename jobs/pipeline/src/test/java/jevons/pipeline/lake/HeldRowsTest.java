package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Seq;

class HeldRowsTest {
  private static final InternalRow ONE = new GenericInternalRow(new Object[] {1});
  private static final InternalRow TWO = new GenericInternalRow(new Object[] {2});

  @SuppressWarnings("unchecked")
  private final Seq<InternalRow> rows =
      (Seq<InternalRow>) (Object) new HeldRows(new Object[] {ONE, TWO});

  @Test
  void aSearchForExpressionsLooksAtOneRow() {
    AtomicInteger looks = new AtomicInteger();
    Object found =
        rows.map(
            row -> {
              looks.incrementAndGet();
              return row;
            });

    assertThat(found).isSameAs(rows);
    assertThat(looks).hasValue(1);
  }

  @Test
  void otherFunctionsAreCalledOncePerRow() {
    AtomicInteger looks = new AtomicInteger();
    Seq<?> doubled =
        (Seq<?>)
            rows.map(
                row -> {
                  looks.incrementAndGet();
                  return 2 * row.getInt(0);
                });

    assertThat(doubled.mkString(",")).isEqualTo("2,4");
    assertThat(looks).hasValue(2);
  }

  @Test
  void filterKeepsThoseWanted() {
    assertThat(((Seq<?>) rows.filter(row -> row.getInt(0) > 1)).mkString(",")).isEqualTo("[2]");
    assertThat(rows.filter(row -> true)).isSameAs(rows);
  }

  @Test
  void readsAsASequence() {
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.head()).isSameAs(ONE);
    assertThat(rows.apply(1)).isSameAs(TWO);
    assertThat(rows.take(1).size()).isEqualTo(1);
  }
}
