package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Grade;

/**
 * Trading days of a regression of returns, ascending.
 *
 * @param columns excess_return, the factors by their names in {@code silver.factor}; shares
 * @param grade the weakest of the returns; estimated at best
 */
record ReturnSample(List<LocalDate> days, Sample columns, Grade grade) {
  Span span() {
    return new Span(days.get(0), days.get(days.size() - 1));
  }

  /** Number of days later than this one. */
  long daysAfter(LocalDate day) {
    return days.stream().filter(d -> d.isAfter(day)).count();
  }

  /** With the column {@code after}: 1 on days later than this one, else 0. */
  ReturnSample splitAfter(LocalDate day) {
    double[] after = days.stream().mapToDouble(d -> d.isAfter(day) ? 1 : 0).toArray();
    return new ReturnSample(days, columns.with("after", after), grade);
  }

  /** With the changes of rates, on the days that have all of them. */
  ReturnSample with(RateChanges rates) {
    Map<String, double[]> changes = rates.on(days);
    int[] kept =
        IntStream.range(0, days.size())
            .filter(t -> changes.values().stream().noneMatch(c -> Double.isNaN(c[t])))
            .toArray();
    Sample sample = Sample.empty();
    for (String name : columns.names()) {
      sample = sample.with(name, at(kept, columns.numbers(name)));
    }
    for (Map.Entry<String, double[]> change : changes.entrySet()) {
      sample = sample.with(change.getKey(), at(kept, change.getValue()));
    }
    return new ReturnSample(IntStream.of(kept).mapToObj(days::get).toList(), sample, grade);
  }

  private static double[] at(int[] places, double[] values) {
    return IntStream.of(places).mapToDouble(t -> values[t]).toArray();
  }
}
