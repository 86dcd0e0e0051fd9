package jevons.pipeline.fetch;

import static java.math.BigDecimal.ONE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import jevons.pipeline.config.FetchSettings;
import jevons.pipeline.table.JevonsException;

/**
 * Daily prices, one file of all tickers for each day that is new: what a night costs grows with the
 * day and not with the history. A ticker that split or paid a dividend on that day gets its whole
 * history anew, since all its earlier prices are restated by it.
 */
final class PriceDays implements Source {
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");
  private static final int EVENING = 18;
  private static final int MOST_DAYS = 15;
  private static final String HOME = "US";
  private static final String[] COLUMNS = {
    "Code", "Date", "Open", "High", "Low", "Close", "Volume"
  };

  private final Eodhd provider;
  private final FetchSettings.Prices settings;
  private final Tickers tickers;
  private final Optional<String> key;
  private final Clock clock;

  PriceDays(
      FetchSettings.Prices settings,
      Tickers tickers,
      UnaryOperator<String> environment,
      Clock clock) {
    this.provider = new Eodhd(settings);
    this.settings = settings;
    this.tickers = tickers;
    this.key = Prices.key(provider, environment);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "price_days";
  }

  @Override
  public String folder() {
    return "prices";
  }

  @Override
  public URI address() {
    return provider.address();
  }

  @Override
  public void refuseUnlessReady() {
    if (!settings.provider().equals(provider.name())) {
      throw JevonsException.usage(
          "price_days: jevons.fetch.prices.provider is %s, which has no file of all tickers for a day. Set it to eodhd, or use prices."
              .formatted(settings.provider()));
    }
    if (key.isEmpty()) {
      throw Prices.withoutKey(provider);
    }
  }

  @Override
  public void fetch(Visit visit) {
    DayFiles days = new DayFiles(visit.folder());
    Optional<LocalDate> newest = days.findNewestDay(tickers.market());
    if (newest.isEmpty()) {
      visit.passOver(
          "days/*.csv",
          "no history of " + tickers.market() + " to begin after: jevons fetch prices first");
      return;
    }
    List<LocalDate> missing = missing(newest.get());
    if (missing.size() > MOST_DAYS) {
      visit.passOver(
          "days/*.csv",
          "prices end on %s, %d trading days ago: jevons fetch prices brings them in fewer requests"
              .formatted(newest.get(), missing.size()));
      return;
    }
    missing.forEach(day -> fetch(visit, days, day));
  }

  /** Weekdays after the newest day; today once the exchange has closed and the bars are out. */
  private List<LocalDate> missing(LocalDate newest) {
    ZonedDateTime now = clock.instant().atZone(EXCHANGE);
    LocalDate end = now.getHour() >= EVENING ? now.toLocalDate() : now.toLocalDate().minusDays(1);
    return newest
        .plusDays(1)
        .datesUntil(end.isAfter(newest) ? end.plusDays(1) : newest.plusDays(1))
        .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY)
        .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
        .toList();
  }

  private void fetch(Visit visit, DayFiles days, LocalDate day) {
    String file = DayFiles.file(day);
    Set<String> restated = new TreeSet<>();
    visit.attempt(
        file,
        bulk(HOME, day),
        () -> {
          Map<String, String> ours = new HashMap<>();
          TreeMap<String, String> lines = new TreeMap<>();
          Received first = null;
          for (Map.Entry<String, Map<String, String>> exchange :
              codesByExchange(visit).entrySet()) {
            Received received = ask(visit, bulk(exchange.getKey(), day));
            first = first == null ? received : first;
            boolean every = settings.everyTicker() && exchange.getKey().equals(HOME);
            take(received, day, exchange.getValue(), every, lines);
            ours.putAll(exchange.getValue());
          }
          if (lines.isEmpty()) {
            visit.passOver(file, "no trading on that day, or not out yet");
            return;
          }
          lines.keySet().removeIf(t -> hasAlready(days, t, day));
          restated.addAll(events(visit, day, lines.keySet(), ours));
          lines.keySet().removeAll(restated);
          if (lines.isEmpty()) {
            visit.passOver(file, "every ticker's history has that day, or gets it anew");
            return;
          }
          String text = DayFiles.HEADER + String.join("", lines.values());
          visit.land(first, List.of(new Made(file, text.getBytes(UTF_8))));
        });
    for (String ticker : restated) {
      Prices.bring(visit, days, provider, tickers, ticker, key);
      if (!hasAlready(days, ticker, day)) {
        visit.passOver(
            ticker + ".csv",
            "split or dividend on %s, and the restated history does not reach it yet: jevons fetch prices later"
                .formatted(day));
      }
    }
  }

  private static boolean hasAlready(DayFiles days, String ticker, LocalDate day) {
    return days.findLastDay(ticker).filter(last -> !last.isBefore(day)).isPresent();
  }

  /** Our tickers by exchange and code there: {@code US -> NVDA -> NVDA}. */
  private Map<String, Map<String, String>> codesByExchange(Visit visit) {
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (String ticker : tickers.all(visit.folder())) {
      tickers
          .findSymbol(ticker, provider)
          .ifPresent(
              symbol -> {
                int dot = symbol.lastIndexOf('.');
                found
                    .computeIfAbsent(symbol.substring(dot + 1), e -> new HashMap<>())
                    .put(symbol.substring(0, dot), ticker);
              });
    }
    return found;
  }

  private Address bulk(String exchange, LocalDate day) {
    return Address.below(address(), "/eod-bulk-last-day/" + exchange)
        .with("fmt", "csv")
        .with("date", day.toString())
        .withKey(Eodhd.KEY_PARAMETER, key);
  }

  private static Received ask(Visit visit, Address address) {
    return visit
        .ask(address, ContentKind.CSV, Validators.NONE)
        .orElseThrow(() -> FetchFailure.refused(address + " gave nothing"));
  }

  /** Adds the lines of {@code day}; a day without trading has an empty body. */
  private static void take(
      Received received,
      LocalDate day,
      Map<String, String> ours,
      boolean every,
      Map<String, String> lines) {
    Optional<CsvTable> table = table(received, COLUMNS);
    if (table.isEmpty()) {
      return;
    }
    for (List<String> line : table.get().lines()) {
      String code = table.get().cell(line, "Code");
      String ticker = ours.getOrDefault(code, every && isTicker(code) ? code : null);
      if (ticker != null && table.get().cell(line, "Date").equals(day.toString())) {
        lines.put(ticker, line(ticker, table.get(), line));
      }
    }
  }

  private static boolean isTicker(String code) {
    return code.matches("[A-Z0-9][A-Z0-9._-]{0,15}");
  }

  private static Optional<CsvTable> table(Received received, String... columns) {
    byte[] content = Visit.bytes(received);
    String text = new String(content, UTF_8).strip();
    return text.isEmpty() || text.equals("[]")
        ? Optional.empty()
        : Optional.of(CsvTable.of(content, received.address().shown(), columns));
  }

  /** On its own day a price is adjusted for all that happened. */
  private static String line(String ticker, CsvTable table, List<String> line) {
    String close = table.cell(line, "Close");
    return String.join(
            ",",
            ticker,
            PriceSeries.cell(table.cell(line, "Date")),
            PriceSeries.price(table.cell(line, "Open"), ONE),
            PriceSeries.price(table.cell(line, "High"), ONE),
            PriceSeries.price(table.cell(line, "Low"), ONE),
            PriceSeries.price(close, ONE),
            PriceSeries.adjusted(close),
            PriceSeries.volume(table.cell(line, "Volume"), ONE))
        + "\n";
  }

  /** The tickers whose earlier prices that day restates. */
  private Set<String> events(
      Visit visit, LocalDate day, Set<String> traded, Map<String, String> ours) {
    Set<String> found = new TreeSet<>();
    for (String type : List.of("splits", "dividends")) {
      Received received = ask(visit, bulk(HOME, day).with("type", type));
      for (String code : codes(received)) {
        String ticker = ours.getOrDefault(code, code);
        if (traded.contains(ticker)) {
          found.add(ticker);
        }
      }
    }
    return found;
  }

  private static List<String> codes(Received received) {
    Optional<CsvTable> table = table(received, "Code");
    List<String> codes = new ArrayList<>();
    table.ifPresent(t -> t.lines().forEach(line -> codes.add(t.cell(line, "Code"))));
    return codes;
  }
}
