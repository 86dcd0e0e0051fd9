package jevons.pipeline.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jevons.pipeline.config.FetchSettings;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.fetch.FetchResult.Outcome;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/**
 * Brings new landing files from their providers. A provider that is down, or sends what it should
 * not, leaves the files that are there and the other providers alone.
 */
public final class Fetch {
  private final FetchSettings settings;
  private final Path landing;
  private final Clock clock;
  private final Map<String, Source> sources = new LinkedHashMap<>();

  /**
   * @param environment a variable's value, or null: where keys come from
   * @param clock when a file was fetched, and which days of trading are over
   * @throws JevonsException USAGE: the landing zone is no folder of this machine
   */
  public Fetch(JevonsConfig config, UnaryOperator<String> environment, Clock clock) {
    this.settings = config.fetch();
    this.clock = clock;
    if (config.landingPath().contains("://")) {
      throw JevonsException.usage(
          "fetch writes to a folder of this machine, not to %s: name one by --landing and copy it there afterwards."
              .formatted(config.landingPath()));
    }
    this.landing = Path.of(config.landingPath()).toAbsolutePath().normalize();
    if (Files.exists(landing) && !Files.isDirectory(landing)) {
      throw JevonsException.usage(
          "landing zone %s is not a folder: name one by --landing PATH, it is made when there is none."
              .formatted(landing));
    }
    Tickers tickers = new Tickers(settings.prices(), config.firms(), config.marketTicker());
    long unpacked = settings.patience().mostUnpackedBytes();
    PriceProvider prices =
        settings.prices().provider().equals("eodhd")
            ? new Eodhd(settings.prices())
            : new Stooq(settings.prices());
    List.of(
            new Edgar(settings.edgar(), settings.contact(), config.firms()),
            new Epoch(settings.epoch(), unpacked),
            new Fred(settings.fred()),
            new FamaFrench(settings.famaFrench(), unpacked),
            new Prices(prices, tickers, environment),
            new PriceDays(settings.prices(), tickers, environment, clock))
        .forEach(source -> sources.put(source.name(), source));
  }

  /** The names that {@link #run} knows, in the order of the sources. */
  public Set<String> names() {
    return sources.keySet();
  }

  /**
   * Fetches these sources, or those of {@code jevons.fetch.sources} when none is named.
   *
   * @throws JevonsException USAGE: an unknown name, a contact or key that is not set, before
   *     anything is asked for; RESOURCES: a file cannot be written
   */
  public List<FetchResult> run(List<String> names) {
    List<Source> wanted = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names.isEmpty() ? settings.sources() : names)) {
      wanted.add(source(name));
    }
    wanted.forEach(Source::refuseUnlessReady);
    List<FetchResult> results = new ArrayList<>();
    wanted.forEach(source -> results.addAll(fetch(source)));
    return results;
  }

  /** What a command that gave these results ends with. */
  public static ExitCode exitCode(List<FetchResult> results) {
    return results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED)
        ? ExitCode.SOURCE_FAILED
        : ExitCode.DONE;
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw JevonsException.usage(
          "no source %s to fetch; there are %s.%s"
              .formatted(
                  name, String.join(", ", sources.keySet()), Closest.hint(name, sources.keySet())));
    }
    return source;
  }

  private List<FetchResult> fetch(Source source) {
    Path scratch = scratch();
    try {
      Web web =
          new Web(
              source.address(),
              settings.contact().map(who -> who + " (Jevons)").orElse("Jevons"),
              source.ownRequestsPerSecond().orElse(settings.patience().requestsPerSecond()),
              settings.patience(),
              clock);
      Visit visit =
          new Visit(
              source.name(),
              landing.resolve(source.folder()),
              web,
              scratch,
              settings.patience().smallestShare());
      source.fetch(visit);
      return visit.results();
    } finally {
      delete(scratch);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("jevons-fetch");
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          "no folder for what comes can be made below %s (%s). Allow it, or name another by -Djava.io.tmpdir."
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
