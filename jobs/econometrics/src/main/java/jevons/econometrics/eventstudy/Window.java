package jevons.econometrics.eventstudy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.econometrics.EconometricsException;

/**
 * Trading days around day 0, both ends included.
 *
 * @param start first relative day, negative before the event
 * @param end last relative day, not before {@code start}
 */
public record Window(int start, int end) {
  private static final Pattern TEXT =
      Pattern.compile("\\s*\\[?\\s*([+-]?\\d{1,5})\\s*,\\s*([+-]?\\d{1,5})\\s*]?\\s*");

  public Window {
    if (end < start) {
      throw new EconometricsException(
          "window " + start + "," + end + " ends before it starts; write -1,1 for three days.");
    }
  }

  /**
   * Reads {@code "-1,1"} or {@code "[-1,+1]"}.
   *
   * @throws EconometricsException when it is neither
   */
  public static Window parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new EconometricsException(
          "\""
              + text
              + "\" is not a window: two relative trading days with a comma, such as -1,1 or"
              + " -260,-11.");
    }
    return new Window(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Its number of days. */
  public int length() {
    return end - start + 1;
  }

  /** Whether the two share a day. */
  public boolean overlaps(Window other) {
    return start <= other.end && other.start <= end;
  }

  /** As the literature writes it, {@code "[-1,+1]"}. */
  @Override
  public String toString() {
    return "[" + signed(start) + "," + signed(end) + "]";
  }

  private static String signed(int day) {
    return day > 0 ? "+" + day : Integer.toString(day);
  }
}
