package jevons.pipeline.config;

import java.time.LocalDate;

/**
 * A day that the event studies look at.
 *
 * @param event its name in the tables, {@code "deepseek-r1-selloff"}
 * @param date the calendar day it happened; day 0 is the first trading day on or after it
 * @param words what happened, for a chart's label
 */
public record MarketEvent(String event, LocalDate date, String words) {}
