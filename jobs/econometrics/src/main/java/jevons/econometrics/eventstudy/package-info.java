/**
 * Event studies: what returns did around days on which something happened, beyond what a model of
 * normal returns explains, and whether that is more than chance.
 *
 * <p>{@link jevons.econometrics.eventstudy.EventStudy} takes {@link
 * jevons.econometrics.eventstudy.Returns} and {@link jevons.econometrics.eventstudy.FirmEvent}s;
 * its result has a {@link jevons.econometrics.eventstudy.FirmResult} for each, and {@link
 * jevons.econometrics.eventstudy.EventTests} tests any group of those. Plain Java on the driver:
 * the days around events are few.
 */
package jevons.econometrics.eventstudy;
