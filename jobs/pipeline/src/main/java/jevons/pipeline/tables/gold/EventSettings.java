package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Settings;

/** The settings {@code studies.events}, read. A reader declares those of the keys that it reads. */
public final class EventSettings {
  public static final String GROUPS = "studies.events.groups";
  public static final String ESTIMATION = "studies.events.estimation";
  public static final String WINDOWS = "studies.events.windows";
  public static final String SINCE = "studies.events.since";
  public static final String SURPRISE = "studies.events.surprise-at-least";

  private final Settings settings;

  public EventSettings(Settings settings) {
    this.settings = settings;
  }

  /** The groups of firms that are tested. */
  public List<String> groups() {
    return settings.texts(GROUPS);
  }

  /** The days that the model of normal returns is fitted on. */
  public Window estimation() {
    return window(ESTIMATION, settings.text(ESTIMATION));
  }

  /** The windows that abnormal returns are summed over, in the setting's order. */
  public List<Window> windows() {
    return settings.texts(WINDOWS).stream().map(text -> window(WINDOWS, text)).toList();
  }

  /** Two events so many trading days apart or more have no window in common. */
  int longest() {
    int start = windows().stream().mapToInt(Window::start).min().orElse(0);
    int end = windows().stream().mapToInt(Window::end).max().orElse(0);
    return end - start + 1;
  }

  /** Releases and filings before this day are not studied. */
  LocalDate since() {
    String text = settings.text(SINCE);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw JevonsException.usage(SINCE + " = " + text + ": expected a day such as 2023-01-01.");
    }
  }

  /** Compute saved from which on a release is an event, log10 FLOP. */
  double surpriseAtLeast() {
    return settings.number(SURPRISE);
  }

  private static Window window(String key, String text) {
    try {
      return Window.parse(text);
    } catch (EconometricsException e) {
      throw JevonsException.usage(key + ": " + e.getMessage());
    }
  }
}
