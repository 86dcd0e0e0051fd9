package jevons.pipeline.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of all tickers for a day, {@code days/2026-08-21.csv}, beside the files of one ticker's
 * whole history. A day's file has what no history has yet; a history that comes later takes its
 * place.
 */
final class DayFiles {
  static final String HEADER = "ticker," + PriceSeries.HEADER;
  private static final String FOLDER = "days";
  private static final String NAME = "\\d{4}-\\d{2}-\\d{2}\\.csv";
  private static final int DAY_LENGTH = 10;

  private final Path prices;

  /**
   * @param prices the folder of the ticker files
   */
  DayFiles(Path prices) {
    this.prices = prices;
  }

  static String file(LocalDate day) {
    return FOLDER + "/" + day + ".csv";
  }

  /** The last day of a ticker's history, if it has a file with one. */
  Optional<LocalDate> findLastDay(String ticker) {
    Path file = prices.resolve(ticker + ".csv");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Visit.text(file)
        .lines()
        .filter(line -> line.matches("\\d{4}-\\d{2}-\\d{2},.*"))
        .map(line -> LocalDate.parse(line.substring(0, DAY_LENGTH)))
        .max(LocalDate::compareTo);
  }

  /** The newest day that a day's file or the market's fund has. */
  Optional<LocalDate> findNewestDay(String marketTicker) {
    return Stream.concat(findLastDay(marketTicker).stream(), days().stream())
        .max(LocalDate::compareTo);
  }

  private List<LocalDate> days() {
    Path folder = prices.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .map(name -> LocalDate.parse(name.substring(0, DAY_LENGTH)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the ticker's lines out of the days that its history has by now. */
  void dropUntilHistory(String ticker, Visit visit) {
    Optional<LocalDate> last = findLastDay(ticker);
    for (LocalDate day : days()) {
      if (last.isPresent() && !day.isAfter(last.get())) {
        drop(ticker, day, visit);
      }
    }
  }

  private void drop(String ticker, LocalDate day, Visit visit) {
    String before = Visit.text(prices.resolve(file(day)));
    StringBuilder after = new StringBuilder();
    before
        .lines()
        .filter(line -> !line.startsWith(ticker + ","))
        .forEach(line -> after.append(line).append('\n'));
    if (after.length() != before.length()) {
      visit.replace(file(day), after.toString());
    }
  }
}
