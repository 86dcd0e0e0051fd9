package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * On which days of a backfill a study is estimated. A night estimates every study whatever its
 * schedule, so the current day's tables always hold it.
 */
public enum ScheduledDays {
  EVERY_DAY,
  MONTH_END,
  QUARTER_END,
  YEAR_END;

  /** As in a study's file, {@code "month-end"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The schedule of this word, if there is one. */
  static Optional<ScheduledDays> find(String word) {
    return Arrays.stream(values()).filter(d -> d.word().equals(word)).findFirst();
  }

  /** Whether it holds this day: the last of a month, quarter or year is the calendar's. */
  public boolean contains(LocalDate day) {
    boolean endsMonth = day.getDayOfMonth() == day.lengthOfMonth();
    return switch (this) {
      case EVERY_DAY -> true;
      case MONTH_END -> endsMonth;
      case QUARTER_END -> endsMonth && day.getMonthValue() % 3 == 0;
      case YEAR_END -> endsMonth && day.getMonthValue() == 12;
    };
  }
}
