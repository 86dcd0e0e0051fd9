package jevons.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartJsonTest {
  @Test
  void theSameChartIsTheSameTextInEveryRun() {
    Chart chart =
        new Chart(
            "price",
            "It rose",
            "US$",
            "A line",
            Chart.Axis.time(),
            Chart.Axis.linear("US$"),
            List.of(
                new Chart.Series(
                    "close",
                    Chart.Kind.LINE,
                    List.of(Chart.Point.of(LocalDate.of(2025, 1, 27), 1.5)))),
            List.of(new Chart.Mark("2025", "1", "R1")),
            new DataTable("t", "t", List.of(), List.of()));
    assertThat(ChartJson.of(List.of(chart)))
        .contains("\"marks\":[{\"number\":\"1\",\"words\":\"R1\",\"x\":\"2025\"}]")
        .contains(
            "\"series\":[{\"kind\":\"line\",\"name\":\"close\",\"points\":[[\"2025-01-27\",1.5]]}]");
  }
}
