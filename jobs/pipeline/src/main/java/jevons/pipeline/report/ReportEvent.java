package jevons.pipeline.report;

import java.time.LocalDate;

/**
 * A day that is marked in the charts.
 *
 * @param event the event's key, {@code "r1_selloff"}
 * @param date the day it happened, trading day or not
 * @param words a short label, {@code "Sell-off"}
 */
public record ReportEvent(String event, LocalDate date, String words) {}
