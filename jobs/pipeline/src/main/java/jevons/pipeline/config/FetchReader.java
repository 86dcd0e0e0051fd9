package jevons.pipeline.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Settings;

/** Reads {@code jevons.fetch} and refuses what no request could be sent with. */
final class FetchReader {
  private static final String GROUP = "jevons.fetch.";
  private static final long MEGABYTE = 1L << 20;
  private static final int SECS_LIMIT = 10;
  private static final Set<String> PROVIDERS = Set.of("stooq", "eodhd");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Settings settings;

  FetchReader(Settings settings) {
    this.settings = settings;
  }

  FetchSettings read() {
    String contact = text("contact").strip();
    if (!contact.isEmpty() && !contact.matches("[\\x20-\\x7E]*\\S+@\\S+\\.\\S+[\\x20-\\x7E]*")) {
      throw wrong("contact", contact, "a name and a mail address in ASCII");
    }
    return new FetchSettings(
        Optional.of(contact).filter(c -> !c.isEmpty()),
        texts("sources"),
        patience(),
        edgar(),
        new FetchSettings.Epoch(
            address("epoch.address"), texts("epoch.files"), texts("epoch.benchmarks")),
        new FetchSettings.Fred(address("fred.address"), texts("fred.series"), day("fred.since")),
        new FetchSettings.FamaFrench(address("fama-french.address"), texts("fama-french.files")),
        prices());
  }

  private FetchSettings.Patience patience() {
    double share = settings.number(GROUP + "smallest-share");
    if (share < 0 || share > 1) {
      throw wrong("smallest-share", String.valueOf(share), "a share from 0 to 1");
    }
    Duration first = Duration.ofMillis(positive("first-wait-millis"));
    Duration longest = Duration.ofSeconds(positive("longest-wait-seconds"));
    if (first.compareTo(longest) >= 0) {
      throw wrong(
          "first-wait-millis",
          String.valueOf(first.toMillis()),
          "less than jevons.fetch.longest-wait-seconds");
    }
    return new FetchSettings.Patience(
        Math.toIntExact(positive("attempts")),
        first,
        longest,
        Duration.ofMillis(positive("timeout-millis")),
        Math.toIntExact(positive("requests-per-second")),
        positive("most-megabytes") * MEGABYTE,
        positive("most-unpacked-megabytes") * MEGABYTE,
        share);
  }

  private FetchSettings.Edgar edgar() {
    long rate = positive("edgar.requests-per-second");
    if (rate > SECS_LIMIT) {
      throw wrong(
          "edgar.requests-per-second",
          String.valueOf(rate),
          "1 to 10, the most that the SEC allows");
    }
    return new FetchSettings.Edgar(address("edgar.address"), Math.toIntExact(rate));
  }

  private FetchSettings.Prices prices() {
    String provider = text("prices.provider");
    if (!PROVIDERS.contains(provider)) {
      throw wrong("prices.provider", provider, "stooq or eodhd");
    }
    Map<String, String> symbols = new HashMap<>();
    for (Map<String, Object> symbol : settings.records(GROUP + "prices.symbols")) {
      symbols.put(
          symbol.get("provider") + "/" + symbol.get("ticker"), (String) symbol.get("symbol"));
    }
    String dayTickers = text("prices.day-tickers");
    if (!dayTickers.equals("ours") && !dayTickers.equals("all")) {
      throw wrong("prices.day-tickers", dayTickers, "ours or all");
    }
    return new FetchSettings.Prices(
        provider,
        texts("prices.tickers"),
        texts("prices.indices"),
        day("prices.since"),
        dayTickers.equals("all"),
        address("prices.stooq-address"),
        address("prices.eodhd-address"),
        symbols);
  }

  /** Only https; http to this machine itself, as tests do. */
  private URI address(String key) {
    String text = text(key);
    try {
      URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean secure = "https".equals(address.getScheme());
      boolean here = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
      if (address.getHost() != null
          && (secure || here)
          && address.getUserInfo() == null
          && address.getQuery() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wrong(key, text, "an address such as https://example.org/data");
    }
    throw wrong(key, text, "an https address without user and query");
  }

  private LocalDate day(String key) {
    try {
      return LocalDate.parse(text(key));
    } catch (DateTimeParseException e) {
      throw wrong(key, text(key), "a day such as 2014-01-01");
    }
  }

  private long positive(String key) {
    long value = settings.count(GROUP + key);
    if (value < 1) {
      throw wrong(key, String.valueOf(value), "1 or more");
    }
    return value;
  }

  private String text(String key) {
    return settings.text(GROUP + key);
  }

  private List<String> texts(String key) {
    return settings.texts(GROUP + key);
  }

  private static JevonsException wrong(String key, String found, String expected) {
    return JevonsException.usage(
        GROUP
            + key
            + " is \""
            + found
            + "\", not "
            + expected
            + ". Correct it in conf/jevons.conf.");
  }
}
