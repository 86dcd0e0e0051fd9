package jevons.pipeline.tables;

import java.time.LocalDate;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The days of knowledge on which a night is held to be one on the landing zone of the day. */
public final class KnownDays {
  private static final int FIRST_YEAR = 2014;
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 7, 31);
  private static final long SEED = 1865;

  private KnownDays() {}

  /** One day of each year, drawn, and the days before figures that came late or moved. */
  public static Stream<LocalDate> all() {
    return Stream.concat(drawn(), traps()).sorted();
  }

  /** One of each year from 2014 on. */
  private static Stream<LocalDate> drawn() {
    Random random = new Random(SEED);
    return IntStream.rangeClosed(FIRST_YEAR, LAST_DAY.getYear())
        .mapToObj(
            year -> {
              LocalDate last = LocalDate.of(year, 12, 31);
              int days = (last.isBefore(LAST_DAY) ? last : LAST_DAY).getDayOfYear();
              return LocalDate.ofYearDay(year, 1 + random.nextInt(days));
            });
  }

  private static Stream<LocalDate> traps() {
    return Stream.of(
            // Before Alphabet's late figures and Nvidia's, and while a half-year of Nvidia's was
            // filed under a wrong period.
            "2016-02-11",
            "2018-03-15",
            "2021-01-31",
            // The day of the fall, the eve of Meta's restatement, the end of that week.
            "2025-01-27",
            "2025-01-29",
            "2025-01-31",
            // The eve of the first export of Epoch AI's models.
            "2025-03-10")
        .map(LocalDate::parse);
  }
}
