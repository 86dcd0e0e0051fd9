package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What a report needs beside the tables.
 *
 * @param today the day the report is made, by the caller's clock; data are called stale against it
 * @param staleAfterDays how many days the newest price may be old before the report warns
 * @param sources whose data these are, to be named with their licence
 * @param missing what the firms lack in the landing zone, a sentence each
 * @param own the studies that the user wrote, in the order in which they are shown
 */
public record ReportSettings(
    LocalDate today,
    int staleAfterDays,
    List<DataSource> sources,
    List<String> missing,
    List<OwnQuestion> own) {
  /** Days the newest price may be old without a warning. */
  public static final int STALE_AFTER_DAYS = 7;

  public ReportSettings {
    sources = List.copyOf(sources);
    missing = List.copyOf(missing);
    own = List.copyOf(own);
  }

  /**
   * The sources of the embedded landing zone, nothing missing, and a warning after {@link
   * #STALE_AFTER_DAYS}.
   */
  public static ReportSettings of(LocalDate today) {
    return new ReportSettings(today, STALE_AFTER_DAYS, DataSource.EMBEDDED, List.of(), List.of());
  }

  /** Whether the user wrote the study. */
  boolean isOwn(String study) {
    return own.stream().anyMatch(o -> o.study().equals(study));
  }
}
