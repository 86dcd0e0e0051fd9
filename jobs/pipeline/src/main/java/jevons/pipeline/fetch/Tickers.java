package jevons.pipeline.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jevons.pipeline.config.FetchSettings;
import jevons.pipeline.config.Firm;

/** Which tickers are fetched and what the provider calls them. */
final class Tickers {
  private static final String ENDING = ".csv";
  private final FetchSettings.Prices settings;
  private final List<Firm> firms;
  private final String marketTicker;

  Tickers(FetchSettings.Prices settings, List<Firm> firms, String marketTicker) {
    this.settings = settings;
    this.firms = firms;
    this.marketTicker = marketTicker;
  }

  /** The fund whose days are the trading days. */
  String market() {
    return marketTicker;
  }

  /** Those that the settings name, or the firms, the market's fund and all that have a file. */
  Set<String> all(Path folder) {
    Set<String> tickers = new TreeSet<>(settings.tickers());
    if (tickers.isEmpty()) {
      firms.forEach(firm -> tickers.add(firm.ticker()));
      tickers.add(marketTicker);
      tickers.addAll(withFile(folder));
    }
    return tickers;
  }

  /** What {@code provider} calls the ticker; empty for an index that the settings do not name. */
  Optional<String> findSymbol(String ticker, PriceProvider provider) {
    Optional<String> named = settings.findSymbol(ticker);
    boolean byRule = named.isEmpty() && !settings.indices().contains(ticker);
    return byRule ? Optional.of(provider.symbolOf(ticker)) : named;
  }

  private static Set<String> withFile(Path folder) {
    Set<String> tickers = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return tickers;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
          .filter(name -> !name.equals(FolderManifest.FILE_NAME))
          .forEach(name -> tickers.add(name.substring(0, name.length() - ENDING.length())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tickers;
  }
}
