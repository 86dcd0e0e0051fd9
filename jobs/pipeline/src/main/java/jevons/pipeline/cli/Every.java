package jevons.pipeline.cli;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.table.JevonsException;

/** Which days of a span are filled: each, or the last of each week (Friday), month or quarter. */
enum Every {
  day,
  week,
  month,
  quarter;

  /**
   * The days, ascending; both ends belong to the span.
   *
   * @throws JevonsException exit 2 when the span ends before it begins or holds none of these days
   */
  List<LocalDate> in(LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      throw JevonsException.usage(
          "--from %s is after --to %s. Expected a span, the earlier day first."
              .formatted(from, to));
    }
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate end = end(from); !end.isAfter(to); end = end(end.plusDays(1))) {
      days.add(end);
    }
    if (days.isEmpty()) {
      throw JevonsException.usage(
          "no %s ends from %s to %s; the next end is %s. Expected a span that holds one, or --every day."
              .formatted(this, from, to, end(from)));
    }
    return days;
  }

  /** The first end of a day, week, month or quarter from {@code day} on. */
  private LocalDate end(LocalDate day) {
    return switch (this) {
      case day -> day;
      case week -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
      case month -> day.with(TemporalAdjusters.lastDayOfMonth());
      case quarter ->
          day.with(IsoFields.DAY_OF_QUARTER, 1)
              .plus(2, ChronoUnit.MONTHS)
              .with(TemporalAdjusters.lastDayOfMonth());
    };
  }
}
