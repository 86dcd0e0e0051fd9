package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import org.apache.spark.sql.Row;

/**
 * A row of {@code gold.event}.
 *
 * @param date day it happened; empty for pooled events
 * @param pool the pooled event that it is part of
 */
public record StudiedEvent(
    String event, String kind, Optional<LocalDate> date, Optional<String> pool, Grade grade) {

  /** The events in the order of time, pooled ones last. */
  public static List<StudiedEvent> read(Inputs in) {
    return in
        .read(Event.class)
        .select("event", "kind", "event_date", "pool", "grade")
        .collectAsList()
        .stream()
        .map(StudiedEvent::of)
        .sorted(
            Comparator.comparing((StudiedEvent e) -> e.date().orElse(LocalDate.MAX))
                .thenComparing(StudiedEvent::event))
        .toList();
  }

  private static StudiedEvent of(Row row) {
    return new StudiedEvent(
        row.getString(0),
        row.getString(1),
        Optional.ofNullable(row.getDate(2)).map(java.sql.Date::toLocalDate),
        Optional.ofNullable(row.getString(3)),
        Grade.of(row.getString(4)));
  }

  /**
   * The models it is studied under: of filings, single or pooled, the headline's alone, since there
   * are many, of all others every one.
   */
  public List<ReturnModel> models() {
    return kind.equals(Event.FILING) || event.equals(Event.FILINGS)
        ? EventReturns.MODELS.subList(0, 1)
        : EventReturns.MODELS;
  }
}
