package jevons.pipeline.config;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code jevons fetch} gets landing files from, and how patient it is.
 *
 * @param contact name and mail address that go into the User-Agent
 * @param sources what is fetched when the command names nothing
 * @param patience attempts, waits and limits
 */
public record FetchSettings(
    Optional<String> contact,
    List<String> sources,
    Patience patience,
    Edgar edgar,
    Epoch epoch,
    Fred fred,
    FamaFrench famaFrench,
    Prices prices) {
  public FetchSettings {
    sources = List.copyOf(sources);
  }

  /**
   * Attempts, waits and limits of one request.
   *
   * @param attempts how often a request is sent at most, 1 or more
   * @param firstWait between the first two attempts; doubled from one to the next
   * @param longestWait a provider that asks for a longer one is left for the next night
   * @param timeout of one attempt, from connecting to the last byte
   * @param requestsPerSecond to one provider; EDGAR has its own
   * @param mostBytes of one answer
   * @param mostUnpackedBytes of one archive's content
   * @param smallestShare share of the lines of the file that is there which a new one must have
   */
  public record Patience(
      int attempts,
      Duration firstWait,
      Duration longestWait,
      Duration timeout,
      int requestsPerSecond,
      long mostBytes,
      long mostUnpackedBytes,
      double smallestShare) {}

  /** The SEC's filings as data; at most {@code requestsPerSecond}, which the SEC limits to 10. */
  public record Edgar(URI address, int requestsPerSecond) {}

  /**
   * Epoch AI.
   *
   * @param files lists of models and of hardware
   * @param benchmarks files of the Benchmarking Hub, which comes as one archive
   */
  public record Epoch(URI address, List<String> files, List<String> benchmarks) {
    public Epoch {
      files = List.copyOf(files);
      benchmarks = List.copyOf(benchmarks);
    }
  }

  /** FRED: series, from a day on. */
  public record Fred(URI address, List<String> series, LocalDate since) {
    public Fred {
      series = List.copyOf(series);
    }
  }

  /** Kenneth R. French's data library: files, named without {@code _CSV.zip}. */
  public record FamaFrench(URI address, List<String> files) {
    public FamaFrench {
      files = List.copyOf(files);
    }
  }

  /**
   * Daily prices.
   *
   * @param provider {@code stooq} or {@code eodhd}
   * @param tickers what is fetched; empty: the firms, the market's fund and whatever has a file
   * @param indices those of them that are no shares: fetched where {@code symbols} names them
   * @param since first day
   * @param everyTicker whether a day's file keeps all tickers of the exchange
   * @param stooqAddress where Stooq answers
   * @param eodhdAddress where EODHD answers
   * @param symbols a provider's name of a ticker by {@code "provider/ticker"}; others by its rule
   */
  public record Prices(
      String provider,
      List<String> tickers,
      List<String> indices,
      LocalDate since,
      boolean everyTicker,
      URI stooqAddress,
      URI eodhdAddress,
      Map<String, String> symbols) {
    public Prices {
      tickers = List.copyOf(tickers);
      indices = List.copyOf(indices);
      symbols = Map.copyOf(symbols);
    }

    /** What the provider calls the ticker, if the settings say. */
    public Optional<String> findSymbol(String ticker) {
      return Optional.ofNullable(symbols.get(provider + "/" + ticker));
    }
  }
}
