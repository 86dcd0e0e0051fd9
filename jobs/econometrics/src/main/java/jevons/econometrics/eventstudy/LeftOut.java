package jevons.econometrics.eventstudy;

import java.util.Optional;

/**
 * A firm that could not be studied.
 *
 * @param window the one that is not all there; empty when no window can be used
 * @param reason in words
 */
public record LeftOut(FirmEvent event, Optional<Window> window, String reason) {
  @Override
  public String toString() {
    return event.firm()
        + " ("
        + event.date()
        + ")"
        + window.map(w -> ", window " + w).orElse("")
        + ": "
        + reason;
  }
}
