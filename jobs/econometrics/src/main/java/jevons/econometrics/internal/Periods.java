package jevons.econometrics.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.econometrics.EconometricsException;

/**
 * Numbers the periods of a time column, so that a lag is a difference of numbers.
 *
 * <p>Whole numbers stand for themselves. Days that all fall on one day of the month, or all on its
 * last, are months, quarters or years: the step is the greatest that fits all of them. Days on one
 * weekday are weeks. Other days are counted as they occur in the sample, so that Monday follows
 * Friday. Texts are read as days, {@code 2024Q1}, {@code 2024-03} or whole numbers.
 */
public final class Periods {
  private static final Pattern QUARTER = Pattern.compile("(\\d{4})[- ]?[Qq]([1-4])");
  private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");

  private Periods() {}

  /**
   * Numbers the distinct values of a time column.
   *
   * @param column its name, for messages
   */
  public static Map<Object, Long> number(String column, Collection<Object> distinct) {
    Map<Object, Long> wholes = new HashMap<>();
    Map<Object, LocalDate> days = new HashMap<>();
    for (Object value : distinct) {
      Object read = read(column, value);
      if (read instanceof Long whole) {
        wholes.put(value, whole);
      } else {
        days.put(value, (LocalDate) read);
      }
    }
    if (!wholes.isEmpty() && !days.isEmpty()) {
      throw new EconometricsException("time column " + column + " mixes days and numbers.");
    }
    return days.isEmpty() ? wholes : numberDays(days);
  }

  private static Map<Object, Long> numberDays(Map<Object, LocalDate> days) {
    Map<Object, Long> numbers = new HashMap<>();
    TreeSet<LocalDate> sorted = new TreeSet<>(days.values());
    LocalDate first = sorted.first();
    boolean sameDay = sorted.stream().allMatch(d -> d.getDayOfMonth() == first.getDayOfMonth());
    boolean monthEnd = sorted.stream().allMatch(d -> d.getDayOfMonth() == d.lengthOfMonth());
    DayOfWeek weekday = first.getDayOfWeek();
    if (sameDay || monthEnd) {
      long step = 0;
      for (LocalDate d : sorted) {
        step = gcd(step, month(d) - month(first));
      }
      for (Map.Entry<Object, LocalDate> e : days.entrySet()) {
        numbers.put(e.getKey(), (month(e.getValue()) - month(first)) / Math.max(step, 1));
      }
    } else if (sorted.stream().allMatch(d -> d.getDayOfWeek() == weekday)) {
      days.forEach((key, d) -> numbers.put(key, ChronoUnit.WEEKS.between(first, d)));
    } else {
      Map<LocalDate, Long> place = new HashMap<>();
      sorted.forEach(d -> place.put(d, (long) place.size()));
      days.forEach((key, d) -> numbers.put(key, place.get(d)));
    }
    return numbers;
  }

  private static Object read(String column, Object value) {
    if (value instanceof Number n) {
      double d = n.doubleValue();
      if (d == Math.rint(d) && Math.abs(d) < 1e15) {
        return (long) d;
      }
    } else if (value instanceof LocalDate d) {
      return d;
    } else if (value instanceof java.sql.Date d) {
      return d.toLocalDate();
    } else if (value instanceof java.sql.Timestamp t) {
      return t.toLocalDateTime().toLocalDate();
    } else if (value instanceof LocalDateTime t) {
      return t.toLocalDate();
    } else if (value instanceof Instant t) {
      return t.atZone(ZoneOffset.UTC).toLocalDate();
    } else if (value instanceof String s) {
      String text = s.strip();
      Matcher quarter = QUARTER.matcher(text);
      Matcher month = MONTH.matcher(text);
      try {
        if (quarter.matches()) {
          int first = 3 * (Integer.parseInt(quarter.group(2)) - 1) + 1;
          return LocalDate.of(Integer.parseInt(quarter.group(1)), first, 1);
        } else if (month.matches()) {
          return LocalDate.parse(text + "-01");
        } else if (text.matches("-?\\d{1,15}")) {
          return Long.parseLong(text);
        }
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw notAPeriod(column, value);
      }
    }
    throw notAPeriod(column, value);
  }

  private static EconometricsException notAPeriod(String column, Object value) {
    return new EconometricsException(
        "time column "
            + column
            + " holds \""
            + value
            + "\"; expected a day, 2024Q1, 2024-03 or a whole number.");
  }

  private static long month(LocalDate d) {
    return 12L * d.getYear() + d.getMonthValue();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }
}
