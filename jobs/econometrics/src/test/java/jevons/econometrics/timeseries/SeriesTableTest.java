package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import jevons.econometrics.Sample;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  @Test
  void rowsAreSortedAndEndsWithoutAValueFallAway() {
    SeriesTable t =
        SeriesTable.of(
            Sample.empty()
                .with("quarter", "2024Q2", "2023Q4", "2024Q1", "2024Q3")
                .with("y", 2, Double.NaN, 1, 3),
            "quarter",
            List.of("y"));
    assertThat(t.values("y")).containsExactly(1, 2, 3);
    assertThat(t.periods()).containsExactly("2024Q1", "2024Q2", "2024Q3");
    assertThat(t.rowsBefore("2024Q3")).isEqualTo(2);
    assertThat(t.firstAfter(2)).isEqualTo("2024Q3");
    assertThat(t.sample("quarter").numbers("y")).containsExactly(1, 2, 3);
  }

  @Test
  void aGapIsRefusedByName() {
    Sample gap = Sample.empty().with("quarter", "2023Q1", "2023Q2", "2023Q4").with("y", 1, 2, 3);
    assertThatThrownBy(() -> SeriesTable.of(gap, "quarter", List.of("y")))
        .hasMessage(
            "1 period is missing after 2023Q2 (next is 2023Q4); fill in, or take the periods before"
                + " or after.");
    Sample hole = Sample.empty().with("year", 2001, 2002, 2003).with("y", 1, Double.NaN, 3);
    assertThatThrownBy(() -> SeriesTable.of(hole, "year", List.of("y")))
        .hasMessageContaining("period 2002")
        .hasMessageContaining("[y] missing between 2001");
    Sample twice = Sample.empty().with("year", 2001, 2001).with("y", 1, 2);
    assertThatThrownBy(() -> SeriesTable.of(twice, "year", List.of("y")))
        .hasMessageContaining("occurs twice");
    Sample none = Sample.empty().with("year", 2001, 2002).with("y", Double.NaN, Double.NaN);
    assertThatThrownBy(() -> SeriesTable.of(none, "year", List.of("y")))
        .hasMessage("no period has all of [y].");
  }
}
