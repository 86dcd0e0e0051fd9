package jevons.pipeline.fetch;

import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jevons.pipeline.table.JevonsException;

/** Daily prices, a file of the whole history for each ticker. */
final class Prices implements Source {
  private final PriceProvider provider;
  private final Tickers tickers;
  private final Optional<String> key;

  /**
   * @param environment a variable's value, or null
   */
  Prices(PriceProvider provider, Tickers tickers, UnaryOperator<String> environment) {
    this.provider = provider;
    this.tickers = tickers;
    this.key = key(provider, environment);
  }

  static Optional<String> key(PriceProvider provider, UnaryOperator<String> environment) {
    return Optional.ofNullable(environment.apply(provider.keyVariable()))
        .map(String::strip)
        .filter(k -> !k.isEmpty());
  }

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public URI address() {
    return provider.address();
  }

  @Override
  public void refuseUnlessReady() {
    if (provider.needsKey() && key.isEmpty()) {
      throw withoutKey(provider);
    }
  }

  static JevonsException withoutKey(PriceProvider provider) {
    return JevonsException.usage(
        "%s is not set, and %s gives no prices without a key. Put the key into the environment (never into conf/), or choose another jevons.fetch.prices.provider."
            .formatted(provider.keyVariable(), provider.name()));
  }

  @Override
  public void fetch(Visit visit) {
    DayFiles days = new DayFiles(visit.folder());
    for (String ticker : tickers.all(visit.folder())) {
      bring(visit, days, ticker);
    }
  }

  private void bring(Visit visit, DayFiles days, String ticker) {
    bring(visit, days, provider, tickers, ticker, key);
  }

  /** Brings a ticker's history; days' files no longer need to have it. */
  static void bring(
      Visit visit,
      DayFiles days,
      PriceProvider provider,
      Tickers tickers,
      String ticker,
      Optional<String> key) {
    String file = ticker + ".csv";
    if (!ticker.matches("[A-Z0-9][A-Z0-9._-]{0,15}")) {
      visit.passOver(file, "no ticker: capital letters, digits, dots and dashes are expected");
      return;
    }
    Optional<String> symbol = tickers.findSymbol(ticker, provider);
    if (symbol.isEmpty()) {
      visit.passOver(
          file,
          "an index, and jevons.fetch.prices.symbols has no name of "
              + provider.name()
              + " for it");
      return;
    }
    provider.bring(visit, file, symbol.get(), key);
    days.dropUntilHistory(ticker, visit);
  }
}
