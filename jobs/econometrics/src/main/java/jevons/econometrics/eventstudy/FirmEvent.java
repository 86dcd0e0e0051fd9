package jevons.econometrics.eventstudy;

import java.time.LocalDate;

/**
 * Something that happened to a firm.
 *
 * @param firm as in {@link Returns}
 * @param date the calendar day; day 0 is the first trading day on or after it
 */
public record FirmEvent(String firm, LocalDate date) {}
