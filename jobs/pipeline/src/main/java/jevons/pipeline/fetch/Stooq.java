package jevons.pipeline.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.config.FetchSettings;

/**
 * Stooq: {@code /q/d/l/?s=nvda.us&i=d}, CSV of {@code Date,Open,High,Low,Close,Volume}. Its prices
 * are adjusted for all that happened; with {@code o=1111111} for nothing. The landing zone needs a
 * third thing, prices adjusted for splits alone, so both are asked for and splits are read off
 * where they part.
 *
 * <p>Stooq documents none of this: address and columns are what its site links to. Since the spring
 * of 2026 it answers programs without a key with a web page, at times one that only a browser gets
 * past.
 */
final class Stooq implements PriceProvider {
  private static final String UNADJUSTED = "1111111";
  private static final String[] COLUMNS = {"Date", "Open", "High", "Low", "Close"};

  private final FetchSettings.Prices settings;

  Stooq(FetchSettings.Prices settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "stooq";
  }

  @Override
  public URI address() {
    return settings.stooqAddress();
  }

  @Override
  public String keyVariable() {
    return "STOOQ_API_KEY";
  }

  @Override
  public boolean needsKey() {
    return false;
  }

  @Override
  public String symbolOf(String ticker) {
    return ticker.toLowerCase(Locale.ROOT) + ".us";
  }

  @Override
  public Address history(String symbol, Optional<String> key) {
    return adjusted(symbol, key).with("o", UNADJUSTED);
  }

  private Address adjusted(String symbol, Optional<String> key) {
    return Address.below(address(), "/q/d/l/")
        .with("s", symbol)
        .with("i", "d")
        .withKey("apikey", key)
        .wherePageMeans(
            key.isPresent()
                ? "Stooq refuses the key in STOOQ_API_KEY, or lets browsers in alone just now; the"
                    + " other provider is eodhd (jevons.fetch.prices.provider)"
                : "Stooq asks programs for a key by now. Get one on its site and put it into"
                    + " STOOQ_API_KEY, or take the other provider, eodhd"
                    + " (jevons.fetch.prices.provider)");
  }

  @Override
  public void bring(Visit visit, String file, String symbol, Optional<String> key) {
    visit.bring(
        file,
        history(symbol, key),
        ContentKind.CSV,
        raw -> {
          Address whole = adjusted(symbol, key);
          Received second =
              visit
                  .ask(whole, ContentKind.CSV, Validators.NONE)
                  .orElseThrow(() -> FetchFailure.refused(whole + " gave nothing"));
          PriceSeries series = series(table(raw, file), table(second, file));
          byte[] content =
              series.landingFile(series.findSplits(), false, settings.since().toString());
          return List.of(new Made(file, content));
        });
  }

  /** Messages of Stooq ("Exceeded the daily hits limit") come as text with status 200. */
  private static CsvTable table(Received received, String what) {
    return CsvTable.of(Visit.bytes(received), what, COLUMNS).filled(what);
  }

  private static PriceSeries series(CsvTable raw, CsvTable adjusted) {
    Map<String, String> closes = new HashMap<>();
    for (List<String> line : adjusted.lines()) {
      closes.put(adjusted.cell(line, "Date"), adjusted.cell(line, "Close"));
    }
    List<PriceSeries.Bar> bars = new ArrayList<>();
    for (List<String> line : raw.lines()) {
      String day = raw.cell(line, "Date");
      bars.add(
          new PriceSeries.Bar(
              day,
              raw.cell(line, "Open"),
              raw.cell(line, "High"),
              raw.cell(line, "Low"),
              raw.cell(line, "Close"),
              closes.getOrDefault(day, ""),
              raw.cell(line, "Volume")));
    }
    return new PriceSeries(bars);
  }
}
