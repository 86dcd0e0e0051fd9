package jevons.econometrics.eventstudy;

import java.util.List;

/**
 * What an event study found.
 *
 * @param firms the firms that could be studied, in the order of the events
 * @param leftOut the firms and windows that could not, and why
 */
public record EventStudyResult(
    ReturnModel model,
    Window estimation,
    List<Window> windows,
    List<FirmResult> firms,
    List<LeftOut> leftOut) {
  public EventStudyResult {
    windows = List.copyOf(windows);
    firms = List.copyOf(firms);
    leftOut = List.copyOf(leftOut);
  }

  /** All tests of all firms over one window. */
  public List<EventTest> tests(Window window) {
    return EventTests.of(firms, window);
  }
}
