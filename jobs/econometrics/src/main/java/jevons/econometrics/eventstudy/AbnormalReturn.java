package jevons.econometrics.eventstudy;

import java.time.LocalDate;

/**
 * A day of an event window.
 *
 * @param relativeDay trading days after day 0
 * @param span trading days the return is over; 1 but under {@link MissingReturns#TRADE_TO_TRADE}
 * @param abnormal return less expected return, a share
 * @param standardized abnormal return by the standard deviation of its prediction
 */
public record AbnormalReturn(
    LocalDate day, int relativeDay, int span, double abnormal, double standardized) {}
