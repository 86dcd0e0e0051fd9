package jevons.pipeline.source;

import static jevons.pipeline.table.RejectReason.NOT_A_DAY;
import static jevons.pipeline.table.RejectReason.NOT_A_NUMBER;
import static jevons.pipeline.table.RejectReason.OUT_OF_RANGE;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import jevons.pipeline.table.RejectReason;

/** What a source's word has to be. The word itself is kept as it is. */
public enum Rule {
  /** Anything. */
  TEXT(""),
  /** A finite decimal number, with or without exponent. */
  NUMBER("a number", x -> true),
  /** A number above 0. */
  POSITIVE("a number above 0", x -> x > 0),
  /** A number of 0 or more. */
  NOT_NEGATIVE("a number of 0 or more", x -> x >= 0),
  /** A whole number of 0 or more. */
  WHOLE("a whole number of 0 or more", x -> x >= 0 && x == Math.rint(x)),
  /** A share. */
  SHARE("a number from 0 to 1", x -> x >= 0 && x <= 1),
  /** A share in per cent. */
  PERCENT("a number from 0 to 100", x -> x >= 0 && x <= 100),
  /** A day of the calendar between 1900 and 2199, {@code 2025-01-27}. */
  DAY("a day (YYYY-MM-DD)"),
  /** A moment, {@code 2026-04-24T14:20:22.000Z}, or a day. */
  MOMENT("a moment (YYYY-MM-DDThh:mm:ssZ) or a day");

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("[T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final DateTimeFormatter ISO_DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
  private static final int DAY_LENGTH = 10;

  private final String expected;
  private final DoublePredicate range;

  Rule(String expected) {
    this(expected, null);
  }

  Rule(String expected, DoublePredicate range) {
    this.expected = expected;
    this.range = range;
  }

  /** What is expected, in words, {@code "a number from 0 to 1"}. */
  String expected() {
    return expected;
  }

  /** Why the word breaks this rule, or empty when it does not. */
  Optional<RejectReason> findBreach(String word) {
    return switch (this) {
      case TEXT -> Optional.empty();
      case DAY -> isDay(word) ? Optional.empty() : Optional.of(NOT_A_DAY);
      case MOMENT -> isMoment(word) ? Optional.empty() : Optional.of(NOT_A_DAY);
      default -> findNumberBreach(word);
    };
  }

  private Optional<RejectReason> findNumberBreach(String word) {
    if (!DECIMAL.matcher(word).matches()) {
      return Optional.of(NOT_A_NUMBER);
    }
    double number = Double.parseDouble(word);
    if (!Double.isFinite(number)) {
      return Optional.of(OUT_OF_RANGE);
    }
    return range.test(number) ? Optional.empty() : Optional.of(OUT_OF_RANGE);
  }

  private static boolean isMoment(String word) {
    return isDay(word)
        || (word.length() > DAY_LENGTH
            && isDay(word.substring(0, DAY_LENGTH))
            && TIME_OF_DAY.matcher(word.substring(DAY_LENGTH)).matches());
  }

  private static boolean isDay(String word) {
    if (word.length() != DAY_LENGTH) {
      return false;
    }
    try {
      int year = LocalDate.parse(word, ISO_DAY).getYear();
      return year >= 1900 && year < 2200;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
