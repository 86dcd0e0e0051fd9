package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.List;
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
}
