package jevons.pipeline.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/** Days on the command line. */
final class Days {
  private Days() {}

  /** Reads {@code 2025-01-31}. */
  static LocalDate parse(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("\"" + text + "\" is not a day such as 2025-01-31");
    }
  }
}
