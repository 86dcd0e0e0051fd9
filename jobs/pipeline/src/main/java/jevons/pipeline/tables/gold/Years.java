package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Time as regressions on it count it, in years of 365.25 days. */
public final class Years {
  static final double DAYS = 365.25;

  /** Near the models of today, so that an intercept is a level of today. */
  private static final LocalDate ORIGIN = LocalDate.of(2024, 1, 1);

  private Years() {}

  /** Years since 2024-01-01; negative before. */
  public static double since2024(LocalDate day) {
    return between(ORIGIN, day);
  }

  /** Years from one day to another. */
  static double between(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to) / DAYS;
  }
}
